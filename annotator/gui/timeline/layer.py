"""A pixmap of the view that is pushed along rather than drawn anew where that is enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from annotator.gui.timeline.stretch import Stretch

Draw = Callable[[QPainter, Stretch, float, float], None]
"""Draws what lies between two pixels of what is shown."""


@dataclass
class Layer:
    """A pixmap of the view and how it is drawn. `reach` is how far what belongs to a place may
    be painted beside it."""

    draw: Draw
    reach: float
    pixmap: QPixmap = field(default_factory=QPixmap)
    shown: Stretch | None = None

    def renew(self, shown: Stretch, size: QSize, ratio: float) -> None:
        """Draw what `shown` says, pushing along what is there already where that is enough."""
        if self.shown == shown and self.pixmap.deviceIndependentSize().toSize() == size:
            return
        by = shown.first_px - self.shown.first_px if self.shown else 0
        kept = (
            self.shown is not None
            and replace(self.shown, first_px=shown.first_px) == shown
            and self.pixmap.deviceIndependentSize().toSize() == size
            and abs(by) < size.width() / 2
            and ratio == int(ratio)
        )
        if kept:
            self._push(shown, by, size, int(ratio))
        else:
            if self.pixmap.size() != size * ratio:
                self.pixmap = QPixmap(size * ratio)
                self.pixmap.setDevicePixelRatio(ratio)
            self.pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self.pixmap)
            self.draw(painter, shown, 0, size.width())
            painter.end()
        self.shown = shown

    def redraw(self, left: float, right: float) -> None:
        """Draw what lies between two pixels anew."""
        if self.shown is None:
            return
        part = QRect(math.floor(left), 0, math.ceil(right - left) + 1, self.pixmap.height())
        painter = QPainter(self.pixmap)
        painter.setClipRect(part)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(part, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self.draw(painter, self.shown, left - self.reach, right + self.reach)
        painter.end()

    def _push(self, shown: Stretch, by: int, size: QSize, ratio: int) -> None:
        self.pixmap.scroll(-by * ratio, 0, self.pixmap.rect(), QRegion())
        self.shown = shown
        # What reaches over the old edge was cut off there and is drawn again.
        wide = abs(by) + self.reach
        left = size.width() - wide if by > 0 else 0
        self.redraw(left, left + wide)
