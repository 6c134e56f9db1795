"""The draft desk in the window: a draft checked, walked through, heard and put right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.registry import Needs, Place, command
from annotator.domain.errors import AnnotatorError, NotFoundError, UsageError
from annotator.files import read_bytes
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.domain.transcript import Transcript
    from annotator.session.draft_desk import OpenDraft, Rewritten
    from annotator.session.draft_items import Item, Passage

DRAFT_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".docx")
"""The endings of files that can be drafts."""


# Onto the desk


@command("draft.open", "Check a Draft…", keys=("Ctrl+D",), menu="Draft")
def ask_draft(context: Context) -> None:
    """Find and judge every quotation of an article in the transcripts."""
    context.prompts.open_draft(lambda path: open_draft(context, path))


@command("draft.clipboard", "Check the Clipboard", keys=("Ctrl+Shift+D",), menu="Draft")
def check_clipboard(context: Context) -> None:
    """Find and judge every quotation of the text on the clipboard."""

    def use(text: str) -> None:
        if not text.strip():
            raise UsageError("There is no text on the clipboard; copy the draft and try again.")
        _read(context, "Clipboard", None, lambda: text.encode())

    context.prompts.paste(use)


@command("draft.again", "Check Again", keys=("F5",), menu="Draft")
def check_again(context: Context) -> None:
    """Read the draft again and check it anew."""
    there = current_draft(context)
    if there.path is not None:
        open_draft(context, there.path)
    else:
        _read(context, there.name, None, lambda: there.data)


@command("draft.close", "Close the Draft", menu="Draft")
def close(context: Context) -> None:
    """Take the draft off the desk; the file stays as it is."""
    context.drafts.clear()


def open_draft(context: Context, path: Path) -> None:
    """Read a draft's file in the background, lay it on the desk and check it."""

    def bytes_of() -> bytes:
        try:
            return read_bytes(path)
        except OSError as error:
            raise NotFoundError(
                "The draft “{0}” cannot be read: {1}.", path, error.strerror
            ) from error

    _read(context, path.name, path, bytes_of)


def _read(context: Context, name: str, path: Path | None, data: Callable[[], bytes]) -> None:
    def read(_progress: object) -> OpenDraft:
        # Imported in the worker: what reads and judges takes a tenth of a second to load.
        from annotator.session.draft_work import opened

        return opened(name, path, data())

    def then(draft: OpenDraft) -> None:
        context.drafts.lay(draft)
        check(context)

    context.jobs.run(phrase("Reading “{0}”", name), read, then)


def check(context: Context) -> None:
    """Check the draft on the desk in the background, against the episodes of its scope."""
    from annotator.session.draft_work import check_all

    draft, library = current_draft(context), context.session.library.path
    episodes = _episodes(context)
    context.jobs.run(
        phrase("Checking “{0}”", draft.name),
        lambda progress: check_all(library, draft, episodes, progress),
        lambda items: context.drafts.take(draft, items),
    )


def choose_scope(context: Context, name: str) -> None:
    """Check the draft anew against ``episode``, ``show`` or ``library``."""
    from annotator.session.draft_desk import Scope

    desk = context.drafts
    before, desk.scope = desk.scope, Scope(name)
    try:
        _episodes(context)
    except UsageError:
        desk.scope = before
        desk.changed.tell(None)
        raise
    if desk.open is not None:
        desk.lay(desk.open, keep_steps=True)
        check(context)


def _episodes(context: Context) -> tuple[int, ...] | None:
    """The episodes of the scope, None for all. Raises UsageError where none is open."""
    from annotator.session.draft_desk import Scope

    scope, episode = context.drafts.scope, context.session.episode
    if scope is Scope.LIBRARY:
        return None
    if episode is None:
        raise UsageError("No episode is open to look in; open one, or look in the whole library.")
    if scope is Scope.EPISODE:
        return (episode.id,)
    rows = context.session.library.episodes.summaries()
    return tuple(row.id for row in rows if row.show == episode.show)


