"""All cues of a transcript stacked into one column, of which only the visible are laid out.

The heights of the others are estimated from the length of their text, and put right when they
first come into view.
"""

from __future__ import annotations

from collections import OrderedDict
from operator import add

from annotator.domain.transcript import Point, Transcript
from annotator.gui.transcript.heights import HeightIndex
from annotator.gui.transcript.measures import Measures
from annotator.gui.transcript.row import Row

_KEPT_ROWS = 300
# A line breaks before the word that no longer fits: on average this much of it is filled.
_FILLED = 0.96


class Column:
    """Rows from `head` downwards, in pixels of the page; the page begins at 0."""

    def __init__(self, transcript: Transcript, measures: Measures, width: int, head: int) -> None:
        self.cues = cues = transcript.cues
        self.head = head
        self._measures = measures
        self._width = width
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._exact = bytearray(len(cues))
        self._turns, self._sizes = transcript.turns, transcript.widths
        self._heights = HeightIndex(self._estimates())

    def __len__(self) -> int:
        return len(self.cues)

    def fit(self, measures: Measures, width: int) -> None:
        """Lay everything out anew for other measures or another width."""
        if (measures, width) == (self._measures, self._width):
            return
        self._measures, self._width = measures, width
        self._rows.clear()
        self._exact = bytearray(len(self.cues))
        self._heights = HeightIndex(self._estimates())

    @property
    def bottom(self) -> int:
        return self.head + self._heights.total

    def top_of(self, row: int) -> int:
        return self.head + self._heights.above(row)

    def height_of(self, row: int) -> int:
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """The row at a height of the page; the first or last beyond them. Needs a cue."""
        return self._heights.row_at(y - self.head)

    def shows_speaker(self, row: int) -> bool:
        return self._turns[row]

    def row(self, index: int) -> Row:
        """The row laid out; puts its height right if it was estimated."""
        row = self._rows.get(index)
        if row is not None:
            self._rows.move_to_end(index)
            return row
        row = Row(
            self.cues[index].text, self._width, self._measures, shows_speaker=self._turns[index]
        )
        self._rows[index] = row
        if len(self._rows) > _KEPT_ROWS:
            self._rows.popitem(last=False)
        if not self._exact[index]:
            self._exact[index] = 1
            self._heights.change(index, row.height)
        return row

    def settle(self, top: int, bottom: int, keep: int) -> int:
        """Lay out what stands between two heights while the row `keep` stays where it is.

        Returns by how much `keep`, and with it the reader's place, has moved down the page.
        """
        moved = 0
        at = self.top_of(keep)
        while True:
            index = self.row_at(top + moved)
            y = self.top_of(index)
            while index < len(self.cues) and y < bottom + moved:
                if not self._exact[index]:
                    self.row(index)
                y += self._heights[index]
                index += 1
            shift = self.top_of(keep) - at - moved
            if not shift:
                return moved
            moved += shift

    def line_span(self, point: Point) -> tuple[int, int]:
        """(top, bottom) on the page of the line that shows a point; lays out its row."""
        row = self.row(point.cue)
        line = row.line_of(point.char)
        top = self.top_of(point.cue)
        return top + row.tops[line], top + row.bottoms[line]

    def _estimates(self) -> list[int]:
        measures = self._measures
        per_line = max(int(self._width / measures.character * _FILLED), 1)
        below = {
            size: measures.lines_height((size + per_line - 1) // per_line or 1) + measures.gap
            for size in set(self._sizes)
        }
        above = (0, measures.speaker_height)
        return list(
            map(add, map(below.__getitem__, self._sizes), map(above.__getitem__, self._turns))
        )
