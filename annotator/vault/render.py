"""The notes of a vault as text: `Renderer` makes any of them from a collection and the names.

All of a note is made anew each time; that the parts of a user stay is the work of `merging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from annotator.domain.notes import Annotation, Episode, Topic
from annotator.exporters.deep_links import (
    LinkTo,
    deep_links,
    episode_address,
    has_youtube_video,
)
from annotator.exporters.escaping import at_line_start, clean, inline, paragraphs
from annotator.exporters.front_matter import Value, front_matter
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import TOP_LEVEL, UNFILED, Entry, Section, outline
from annotator.exporters.wording import day, stable_id, tag, topic_name
from annotator.vault.callouts import statement
from annotator.vault.lines import COMMENTED, line_of
from annotator.vault.profiles import Profile
from annotator.vault.said import body_of
from annotator.vault.values import (
    Collection,
    Named,
    NoteKind,
    Subject,
    of_episode,
    of_show,
    of_topic,
)

UNKNOWN_SHOW = "Unknown show"


def show_of(episode: Episode) -> str:
    """The show an episode is listed under; those without one meet under one name."""
    return clean(episode.show) or UNKNOWN_SHOW


class Renderer:
    """Makes notes of one vault. `names` has the place of every subject that is linked to."""

    def __init__(
        self, profile: Profile, collection: Collection, names: Mapping[Subject, Named]
    ) -> None:
        self._profile = profile
        self._all = collection
        self._names = names
        self._topic_links: dict[str, dict[int, str]] = {}
        self._makers: dict[NoteKind, Callable[[Subject], str]] = {
            NoteKind.EPISODE: self._episode,
            NoteKind.TOPIC: self._topic,
            NoteKind.SHOW: self._show,
        }
        self._of_topic: dict[int, list[Annotation]] = defaultdict(list)
        for marks in collection.marks.values():
            for mark in marks:
                for topic in mark.topics:
                    self._of_topic[topic].append(mark)
        self._of_show: dict[str, list[Episode]] = defaultdict(list)
        for episode in collection.episodes.values():
            self._of_show[show_of(episode)].append(episode)
        self._addresses: dict[int, LinkTo] = {}
        self._bodies: dict[int, str] = {}

    def text(self, subject: Subject) -> str:
        """The whole note of a subject."""
        return self._makers[subject.kind](subject)

    def _link(self, here: str, subject: Subject, name: str) -> str:
        """A link to a note, the bare name where it has none (a topic that no mark has)."""
        place = self._names.get(subject)
        return self._profile.link(here, place.path, name) if place else inline(name)

    def _links_to_topics(self, here: str) -> dict[int, str]:
        """Topic id to link, the same from every note of a folder."""
        folder = here.rpartition("/")[0]
        if folder not in self._topic_links:
            self._topic_links[folder] = {
                topic.id: self._link(here, of_topic(topic.id), topic_name(topic))
                for topic in self._all.topics
            }
        return self._topic_links[folder]

    def _address(self, episode: Episode) -> LinkTo:
        if episode.id not in self._addresses:
            self._addresses[episode.id] = deep_links(episode)
        return self._addresses[episode.id]

    # Episodes

    def _episode(self, subject: Subject) -> str:
        episode = self._all.episodes[subject.id]
        here = self._names[subject].path
        note = EpisodeNote(episode, self._all.marks.get(episode.id, ()), self._all.topics)
        links = self._links_to_topics(here)
        sections = outline(note)
        blocks = [*self._head(episode, here, sections, links)]
        made = (self._section(section, links, self._address(episode)) for section in sections)
        blocks += made
        # As in most files of the house format, the last line has no line break.
        return "\n\n".join(blocks) + ("" if self._profile.name == "wiki" else "\n")

    def _head(
        self, episode: Episode, here: str, sections: Iterable[Section], links: Mapping[int, str]
    ) -> list[str]:
        show = show_of(episode)
        show_link = self._link(here, of_show(show), show)
        title = clean(episode.title)
        facts = {"date": day(episode.published_on), "source": episode_address(episode)}
        if self._profile.name == "wiki":
            properties: dict[str, Value] = {"title": title}
            if video_id := clean(episode.video_id):
                properties["videoId"] = video_id
            return [_front(properties), f"From: {show_link} <br/> "]
        if self._profile.name == "logseq":
            rows = {"full-title": inline(title), "show": show_link, **facts}
            blocks = ["\n".join(f"{key}:: {value}" for key, value in rows.items() if value)]
            # Without the video on its page, Logseq knows not what a time is to play.
            video = f"- {{{{video {facts['source']}}}}}"
            return [*blocks, video] if has_youtube_video(episode) else blocks
        if self._profile.name == "obsidian":
            return [_front(_properties(title, self._tags(sections), show_link, facts))]
        stated = [f"From {show_link}", str(facts["date"] or "")]
        stated += [f"[source]({facts['source']})"] if facts["source"] else []
        return [f"# {at_line_start(title) or 'Untitled'}", ", ".join(filter(None, stated))]

    @staticmethod
    def _tags(sections: Iterable[Section]) -> list[str]:
        names: dict[str, None] = {}
        for section in sections:
            heading = (section.topic,) if section.topic else ()
            beside = (topic for entry in section.entries for topic in entry.topics)
            names.update(dict.fromkeys(tag(topic.name) for topic in (*heading, *beside)))
        return list(names)

    def _section(self, section: Section, links: Mapping[int, str], address: LinkTo) -> str:
        title = links[section.topic.id] if section.topic else UNFILED
        made = [self._statement(entry, links, address(entry.mark)) for entry in section.entries]
        heading = f"{'#' * section.level} {title}"
        if self._profile.outlines:
            depth = section.level - TOP_LEVEL
            below = (_indented(line, depth + 1) for line in made)
            return "\n".join([_indented(f"- {heading}", depth), *below])
        if self._profile.callouts:
            return "\n\n".join([heading, *made])
        joiner = "\n" if self._profile.name == "wiki" else "\n\n"
        return joiner.join([heading, "\n".join(made)] if made else [heading])

    def _statement(self, entry: Entry, links: Mapping[int, str], address: str) -> str:
        beside = [links[topic.id] for topic in entry.topics]
        ident = self._profile.ident(entry.mark)
        if self._profile.callouts:
            return statement(entry, beside, address, ident)
        line = line_of(self._profile)
        topics = f" ({', '.join(beside)})" if beside else ""
        ending = line.ending(entry.mark, address, ident)
        return f"{line.bullet}{self._body(entry.mark)}{topics} {ending}"

    def _body(self, mark: Annotation) -> str:
        """Made once for the notes of the episode and of each topic."""
        if mark.id not in self._bodies:
            self._bodies[mark.id] = body_of(mark)
        return self._bodies[mark.id]

    # Topics

    def _topic(self, subject: Subject) -> str:
        topic = self._all.by_topic[subject.id]
        here = self._names[subject].path
        blocks = self._topic_head(topic, here)
        by_episode: dict[int, list[Annotation]] = defaultdict(list)
        for mark in self._of_topic[topic.id]:
            by_episode[mark.episode_id].append(mark)
        tight = self._profile.name in ("wiki", "logseq")
        bullet = "- " if self._profile.name == "logseq" else ""
        for episode_id, marks in by_episode.items():
            episode = self._all.episodes[episode_id]
            to = of_episode(episode_id)
            link = self._link(here, to, clean(episode.title) or "Untitled")
            made = [self._mirrored(mark, to, self._address(episode)(mark)) for mark in marks]
            if self._profile.outlines:
                made = [_indented(line, 1) for line in made]
            blocks.append(("\n" if tight else "\n\n").join([f"{bullet}## {link}", "\n".join(made)]))
        return "\n\n".join(blocks) + "\n"

    def _topic_head(self, topic: Topic, here: str) -> list[str]:
        name = topic_name(topic)
        head = {
            "wiki": [_front({"title": name})],
            "obsidian": [_front({"aliases": [name], "cssclasses": ["annotator-topic"]})],
            "logseq": ["type:: topic"],
            "markdown": [f"# {at_line_start(name)}"],
        }[self._profile.name]
        above = self._all.by_topic.get(topic.parent_id or 0)
        if above is not None:
            head.append(f"Part of {self._link(here, of_topic(above.id), topic_name(above))}")
        below = [
            self._link(here, of_topic(t.id), topic_name(t))
            for t in self._all.topics
            if t.parent_id == topic.id and of_topic(t.id) in self._names
        ]
        if below:
            head.append(f"Parts: {', '.join(below)}")
        head += [" ".join(map(at_line_start, lines)) for lines in paragraphs(topic.description)]
        return head

    def _mirrored(self, mark: Annotation, episode: Subject, address: str) -> str:
        """A mark in the note of its topic; the words are those of the episode's note."""
        ident = self._profile.ident(mark)
        if self._profile.name == "logseq":
            return f"- (({ident}))"
        body = self._body(mark)
        if self._profile.callouts:
            page = self._names[episode].page
            return f"- {body} [[{page}#^{ident}|↗]] ^{ident}"
        return f"- {body} {COMMENTED.ending(mark, address, stable_id(mark))}"

    # Shows

    def _show(self, subject: Subject) -> str:
        here = self._names[subject].path
        head = {
            "wiki": [_front({"title": subject.key})],
            "obsidian": [_front({"aliases": [subject.key], "cssclasses": ["annotator-show"]})],
            "logseq": ["type:: show"],
            "markdown": [f"# {at_line_start(subject.key)}"],
        }[self._profile.name]
        episodes = sorted(self._of_show[subject.key], key=lambda e: (e.published_on, e.id))
        lines = []
        for episode in episodes:
            link = self._link(here, of_episode(episode.id), clean(episode.title) or "Untitled")
            published = day(episode.published_on)
            lines.append(f"- {link}, {published.isoformat()}" if published else f"- {link}")
        return "\n\n".join([*head, "\n".join(lines)]) + "\n"


def _indented(block: str, depth: int) -> str:
    tabs = "\t" * depth
    return tabs + block.replace("\n", f"\n{tabs}")


def _front(properties: dict[str, Value]) -> str:
    return front_matter(properties).removesuffix("\n")


def _properties(
    title: str, tags: list[str], show: str, facts: Mapping[str, date | str | None]
) -> dict[str, Value]:
    properties: dict[str, Value] = {
        "title": title,
        "aliases": [title] if title else [],
        "tags": tags,
        "cssclasses": ["annotator-note"],
        "show": show,
    }
    return properties | {key: value for key, value in facts.items() if value}
