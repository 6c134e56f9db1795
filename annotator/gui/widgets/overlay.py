"""A card over the window: a click beside it or Escape sends it away, the focus goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from annotator.gui.widgets.painting import draw_shadow

_CUTTING = ("xcb", "windows", "cocoa")
"""The platforms on which others draw in our windows, which can have holes there."""
_NOWHERE = QRegion(-1, -1, 1, 1)


class Overlay(QWidget):
    """Covers `parent` while open; `card` is the frame to fill.

    A child of the window and no window of its own, so that it has round corners without a
    compositor and stays in place when the window moves.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.card = QFrame(self)
        self.card.setProperty("role", "popup")
        self.card.installEventFilter(self)
        self._focus_before: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    def open_overlay(self) -> None:
        self._focus_before = QApplication.focusWidget()
        self._cover()
        self.show()
        self.raise_()

    def close_overlay(self) -> None:
        if not self.isVisible():
            return
        # The focus moves first: hiding a widget that has it would send it to a stranger.
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self.hide()
        self.closed.emit()

    def place_card(self) -> None:
        """Give `card` its geometry; the base puts it in the upper middle at its hinted size."""
        hint = self.card.sizeHint()
        width, height = min(hint.width(), self.width() - 40), min(hint.height(), self.height() - 40)
        top = max(20, (self.height() - height) // 4)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_shadow(QPainter(self), self.card.geometry())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_overlay()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        # Nothing typed here may reach the window below.
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cut_out()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cut_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.card and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            # The shadow of the card as it was must go, too.
            self.update()
            self._cut_out()
        resized = event.type() == QEvent.Type.Resize and watched is self._host
        if resized and self.isVisible():
            self._cover()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the card."""
        inside = [
            child
            for child in self.card.findChildren(QWidget)
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not inside:
            return True
        now = QApplication.focusWidget()
        place = inside.index(now) if now in inside else -1
        inside[(place + (1 if forward else -1)) % len(inside)].setFocus()
        return True

    def _cut_out(self) -> None:
        """Leave out the card of windows of the desktop's own: what another than Qt draws in them,
        as libVLC a film, lies over all that Qt paints, however high it is raised."""
        if QGuiApplication.platformName() not in _CUTTING:
            return
        for below in self._host.findChildren(QWidget):
            if below.testAttribute(Qt.WidgetAttribute.WA_NativeWindow):
                corner = below.mapFromGlobal(self.card.mapToGlobal(QPoint()))
                card = QRect(corner, self.card.size())
                if self.isVisible() and card.intersects(below.rect()):
                    # An empty region would stand for the whole.
                    below.setMask(QRegion(below.rect()) - card + _NOWHERE)
                else:
                    below.clearMask()

    def _cover(self) -> None:
        self.setGeometry(self._host.rect())
        self.place_card()
