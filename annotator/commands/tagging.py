"""The tagging keys, and their verbs on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.places import pick_topic_for_chosen, tag_chosen
from annotator.commands.registry import Argument, Needs, Place, command
from annotator.commands.results import MarkRow, mark_row
from annotator.commands.topics import find_topic, fresh_topic
from annotator.domain.anchoring import anchor_at
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.domain.timecode import format_clock, parse_time
from annotator.phrases import phrase
from annotator.session.edits import ChangeMark
from annotator.session.tagging import new_uid, noted
from annotator.session.targets import Target

_CHANGE_TO = {
    Kind.TOPIC: phrase("Change to topic"),
    Kind.QUOTE: phrase("Change to quote"),
    Kind.NOTE: phrase("Change to note"),
    Kind.BOOKMARK: phrase("Change to bookmark"),
}


def _topic_by_digit(context: Context, digit: int) -> None:
    topic = next((t for t in context.session.keyed_topics if t.digit == digit), None)
    if topic is None:
        context.session.say(phrase("No topic has the digit {0} yet; press T to make one.", digit))
    elif context.session.chosen_places:
        tag_chosen(context, topic)
    else:
        context.tagger.toggle_topic(topic)


def _register_digit(digit: int) -> None:
    def press(context: Context) -> None:
        _topic_by_digit(context, digit)

    press.__doc__ = phrase("Put topic {0} on the target; again takes it off.", digit)
    command(
        f"mark.topic_{digit}",
        phrase("Topic {0}", digit),
        keys=(str(digit),),
        menu="Mark",
        place=Place.TRANSCRIPT,
        needs=Needs.EPISODE,
    )(press)


for _digit in range(1, 10):
    _register_digit(_digit)


def _done(_mark: Annotation | None) -> None:
    """A prompt's answer was carried out; what came of it shows by itself."""


