"""The still part of the timeline, drawn into a pixmap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from annotator.domain.notes import Annotation, Chapter, Topic
from annotator.gui.panels.timeline_lanes import (
    MOST_LANES,
    NO_TOPIC,
    Bar,
    bars,
    lane_of,
)
from annotator.gui.style import label_font
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import draw_line
from annotator.gui.widgets.text import one_line

_WAVE, _BASELINE = 44, 18
_LANE, _PITCH, _LEAST = 6, 9, 3.0
_LEAST_LANES = 4
"""Room that is kept free, so that the first marks of an episode move nothing."""
_TICK, _GAP = 2, 3
"""Width of a bar of the wave, and the step from one to the next."""
_BOTTOM = 8


class TimelinePicture:
    """Holds what is drawn and makes pixmaps of it.

    A new mark draws only the lanes anew; chapters and sound stand in a ground of their own, in
    played and in unplayed colours.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.duration_ms = 0
        self.peaks: tuple[float, ...] = ()
        self.chapters: tuple[Chapter, ...] = ()
        self._topics: tuple[Topic, ...] = ()
        self._marks: dict[int, Annotation] = {}
        self._by_topic: dict[int, list[Annotation]] = {}
        self._bars: dict[int, list[Bar]] = {}
        self._scale = -1.0

    def set_topics(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._bars.clear()

    def set_marks(self, marks: Iterable[Annotation]) -> None:
        self._marks = {mark.id: mark for mark in marks}
        self._by_topic = {}
        for mark in sorted(self._marks.values(), key=lambda mark: mark.start_ms):
            for topic in mark.topics or (NO_TOPIC,):
                self._by_topic.setdefault(topic, []).append(mark)
        self._bars.clear()

    def update_marks(self, changed: Iterable[Annotation], removed: Iterable[int]) -> None:
        """Only the lanes that these marks stand or stood on are joined anew."""
        gone = [self._marks[mark_id] for mark_id in removed if mark_id in self._marks]
        for mark in gone:
            self._leave(self._marks.pop(mark.id))
        for mark in changed:
            if mark.id in self._marks:
                self._leave(self._marks[mark.id])
            self._marks[mark.id] = mark
            self._enter(mark)

    def chapter_at(self, ms: int) -> Chapter | None:
        place = bisect_right(self.chapters, ms, key=lambda chapter: chapter.start_ms) - 1
        return self.chapters[place] if place >= 0 else None

    def height(self, base: QFont) -> int:
        """What everything needs from top to bottom, in logical pixels."""
        lanes = max(min(len(self._lanes()), MOST_LANES), _LEAST_LANES)
        return self._lanes_top(base) + lanes * _PITCH + _BOTTOM

    def ground(
        self, size: QSize, margin: int, ratio: float, base: QFont, *, played: bool
    ) -> QPixmap:
        """Chapters and sound at `size` logical pixels with `margin` left free on both sides."""
        pixmap = _blank(size, ratio, QColor(self.theme.panel))
        room = QRect(margin, 0, max(size.width() - 2 * margin, 1), size.height())
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_chapters(painter, room, base)
        colour = self.theme.accent if played else self.theme.wave
        self._draw_wave(painter, room, base, QColor(colour))
        painter.end()
        return pixmap

    def lanes(self, size: QSize, margin: int, ratio: float, base: QFont) -> QPixmap:
        """The marks on their lanes over nothing, to lie on the ground."""
        pixmap = _blank(size, ratio, QColor(0, 0, 0, 0))
        room = QRect(margin, 0, max(size.width() - 2 * margin, 1), size.height())
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_lanes(painter, room, base)
        painter.end()
        return pixmap

    # parts

    def _label_height(self, base: QFont) -> int:
        return QFontMetrics(label_font(base)).height() + 1 if self.chapters else 2

    def _lanes_top(self, base: QFont) -> int:
        return self._label_height(base) + (_WAVE if self.peaks else _BASELINE) + 5

    def _lanes(self) -> tuple[int, ...]:
        used = [topic for topic, marks in self._by_topic.items() if marks]
        known = tuple(topic.id for topic in self._topics if topic.id in used)
        return (*known, NO_TOPIC) if NO_TOPIC in used else known

    def _draw_chapters(self, painter: QPainter, room: QRect, base: QFont) -> None:
        if not self.duration_ms or not self.chapters:
            return
        font = label_font(base)
        lefts = [self._x(chapter.start_ms, room) for chapter in self.chapters]
        ends = [*lefts[1:], float(room.right())]
        for chapter, left, end in zip(self.chapters, lefts, ends, strict=False):
            line = QRectF(round(left), 2, 1, room.height() - _BOTTOM)
            painter.fillRect(line, QColor(self.theme.hairline))
            box = QRect(
                round(left) + 5, 0, max(round(end - left) - 10, 0), self._label_height(base)
            )
            if box.width() > 24:
                draw_line(painter, box, one_line(chapter.title), font, self.theme.dim)

    def _draw_wave(self, painter: QPainter, room: QRect, base: QFont, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = self._label_height(base)
        if not self.peaks:
            middle = top + _BASELINE / 2
            painter.drawRoundedRect(QRectF(room.left(), middle - 1.5, room.width(), 3), 1.5, 1.5)
            return
        middle = top + _WAVE / 2
        count = max(room.width() // _GAP, 1)
        for place in range(count):
            loud = self._loudest(place / count, (place + 1) / count)
            half = max(loud * (_WAVE / 2 - 2), 1.0)
            painter.drawRoundedRect(
                QRectF(room.left() + place * _GAP, middle - half, _TICK, 2 * half), 1, 1
            )

    def _loudest(self, begin: float, end: float) -> float:
        first = int(begin * len(self.peaks))
        last = max(int(end * len(self.peaks)), first + 1)
        return min(max(max(self.peaks[first:last], default=0.0), 0.0), 1.0)

    def _draw_lanes(self, painter: QPainter, room: QRect, base: QFont) -> None:
        if not self.duration_ms:
            return
        scale = room.width() / self.duration_ms
        if scale != self._scale:
            self._bars.clear()
            self._scale = scale
        lanes = self._lanes()
        top = self._lanes_top(base)
        colours = {topic.id: topic.colour for topic in self._topics}
        colours[NO_TOPIC] = self.theme.decoration
        painter.setPen(Qt.PenStyle.NoPen)
        for place, topic in enumerate(lanes):
            painter.setBrush(QColor(colours[topic]))
            y = top + lane_of(place, len(lanes)) * _PITCH
            for bar in self._bars_of(topic, scale):
                left = room.left() + bar.left
                width = min(bar.right, room.width()) - bar.left
                painter.drawRoundedRect(QRectF(left, y, width, _LANE), 2, 2)

    def _bars_of(self, topic: int, scale: float) -> list[Bar]:
        made = self._bars.get(topic)
        if made is None:
            made = self._bars[topic] = bars(self._by_topic.get(topic, ()), scale, _LEAST)
        return made

    def _x(self, ms: int, room: QRect) -> float:
        return room.left() + ms / self.duration_ms * room.width()

    def _enter(self, mark: Annotation) -> None:
        for topic in mark.topics or (NO_TOPIC,):
            lane = self._by_topic.setdefault(topic, [])
            lane.insert(bisect_right(lane, mark.start_ms, key=lambda m: m.start_ms), mark)
            self._bars.pop(topic, None)

    def _leave(self, mark: Annotation) -> None:
        for topic in mark.topics or (NO_TOPIC,):
            self._by_topic[topic] = [m for m in self._by_topic.get(topic, ()) if m.id != mark.id]
            self._bars.pop(topic, None)


def _blank(size: QSize, ratio: float, colour: QColor) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(colour)
    return pixmap
