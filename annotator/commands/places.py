"""Places of all episodes: going to one, and tagging all that are chosen."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.commands.topics import find_topic, fresh_topic
from annotator.domain.notes import Anchor, Topic
from annotator.phrases import counted
from annotator.session.desk import Place
from annotator.session.places import tag_places, tag_places_anew
from annotator.session.targets import Origin, Target


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


def tag_chosen(context: Context, topic: Topic) -> None:
    """Put a topic on all chosen places, or take it off where all have it."""
    session = context.session
    said = tag_places(session, session.chosen_places, topic, context.settings().author)
    session.say(said, undo=True)


def tag_chosen_anew(context: Context, topic: Topic) -> None:
    """Make a topic and put it on all chosen places."""
    session = context.session
    said = tag_places_anew(session, session.chosen_places, topic, context.settings().author)
    session.say(said, undo=True)


def pick_topic_for_chosen(context: Context) -> None:
    """Choose a topic by name for all that is chosen among what was found."""

    def make(name: str) -> None:
        known = find_topic(context, name)
        if known is not None:
            tag_chosen(context, known)
        else:
            tag_chosen_anew(context, fresh_topic(context, name))

    count = len(context.session.chosen_places)
    about = Target(Anchor(0, 0, counted(count, "{0} place", "{0} places")), None,
                   Origin.SELECTION)  # fmt: skip
    context.prompts.pick_topic(about, on=lambda topic: tag_chosen(context, topic), new=make)