@command(
    "mark.pick_topic",
    "Topic…",
    keys=("T",),
    menu="Mark",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def pick_topic(context: Context) -> None:
    """Choose a topic by name for the target, or make a new one; the audio plays on."""
    if context.session.chosen_places:
        pick_topic_for_chosen(context)
        return
    target = context.tagger.target()
    if target is None:
        raise UsageError("There is nothing to mark here yet; open or play an episode.")
    pick_topic_for(context, target)


def pick_topic_for(context: Context, target: Target) -> None:
    """Choose a topic by name for `target`, or make a new one."""

    def make(name: str) -> None:
        known = find_topic(context, name)
        if known is not None:
            context.tagger.put_topic(known, target)
        else:
            context.tagger.tag_with_new_topic(fresh_topic(context, name), target)

    context.prompts.pick_topic(
        target, on=lambda topic: _done(context.tagger.put_topic(topic, target)), new=make
    )


@command(
    "mark.quote",
    "Quote",
    keys=("Q",),
    menu="Mark",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def quote(context: Context) -> None:
    """Mark the target as a quote; again takes it off."""
    context.tagger.toggle_kind(Kind.QUOTE)


@command(
    "mark.note",
    "Note…",
    keys=("N",),
    menu="Mark",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def note(context: Context) -> None:
    """Write a note on the target; the audio plays on while you type."""
    target = context.tagger.target()
    if target is None:
        raise UsageError("There is nothing to write about yet; open or play an episode.")
    mark = context.tagger.mark_on(target)
    context.prompts.write_note(
        target.anchor.exact,
        target.anchor.start_ms,
        mark.note if mark else "",
        lambda text: _done(context.tagger.write_note(text, target)),
    )


@command(
    "mark.bookmark",
    "Bookmark",
    keys=("B",),
    menu="Mark",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def bookmark(context: Context) -> None:
    """Bookmark the target; again takes it off."""
    context.tagger.toggle_kind(Kind.BOOKMARK)


@command("mark.start", "Start of a Mark", keys=("[",), menu="Mark", group=2,
         place=Place.TRANSCRIPT, needs=Needs.EPISODE)  # fmt: skip
def start(context: Context) -> None:
    """Set where the next mark begins, while listening."""
    desk = context.session.desk
    desk.range_start_ms, desk.range_end_ms = context.tagger.heard_ms(), None
    desk.selection = None
    context.session.desk_changed.tell(None)


@command("mark.end", "End of a Mark", keys=("]",), menu="Mark", group=2,
         place=Place.TRANSCRIPT, needs=Needs.EPISODE)  # fmt: skip
def end(context: Context) -> None:
    """Set where the next mark ends; then a topic, Q or N makes it."""
    desk = context.session.desk
    if desk.range_start_ms is None:
        raise UsageError("Press [ where the mark begins first.")
    desk.range_end_ms = context.tagger.heard_ms()
    context.session.desk_changed.tell(None)


def _edge(command_id: str, title: str, key: str, help_line: str, **move: int | bool) -> None:
    def run(context: Context) -> None:
        context.tagger.move_edges(
            start=int(move.get("start", 0)),
            end=int(move.get("end", 0)),
            by_word=bool(move.get("by_word", False)),
        )
        context.session.desk_changed.tell(None)

    run.__doc__ = help_line
    command(
        command_id,
        title,
        keys=(key,),
        menu="Mark",
        group=4,
        place=Place.TRANSCRIPT,
        needs=Needs.WORDS,
    )(run)


_edge("mark.grow", "Grow by a Cue", "Alt+Up", "Let the mark begin a cue earlier.", start=-1)
_edge("mark.shrink", "Shrink by a Cue", "Alt+Down", "Let the mark begin a cue later.", start=1)
_edge(
    "mark.grow_word",
    "Grow by a Word",
    "Alt+Shift+Up",
    "Let the mark begin a word earlier.",
    start=-1,
    by_word=True,
)
_edge(
    "mark.shrink_word",
    "Shrink by a Word",
    "Alt+Shift+Down",
    "Let the mark begin a word later.",
    start=1,
    by_word=True,
)
_edge("mark.grow_end", "Grow End by a Cue", "Alt+Right", "Let the mark end a cue later.", end=1)
_edge(
    "mark.shrink_end", "Shrink End by a Cue", "Alt+Left", "Let the mark end a cue earlier.", end=-1
)
_edge(
    "mark.grow_end_word",
    "Grow End by a Word",
    "Alt+Shift+Right",
    "Let the mark end a word later.",
    end=1,
    by_word=True,
)
_edge(
    "mark.shrink_end_word",
    "Shrink End by a Word",
    "Alt+Shift+Left",
    "Let the mark end a word earlier.",
    end=-1,
    by_word=True,
)


@command(
    "mark.edit",
    "Edit Mark's Note",
    keys=("F2",),
    menu="Mark",
    group=3,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def edit(context: Context) -> None:
    """Edit the note of the current mark in the list."""
    mark = context.session.mark(context.session.desk.current_mark)
    if mark is None:
        raise UsageError("There is no current mark; go to one with J or K, or click it.")
    context.prompts.edit_mark(mark)


@command(
    "mark.remove",
    "Remove Mark",
    keys=("Delete",),
    menu="Mark",
    group=5,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def remove(context: Context) -> None:
    """Remove the current mark, or the one on the target; undo brings it back."""
    if context.tagger.remove():
        context.session.say("Mark removed", undo=True)
    else:
        context.session.say("There is no mark here.")


def change_note(context: Context, mark: Annotation, text: str) -> None:
    """Set the note of a mark of the list."""
    changed = noted(mark, text.strip())
    if changed != mark:
        moment = context.session.library.now()
        context.session.do(ChangeMark(replace(changed, changed_at=moment), phrase("Note")))


def change_kind(context: Context, mark: Annotation, kind: Kind) -> None:
    """Set what a mark of the list is for."""
    if mark.kind is not kind:
        moment = context.session.library.now()
        changed = replace(mark, kind=kind, changed_at=moment)
        context.session.do(ChangeMark(changed, _CHANGE_TO[kind]))


# On the command line


@command("mark.add", "Tag", cli="tag")
def add(
    context: Context,
    episode: EpisodeRef,
    start: Annotated[str, Argument("1:02, 00:01:02.500 or 62500ms", metavar="START")],
    end: Annotated[str, Argument("likewise", metavar="END")],
    topic: Annotated[
        tuple[str, ...], Argument("a topic; made if there is none", metavar="NAME")
    ] = (),
    quote: Annotated[bool, Argument("mark it as a quote")] = False,
    note: Annotated[str | None, Argument("a note on it", metavar="TEXT")] = None,
) -> int:
    """Mark a stretch of an episode and print the mark's id."""
    found = find_episode(context, episode)
    start_ms, end_ms = _stretch(context, found, start, end)
    names = [" ".join(name.split()) for name in topic]
    written = (note or "").strip()
    if not (names or quote or written):
        raise UsageError("Say what the mark is: --topic NAME, --quote or --note TEXT.")
    if not all(names):
        raise UsageError("A topic needs a name.")
    library, session = context.session.library, context.session
    transcript = library.episodes.transcript(found.id)
    anchor = anchor_at(transcript, start_ms, end_ms)
    span = transcript.span_of(start_ms, end_ms) if transcript else None
    moment = library.now()
    with library.changing("Tag", found.id) as change:
        ids = []
        for name in dict.fromkeys(names):
            known = find_topic(context, name)
            if known is None:
                known = change.writes.add_topic(fresh_topic(context, name))
                session.topics = (*session.topics, known)
            ids.append(known.id)
        same = [
            mark
            for mark in library.notebook.annotations(found.id)
            if (mark.start_ms, mark.end_ms) == (start_ms, end_ms)
        ]
        if same:
            mark = _added_to(same[0], tuple(ids), quote=quote, note=written)
            if mark != same[0]:
                change.writes.update_annotation(replace(mark, changed_at=moment))
            return mark.id
        stored = change.writes.add_annotation(
            Annotation(
                id=0,
                uid=new_uid(),
                episode_id=found.id,
                kind=Kind.QUOTE if quote else Kind.NOTE if written else Kind.TOPIC,
                anchor=anchor,
                topics=tuple(dict.fromkeys(ids)),
                note=written,
                speaker=transcript.speaker_of(span) if transcript and span else "",
                author=context.settings().author,
                created_at=moment,
                changed_at=moment,
            )
        )
    return stored.id


def _added_to(mark: Annotation, topics: tuple[int, ...], *, quote: bool, note: str) -> Annotation:
    """Tagging the same stretch again adds to its mark; nothing is there twice."""
    merged = replace(mark, topics=tuple(dict.fromkeys((*mark.topics, *topics))))
    if note:
        merged = noted(merged, note)
    return replace(merged, kind=Kind.QUOTE) if quote else merged


def _stretch(context: Context, episode: Episode, start: str, end: str) -> tuple[int, int]:
    start_ms, end_ms = parse_time(start), parse_time(end)
    if end_ms <= start_ms:
        raise UsageError("The end {0} must come after the start {1}.", end, start)
    transcript = context.session.library.episodes.transcript(episode.id)
    length_ms = max(
        episode.media.duration_ms if episode.media else 0, transcript.end_ms if transcript else 0
    )
    if length_ms and start_ms >= length_ms:
        raise UsageError(
            "“{0}” ends at {1}; {2} is past its end.", episode.title, format_clock(length_ms), start
        )
    return start_ms, min(end_ms, length_ms) if length_ms else end_ms


@command("mark.list", "Marks", cli="marks")
def marks(context: Context, episode: EpisodeRef) -> tuple[MarkRow, ...]:
    """List an episode's marks in order of time."""
    found = find_episode(context, episode)
    topics = {topic.id: topic for topic in context.session.topics}
    listed = context.session.library.notebook.annotations(found.id)
    return tuple(mark_row(mark, topics) for mark in listed)
