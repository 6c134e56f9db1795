"""Breaking a mark's words into at most a few lines, fast enough for ten thousand marks.

Text with blanks is broken greedily at them, with each distinct word measured once; the words of
an episode repeat, so measuring is nearly all look-ups. Anything else (a script without blanks,
a word wider than the line, right-to-left text) goes through Qt's own layout.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_LATIN_END = 0x0250
_AHEAD = 8
"""Words past the end of the last line that are kept, to be cut off when it is drawn."""
_MOST_UNITS = 400


class LineBreaker:
    """Breaks for one font. Widths are in logical pixels."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._blank = self._metrics.horizontalAdvance(" ")
        self._widths: dict[str, float] = {}

    def lines(self, text: str, width: int, most: int) -> list[str]:
        """`text` in at most `most` lines; the last goes on past `width` if there was more."""
        if width <= 0 or not text:
            return [text] if text else []
        broken = self._greedy(text, width, most)
        return self._by_layout(text, width, most) if broken is None else broken

    def _greedy(self, text: str, width: int, most: int) -> list[str] | None:
        lines: list[str] = []
        line: list[str] = []
        used = 0.0
        words = text.split(" ")
        for place, word in enumerate(words):
            size = self._width(word)
            if size > width:
                return None
            if line and used + self._blank + size > width:
                if len(lines) == most - 1:
                    return [*lines, " ".join([*line, *words[place : place + _AHEAD]])]
                lines.append(" ".join(line))
                line, used = [], 0.0
            used += size + (self._blank if line else 0.0)
            line.append(word)
        return [*lines, " ".join(line)]

    def _by_layout(self, text: str, width: int, most: int) -> list[str]:
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = text.encode("utf-16-le")
        layout.beginLayout()
        lines: list[str] = []
        while len(lines) < most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            begin = line.textStart()
            last = len(lines) == most - 1
            rest = (
                units[2 * begin :] if last else units[2 * begin : 2 * (begin + line.textLength())]
            )
            shown = rest.decode("utf-16-le", "replace").strip()
            lines.append(shown)
        layout.endLayout()
        return lines

    def _width(self, word: str) -> float:
        width = self._widths.get(word)
        if width is None:
            strange = any(ord(ch) >= _LATIN_END and not 0x2010 <= ord(ch) <= 0x2026 for ch in word)
            # An endless width sends the text to Qt's layout, which knows its script.
            width = float("inf") if strange else self._metrics.horizontalAdvance(word)
            self._widths[word] = width
        return width
