"""All that one painting of the page depends on. The view changes it, the painter reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from annotator.domain.transcript import Point, Span, Transcript
from annotator.gui.theme import Theme
from annotator.gui.transcript.column import Column
from annotator.gui.transcript.find import Hits
from annotator.gui.transcript.header import Header
from annotator.gui.transcript.mark_index import MarkIndex
from annotator.gui.transcript.measures import Frame, Measures

NO_TRANSCRIPT = Transcript(())

_BESIDE_WORDS = 3  # a tint reaches this far beyond the words it covers


@dataclass
class Page:
    """What is shown and where. Coordinates are of the page, which begins at 0, 0."""

    theme: Theme
    measures: Measures
    frame: Frame
    column: Column
    header: Header = field(default_factory=Header)
    transcript: Transcript = NO_TRANSCRIPT
    marks: MarkIndex = field(default_factory=MarkIndex)
    shows_times: bool = True
    """And with them the bars and signs beside the words."""
    shows_doubt: bool = False
    focused: bool = False
    cursor: int = 0
    spoken: tuple[int, int | None] | None = None
    target: Span | None = None
    selected: Span | None = None
    current_mark: int | None = None
    hovered_mark: int | None = None
    hits: Hits | None = None
    current_hit: int = 0
    moving_edge: tuple[int, str] | None = None
    """The cue whose edge is dragged, and what stands in place of its time meanwhile."""

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that show between two heights."""
        if not len(self.column) or bottom <= self.column.head:
            return range(0)
        last = self.column.row_at(max(bottom - 1, 0))
        return range(self.column.row_at(max(top, 0)), last + 1)

    def word_rects(self, cue: int, word: int) -> list[QRectF]:
        """Where a timed word stands, one rectangle for each line it is on."""
        words = self.column.cues[cue].timed_words
        if not 0 <= word < len(words):
            return []
        return self.text_rects(cue, words[word].begin, words[word].end)

    def text_rects(self, cue: int, begin: int, end: int) -> list[QRectF]:
        """Where characters of a cue stand, one rectangle for each line they are on."""
        left, top = self.frame.text_left, self.column.top_of(cue)
        return [rect.translated(left, top) for rect in self.column.row(cue).rects(begin, end)]

    def words_shape(self, span: Span, rows: range) -> list[QRectF]:
        """The words of a span in `rows`, tightly, from top to bottom."""
        beside = _BESIDE_WORDS
        return [
            rect.adjusted(-beside, 0, beside, 0)
            for cue in _overlap(span, rows)
            if (part := self._part(span, cue)) is not None
            for rect in self.text_rects(cue, *part)
        ]

    def block_shape(self, span: Span, rows: range) -> list[QRectF]:
        """A span in `rows` as one block: whole cues in full width, joined over their gaps; words
        at the end of a cue are not joined over the name of who speaks next.

        One row more is looked at on either side, so that no corner shows at the border of
        what is painted.
        """
        around = range(max(rows.start - 1, 0), min(rows.stop + 1, len(self.column)))
        shape: list[QRectF] = []
        for cue in _overlap(span, around):
            part = self._part(span, cue)
            if part is None:
                continue
            is_block = self._is_whole(cue, part) or cue not in rows
            shape += [self.block(cue)] if is_block else self.words_shape(span, range(cue, cue + 1))
            goes_on = self._part(span, cue + 1) is not None
            is_named = cue + 1 < len(self.column) and self.column.shows_speaker(cue + 1)
            if shape and goes_on and (is_block or not is_named):
                shape[-1].setBottom(self.block(cue + 1).top())
        return shape

    def _part(self, span: Span, cue: int) -> tuple[int, int] | None:
        """The characters of a cue that a span covers, None for none."""
        if not span.start.cue <= cue <= span.end.cue or cue >= len(self.column):
            return None
        begin = span.start.char if cue == span.start.cue else 0
        end = span.end.char if cue == span.end.cue else len(self.column.cues[cue].text)
        return (begin, end) if begin < end else None

    def _is_whole(self, cue: int, part: tuple[int, int]) -> bool:
        text = self.column.cues[cue].text
        return not text[: part[0]].strip() and not text[part[1] :].strip()

    def block(self, cue: int) -> QRectF:
        """The text of a cue with its padding, as wide as the column."""
        top = self.column.top_of(cue)
        name = self.measures.speaker_height if self.column.shows_speaker(cue) else 0
        height = self.column.height_of(cue) - name - self.measures.gap
        return QRectF(self.frame.block_left, top + name, self.frame.block_width, height)

    def clamped(self, span: Span | None) -> Span | None:
        """The span if its ends are in the transcript shown, else None."""
        cues = self.transcript.cues
        if span is None or not 0 <= span.start.cue <= span.end.cue < len(cues):
            return None
        start = Point(span.start.cue, min(span.start.char, len(cues[span.start.cue].text)))
        end = Point(span.end.cue, min(span.end.char, len(cues[span.end.cue].text)))
        return Span(start, end) if start < end else None


def _overlap(span: Span, rows: range) -> range:
    """Those of `rows` that a span reaches."""
    return range(max(rows.start, span.start.cue), min(rows.stop, span.end.cue + 1))
