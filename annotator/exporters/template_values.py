"""What a template is given: a note as plain values, each with its line in `VARIABLES`.

Everything is a text, a number, a list or a dict of these: nothing of the program can be reached
through it. Texts are escaped as the template asks, so that words from outside mean nothing.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.notes import Annotation, Episode, Topic
from annotator.domain.timecode import format_clock, format_hms, format_seconds
from annotator.exporters.deep_links import (
    deep_links,
    episode_address,
    file_address,
    has_youtube_video,
)
from annotator.exporters.escaping import begun, clean, inline, link_label, paragraphs
from annotator.exporters.filenames import link_target
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import UNFILED, Section, in_order, outline, topic_targets
from annotator.exporters.template import QUOTES, Template
from annotator.exporters.wording import (
    block_uuid,
    day,
    name_of_wordless,
    stable_id,
    tag,
    topic_name,
    wiki_target,
)

VARIABLES: Mapping[str, Mapping[str, str]] = {
    "episode": {
        "title": "its title",
        "show": "the name of its show, empty where unknown",
        "date": "the day it was published, 2026-01-31, or empty",
        "language": "its language as a code, or empty",
        "description": "what its source says of it, on one line",
        "video_id": "the id of its video, or empty",
        "on_youtube": "whether that is a video on YouTube",
        "address": "where it plays or is described, or empty",
        "page": "its title as the name of a note",
        "show_page": "its show as the name of a note",
        "show_link": "a link to the show's note, in the link style; empty without a show",
    },
    "section": {
        "level": "how deep its heading is, 2 to 6; 0 where there is none",
        "heading": "the signs of that heading: ##",
        "name": "the topic's name, or “Marks” for those without one",
        "title": "the same as a link, in the link style",
        "topic": "the topic, or none",
        "marks": "the marks under it",
    },
    "mark": {
        "kind": "quote, topic, note or bookmark",
        "name": "what to call one with neither words nor a note: Bookmark",
        "text": "the words, as they were said",
        "quote": "the same in quotation marks, in the quote style; empty without words",
        "speaker": "who said them, or empty",
        "note": "the note, on one line",
        "lines": "the lines of the note",
        "paragraphs": "the note's paragraphs, each a list of lines",
        "time": "where it begins, in the time style",
        "until": "where it ends, likewise",
        "times": "both, 1:52–2:11, or one where they are the same",
        "start_ms": "where it begins, in milliseconds",
        "end_ms": "where it ends, in milliseconds",
        "seconds": "where it begins, in whole seconds",
        "address": "the address that plays it, or empty",
        "link": "its times as a Markdown link that plays, or bare",
        "id": "a name for it that never changes: a-0c5e",
        "uuid": "the same as a UUID",
        "hidden_id": "the id as readers do not see it: what brings a statement of a vault back",
        "topics": "its topics that the section's heading does not name",
        "all_topics": "all its topics",
        "author": "who made it",
        "created": "when, 2026-01-31T09:30:00Z",
        "changed": "when it was last changed",
    },
    "topic": {
        "name": "its name",
        "link": "a link to its note, in the link style",
        "page": "its name as the name of a note",
        "slug": "its name as a wiki's slug: topic_name",
        "tag": "its name as a tag, without the #: topic-name",
        "colour": "its colour, #2266CC",
        "description": "its description, on one line",
    },
}
"""Every value by where it stands, with what it holds."""

TOP = {
    "episode": "the episode",
    "sections": "the sections of the note, in order",
    "marks": "all marks in order of time",
    "topics": "the topics that are used, in the order of the note",
}
"""What stands at the top."""

_NO_SHOW = "Unknown show"
_TIMES: Mapping[str, Callable[[int], str]] = {
    "clock": format_clock,
    "hms": format_hms,
    "seconds": lambda ms: format_seconds(ms // 1000 * 1000),
}


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """Where links of a note in a vault of the kind `kind` lead: page and link of each topic by
    its id, and of the show."""

    kind: str
    topics: Mapping[int, tuple[str, str]]
    show: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoteValues:
    """`body` for the template's body, escaped as it asks; `front` for its front matter, whose
    texts are as they are, since they are written as YAML."""

    body: dict[str, Any]
    front: dict[str, Any]


def note_values(
    note: EpisodeNote, template: Template, links: NoteLinks | None = None
) -> NoteValues:
    """The values that `template` is to be filled in with; with `links`, for a note in a vault."""
    sections = outline(note)
    used = _used(sections)
    body = _Writer(note, template, template.escape, links)
    front = _Writer(note, template, "none", links)
    marks = {mark.id: body.mark(mark) for mark in in_order(note)}
    return NoteValues(
        {
            "episode": body.episode(note.episode),
            "sections": [body.section(section, marks) for section in sections],
            "marks": list(marks.values()),
            "topics": [body.topics[topic.id] for topic in used],
        },
        {
            "episode": front.episode(note.episode),
            "topics": [front.topics[topic.id] for topic in used],
        },
    )


def mark_values(
    note: EpisodeNote, template: Template, mark: Annotation, links: NoteLinks | None = None
) -> dict[str, Any]:
    """The values of one mark of `note`, with all its topics."""
    return _Writer(note, template, template.escape, links).mark(mark)


def _used(sections: Iterable[Section]) -> list[Topic]:
    found: dict[int, Topic] = {}
    for section in sections:
        heading = (section.topic,) if section.topic else ()
        beside = (topic for entry in section.entries for topic in entry.topics)
        found |= {topic.id: topic for topic in (*heading, *beside) if topic.id not in found}
    return list(found.values())


class _Writer:
    """Turns domain values into plain ones, all in one way of escaping."""

    def __init__(
        self, note: EpisodeNote, template: Template, escape: str, links: NoteLinks | None
    ) -> None:
        self._template = template
        self._links = links
        self._escape: Callable[[str], str] = _ESCAPERS[escape]
        self._line: Callable[[str], str] = begun if escape == "markdown" else str
        self._address = deep_links(note.episode)
        self._time = _TIMES[template.time]
        self._open, self._close = QUOTES[template.quotes]
        slugs = topic_targets(note.topics, wiki_target, "_")
        pages = topic_targets(note.topics, link_target, " ")
        known = {
            topic.id: self._topic(topic, slugs[topic.id], pages[topic.id]) for topic in note.topics
        }
        self.topics = known

    def episode(self, episode: Episode) -> dict[str, Any]:
        show = clean(episode.show)
        published = day(episode.published_on)
        return {
            "title": self._escape(episode.title),
            "show": self._escape(show),
            "date": published.isoformat() if published else "",
            "language": self._escape(episode.language),
            "description": self._escape(episode.description),
            "video_id": clean(episode.video_id),
            "on_youtube": has_youtube_video(episode),
            "address": episode_address(episode),
            "page": link_target(episode.title),
            "show_page": self._links.show[0] if self._links else link_target(show) if show else "",
            "show_link": self._show_link(show),
        }

    def _show_link(self, show: str) -> str:
        if self._links and self._template.links != "plain":
            return self._links.show[1]
        if self._template.links == "wiki":
            # The line is part of that world's shape: those without a show meet under one name.
            name = show or _NO_SHOW
            target = wiki_target(name)
            return f"[[{target}]]" if target == name else _linked("wiki", name, target, "", str)
        page = link_target(show)
        return _linked(self._template.links, show, "", page, self._escape) if show else ""

    def section(self, section: Section, marks: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
        topic = self.topics[section.topic.id] if section.topic else None
        return {
            "level": section.level,
            "heading": "#" * section.level,
            "name": topic["name"] if topic else UNFILED,
            "title": topic["link"] if topic else UNFILED,
            "topic": topic,
            "marks": [
                {**marks[entry.mark.id], "topics": [self.topics[each.id] for each in entry.topics]}
                for entry in section.entries
            ],
        }

    def mark(self, mark: Annotation) -> dict[str, Any]:
        text = self._escape(mark.text)
        noted = [[self._escape(line) for line in lines] for lines in paragraphs(mark.note)]
        lines = [line for paragraph in noted for line in paragraph]
        time, until = self._time(mark.start_ms), self._time(mark.end_ms)
        longer = mark.end_ms // 1000 > mark.start_ms // 1000
        times = f"{time}–{until}" if longer else time
        address = self._address(mark)
        topics = [self.topics[topic] for topic in mark.topics if topic in self.topics]
        return {
            "kind": mark.kind.value,
            "name": name_of_wordless(mark),
            "text": text,
            "quote": f"{self._open}{text}{self._close}" if text else "",
            "speaker": self._escape(mark.speaker),
            "note": " ".join(lines),
            "lines": lines,
            "paragraphs": noted,
            "time": time,
            "until": until,
            "times": times,
            "start_ms": mark.start_ms,
            "end_ms": mark.end_ms,
            "seconds": mark.start_ms // 1000,
            "address": address,
            "link": f"[{times}]({address})" if address else times,
            "id": stable_id(mark),
            "uuid": block_uuid(mark),
            "hidden_id": _HIDDEN.get(self._kind, _in_comment)(stable_id(mark), block_uuid(mark)),
            "topics": topics,
            "all_topics": topics,
            "author": self._escape(mark.author),
            "created": mark.created_at,
            "changed": mark.changed_at,
        }

    @property
    def _kind(self) -> str:
        return self._links.kind if self._links else self._template.links

    def _topic(self, topic: Topic, target: str, page: str) -> dict[str, Any]:
        name = topic_name(topic)
        link = _linked(self._template.links, name, target, page, self._escape)
        if self._links and topic.id in self._links.topics:
            page, in_vault = self._links.topics[topic.id]
            target, link = page, link if self._template.links == "plain" else in_vault
        return {
            "name": self._escape(name),
            "link": link,
            "page": page,
            "slug": target,
            "tag": tag(topic.name),
            "colour": clean(topic.colour),
            "description": self._escape(topic.description),
        }


def _linked(style: str, name: str, target: str, page: str, escape: Callable[[str], str]) -> str:
    """A link to the note of `name`, whose wiki slug is `target` and whose file is `page`."""
    if style == "wiki":
        return f"[[{target} | {link_label(name)}]]"
    if style == "obsidian":
        label = link_label(name)
        return f"[[{page}]]" if page == label else f"[[{page}|{label}]]"
    if style == "logseq":
        return f"[[{page}]]"
    if style == "markdown":
        return f"[{escape(name)}]({file_address(f'{page}.md')})"
    return escape(name)


def _in_comment(ident: str, _uuid: str) -> str:
    return f"<!-- {ident} -->"


_HIDDEN: Mapping[str, Callable[[str, str], str]] = {
    "obsidian": lambda ident, _uuid: f"^{ident}",
    "logseq": lambda _ident, uuid: f"id:: {uuid}",
}
_ESCAPERS: Mapping[str, Callable[[str], str]] = {
    "markdown": inline,
    "html": lambda text: html.escape(clean(text)),
    "none": clean,
}
