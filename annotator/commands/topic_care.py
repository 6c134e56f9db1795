"""Topics as a system: other names, splitting, archiving, digits per show, and their pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from annotator.commands.changing import FEW, carry_out
from annotator.commands.context import Context
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import PlaceRow, TopicPageRow
from annotator.commands.topics import (
    describe,
    find_topic,
    fresh_topic,
    merge,
    name_otherwise,
)
from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.notes import Annotation, Topic
from annotator.domain.query import parse_query
from annotator.phrases import counted, phrase
from annotator.session.edits import ChangeTopics
from annotator.session.places import ChangePlaces
from annotator.session.topic_edits import SetShowDigits

if TYPE_CHECKING:
    from annotator.sources import Report
    from annotator.store import Library

TopicRef = Annotated[str, Argument("name of a topic", metavar="TOPIC")]


# Archiving


def archive(context: Context, topic: Topic) -> None:
    """Offer a topic, and those below it, no longer; their marks stay as they are."""
    going = [t for t in context.session.topics if topic.id in _line(context, t)]
    changed = [replace(t, archived=True, digit=None) for t in going]
    context.session.do(ChangeTopics(changed, phrase("Archive “{0}”", topic.name)))
    context.session.say(phrase("Archived “{0}”; its marks stay", topic.name), undo=True)


def restore(context: Context, topic: Topic) -> None:
    """Offer an archived topic again, and those above it."""
    line = _line(context, topic)
    back = [replace(t, archived=False) for t in context.session.topics if t.id in line]
    context.session.do(ChangeTopics(back, phrase("Bring back “{0}”", topic.name)))
    context.session.say(phrase("Brought back “{0}”", topic.name), undo=True)


def _line(context: Context, topic: Topic) -> tuple[int, ...]:
    """The id of a topic and of those above it."""
    by_id = {t.id: t for t in context.session.topics}
    line = [topic.id]
    while topic.parent_id in by_id and topic.parent_id not in line:
        topic = by_id[topic.parent_id]
        line.append(topic.id)
    return tuple(line)


@command("topic.restore", "Bring Back an Archived Topic…", menu="Topics", group=1)
def restore_one(context: Context) -> None:
    """Choose an archived topic to be offered again."""
    if not any(topic.archived for topic in context.session.topics):
        raise UsageError("No topic is archived.")
    context.prompts.choose_topic(
        phrase("Bring back a topic"), lambda topic: restore(context, topic), archived=True
    )


# Splitting


def marks_found(library: Library, topic: Topic, text: str) -> tuple[Annotation, ...]:
    """The marks of a topic, not of those below it, that a search finds. Raises NotFoundError
    where there are none."""
    query = parse_query(f"{text} ")
    if query.complaints:
        raise UsageError(query.complaints[0])
    if not query.asks:
        raise UsageError("Say which marks to move: a word, kind:quote, show:…, speaker:…")
    both = parse_query(f'{text} topic:"{topic.name}" ')
    ids = {hit.annotation_id for hit in library.search.hits(both)}
    marks = library.notebook.annotations_of_topic(topic.id)
    found = tuple(mark for mark in marks if mark.id in ids)
    if not found:
        raise NotFoundError("No mark of “{0}” is found by “{1}”.", topic.name, text.strip())
    return found


def split(context: Context, topic: Topic, text: str, name: str) -> None:
    """Move the marks of `topic` that a search finds to the topic called `name`, made if there is
    none."""
    known = find_topic(context, name)
    if known is not None and known.id == topic.id:
        raise UsageError("These marks are under “{0}” already; name another topic.", topic.name)
    to = () if known is None else (known.id,)
    fresh = None if known else replace(fresh_topic(context, name), parent_id=topic.parent_id)
    label = phrase("Split “{0}”", topic.name)
    moved = 0

    def make(library: Library) -> ChangePlaces:
        nonlocal moved
        marks, moment = marks_found(library, topic, text), library.now()
        moved = len(marks)
        changed = [
            replace(
                mark,
                topics=tuple(dict.fromkeys((*(t for t in mark.topics if t != topic.id), *to))),
                changed_at=moment,
            )
            for mark in marks
        ]
        return ChangePlaces(label, changed=changed, new_topic=fresh)

    def told() -> None:
        said = counted(
            moved,
            "Moved {0} mark from “{1}” to “{2}”",
            "Moved {0} marks from “{1}” to “{2}”",
            topic.name,
            name.strip(),
        )
        context.session.say(said, undo=True)

    marks, _ = context.session.library.notebook.count_of_topic(topic.id)
    carry_out(context, label, marks, make, told)


def ask_split(context: Context, topic: Topic) -> None:
    """Ask by which search to split a topic, and what the new one is called."""

    def searched(text: str) -> None:
        _count_found(context, topic, text, lambda count: named(text, count))

    def named(text: str, count: int) -> None:
        context.prompts.name_topic(
            phrase("Move {0:,} of its marks to the topic", count),
            "",
            lambda name: split(context, topic, text, name),
        )

    context.prompts.ask_text(
        phrase("Which marks of “{0}” belong elsewhere? Search:", topic.name), "", searched
    )


def _count_found(context: Context, topic: Topic, text: str, then: Callable[[int], None]) -> None:
    """How many marks of a topic a search finds: at once, or by a worker where it has many."""
    library = context.session.library
    marks, _ = library.notebook.count_of_topic(topic.id)
    if marks <= FEW or context.storage is None:
        then(len(marks_found(library, topic, text)))
        return

    def work(_report: Report) -> int:
        with context.storing() as other:
            return len(marks_found(other, topic, text))

    context.jobs.run(phrase("Searching “{0}”", topic.name), work, then)


# Digits per show


def give_show_digit(context: Context, topic: Topic, digit: int | None) -> None:
    """Let a digit mean `topic` in the open episode's show alone; None takes it back there."""
    episode = context.session.episode
    if episode is None or not episode.show:
        raise UsageError("The open episode belongs to no show; give it one first.")
    own = context.session.show_digits.get(episode.show, {})
    digits = {key: held for key, held in own.items() if held != topic.id and key != digit}
    if digit is not None:
        digits[digit] = topic.id
    context.session.do(SetShowDigits(episode.show, digits))