def take_correction(context: Context, cues: frozenset[int]) -> None:
    """Cues of the open transcript were corrected: judge anew what may be another verdict."""
    session, desk = context.session, context.drafts
    if desk.open is None or session.transcript is None or session.episode is None:
        return
    stretches = [(cue.start_ms, cue.end_ms) for cue in session.transcript.cues if cue.id in cues]
    desk.stale |= desk.touched_by(session.episode.id, stretches)
    check_stale(context)


def check_stale(context: Context) -> None:
    """Judge anew, in the background, what a change of draft or transcript made doubtful."""
    from annotator.drafts.quotations import quotations
    from annotator.session.draft_work import check_some

    desk = context.drafts
    if desk.open is None or not desk.stale or desk.busy:
        return
    draft, library = desk.open, context.session.library.path
    numbers = [number for number, item in enumerate(desk.items) if item.finding is not None]
    asked = quotations(draft.draft)
    if len(asked) != len(numbers):
        # A quotation was begun or ended: they are no longer the ones that were judged.
        desk.lay(draft, keep_steps=True)
        check(context)
        return
    here = context.session.episode
    wanted = [
        (number, quotation, _homes(desk.items[number], here.id if here else None))
        for number, quotation in zip(numbers, asked, strict=True)
        if number in desk.stale
    ]
    context.jobs.run(
        phrase("Checking “{0}” again", draft.name),
        lambda _progress: check_some(library, draft, wanted),
        lambda again: desk.take_again(draft, again),
    )


def _homes(item: Item, here: int | None) -> tuple[int, ...]:
    """The episodes an item was found in; of what was not found, the one that is open too."""
    found = dict.fromkeys(passage.episode_id for passage in item.passages)
    if not item.found and here is not None:
        found[here] = None
    return tuple(found)


# Through the draft


@command("draft.next_problem", "Next Problem", keys=("F8",), menu="Draft", group=1)
def next_problem(context: Context) -> None:
    """Go to the next quotation of the draft that somebody should look at."""
    _step(context, 1, problems=True)


@command("draft.previous_problem", "Previous Problem", keys=("Shift+F8",), menu="Draft", group=1)
def previous_problem(context: Context) -> None:
    """Go to the quotation before that somebody should look at."""
    _step(context, -1, problems=True)


@command("draft.next", "Next Quotation", keys=("Down",), place=Place.DRAFT)
def next_item(context: Context) -> None:
    """Go to the next quotation or claim of the draft."""
    _step(context, 1)


@command("draft.previous", "Previous Quotation", keys=("Up",), place=Place.DRAFT)
def previous_item(context: Context) -> None:
    """Go to the quotation or claim before."""
    _step(context, -1)


def _step(context: Context, by: int, *, problems: bool = False) -> None:
    current_draft(context)
    if context.drafts.step(by, problems=problems):
        show(context)
    elif not any(item.problem for item in context.drafts.items):
        context.session.say("Every quotation of the draft was said as it stands.")
    else:
        context.session.say("There is no further one in this direction.")


def show(context: Context, number: int = 0, then: Callable[[], None] = lambda: None) -> None:
    """Show in the transcript where the current item, or its passage `number`, was said; `then`
    is called where that is shown."""
    item = current_item(context)
    if not item.passages:
        return
    passage, session = item.passages[number], context.session

    def shown() -> None:
        _select(context, passage)
        then()

    if session.episode is not None and session.episode.id == passage.episode_id:
        context.drafts.wanted = None
        shown()
    else:
        _open_beside(context, passage.episode_id, shown)


def _open_beside(context: Context, episode_id: int, shown: Callable[[], None]) -> None:
    """Open an episode beside the draft, its words read in the background: a day of them takes
    a while. Whoever has walked on by then sees only what was asked for last."""
    from annotator.session.draft_work import words_of

    desk, library = context.drafts, context.session.library.path
    is_on_its_way = desk.wanted is not None and desk.wanted[0] == episode_id
    desk.wanted = episode_id, shown
    if is_on_its_way:
        return

    def read(_progress: object) -> tuple[int, Transcript] | AnnotatorError | None:
        try:
            return words_of(library, episode_id)
        except AnnotatorError as error:
            return error

    def done(words: tuple[int, Transcript] | AnnotatorError | None) -> None:
        if desk.wanted is None or desk.wanted[0] != episode_id:
            return
        (_, then), desk.wanted = desk.wanted, None
        if isinstance(words, AnnotatorError):
            raise words
        context.session.open(episode_id, words)
        then()

    context.jobs.run(phrase("Opening the episode"), read, done)


