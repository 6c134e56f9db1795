"""The wiki note: the house format of a large public vault, in which every statement plays.

    ---
    title: …
    videoId: …
    ---

    From: [[show]] <br/>␠

    ## [[topic_slug | Topic]]
    *   **Speaker:** "words" <a class="yt-timestamp" data-t="00:24:42">[00:24:42]</a>.

As in most files of that world, the last line has no line break.
"""

from __future__ import annotations

from annotator.domain.notes import Episode
from annotator.domain.timecode import format_hms
from annotator.exporters.escaping import at_line_start, clean, inline, link_label, paragraphs
from annotator.exporters.front_matter import Value, front_matter
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import UNFILED, Entry, Section, outline, topic_targets
from annotator.exporters.wording import name_of_wordless, topic_name, wiki_target

_UNKNOWN_SHOW = "Unknown show"


def render(note: EpisodeNote) -> str:
    """The note of one episode as wiki text."""
    episode = note.episode
    slugs = topic_targets(note.topics, wiki_target, "_")
    links = {topic.id: _link(slugs[topic.id], topic_name(topic)) for topic in note.topics}
    blocks = [_head(episode), _from(episode)]
    blocks += [_section(section, links) for section in outline(note)]
    return "\n\n".join(blocks)


def _head(episode: Episode) -> str:
    properties: dict[str, Value] = {"title": clean(episode.title)}
    if video_id := clean(episode.video_id):
        properties["videoId"] = video_id
    return front_matter(properties).removesuffix("\n")


def _from(episode: Episode) -> str:
    # The line is part of the shape; notes without a known show meet under one name.
    show = clean(episode.show) or _UNKNOWN_SHOW
    target = wiki_target(show)
    link = f"[[{target}]]" if target == show else _link(target, show)
    return f"From: {link} <br/> "


def _link(target: str, name: str) -> str:
    return f"[[{target} | {link_label(name)}]]"


def _section(section: Section, links: dict[int, str]) -> str:
    # Pieces, joined once: putting each statement together by itself takes half as long again.
    pieces: list[str] = []
    speakers: dict[str, str] = {}
    for entry in section.entries:
        _add_statement(pieces, entry, links, speakers)
    if section.level:
        topic = section.topic
        title = links[topic.id] if topic else UNFILED
        return f"{'#' * section.level} {title}{''.join(pieces)}"
    return "".join(pieces)[1:]


def _add_statement(
    pieces: list[str], entry: Entry, links: dict[int, str], speakers: dict[str, str]
) -> None:
    """One mark on a line of its own: the note, then the words with their speaker, then other
    topics, in `pieces` of text.

    `speakers` remembers how the words of each of the few speakers begin.
    """
    mark, topics = entry
    anchor = mark.anchor
    note = _note(mark.note) if mark.note else ""
    pieces += ("\n*   ", note)
    if words := inline(anchor.exact):
        if note:
            pieces.append(" — ")
        if (begun := speakers.get(mark.speaker)) is None:
            name = inline(mark.speaker)
            begun = speakers[mark.speaker] = f'**{name}:** "' if name else '"'
        pieces += (begun, words, '"')
    elif not note:
        pieces.append(name_of_wordless(mark))
    if topics:
        pieces.append(f" ({', '.join([links[topic.id] for topic in topics])})")
    time = format_hms(anchor.start_ms)
    pieces.append(f' <a class="yt-timestamp" data-t="{time}">[{time}]</a>.')


def _note(text: str) -> str:
    """A note of several lines stays within its statement, parted by ``<br/>``."""
    first, *others = [line for paragraph in paragraphs(text) for line in paragraph] or [""]
    return " <br/> ".join([at_line_start(first), *map(inline, others)])
