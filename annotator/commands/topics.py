"""Topics: made, renamed, coloured, merged, nested, given a digit, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.commands.changing import carry_out
from annotator.commands.context import Context
from annotator.commands.registry import command
from annotator.commands.results import TopicRow
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation, Kind, Topic
from annotator.phrases import phrase
from annotator.session.colours import next_colour
from annotator.session.edits import AddTopic, ChangeTopics, DeleteTopic, Edit, MergeTopics
from annotator.session.tagging import new_uid

if TYPE_CHECKING:
    from annotator.store import Library


def find_topic(context: Context, name: str) -> Topic | None:
    """The topic called `name`, whatever its case, or else the one that has it as another name."""
    wanted = " ".join(name.split()).casefold()
    topics = context.session.topics
    named = next((t for t in topics if t.name.casefold() == wanted), None)
    other = (t for t in topics if wanted in (alias.casefold() for alias in t.aliases))
    return named or next(other, None)


def fresh_topic(context: Context, name: str) -> Topic:
    """A topic to be made: the next colour, the next free digit, last in order."""
    topics = context.session.topics
    name = " ".join(name.split())
    if not name:
        raise UsageError("A topic needs a name.")
    used = {topic.digit for topic in topics}
    return Topic(
        id=0,
        uid=new_uid(),
        name=name,
        colour=next_colour([topic.colour for topic in topics]),
        digit=next((digit for digit in range(1, 10) if digit not in used), None),
        position=max((topic.position for topic in topics), default=-1) + 1,
    )


@command("topic.new", "New Topic…", keys=("Ctrl+T",), menu="Topics")
def new(context: Context) -> None:
    """Make a topic without marking anything."""
    context.prompts.name_topic(phrase("New topic"), "", lambda name: create(context, name))


def create(context: Context, name: str, parent: Topic | None = None) -> None:
    """Make a topic called `name`, under `parent`. Raises UsageError where there is one."""
    if (known := find_topic(context, name)) is not None:
        raise UsageError("There is a topic called “{0}” already.", known.name)
    topic = replace(fresh_topic(context, name), parent_id=parent.id if parent else None)
    context.session.do(AddTopic(topic))


def rename(context: Context, topic: Topic, name: str) -> None:
    """Give a topic another name. Raises UsageError where another has it."""
    name = " ".join(name.split())
    other = find_topic(context, name)
    if not name or name == topic.name:
        return
    if other is not None and other.id != topic.id:
        raise UsageError(
            "There is a topic called “{0}” already; merge the two instead.", other.name
        )
    aliases = tuple(alias for alias in topic.aliases if alias.casefold() != name.casefold())
    _change(
        context, [replace(topic, name=name, aliases=aliases)], phrase("Rename “{0}”", topic.name)
    )


def name_otherwise(context: Context, topic: Topic, aliases: Sequence[str]) -> None:
    """Give a topic these other names and no more: it is found by them, and marks typed under
    them become its own. Raises UsageError where another topic has one."""
    names = {" ".join(alias.split()): None for alias in aliases}
    kept = tuple(name for name in names if name and name.casefold() != topic.name.casefold())
    for name in kept:
        other = find_topic(context, name)
        if other is not None and other.id != topic.id:
            raise UsageError(
                "“{0}” is a name of “{1}” already; merge the two instead.", name, other.name
            )
    if kept != topic.aliases:
        _change(context, [replace(topic, aliases=kept)], phrase("Other names of “{0}”", topic.name))


def recolour(context: Context, topic: Topic, colour: str) -> None:
    """Give a topic another colour, ``#RRGGBB``."""
    _change(context, [replace(topic, colour=colour.upper())], phrase("Colour “{0}”", topic.name))


def give_digit(context: Context, topic: Topic, digit: int | None) -> None:
    """Give a topic a digit, taking it from the one that had it; None takes it away."""
    holder = next(
        (t for t in context.session.topics if digit is not None and t.digit == digit), None
    )
    freed = [replace(holder, digit=None)] if holder and holder.id != topic.id else []
    label = phrase("Digit of “{0}”", topic.name)
    _change(context, [*freed, replace(topic, digit=digit)], label)


