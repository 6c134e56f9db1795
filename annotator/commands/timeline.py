"""The timeline: zooming, looking about in it, and moving the edges of marks."""

from __future__ import annotations

from dataclasses import replace

from annotator.commands.context import Context
from annotator.commands.registry import Needs, Place, command
from annotator.domain.errors import UsageError
from annotator.domain.snapping import with_edge
from annotator.session.edits import ChangeMark

CENTRED, PAGED = "centre", "page"


def _look(command_id: str, title: str, keys: tuple[str, ...], help_line: str) -> None:
    def run(context: Context) -> None:
        context.prompts.show(command_id)

    run.__doc__ = help_line
    command(
        command_id,
        title,
        keys=keys,
        menu="View",
        group=2,
        place=Place.TRANSCRIPT,
        needs=Needs.EPISODE,
    )(run)


_look("timeline.nearer", "Zoom In on the Timeline", ("+", "="), "Zoom the timeline in.")
_look("timeline.farther", "Zoom Out on the Timeline", ("-",), "Zoom the timeline out.")
_look("timeline.whole", "Whole Timeline", ("0",), "Show the whole episode in the timeline.")
_look(
    "timeline.mark",
    "Zoom to the Mark",
    ("Z",),
    "Zoom the timeline to the selection, the current mark, or what is heard; again to one word.",
)
_look("timeline.earlier", "Timeline Earlier", ("Alt+PgUp",), "Look at an earlier part.")
_look("timeline.later", "Timeline Later", ("Alt+PgDown",), "Look at a later part.")


@command(
    "timeline.centred",
    "Playhead in the Middle",
    menu="View",
    group=2,
    checked=lambda context: context.settings().timeline_follow == CENTRED,
)
def centred(context: Context) -> None:
    """Keep the playhead in the middle of a zoomed timeline, instead of turning pages."""
    settings = context.settings()
    chosen = PAGED if settings.timeline_follow == CENTRED else CENTRED
    context.change_settings(replace(settings, timeline_follow=chosen))


def wanted_stretch(context: Context) -> tuple[int, int]:
    """What the user would see from near, as (start_ms, end_ms): the selection, the current mark,
    or the target of the next key. Raises UsageError where there is nothing."""
    session = context.session
    desk, transcript = session.desk, session.transcript
    mark = session.mark(desk.current_mark)
    if desk.selection is not None and transcript is not None:
        return transcript.times_of(desk.selection)
    if mark is not None:
        return mark.start_ms, mark.end_ms
    target = context.tagger.target()
    if target is None:
        raise UsageError("There is nothing to zoom to yet; play or select something.")
    return target.anchor.start_ms, target.anchor.end_ms


def word_in(context: Context, start_ms: int, end_ms: int) -> tuple[int, int]:
    """The word at the playhead where that lies from `start_ms` to `end_ms`, else the first one
    there; the whole stretch where there are no words."""
    transcript, here = context.session.transcript, context.playback.position_ms
    if transcript is None:
        return start_ms, end_ms
    place = transcript.word_at(here if start_ms <= here < end_ms else start_ms)
    if place is None:
        return start_ms, end_ms
    word = transcript.cues[place[0]].timed_words[place[1]]
    return word.start_ms, word.end_ms


def move_edge(context: Context, mark_id: int, edge: str, ms: int) -> None:
    """Move a mark's ``start`` or ``end`` to the word's edge nearest to `ms`; its words follow."""
    session = context.session
    mark = session.mark(mark_id)
    if mark is None:
        return
    moved = with_edge(mark, session.transcript, edge, ms)
    if moved is None:
        raise UsageError("A mark needs at least one word; delete it instead.")
    session.desk.current_mark = mark_id
    if moved != mark:
        session.do(ChangeMark(replace(moved, changed_at=session.library.now()), f"Move {edge}"))
    session.desk_changed.tell(None)
