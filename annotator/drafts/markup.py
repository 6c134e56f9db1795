"""Prose out of HTML pages and out of the XML of a DOCX, by one reader of tags."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from annotator.domain.entities import unescape, without_endless
from annotator.drafts.draft import Draft, ProseBuilder

_WORDS = re.compile(r"\w+")
_BLOCKS = frozenset(
    _WORDS.findall(
        "p div li tr td th h1 h2 h3 h4 h5 h6 ul ol dl dt dd table section article aside header "
        "footer figure figcaption blockquote main hr body address"
    )
)
_HIDDEN = frozenset(
    _WORDS.findall("script style head title template noscript svg nav textarea pre code")
)
_HTML_BREAK, _HTML_QUOTE = "br", "blockquote"
_LAST_CITE = re.compile(r"[^<]*</cite>(?:\s|</\w+>)*?</blockquote", re.IGNORECASE)


class _Reader(HTMLParser):
    """Feeds a builder; knows the offset of each tag and text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.builder = ProseBuilder()
        self._source = source
        self._lines = [0, *(found.end() for found in re.finditer("\n", source))]
        self._hidden = 0

    @property
    def here(self) -> int:
        """Offset into the source of what is being handled."""
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def shown(self) -> bool:
        return not self._hidden

    def handle_data(self, data: str) -> None:
        if self.shown():
            self.builder.add(data, self.here)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        begin = self.here
        end = begin + len(written)
        end += self._source.startswith(";", end)
        char = unescape(written + ";")
        if self.shown() and len(char) == 1:
            self.builder.add_char(char, begin, end)


class _HtmlReader(_Reader):
    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self._block(tag, 1)
        elif tag == _HTML_BREAK:
            self.builder.add_char("\n", self.here, self.here)
        elif tag in ("q", "cite") and self.shown():
            end = self.here + len(self.get_starttag_text() or "")
            if tag == "q":
                self.builder.add_char("“", end, end)
            elif self._quotes and _LAST_CITE.match(self._source, end):
                # The credit of a block quote, as others set it with a dash on a line of its own.
                self.builder.add_char("\n", end, end)
                self.builder.add_char("—", end, end)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # <script/> hides what follows in no page that is meant; <br/> and <hr/> break.
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._block(tag, -1)
        elif tag == "q" and self.shown():
            self.builder.add_char("”", self.here, self.here)

    def _block(self, tag: str, step: int) -> None:
        inside = self._quotes > 0
        if not inside or tag == _HTML_QUOTE:
            self.builder.close(self.here)
        else:
            # The paragraphs of a block quote are one quotation.
            self.builder.add_char("\n", self.here, self.here)
        if tag == _HTML_QUOTE:
            self._quotes = max(0, self._quotes + step)
        self.builder.quoted = self._quotes > 0


def read_html(source: str) -> Draft:
    """An HTML page or a piece of one; scripts, styles and the head are left out."""
    reader = _HtmlReader(source)
    reader.feed(without_endless(source))
    reader.close()
    return reader.builder.draft("html", source)


_WORD_XML = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_QUOTE_STYLE = re.compile(r"quot|zitat|citation|blocktext|citat|cita$", re.IGNORECASE)


class _WordReader(_Reader):
    """The paragraphs (``w:p``) and their texts (``w:t``); what was deleted or moved is not read."""

    def __init__(self, source: str, prefix: str) -> None:
        super().__init__(source)
        self._prefix = f"{prefix}:" if prefix else ""
        self._texts = 0

    def shown(self) -> bool:
        return self._texts > 0 and not self._hidden

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = self._own(tag)
        if name == "t":
            self._texts += 1
        elif name == "p":
            self.builder.close(self.here)
            self.builder.quoted = False
        elif name == "pstyle":
            style = next((value or "" for key, value in attrs if key.endswith("val")), "")
            self.builder.quoted = _QUOTE_STYLE.search(style) is not None
        elif name in ("tab", "br", "cr") and not self._hidden:
            self.builder.add_char("\n" if name != "tab" else " ", self.here, self.here)
        elif name == "movefrom" or tag.endswith(":fallback"):
            self._hidden += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = self._own(tag)
        if name == "t":
            self._texts = max(0, self._texts - 1)
        elif name == "p":
            self.builder.close(self.here)
        elif name == "movefrom" or tag.endswith(":fallback"):
            self._hidden = max(0, self._hidden - 1)

    def _own(self, tag: str) -> str:
        return tag.removeprefix(self._prefix) if tag.startswith(self._prefix) else ""


def read_word_xml(source: str) -> Draft:
    """The document part of a DOCX. Its `archive` is for the caller to add."""
    found = re.search(rf"""xmlns(?::([\w.-]+))?\s*=\s*["'](?:{"|".join(_WORD_XML)})["']""", source)
    reader = _WordReader(source, ((found[1] if found else "w") or "").lower())
    reader.feed(source)
    reader.close()
    return _joined_quotes(reader.builder.draft("docx", source))


def _joined_quotes(draft: Draft) -> Draft:
    """Paragraphs in the style of a quote that follow each other are one block quote."""
    blocks = list(draft.blocks[:1])
    for block in draft.blocks[1:]:
        if block.quoted and blocks[-1].quoted:
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(block)
    return replace(draft, blocks=tuple(blocks))
