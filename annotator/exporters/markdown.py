"""A plain note in CommonMark, for any reader: block quotes with links that play.

# Title

From *Show*, 2026-01-31, [source](https://…)

## Topic

> The words, as they were said.
>
> — Speaker, [1:52–2:11](https://youtu.be/…?t=112) · *Other topic*

A note of one's own, below the words it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.notes import Episode, Topic
from annotator.exporters.deep_links import LinkTo, deep_links, episode_address
from annotator.exporters.escaping import at_line_start, inline, paragraphs
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import UNFILED, Entry, Section, outline
from annotator.exporters.wording import day, name_of_wordless, times, topic_name


def render(note: EpisodeNote) -> str:
    """The note of one episode as CommonMark text."""
    link_to = deep_links(note.episode)
    blocks = [f"# {at_line_start(note.episode.title) or 'Untitled'}"]
    blocks += _source(note.episode)
    for section in outline(note):
        blocks += _section(section, link_to)
    return "\n\n".join(blocks) + "\n"


def _source(episode: Episode) -> list[str]:
    show, published = inline(episode.show), day(episode.published_on)
    address = episode_address(episode)
    facts = [
        f"*{show}*" if show else "",
        published.isoformat() if published else "",
        f"[source]({address})" if address else "",
    ]
    stated = ", ".join(fact for fact in facts if fact)
    return [f"From {stated}"] if stated else []


def _section(section: Section, link_to: LinkTo) -> list[str]:
    blocks = []
    if section.level:
        title = at_line_start(topic_name(section.topic)) if section.topic else UNFILED
        blocks.append(f"{'#' * section.level} {title}")
    for entry in section.entries:
        blocks += _mark(entry, link_to)
    return blocks


def _mark(entry: Entry, link_to: LinkTo) -> list[str]:
    mark = entry.mark
    address = link_to(mark)
    time = f"[{times(mark)}]({address})" if address else times(mark)
    beside = _topics(entry.topics)
    note = _note(mark.note) if mark.note else []
    if words := at_line_start(mark.text):
        speaker = inline(mark.speaker)
        said = f"{speaker}, {time}" if speaker else time
        return [f"> {words}\n>\n> — {said}{beside}", *note]
    first, *others = note or [name_of_wordless(mark)]
    return [f"{time}{beside} — {first}", *others]


def _topics(topics: Sequence[Topic]) -> str:
    return " · " + ", ".join(f"*{inline(topic_name(topic))}*" for topic in topics) if topics else ""


def _note(text: str) -> list[str]:
    """The paragraphs of a note; a backslash keeps each of its line breaks."""
    return ["\\\n".join(map(at_line_start, paragraph)) for paragraph in paragraphs(text)]
