"""HTML that is written alike throughout, read in a few passes over the whole of it.

`html_scan` looks at each tag and each text by itself. Here all tags of a kind are replaced at once;
whatever that could not tell apart (hidden parts, a lone ``<``, names in mixed case) is refused, and
so left to `html_scan`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.domain.entities import unescape

_BREAK, _EDGE, _TAG = "\x01", "\x02", "\x03"
"""Stand for tags that part lines, for the edges of many texts that are read as one, and for other
tags: control characters are gone from most of what formats read, JSON can hold them."""

_HIDDEN = "script|style|head|title|nav|footer"
_HIDES = re.compile(rf"<!--|<(?:{_HIDDEN})\b", re.IGNORECASE)
_ENDED = re.compile(
    rf"<!--.*?-->|<({_HIDDEN})\b[^<>]*+>.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_OTHER_BLANKS = [mark for mark in map(chr, range(0x3001)) if mark.isspace() and mark != " "]
_NAME_END = r"(?![\w:-])"
_REST = r"[^<>\x01-\x03]*+>"


class Tags:
    """Which tags of a format part its lines, and which `others` a text must not hold at all."""

    def __init__(
        self, breaking: Iterable[str] = (), others: Iterable[str] = (), *, closing: bool = True
    ) -> None:
        """With `closing` the end of what is `breaking` parts lines as well."""
        slash = "/?" if closing else ""
        names = "|".join(breaking) or "(?!)"
        refused = "|".join([_HIDDEN, *others])
        self._breaks = re.compile(rf"<{slash}(?:{names}|{names.upper()}){_NAME_END}{_REST}")
        self._others = re.compile(
            rf"<(?:(?!(?i:{refused})\b|{slash}(?i:{names}){_NAME_END})/?[A-Za-z][\w:-]*+"
            rf"|(?!!--)[!?]){_REST}"
        )

    def lines(self, text: str, between: str = "") -> str | None:
        """The words of `text`, a line end for each tag that parts lines and no others.

        Lines are as `one_line` makes them, none is empty. For any other tag stands what is to be
        `between` the texts at its sides. None where the text is to be read tag by tag.
        """
        if _BREAK in text or _TAG in text:
            return None
        text = self._breaks.sub(_BREAK, text)
        if "<" in text:
            text = self._others.sub(_TAG, text)
            if "<" in text:
                return None
        # Not before: a tag ends an entity, and what entities stand for makes no tags.
        text = unescape(text.replace("&nbsp;", "\u00a0")).replace(_TAG, between)
        return _in_lines(text)

    def lines_of(self, texts: Sequence[str]) -> list[str] | None:
        """`lines` of many texts."""
        read = self.lines(_EDGE.join(texts))
        parts = None if read is None else read.split(_EDGE)
        return parts if parts is not None and len(parts) == len(texts) else None


def _in_lines(text: str) -> str:
    for blank in _OTHER_BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    text = _single(text, " ").replace(_BREAK, "\n")
    for end in ("\n", _EDGE):
        text = text.replace(f" {end}", end).replace(f"{end} ", end)
    text = _single(text, "\n")
    return text.replace(f"\n{_EDGE}", _EDGE).replace(f"{_EDGE}\n", _EDGE).strip(" \n")


def _single(text: str, mark: str) -> str:
    """`text` without a `mark` that follows another."""
    while mark * 2 in text:
        text = text.replace(mark * 2, mark)
    return text


def hides(text: str) -> bool:
    """Whether a hidden part may begin in `text`, be it that it ends there."""
    return _HIDES.search(text) is not None


def is_left_open(text: str) -> bool:
    """Whether a hidden part may begin in `text` that does not end in it."""
    return hides(text) and hides(_ENDED.sub("", text))
