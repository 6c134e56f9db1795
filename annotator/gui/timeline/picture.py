"""What the timeline shows, drawn into pixmaps that a moving playhead only copies from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from annotator.domain.notes import Chapter
from annotator.domain.transcript import Transcript
from annotator.gui.style import label_font
from annotator.gui.theme import Theme
from annotator.gui.timeline import ruler
from annotator.gui.timeline.lanes import NO_TOPIC, Lanes
from annotator.gui.timeline.layer import Layer
from annotator.gui.timeline.rows import LANE, Rows
from annotator.gui.timeline.signs import SIGN, sign
from annotator.gui.timeline.stretch import Stretch
from annotator.gui.timeline.wave import Wave
from annotator.gui.widgets.painting import draw_line
from annotator.gui.widgets.text import one_line

_TICK, _GAP = 2, 3
"""Width of a bar of the wave, and the step from one to the next."""
_INSET, _TITLE = 5, 36
"""A chapter narrower than this shows no name."""
_ROUND = 100
"""Up to this many bars on a lane have round ends; more could not be told apart."""
_CELL, _APART = SIGN + 1, 24
"""Signs are a cell apart; and on the whole so far that they can be told from the bars."""
_FROM_TICK = 4
_LABEL = 64
"""How far a label of the ruler may reach to both sides of its place."""


class TimelinePicture:
    """Holds what is drawn and keeps the layers: sound in two colours, marks, labels."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.wave: Wave | None = None
        self.chapters: tuple[Chapter, ...] = ()
        self.transcript: Transcript | None = None
        self.lanes = Lanes()
        self.first_lane = 0
        self.split_ms = 0
        self.sound = Layer(self._draw_sound, _GAP)
        self.marks = Layer(self._draw_marks, SIGN)
        self.labels = Layer(self._draw_labels, _LABEL)
        self.set_font(font)

    def set_font(self, base: QFont) -> None:
        self.font = label_font(base)
        self.metrics = QFontMetricsF(self.font)

    @property
    def rows(self) -> Rows:
        return _rows(
            round(self.metrics.height()),
            bool(self.chapters),
            self.wave is not None,
            len(self.lanes.shown),
            self.first_lane,
        )

    def forget(self, *layers: Layer) -> None:
        """Draw these layers anew (all, without any) the next time they are shown."""
        for layer in layers or (self.sound, self.marks, self.labels):
            layer.shown = None

    def renew(self, shown: Stretch, size: QSize, ratio: float) -> None:
        for layer in (self.sound, self.marks, self.labels):
            layer.renew(shown, size, ratio)

    def move_split(self, ms: int) -> None:
        """The playhead is at `ms` now: what lies before it has the colour of what was heard."""
        before, self.split_ms = self.split_ms, ms
        shown = self.sound.shown
        if shown is None:
            return
        first, last = sorted(_bar_of(shown, edge) for edge in (before, ms))
        if first != last:
            self.sound.redraw(*(bar * _GAP - shown.first_px for bar in (first, last + 1)))

    # the sound

    def _draw_sound(self, painter: QPainter, shown: Stretch, left: float, right: float) -> None:
        if not shown.duration_ms:
            return
        rows = self.rows
        middle, most = rows.wave_top + rows.wave_height / 2, rows.wave_height / 2 - 2
        begin, end = max(left, shown.x(0)), min(right, shown.x(shown.duration_ms))
        first = int((begin + shown.first_px) // _GAP)
        count = max(int((end + shown.first_px) / _GAP) - first + 1, 0)
        heard = min(max(_bar_of(shown, self.split_ms) - first, 0), count)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = first * _GAP - shown.first_px
        if self.wave is not None:
            loud = self.wave.heights(first * _GAP * shown.scale, _GAP * shown.scale, count)
            bars = [
                QRectF(x + place * _GAP, middle - half, _TICK, half + half)
                for place, height in enumerate(loud)
                for half in (height * most if height * most > 1 else 1.0,)
            ]
        else:
            bars = [QRectF(x + place * _GAP, middle - 1.5, _GAP, 3) for place in range(count)]
        painter.setBrush(QColor(self.theme.accent))
        painter.drawRects(bars[:heard])
        painter.setBrush(QColor(self.theme.wave))
        painter.drawRects(bars[heard:])

    # the marks

    def _draw_marks(self, painter: QPainter, shown: Stretch, left: float, right: float) -> None:
        rows = self.rows
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = min(rows.first_lane + rows.seen, len(self.lanes.shown))
        for place in range(rows.first_lane, last):
            topic = self.lanes.shown[place]
            colour = self.colour_of(topic)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            y = rows.lane_top(place)
            # Far outside painters lose their precision; ends that are not seen are cut off.
            low, high = left - LANE, right + LANE
            bars = [
                QRectF(begin, y, end - begin, LANE)
                for first, last in self.lanes.lane(topic).bars(shown, left, right)
                for begin, end in ((first if first > low else low, last if last < high else high),)
                if end > begin
            ]
            if len(bars) > _ROUND:
                painter.drawRects(bars)
            else:
                for bar in bars:
                    painter.drawRoundedRect(bar, 2, 2)
            self._draw_signs(painter, shown, topic, y, (left, right))

    def _draw_signs(
        self, painter: QPainter, shown: Stretch, topic: int, y: float, edges: tuple[float, float]
    ) -> None:
        """The first sign of each cell of a grid that moves with the marks, so that a part drawn
        anew agrees with what was drawn before. From too far for the lane's signs there are none."""
        lane, cell_ms = self.lanes.lane(topic), _CELL * shown.scale
        if lane.sign_count * shown.scale * _APART > shown.duration_ms:
            return
        ratio, colour = painter.device().devicePixelRatioF(), self.colour_of(topic)
        first, last = (math.floor((edge + shown.first_px) / _CELL) for edge in edges)
        here = lane.signs(first * cell_ms, (last + 1) * cell_ms)
        for start_ms, kind in {int(at / cell_ms): (at, kind) for at, kind in here}.values():
            pixmap = sign(kind, colour, self.theme.panel, ratio)
            x = round(shown.x(start_ms)) - 1
            painter.drawPixmap(QPointF(x, y - (SIGN - LANE) / 2), pixmap)

    def colour_of(self, topic: int) -> str:
        known = self.lanes.topic(topic) if topic != NO_TOPIC else None
        return self.theme.mark(known.colour) if known else self.theme.faint

    # names of chapters, times, words

    def _draw_labels(self, painter: QPainter, shown: Stretch, left: float, right: float) -> None:
        if not shown.duration_ms:
            return
        rows = self.rows
        if ruler.shows_words(shown) and self.transcript is not None:
            self._draw_words(painter, shown, left, right)
            return
        painter.setFont(self.font)
        painter.setPen(QColor(self.theme.faint))
        for x, text in ruler.ticks(shown, left, right):
            painter.fillRect(QRectF(round(x), rows.ruler_top, 1, 4), QColor(self.theme.hairline))
            if self._label_end(x, text) <= shown.width:
                painter.drawText(
                    QRectF(round(x) + _FROM_TICK, rows.ruler_top, _LABEL, rows.line), _PLAIN, text
                )

    def _label_end(self, x: float, text: str) -> float:
        return x + _FROM_TICK + self.metrics.horizontalAdvance(text)

    def is_written_at(self, shown: Stretch, x: float) -> bool:
        """Whether a time or a word of the ruler stands at a pixel."""
        if ruler.shows_words(shown) and self.transcript is not None:
            return any(
                begin <= x <= end for begin, end, _ in ruler.words(shown, self.transcript, x, x)
            )
        return any(
            tick + _FROM_TICK - 2 <= x <= self._label_end(tick, text) + 1 <= shown.width
            for tick, text in ruler.ticks(shown, x - _LABEL, x)
        )

    def _draw_words(self, painter: QPainter, shown: Stretch, left: float, right: float) -> None:
        if self.transcript is None:
            return
        rows = self.rows
        painter.setPen(QColor(self.theme.dim))
        for begin, end, word in ruler.words(shown, self.transcript, left, right):
            self.write_word(painter, QRectF(begin, rows.ruler_top, end - begin, rows.line), word)

    def write_word(self, painter: QPainter, room: QRectF, word: str) -> None:
        """A word, cut where its time is too short for it, in the painter's pen."""
        inner, text = room.adjusted(2, 0, -1, 0), one_line(word)
        if self.metrics.horizontalAdvance(text) > inner.width():
            text = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(self.font)
        painter.drawText(inner, _PLAIN, text)

    def paint_chapters(self, painter: QPainter, shown: Stretch, left: float, right: float) -> None:
        """The lines and names of chapters between two pixels. A name stays in view as long as
        its chapter does, so it is painted each time."""
        rows = self.rows
        for chapter, begin, end in chapter_edges(self.chapters, shown):
            if end < left or begin > right:
                continue
            line = QRectF(round(begin), 2, 1, rows.lanes_bottom)
            painter.fillRect(line, QColor(self.theme.hairline))
            stays = max(round(begin), -_INSET)
            box = QRect(stays + _INSET, 0, max(round(end) - stays - 10, 0), rows.wave_top)
            if box.width() > _TITLE:
                draw_line(painter, box, one_line(chapter.title), self.font, self.theme.dim)


@lru_cache(maxsize=4)
def _rows(line: int, has_chapters: bool, has_wave: bool, lanes: int, first_lane: int) -> Rows:
    rows = Rows(line, has_chapters, has_wave, lanes)
    return replace(rows, first_lane=min(first_lane, rows.last_first_lane))


def _bar_of(shown: Stretch, ms: int) -> int:
    """The bar of the wave, counted from the beginning of the episode, that `ms` lies in."""
    return int(ms / shown.scale / _GAP)


def chapter_edges(
    chapters: Sequence[Chapter], shown: Stretch
) -> list[tuple[Chapter, float, float]]:
    """Each chapter with the pixels where it begins and where the next one does."""
    lefts = [shown.x(chapter.start_ms) for chapter in chapters]
    edges = [*lefts, max(shown.x(shown.duration_ms), 0.0)]
    return [(one, *edge) for one, edge in zip(chapters, pairwise(edges), strict=False)]


_PLAIN = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.TextFlag.TextSingleLine
    | Qt.TextFlag.TextDontClip
)