def move_under(context: Context, topic: Topic, parent: Topic | None, place: int = -1) -> None:
    """Nest a topic under another, or bring it to the top, at a place among its siblings
    (-1 for the last). Raises UsageError for a circle."""
    by_id = {t.id: t for t in context.session.topics}
    above = parent
    while above is not None:
        if above.id == topic.id:
            raise UsageError("“{0}” cannot be moved under its own sub-topic.", topic.name)
        above = by_id.get(above.parent_id) if above.parent_id is not None else None
    parent_id = parent.id if parent else None
    siblings = [t for t in context.session.topics if t.parent_id == parent_id and t.id != topic.id]
    at = place if 0 <= place <= len(siblings) else len(siblings)
    siblings.insert(at, replace(topic, parent_id=parent_id))
    ordered = [replace(t, position=position) for position, t in enumerate(siblings)]
    _change(context, ordered, phrase("Move “{0}”", topic.name))


def describe(context: Context, topic: Topic, description: str) -> None:
    """Say what a topic is for."""
    _change(
        context, [replace(topic, description=description)], phrase("Describe “{0}”", topic.name)
    )


def merge(context: Context, source: Topic, target: Topic) -> None:
    """Make `source` a part of `target`: its marks, over all episodes, become the other's, and its
    name another name of the other."""
    if source.id == target.id:
        return
    by_id = {t.id: t for t in context.session.topics}
    above = by_id.get(target.parent_id) if target.parent_id is not None else None
    while above is not None:
        if above.id == source.id:
            raise UsageError(
                "“{0}” lies under “{1}”; move it to the top first.", target.name, source.name
            )
        above = by_id.get(above.parent_id) if above.parent_id is not None else None
    children = _children(context, source)
    names = (*target.aliases, source.name, *source.aliases)
    named = replace(target, aliases=tuple(dict.fromkeys(names)))

    def make(library: Library) -> MergeTopics:
        marks = library.notebook.annotations_of_topic(source.id)
        return MergeTopics(source, named, marks, children)

    said = phrase("Merged “{0}” into “{1}”", source.name, target.name)
    _on_marks_of(context, source, make, said)


def delete(context: Context, topic: Topic) -> None:
    """Ask what is to happen to a topic's marks, and delete it."""
    marks, alone = context.session.library.notebook.count_of_topic(topic.id)

    def decided(fate: str, target: int) -> None:
        into = context.session.topic(target)
        if fate == "move" and into is not None:
            merge(context, topic, into)
        else:
            delete_now(context, topic, remove_marks=fate == "remove")

    context.prompts.delete_topic(topic, marks, alone, decided)


def delete_now(context: Context, topic: Topic, *, remove_marks: bool) -> None:
    """Delete a topic. Its marks lose it; those that were only for it become bookmarks, or go
    with it where `remove_marks`."""
    children = _children(context, topic)

    def make(library: Library) -> DeleteTopic:
        kept, removed = [], []
        for mark in library.notebook.annotations_of_topic(topic.id):
            if remove_marks and _only_for(mark, topic):
                removed.append(mark)
                continue
            rest = replace(mark, topics=tuple(t for t in mark.topics if t != topic.id))
            plain = rest.kind is Kind.TOPIC and not rest.topics
            kept.append(replace(rest, kind=Kind.BOOKMARK) if plain else rest)
        return DeleteTopic(topic, kept, removed, children)

    _on_marks_of(context, topic, make, phrase("Deleted “{0}”", topic.name))


def _on_marks_of(
    context: Context, topic: Topic, make: Callable[[Library], Edit], said: str
) -> None:
    """Change all marks of a topic, and say so."""
    marks, _ = context.session.library.notebook.count_of_topic(topic.id)
    title = phrase("Changing the marks of “{0}”", topic.name)
    carry_out(context, title, marks, make, lambda: context.session.say(said, undo=True))


def _only_for(mark: Annotation, topic: Topic) -> bool:
    return mark.topics == (topic.id,) and mark.kind is Kind.TOPIC and not mark.note


def _children(context: Context, topic: Topic) -> tuple[Topic, ...]:
    return tuple(t for t in context.session.topics if t.parent_id == topic.id)


def _change(context: Context, topics: Sequence[Topic], label: str) -> None:
    context.session.do(ChangeTopics(topics, label))


@command("topic.list", "Topics", cli="topics")
def list_topics(context: Context) -> tuple[TopicRow, ...]:
    """List the topics with the number of their marks."""
    counts = context.session.library.notebook.topic_counts()
    by_id = {topic.id: topic for topic in context.session.topics}
    return tuple(
        TopicRow(
            topic.id,
            topic.name,
            topic.colour,
            topic.digit,
            by_id[topic.parent_id].name if topic.parent_id in by_id else "",
            counts.get(topic.id, 0),
        )
        for topic in context.session.topics
    )
