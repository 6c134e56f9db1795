"""A note for an Obsidian vault: properties, quote callouts with block ids, links to topic notes.

    ---
    title: …
    aliases: […]
    tags: […]
    ---

    ## [[Topic]]

    > [!quote] Speaker · [1:52–2:11](https://youtu.be/…?t=112)
    > The words, as they were said.
    >
    > > [!note]
    > > A note of one's own.
    >
    > [[Other topic]]

    ^a-0c5e…

The block id never changes, so ``[[Note#^a-0c5e…]]`` still leads to the quote after the next
export. Properties follow what Obsidian reads: lists for tags, aliases and cssclasses, plain
dates, links in quotes, nothing nested.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.notes import Episode
from annotator.exporters.callouts import callout
from annotator.exporters.deep_links import LinkTo, deep_links, episode_address
from annotator.exporters.escaping import clean, link_label
from annotator.exporters.filenames import link_target
from annotator.exporters.front_matter import Value, front_matter
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import UNFILED, Section, outline, topic_targets
from annotator.exporters.wording import day, stable_id, tag, topic_name

CSS_CLASS = "annotator-note"


def render(note: EpisodeNote) -> str:
    """The note of one episode for an Obsidian vault."""
    sections = outline(note)
    targets = topic_targets(note.topics, link_target, " ")
    links = {topic.id: _link(targets[topic.id], topic_name(topic)) for topic in note.topics}
    link_to = deep_links(note.episode)
    blocks = [front_matter(_properties(note.episode, sections)).removesuffix("\n")]
    for section in sections:
        blocks += _section(section, links, link_to)
    return "\n\n".join(blocks) + "\n"


def _properties(episode: Episode, sections: Iterable[Section]) -> dict[str, Value]:
    title = clean(episode.title)
    properties: dict[str, Value] = {
        "title": title,
        # The file name may have lost characters of the title; the alias has them all.
        "aliases": [title] if title else [],
        "tags": _tags(sections),
        "cssclasses": [CSS_CLASS],
    }
    if clean(episode.show):
        properties["show"] = f"[[{link_target(episode.show)}]]"
    if published := day(episode.published_on):
        properties["date"] = published
    if address := episode_address(episode):
        properties["source"] = address
    return properties


def _tags(sections: Iterable[Section]) -> list[str]:
    """The topics of the note as tags, in the order of the note, each once."""
    names: dict[str, None] = {}
    for section in sections:
        heading = (section.topic,) if section.topic else ()
        beside = (topic for entry in section.entries for topic in entry.topics)
        names.update(dict.fromkeys(topic.name for topic in (*heading, *beside)))
    return list(dict.fromkeys(map(tag, names)))


def _link(target: str, name: str) -> str:
    label = link_label(name)
    return f"[[{target}]]" if target == label else f"[[{target}|{label}]]"


def _section(section: Section, links: dict[int, str], link_to: LinkTo) -> list[str]:
    blocks = []
    if section.level:
        title = links[section.topic.id] if section.topic else UNFILED
        blocks.append(f"{'#' * section.level} {title}")
    for entry in section.entries:
        beside = [links[topic.id] for topic in entry.topics]
        blocks += [callout(entry, beside, link_to(entry.mark)), f"^{stable_id(entry.mark)}"]
    return blocks
