"""A mark, or a few, for pasting and dropping into other programs: one function a way.

Each takes a note that holds just the marks to share.
"""

from __future__ import annotations

import html as entities
from dataclasses import dataclass

from annotator.domain.notes import Annotation, Episode
from annotator.exporters.deep_links import deep_links
from annotator.exporters.escaping import at_line_start, clean, inline, paragraphs
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import in_order
from annotator.exporters.wording import name_of_wordless, times


@dataclass(frozen=True, slots=True)
class Shared:
    """What other programs get: `text` for all, `html` for those that know it ("" for none), and
    the web `addresses` of the marks."""

    text: str
    html: str = ""
    addresses: tuple[str, ...] = ()


def as_markdown(note: EpisodeNote) -> Shared:
    """Block quotes with a link that plays, the note below; one after another."""
    return Shared("\n\n".join(_markdown(note, mark) for mark in in_order(note)))


def as_link(note: EpisodeNote) -> Shared:
    """The addresses that play the marks, one a line; title and time where there is none."""
    link_to = deep_links(note.episode)
    lines = [link_to(mark) or _source(note.episode, mark) for mark in in_order(note)]
    return Shared("\n".join(lines))


def as_quote(note: EpisodeNote) -> Shared:
    """The words in quotation marks with who said them, where and when; no markup."""
    return Shared("\n\n".join(_quote(note.episode, mark) for mark in in_order(note)))


def as_html(note: EpisodeNote) -> Shared:
    """Block quotes as HTML, to be pasted as they look or as their source."""
    source = "\n".join(_html(note, mark) for mark in in_order(note))
    return Shared(source, source)


def to_drag(note: EpisodeNote) -> Shared:
    """Everything at once, for the program it is dropped on to choose from."""
    link_to = deep_links(note.episode)
    found = (link_to(mark) for mark in in_order(note))
    # A file's address would have the file itself copied or opened where it is dropped.
    web = tuple(address for address in found if address.startswith(("http:", "https:")))
    return Shared(as_markdown(note).text, as_html(note).html, web)


def _source(episode: Episode, mark: Annotation) -> str:
    return f"{clean(episode.title) or 'Untitled'}, {times(mark)}"


def _said(mark: Annotation) -> str:
    return clean(mark.text)


def _quote(episode: Episode, mark: Annotation) -> str:
    by = ", ".join(part for part in (clean(mark.speaker), _source(episode, mark)) if part)
    if words := _said(mark):
        return f"“{words}” — {by}"
    noted = " ".join(line for paragraph in paragraphs(mark.note) for line in paragraph)
    return f"{noted or name_of_wordless(mark)} — {_source(episode, mark)}"


def _markdown(note: EpisodeNote, mark: Annotation) -> str:
    address = deep_links(note.episode)(mark)
    place = inline(_source(note.episode, mark))
    place = f"[{place}]({address})" if address else place
    thoughts = ["\\\n".join(map(at_line_start, lines)) for lines in paragraphs(mark.note)]
    if words := at_line_start(mark.text):
        by = ", ".join(part for part in (inline(mark.speaker), place) if part)
        return "\n\n".join([f"> {words}\n>\n> — {by}", *thoughts])
    first, *others = thoughts or [name_of_wordless(mark)]
    return "\n\n".join([f"{first} — {place}", *others])


def _html(note: EpisodeNote, mark: Annotation) -> str:
    address = entities.escape(deep_links(note.episode)(mark))
    place = entities.escape(_source(note.episode, mark))
    place = f'<a href="{address}">{place}</a>' if address else place
    thoughts = "".join(
        f"<p>{'<br>'.join(map(entities.escape, lines))}</p>" for lines in paragraphs(mark.note)
    )
    if words := _said(mark):
        speaker = entities.escape(clean(mark.speaker))
        by = f"{speaker}, {place}" if speaker else place
        return f"<blockquote><p>{entities.escape(words)}</p><p>— {by}</p></blockquote>{thoughts}"
    return f"{thoughts or f'<p>{name_of_wordless(mark)}</p>'}<p>— {place}</p>"
