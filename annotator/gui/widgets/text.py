"""Names and titles made safe to show: one line, no markup, no stray control characters."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt

_ISOLATE, _POP = "\u2068", "\u2069"
_DIRECTION = (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(_DIRECTION),
}
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def one_line(text: str) -> str:
    """`text` on one line: blanks collapsed, control and direction characters left out.

    A stray direction override in one name would otherwise turn the rest of its row around.
    """
    return " ".join(text.translate(_PLAIN).split())


def isolated(text: str) -> str:
    """`text` ready to stand inside a sentence of the other writing direction."""
    return f"{_ISOLATE}{one_line(text)}{_POP}"


def is_right_to_left(text: str) -> bool:
    """Whether `text` runs from right to left: what its first letter says."""
    strong = (unicodedata.bidirectional(ch) for ch in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def leans_right_to_left(text: str) -> bool:
    """Whether most letters of `text` run from right to left, as those of a name in a sentence of
    the other direction."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    return kinds.count("R") + kinds.count("AL") > kinds.count("L")


def menu_text(text: str) -> str:
    """`text` as the title of a menu entry or button: an ampersand stays an ampersand."""
    return one_line(text).replace("&", "&&")


def plain_tip(text: str) -> str:
    """`text` as a tooltip that is never taken for markup and wraps when long."""
    return f"<qt>{text.translate(_ESCAPED)}</qt>" if text else ""


def direction_of(text: str) -> Qt.LayoutDirection:
    """The direction in which `text` is laid out."""
    rtl = is_right_to_left(text)
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