def _select(context: Context, passage: Passage) -> None:
    """Choose the words of a passage of the open episode."""
    session = context.session
    transcript, desk = session.transcript, session.desk
    if transcript is None:
        return
    span = transcript.span_of(passage.place.start_ms, passage.place.end_ms)
    desk.forget()
    desk.current_mark, desk.following = None, False
    if span is not None:
        desk.selection, desk.cursor = span, span.start.cue
    session.desk_changed.tell(None)


# The current quotation


@command("draft.play", "Play the Words", keys=("Return", "Enter"), menu="Draft", group=2,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def play(context: Context) -> None:
    """Play the very words of the quotation."""
    play_passage(context, 0)


def play_passage(context: Context, number: int) -> None:
    """Play a passage of the current item."""
    item = current_item(context)
    if not item.passages:
        raise UsageError("These words were not found; there is nothing to play.")
    start_ms = item.passages[number].place.start_ms
    show(context, number, lambda: context.playback.play_from(start_ms))


@command("draft.pause", "Pause", keys=("Space",), place=Place.DRAFT)
def pause(context: Context) -> None:
    """Pause, or play on."""
    context.playback.toggle()


@command("draft.correct", "Correct the Transcript", keys=("E",), menu="Draft", group=2,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def correct(context: Context) -> None:
    """Correct the transcript where the quotation was said; the verdict follows."""
    item = current_item(context)
    if not item.passages:
        raise UsageError("These words were not found; there is no place to correct.")
    session, finding = context.session, item.finding
    session.refuse_while_held()
    at_ms = finding.doubtful_ms if finding is not None else None

    def edit() -> None:
        if at_ms is not None and session.transcript is not None:
            session.desk.cursor = session.transcript.cue_at(at_ms) or session.desk.cursor
        context.prompts.edit_cue(session.desk.cursor)

    show(context, then=edit)


def take_back(context: Context, turn: int | None = None) -> bool:
    """Undo the draft's last change; whether there was one. With `turn`, only if the library
    has not changed since, so that Ctrl+Z goes back in order."""
    desk, before = context.drafts, context.drafts.open
    last = desk.to_undo(turn)
    if last is None or before is None:
        return False
    # Not before there is a draft: the first undo of all would wait for it.
    from annotator.session.draft_work import restored

    label, data = last

    def then(rewritten: Rewritten) -> None:
        desk.undone(before, rewritten)
        check_stale(context)
        context.session.say(phrase("Undone in the draft: {0}", label))

    rewrite(context, lambda: restored(before, data), then)
    return True


def rewrite(
    context: Context, work: Callable[[], Rewritten], then: Callable[[Rewritten], None]
) -> None:
    """Change the draft and write it in the background, one change at a time: a key that comes
    while another is at work is let go."""
    desk = context.drafts
    if desk.writing:
        return
    desk.writing = True

    def tried(_progress: object) -> Rewritten | AnnotatorError:
        try:
            return work()
        except AnnotatorError as error:
            return error

    def done(outcome: Rewritten | AnnotatorError) -> None:
        desk.writing = False
        if isinstance(outcome, AnnotatorError):
            raise outcome
        then(outcome)

    context.jobs.run(phrase("Writing “{0}”", current_draft(context).name), tried, done)


def current_draft(context: Context) -> OpenDraft:
    """The draft on the desk. Raises UsageError where none lies there."""
    if context.drafts.open is None:
        raise UsageError("There is no draft on the desk; press Ctrl+D to check one.")
    return context.drafts.open


def current_item(context: Context) -> Item:
    """The quotation or claim that is looked at. Raises UsageError where none is."""
    current_draft(context)
    item = context.drafts.item
    if item is None:
        raise UsageError("No quotation is chosen; F8 goes to the first to look at.")
    return item
