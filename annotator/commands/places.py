"""Places of all episodes: going to one, and tagging all that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from annotator.commands.changing import carry_out
from annotator.commands.context import Context
from annotator.commands.topics import find_topic, fresh_topic
from annotator.domain.notes import Anchor, Topic
from annotator.phrases import counted, phrase
from annotator.session.desk import Place
from annotator.session.finding import look_for
from annotator.session.places import Tagging, place_of
from annotator.session.targets import Origin, Target

_FEW = 20
"""So many places are found while somebody waits."""


def go_to_place(context: Context, place: Place, words: tuple[int, int] | None = None) -> None:
    """Open the episode at a place: the mark is the current one, or the `words` heard from one
    time to the other are selected. Raises NotFoundError."""
    session = context.session
    if session.episode is None or session.episode.id != place.episode_id:
        session.open(place.episode_id)
    desk, transcript = session.desk, session.transcript
    begin_ms, end_ms = words or (place.start_ms, place.end_ms)
    desk.current_mark = place.mark_id
    if transcript is not None and transcript.cues:
        desk.cursor = transcript.cue_at(begin_ms) or 0
        desk.selection = transcript.span_of(begin_ms, end_ms) if place.mark_id is None else None
    desk.following = False
    session.desk_changed.tell(None)
    context.playback.seek(begin_ms)
    context.prompts.show("transcript")


def gather(context: Context, text: str, then: Callable[[tuple[Place, ...]], None]) -> None:
    """Find all places of a search: at once where they are few, or else in the background."""
    hits = look_for(context.session.library, text).hits
    first = tuple(map(place_of, islice(hits, _FEW)))
    if len(first) < _FEW:
        then(first)
        return
    # Imported here: it opens libraries, which no start should pay for.
    from annotator.session.gathering import all_places

    path = context.session.library.path
    context.jobs.run(
        phrase("Gathering the places"), lambda report: all_places(path, text, report), then
    )


def tag_chosen(context: Context, topic: Topic) -> None:
    """Put a topic on all chosen places, or take it off where all have it; one not stored yet is
    made."""
    session = context.session
    tagging = Tagging(session.chosen_places, topic, context.settings().author)
    carry_out(
        context,
        tagging.label,
        len(tagging.places),
        tagging.edit,
        lambda: session.say(tagging.said, undo=True),
    )


def pick_topic_for_chosen(context: Context) -> None:
    """Choose a topic by name for all that is chosen among what was found."""

    def make(name: str) -> None:
        known = find_topic(context, name)
        if known is not None:
            tag_chosen(context, known)
        else:
            tag_chosen(context, fresh_topic(context, name))

    count = len(context.session.chosen_places)
    about = Target(Anchor(0, 0, counted(count, "{0} place", "{0} places")), None,
                   Origin.SELECTION)  # fmt: skip
    context.prompts.pick_topic(about, on=lambda topic: tag_chosen(context, topic), new=make)
