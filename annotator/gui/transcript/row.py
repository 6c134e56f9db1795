"""One cue laid out at a width: its lines, and where its characters stand in them.

Positions in a text are characters of a Python string; Qt counts UTF-16 units, so a row whose
text leaves the basic plane (emoji, rare ideographs) converts.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextLine, QTextOption

from annotator.domain.direction import has_right_to_left, reads_right_to_left
from annotator.gui.transcript.measures import Measures


class Row:
    """A laid-out cue. Coordinates are from the left of the text and the top of the row."""

    __slots__ = (
        "_mixed",
        "_text",
        "_units",
        "bottoms",
        "height",
        "layout",
        "right_to_left",
        "text_top",
        "tops",
    )

    def __init__(self, text: str, width: int, measures: Measures, *, shows_speaker: bool) -> None:
        self._text = text
        self._mixed = has_right_to_left(text)
        self._units = (
            [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
            if text and max(text) > "\uffff"
            else None
        )
        self.right_to_left = self._mixed and reads_right_to_left(text)
        self.text_top = measures.speaker_height if shows_speaker else 0
        self.layout = QTextLayout(text, measures.text_font)
        self.tops: list[int] = []
        self.bottoms: list[int] = []
        self._lay_out(width, measures)
        self.height = self.bottoms[-1] + measures.gap

    def _lay_out(self, width: int, measures: Measures) -> None:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self.right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(True)
        self.layout.beginLayout()
        reached = float(self.text_top)
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            # Scripts taller than the line height (Nastaliq, Tibetan) push their lines apart.
            pitch = max(measures.pitch, math.ceil(line.ascent() + line.descent()))
            spare = (pitch - measures.pitch) / 2
            top = round(reached)
            baseline = round(top + spare + measures.baseline)
            line.setPosition(QPointF(0, baseline - line.ascent()))
            reached += pitch
            self.tops.append(top)
            self.bottoms.append(round(reached))
        self.layout.endLayout()

    @property
    def line_count(self) -> int:
        return len(self.tops)

    def draw(self, painter: QPainter, at: QPointF, formats: list[QTextLayout.FormatRange]) -> None:
        self.layout.draw(painter, at, formats)

    def to_units(self, char: int) -> int:
        """UTF-16 offset of a character."""
        return self._units[min(char, len(self._text))] if self._units else char

    def line_of(self, char: int) -> int:
        """The line that shows a character."""
        line = self.layout.lineForTextPosition(self.to_units(char))
        return line.lineNumber() if line.isValid() else len(self.tops) - 1

    def line_at(self, y: float) -> int:
        """The line at a height; the first or last beyond them."""
        return max(bisect_right(self.tops, y) - 1, 0)

    def char_at(self, x: float, y: float) -> int:
        """The character nearest to a place."""
        line = self.layout.lineAt(self.line_at(y))
        units = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        char = bisect_right(self._units, units) - 1 if self._units else units
        return min(char, max(len(self._text) - 1, 0))

    def covers(self, x: float, y: float) -> bool:
        """Whether there is text at a place, or next to nothing between it and the text."""
        index = self.line_at(y)
        used = self.layout.lineAt(index).naturalTextRect()
        on_line = self.tops[index] <= y <= self.bottoms[index]
        return on_line and used.left() - 3 <= x <= used.right() + 3

    def rects(self, begin: int, end: int) -> list[QRectF]:
        """Where the characters from `begin` up to `end` stand, line by line, full line height.

        In text of mixed direction a line can give more than one.
        """
        found: list[QRectF] = []
        first, last = self.line_of(begin), self.line_of(max(end - 1, begin))
        begin_unit, end_unit = self.to_units(begin), self.to_units(end)
        for index in range(first, last + 1):
            line = self.layout.lineAt(index)
            start = max(begin_unit, line.textStart())
            stop = min(end_unit, line.textStart() + line.textLength())
            for left, right in self._stretches(line, start, stop):
                top, bottom = self.tops[index], self.bottoms[index]
                found.append(QRectF(left, top, right - left, bottom - top))
        return found

    def _stretches(self, line: QTextLine, start: int, stop: int) -> list[tuple[float, float]]:
        if stop <= start:
            return []
        if not self._mixed:
            used = line.naturalTextRect().right()  # leaves out the blank at the line's end
            return [(_x(line, start), min(_x(line, stop), used))]
        edges = sorted(
            sorted((_x(line, at), _x(line, at, QTextLine.Edge.Trailing)))
            for at in range(start, stop)
        )
        joined = [edges[0]]
        for left, right in edges[1:]:
            if left <= joined[-1][1] + 0.5:
                joined[-1][1] = max(joined[-1][1], right)
            else:
                joined.append([left, right])
        return [(left, right) for left, right in joined if right > left]


def _x(line: QTextLine, unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    # The binding answers with (x, the position it snapped to).
    return cast("tuple[float, int]", line.cursorToX(unit, edge))[0]