@command("topic.clear_show_digits", "Use the Same Digits as Everywhere", menu="Topics", group=1,
         needs=Needs.EPISODE)  # fmt: skip
def clear_show_digits(context: Context) -> None:
    """Give up the digits that mean other topics in this show than everywhere."""
    episode = context.session.episode
    if episode is None or not context.session.show_digits.get(episode.show):
        raise UsageError("The digits mean the same in this show as everywhere.")
    context.session.do(SetShowDigits(episode.show, {}))
    context.session.say(
        phrase("The digits mean the same in “{0}” as everywhere", episode.show), undo=True
    )


# Pages


@command("topic.page", "Page of a Topic…", keys=("Ctrl+Shift+T",), menu="Topics")
def page(context: Context) -> None:
    """See all marks of a topic over all episodes, and what stands beside it."""
    context.prompts.choose_topic(phrase("Page of a topic"), context.prompts.show_topic)


# On the command line


def the_topic(context: Context, name: str) -> Topic:
    """The topic of a name. Raises NotFoundError."""
    found = find_topic(context, name)
    if found is None:
        raise NotFoundError("There is no topic “{0}”; `annotator topics` lists them.", name)
    return found


@command("topic.show", "Topic's Page", cli="topic show")
def show(context: Context, topic: TopicRef) -> tuple[TopicPageRow, ...]:
    """Print a topic's facts, its marks over all episodes and the topics beside it."""
    found = the_topic(context, topic)
    library = context.session.library
    use = library.notebook.use_of(found.id)
    names = {other.id: other.name for other in context.session.topics}
    hits = library.search.hits(parse_query(f'topic:"{found.name}"'))
    return (
        TopicPageRow(
            found.name,
            found.aliases,
            found.description,
            found.archived,
            use.marks,
            use.episodes,
            use.notes,
            tuple(f"{names[ident]} ({count})" for ident, count in use.beside),
            tuple(
                PlaceRow(h.episode_id, h.episode, h.start_ms, h.end_ms, h.speaker, h.text)
                for h in hits
            ),
        ),
    )


@command("topic.split", "Split a Topic", cli="topic split")
def split_verb(
    context: Context,
    topic: TopicRef,
    search: Annotated[str, Argument("which of its marks to move", metavar="SEARCH")],
    into: Annotated[str, Argument("the topic they go to, made if there is none", metavar="INTO")],
) -> None:
    """Move the marks of a topic that a search finds to another."""
    split(context, the_topic(context, topic), search, into)


@command("topic.merge", "Merge Topics", cli="topic merge")
def merge_verb(
    context: Context,
    topic: TopicRef,
    into: Annotated[str, Argument("the topic it becomes a part of", metavar="INTO")],
) -> None:
    """Make a topic a part of another, which keeps its name as another name."""
    merge(context, the_topic(context, topic), the_topic(context, into))


@command("topic.archive", "Archive a Topic", cli="topic archive")
def archive_verb(context: Context, topic: TopicRef) -> None:
    """Offer a topic no longer; its marks stay."""
    archive(context, the_topic(context, topic))


@command("topic.unarchive", "Bring Back a Topic", cli="topic restore")
def restore_verb(context: Context, topic: TopicRef) -> None:
    """Offer an archived topic again."""
    restore(context, the_topic(context, topic))


@command("topic.describe", "Describe a Topic", cli="topic describe")
def describe_verb(
    context: Context,
    topic: TopicRef,
    text: Annotated[str, Argument("what it is for", metavar="TEXT")],
) -> None:
    """Say what a topic is for."""
    describe(context, the_topic(context, topic), text)


@command("topic.names", "Other Names of a Topic", cli="topic names")
def names_verb(
    context: Context,
    topic: TopicRef,
    names: Annotated[tuple[str, ...], Argument("its other names, from now on", "--also")] = (),
) -> None:
    """Give a topic these other names, by which it is found; none takes them away."""
    name_otherwise(context, the_topic(context, topic), names)


def ask_names(context: Context, topic: Topic) -> None:
    """Ask for a topic's other names, parted by commas."""

    def named(text: str) -> None:
        name_otherwise(context, topic, _parted(text))

    context.prompts.ask_text(
        phrase("Other names of “{0}”, parted by commas", topic.name),
        ", ".join(topic.aliases),
        named,
    )


def ask_description(context: Context, topic: Topic) -> None:
    """Ask what a topic is for."""
    context.prompts.ask_text(
        phrase("What “{0}” is for", topic.name),
        topic.description,
        lambda text: describe(context, topic, text.strip()),
    )


def _parted(text: str) -> Sequence[str]:
    return [part for part in (one.strip() for one in text.split(",")) if part]
