"""Characters and markup that have no place in spoken words, and how to take them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.domain.entities import unescape

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control, bidi-control and zero-width characters, lone surrogates; not tab and line ends."""

_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_ODD_BYTES = _CONTROL_BYTES + b"\t\r\n"
_LINE_ENDS = ("\x85", "\u2028", "\u2029")
_ODD = re.compile(rf"[^\S ]|{INVISIBLE.pattern}")
_LONG = 100_000
_PART = 64 * 1024
_VERY_LONG = 8_000_000
"""A longer text has timed words, for which numpy will be started."""
_SOME = 500
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<\d\d?:[\d:.]+>|\{\\[^{}]{0,200}\}")


def plain_lines(text: str) -> tuple[str, int]:
    """`text` with line ends as ``\\n`` and no invisible characters; and how many there were."""
    # Replacing is five times as fast as an expression, and half of all files have these.
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line_end in _LINE_ENDS:
        if line_end in text:
            text = text.replace(line_end, "\n")
    return INVISIBLE.subn("", text) if has_invisible(text) else (text, 0)


def has_invisible(text: str) -> bool:
    """Whether `text` holds characters of `INVISIBLE`."""
    has_controls = _has_controls
    if len(text) > _VERY_LONG:
        from annotator.formats.text_bytes import has_controls
    # Part by part: what is small is copied within the processor's cache.
    for begin in range(0, len(text), _PART):
        part = text[begin : begin + _PART]
        if not part.isascii():
            if INVISIBLE.search(part):
                return True
        elif has_controls(part):
            return True
    return False


def _has_controls(part: str) -> bool:
    return _without(part, _CONTROL_BYTES) != len(part)


def _without(text: str, odd: bytes) -> int:
    """How many characters of an ASCII text are not `odd`: ten times as fast as an expression."""
    return len(text.encode("ascii").translate(None, odd))


def has_markup(text: str) -> bool:
    """Whether tags, entities or override codes may be in `text`."""
    return "<" in text or "&" in text or "{\\" in text


def strip_markup(text: str) -> str:
    """Without tags, ``{\\an8}`` codes and entities; a lone ``<`` stays what it is."""
    text = _TAG.sub("", text)
    return unescape(text) if "&" in text else text


def are_tidy(texts: list[str]) -> bool:
    """Whether `one_line` would leave each as it is, and none holds anything invisible."""
    return [text.strip() for text in texts] == texts and all(map(_are_single_spaced, _parts(texts)))


def one_lines(texts: Sequence[str]) -> list[str]:
    """`one_line` of many; ten times faster where it is little that they need, as mostly."""
    return tidied(texts)[0]


def tidied(texts: Sequence[str]) -> tuple[list[str], bool]:
    """`one_lines`, and whether it is sure already that they are tidy."""
    lines: list[str] = []
    sure = True
    for some in _parts([text.strip() for text in texts]):
        if _are_single_spaced(some):
            lines += some
        else:
            lines += [one_line(text) for text in some]
            sure = False
    return lines, sure


def _parts(texts: list[str]) -> Iterator[list[str]]:
    """A few hundred texts at a time: tests of one string of them all are the quickest then."""
    return (texts[begin : begin + _SOME] for begin in range(0, len(texts), _SOME))


def _are_single_spaced(texts: list[str]) -> bool:
    """`are_tidy` of texts without blanks at their ends."""
    joined = "\n".join(texts)
    if "  " in joined:
        return False
    if joined.isascii():
        return _without(joined, _ODD_BYTES) == len(joined) - len(texts) + 1
    # What can be printed is neither a blank, other than " ", nor invisible.
    joined = " ".join(texts)
    return joined.isprintable() or not _ODD.search(joined)


def one_line(text: str) -> str:
    """Single blanks between words, none at the ends."""
    if len(text) < _LONG:
        return " ".join(text.split())
    # A list of all the words of a text of 100 MB takes a gigabyte: part by part.
    parts: list[str] = []
    for begin in range(0, len(text), _LONG):
        part = text[begin : begin + _LONG]
        words = " ".join(part.split())
        if not words:
            parts.append(" ")
            continue
        parts += (" " * part[0].isspace(), words, " " * part[-1].isspace())
    whole = "".join(parts).strip()
    while "  " in whole:
        whole = whole.replace("  ", " ")
    return whole
