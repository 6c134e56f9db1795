"""A page for Logseq: page properties, then blocks; every mark a block that plays and keeps its id.

    title:: …
    tags:: [[Topic]], …

    - {{video https://youtu.be/…}}
    - ## [[Topic]]
    \t- {{youtube-timestamp 112}} **Speaker:** “The words, as they were said.” [[Other topic]]
    \t  id:: 6f1c…
    \t\t- A note of one's own.

``{{youtube-timestamp}}`` plays the video of its page at that second; other media get a link.
The block id never changes and is the same in a vault, so ``((6f1c…))`` still leads to the mark
after the next export. A vault's page (`annotator.vault.render`) is otherwise of another shape on
purpose: a statement there is one line, which is read back, and the page is called as its file is,
since the pages of a vault link to each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.notes import Annotation, Episode
from annotator.exporters.deep_links import (
    LinkTo,
    deep_links,
    episode_address,
    has_youtube_video,
)
from annotator.exporters.escaping import at_line_start, clean, inline, paragraphs
from annotator.exporters.filenames import link_target
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import UNFILED, Entry, Section, outline, topic_targets
from annotator.exporters.wording import block_uuid, day, name_of_wordless, times


def render(note: EpisodeNote) -> str:
    """The page of one episode."""
    sections = outline(note)
    targets = topic_targets(note.topics, link_target, " ")
    links = {topic_id: f"[[{target}]]" for topic_id, target in targets.items()}
    to_play = _player(note.episode)
    lines = [*_properties(note.episode, sections, links), ""]
    if has_youtube_video(note.episode):
        lines.append(f"- {{{{video {episode_address(note.episode)}}}}}")
    for section in sections:
        lines += _section(section, links, to_play)
    return "\n".join(lines) + "\n"


def _properties(
    episode: Episode, sections: tuple[Section, ...], links: dict[int, str]
) -> Iterator[str]:
    # A property ends with its line; what means something inside one is escaped as in a block.
    yield f"title:: {inline(episode.title) or 'Untitled'}"
    if clean(episode.show):
        yield f"show:: [[{link_target(episode.show)}]]"
    if published := day(episode.published_on):
        yield f"date:: {published.isoformat()}"
    if address := episode_address(episode):
        yield f"source:: {address}"
    topics: dict[str, None] = {}
    for section in sections:
        heading = (section.topic,) if section.topic else ()
        beside = (topic for entry in section.entries for topic in entry.topics)
        topics |= dict.fromkeys(links[topic.id] for topic in (*heading, *beside))
    if topics:
        yield f"tags:: {', '.join(topics)}"


def _player(episode: Episode) -> LinkTo:
    """How the time of a mark is written, so that it plays."""
    if has_youtube_video(episode):
        return lambda mark: f"{{{{youtube-timestamp {mark.start_ms // 1000}}}}}"
    address_of = deep_links(episode)

    def written(mark: Annotation) -> str:
        address = address_of(mark)
        return f"[{times(mark)}]({address})" if address else times(mark)

    return written


def _section(section: Section, links: dict[int, str], to_play: LinkTo) -> Iterator[str]:
    depth = 0
    if section.level:
        title = links[section.topic.id] if section.topic else UNFILED
        depth = section.level - 1
        yield f"{_tabs(depth - 1)}- {'#' * section.level} {title}"
    for entry in section.entries:
        yield from _block(entry, links, to_play, depth)


def _block(entry: Entry, links: dict[int, str], to_play: LinkTo, depth: int) -> Iterator[str]:
    mark = entry.mark
    parts = [to_play(mark)]
    if words := inline(mark.text):
        speaker = inline(mark.speaker)
        parts.append(f"**{speaker}:** “{words}”" if speaker else f"“{words}”")
    elif not mark.note.strip():
        parts.append(name_of_wordless(mark))
    parts += [links[topic.id] for topic in entry.topics]
    yield f"{_tabs(depth)}- {' '.join(parts)}"
    yield f"{_tabs(depth)}  id:: {block_uuid(mark)}"
    for paragraph in paragraphs(mark.note):
        first, *others = map(at_line_start, paragraph)
        yield f"{_tabs(depth + 1)}- {first}"
        for line in others:
            yield f"{_tabs(depth + 1)}  {line}"


def _tabs(depth: int) -> str:
    return "\t" * depth
