"""The other way: from marks to a draft to write around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.desk import open_draft
from annotator.commands.episodes import find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.domain.errors import ExportError, NotFoundError, UsageError
from annotator.domain.notes import Annotation
from annotator.files import write_atomically
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.domain.notes import Episode
    from annotator.drafts.skeleton import Quote

_OTHERS = "Without a topic"


@command("draft.from_marks", "Draft from Marks…", menu="Draft", group=5, needs=Needs.EPISODE)
def draft_from_marks(context: Context) -> None:
    """Begin a draft with the marks chosen in the list, or with all that its filter shows."""
    session = context.session
    ids = session.desk.chosen or context.prompts.shown_marks()
    marks = [mark for mark in map(session.mark, ids) if mark is not None and mark.text]
    if not marks or session.episode is None:
        raise UsageError("The list shows no mark with words; make some, or clear its filter.")
    name = session.episode.title
    text = _skeleton(context, name, marks)

    def write(path: Path) -> None:
        _write(path, text)
        open_draft(context, path)

    context.prompts.save_draft(f"{name} draft.md".replace("/", "-"), write)


@command("draft.make", "Make a Draft", cli="draft")
def make_draft(
    context: Context,
    topic: Annotated[tuple[str, ...], Argument("only marks of these", metavar="NAME")] = (),
    search: Annotated[str | None, Argument("only marks with these words", metavar="TEXT")] = None,
    episode: Annotated[tuple[str, ...], Argument("only these episodes", metavar="REF")] = (),
    show: Annotated[tuple[str, ...], Argument("only these shows", metavar="NAME")] = (),
    title: Annotated[str | None, Argument("what the draft is called", metavar="TEXT")] = None,
    out: Annotated[str | None, Argument("file to write; - prints it", metavar="PATH")] = None,
) -> str:
    """Begin a draft with quotes of marks, by topic, with speakers, times and links."""
    marks = _found(context, topic, search, _episodes(context, episode, show))
    if not marks:
        raise NotFoundError("No mark with words is like that; `annotator marks` lists them.")
    text = _skeleton(context, title or "Draft", marks)
    if out is None or out == "-":
        return text
    path = Path(out).expanduser()
    if path.exists():
        raise ExportError("“{0}” is there already; choose another name.", path)
    _write(path, text)
    context.session.say(phrase("Wrote {0}", path))
    return ""


def _episodes(context: Context, episodes: Sequence[str], shows: Sequence[str]) -> list[int]:
    if episodes:
        return [find_episode(context, reference).id for reference in episodes]
    wanted = {name.casefold() for name in shows}
    rows = context.session.library.episodes.summaries()
    return [row.id for row in rows if not wanted or row.show.casefold() in wanted]


def _found(
    context: Context, topics: Sequence[str], search: str | None, episodes: Iterable[int]
) -> list[Annotation]:
    from annotator.commands.topics import find_topic

    wanted: set[int] = set()
    for name in topics:
        topic = find_topic(context, name)
        if topic is None:
            raise NotFoundError("There is no topic “{0}”; `annotator topics` lists them.", name)
        wanted.add(topic.id)
    words = (search or "").casefold()
    return [
        mark
        for episode_id in episodes
        for mark in context.session.library.notebook.annotations(episode_id)
        if mark.text
        and (not wanted or wanted & set(mark.topics))
        and words in f"{mark.text}\n{mark.note}".casefold()
    ]


def _skeleton(context: Context, name: str, marks: Sequence[Annotation]) -> str:
    """The draft: a chapter a topic in the order of the topics, in each the marks by time."""
    from annotator.drafts.skeleton import skeleton

    known: dict[int, Episode | None] = {}
    quotes: dict[int, list[Quote]] = {}
    for mark in marks:
        if mark.episode_id not in known:
            known[mark.episode_id] = context.session.library.episodes.get(mark.episode_id)
        episode = known[mark.episode_id]
        if episode is not None:
            # A mark of several topics stands under the first: nobody quotes the same twice.
            quotes.setdefault(mark.topics[0] if mark.topics else 0, []).append(
                _quote(episode, mark)
            )
    topics = [(topic.name, topic.id) for topic in context.session.topics]
    chapters = [*topics, (_OTHERS, 0)]
    return skeleton(name, ((title, quotes.get(ident, [])) for title, ident in chapters))


def _quote(episode: Episode, mark: Annotation) -> Quote:
    from annotator.drafts.skeleton import Quote
    from annotator.exporters.deep_links import deep_links

    address = deep_links(episode)(mark)
    return Quote(mark.text, mark.start_ms, episode.title, mark.speaker, address, mark.note)


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise ExportError("“{0}” could not be written: {1}.", path, error.strerror) from error
