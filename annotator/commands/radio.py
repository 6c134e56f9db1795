"""Topic radio: what was found, or marked, heard one after another."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.commands.places import gather
from annotator.commands.registry import command
from annotator.domain.errors import UsageError
from annotator.domain.notes import Topic
from annotator.domain.query import parse_query
from annotator.phrases import counted, phrase
from annotator.session.desk import Place


@command("radio.found", "Play What Was Found", keys=("Ctrl+R",), menu="Playback", group=4)
def play_found(context: Context) -> None:
    """Play the places of the search one after another, from the chosen one on."""
    session = context.session
    if not parse_query(session.search_text).asks:
        raise UsageError("Nothing was searched for yet; press Ctrl+Shift+F, or play a topic.")
    chosen, text = session.chosen_places, session.search_text
    context.prompts.show("radio")
    if len(chosen) > 1:
        context.radio.start(counted(len(chosen), "{0} place", "{0} places"), chosen)
        return

    def start(found: tuple[Place, ...]) -> None:
        at = found.index(chosen[0]) if chosen and chosen[0] in found else 0
        context.radio.start(phrase("“{0}”", text.strip()), found, at)

    gather(context, text, start)


@command("radio.topic", "Play a Topic…", keys=("Ctrl+Shift+R",), menu="Playback", group=4)
def play_topic(context: Context) -> None:
    """Play all marks of a topic one after another, over all episodes."""
    context.prompts.choose_topic(phrase("Play a topic"), lambda topic: play_marks(context, topic))


def play_marks(context: Context, topic: Topic) -> None:
    """Play the marks of a topic and of those below it."""
    context.prompts.show("radio")
    gather(
        context,
        f'topic:"{topic.name}"',
        lambda found: context.radio.start(
            phrase("“{0}”", topic.name), sorted(found, key=_in_order)
        ),
    )


def _in_order(place: Place) -> tuple[int, int]:
    return place.episode_id, place.start_ms


@command("radio.next", "Next Place", keys=("Ctrl+PgDown",), menu="Playback", group=4)
def play_next(context: Context) -> None:
    """Go on to the next of the places played one after another."""
    context.radio.next()


@command("radio.previous", "Previous Place", keys=("Ctrl+PgUp",), menu="Playback", group=4)
def play_previous(context: Context) -> None:
    """Go back to the place before, of those played one after another."""
    context.radio.previous()


@command("radio.stop", "Stop Playing Places", keys=("Ctrl+.",), menu="Playback", group=4)
def stop(context: Context) -> None:
    """End playing one after another; the episode stays open."""
    context.radio.stop()
