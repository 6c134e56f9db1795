"""Cutting, joining and timing cues from the keyboard, and making paragraphs of them."""

from __future__ import annotations

from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, Place, command
from annotator.commands.transcript import change_cue_text, mend, mend_later
from annotator.commands.view import current_cue
from annotator.domain.errors import UsageError
from annotator.domain.mending import Edge, Mended, joined, nudged, paragraphs, split
from annotator.domain.timecode import format_precise, parse_time
from annotator.domain.transcript import Point, Transcript
from annotator.phrases import counted, phrase

NUDGE_MS = 100
_PAUSE_MS, _LONGEST_MS = 1_500, 60_000


@command(
    "cue.split",
    "Split Cue",
    keys=("Ctrl+Return",),
    menu="Transcript",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
    while_editing=True,
)
def split_cue(context: Context) -> None:
    """Cut a cue in two: at the text cursor, the selection's start or the word that is heard."""
    draft = context.prompts.take_edit()
    if draft is not None:
        index, text, char = draft
        change_cue_text(context, index, text)
        point = Point(index, char)
    else:
        point = _place_to_split(context)
    mend(context.session, phrase("Split cue"), lambda words: [split(words, point)])
    _go_to(context, point.cue + 1)


@command(
    "cue.join",
    "Join with Next Cue",
    keys=("Ctrl+M",),
    menu="Transcript",
    group=2,
    place=Place.TRANSCRIPT,
    needs=Needs.WORDS,
    while_editing=True,
)
def join_cue(context: Context) -> None:
    """Make one cue of this and the next; the first one's speaker speaks it all."""
    index = current_cue(context)
    draft = context.prompts.take_edit()
    if draft is not None:
        index, text, _ = draft
        change_cue_text(context, index, text)
    mend(context.session, phrase("Join cues"), lambda words: [joined(words, index)])
    _go_to(context, index)


def _register_nudge(
    name: str, title: str, help_line: str, key: str, edge: Edge, by_ms: int
) -> None:
    def nudge(context: Context) -> None:
        nudge_edge(context, current_cue(context), edge, by_ms)

    nudge.__doc__ = help_line
    command(
        f"cue.{name}",
        title,
        keys=(key,),
        menu="Transcript",
        group=2,
        place=Place.TRANSCRIPT,
        needs=Needs.WORDS,
    )(nudge)


for _name, _title, _help, _key, _edge, _by_ms in (
    ("start_earlier", "Cue Starts Earlier", "The cue starts a tenth of a second earlier.",
     "Ctrl+Left", Edge.START, -NUDGE_MS),
    ("start_later", "Cue Starts Later", "The cue starts a tenth of a second later.",
     "Ctrl+Right", Edge.START, NUDGE_MS),
    ("end_earlier", "Cue Ends Earlier", "The cue ends a tenth of a second earlier.",
     "Ctrl+Shift+Up", Edge.END, -NUDGE_MS),
    ("end_later", "Cue Ends Later", "The cue ends a tenth of a second later.",
     "Ctrl+Shift+Down", Edge.END, NUDGE_MS),
):  # fmt: skip
    _register_nudge(_name, _title, _help, _key, _edge, _by_ms)


def nudge_edge(context: Context, index: int, edge: Edge, by_ms: int) -> None:
    """Move an edge of a cue by `by_ms`; a neighbour that touches it gives way."""
    session = context.session

    def moved_edge(words: Transcript) -> list[Mended]:
        part = nudged(words, index, edge, by_ms)
        return [part] if part is not None else []

    if not mend(session, phrase("Move cue's edge"), moved_edge):
        raise UsageError("The cue's edge cannot go farther here: its words need the time.")
    if session.transcript is not None:
        cue = session.transcript.cues[index]
        at = format_precise(cue.start_ms if edge is Edge.START else cue.end_ms)
        starts = edge is Edge.START
        template = phrase("The cue starts at {0}") if starts else phrase("The cue ends at {0}")
        session.say(phrase(template, at))


@command("cue.paragraphs", "Join into Paragraphs", menu="Transcript", group=2, needs=Needs.WORDS)
def make_paragraphs(context: Context) -> None:
    """Join cues between pauses and changes of speaker into paragraphs of up to a minute."""
    mend_later(
        context,
        phrase("Join into paragraphs"),
        lambda words: paragraphs(words, pause_ms=_PAUSE_MS, longest_ms=_LONGEST_MS),
        lambda count: context.session.say(
            counted(count, "{0} paragraph made", "{0} paragraphs made"), undo=bool(count)
        ),
    )


@command("cue.paragraphs_of", "Paragraphs", cli="paragraphs")
def paragraphs_of(
    context: Context,
    episode: EpisodeRef,
    pause: Annotated[str, Argument("a pause this long parts them", metavar="TIME")] = "1.5s",
    longest: Annotated[str, Argument("no paragraph is longer", metavar="TIME")] = "60s",
) -> str:
    """Join an episode's cues into paragraphs, by pause and speaker."""
    session = context.session
    session.open(find_episode(context, episode).id)
    pause_ms, longest_ms = parse_time(pause), parse_time(longest)
    made = mend(
        session,
        phrase("Join into paragraphs"),
        lambda words: paragraphs(words, pause_ms=pause_ms, longest_ms=longest_ms),
    )
    return f"{len(made)} paragraphs made"


def _place_to_split(context: Context) -> Point:
    session, playback = context.session, context.playback
    if session.desk.selection is not None:
        return session.desk.selection.start
    at_ms = context.tagger.heard_ms() if playback.playing else playback.position_ms
    heard = session.transcript.word_at(at_ms) if session.transcript else None
    if heard is None or session.transcript is None:
        raise UsageError("Choose the word that the new cue begins with.")
    cue, word = heard
    return Point(cue, session.transcript.cues[cue].timed_words[word].begin)


def _go_to(context: Context, cue: int) -> None:
    context.session.desk.cursor = cue
    context.session.desk_changed.tell(None)
