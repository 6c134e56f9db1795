"""Messages that come and go by themselves, with a way back: ``Topic removed · Undo``."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.language import local
from annotator.gui.theme import Theme
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.painting import draw_shadow
from annotator.gui.widgets.text import isolated, one_line

SHOWN_MS = 6000
MOST = 3
_WIDEST = 520
_NARROWEST = 80
_SHADOW = 10


class Toast(QFrame):
    """One message. It stays while hovered or while the focus is in it."""

    actionRequested = Signal(str)
    closed = Signal()

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._label = QLabel(one_line(text))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 7, 6, 7)
        self._row.setSpacing(8)
        self._row.addWidget(self._label)
        self._close = IconButton("close", self.tr("Dismiss"), theme)
        self._close.clicked.connect(self.closed)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.closed)
        self._wanted = self._label.sizeHint().width()

    def text(self) -> str:
        return self._label.text()

    def add_action(self, action_id: str, title: str, keys: str, theme: Theme) -> None:
        """A button that emits `actionRequested` with `action_id` and closes the toast."""
        button = QPushButton(title)
        button.setProperty("role", "link")
        button.clicked.connect(lambda: self._act(action_id))
        self._row.insertWidget(1, button)
        if keys:
            self._row.insertWidget(2, KeyCap(theme, keys))

    def fit(self, room: int) -> None:
        """Take no more width than `room`: what does not fit on one line goes on below."""
        label = self._label
        least, most = label.minimumWidth(), label.maximumWidth()
        beside = self._row.sizeHint().width() - min(max(label.sizeHint().width(), least), most)
        width = max(min(_WIDEST, room - beside), _NARROWEST)
        self._label.setFixedWidth(min(self._wanted, width))
        self._label.setWordWrap(self._wanted > width)
        self._label.setMinimumHeight(max(self._label.heightForWidth(width), 0))

    def start(self, shown_ms: int) -> None:
        self._timer.setInterval(shown_ms)
        self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._timer.start()

    def _act(self, action_id: str) -> None:
        self.actionRequested.emit(action_id)
        self.closed.emit()


class ToastStack(QWidget):
    """The toasts of a window, newest lowest, at the bottom centre of `parent`.

    It lies over `parent`, takes no focus and lets clicks beside the toasts through.
    """

    actionRequested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, bottom: int = 8) -> None:
        super().__init__(parent)
        self._host = parent
        self._theme = theme
        self._bottom = bottom
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 20, 18)
        self._column.setSpacing(10)
        self._toasts: list[Toast] = []
        self.setAccessibleName(self.tr("Messages"))
        parent.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        action_id: str = "",
        action_title: str = "",
        keys: str = "",
        shown_ms: int = SHOWN_MS,
    ) -> None:
        """Show `text`; a button `action_title` emits `actionRequested(action_id)`.

        The oldest gives way when more than three would stand.
        """
        shown = local(text)
        for old in [toast for toast in self._toasts if toast.text() == one_line(shown)]:
            self._drop(old)
        while len(self._toasts) >= MOST:
            self._drop(self._toasts[0])
        toast = Toast(shown, self._theme, self)
        if action_id:
            toast.add_action(action_id, action_title or self.tr("Undo"), keys, self._theme)
        toast.actionRequested.connect(self.actionRequested)
        toast.closed.connect(lambda: self._drop(toast))
        self._toasts.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        toast.start(shown_ms)
        toast.show()  # Qt shows it only later, and leaves it out of the size until then
        self._place()
        announce(self, isolated(shown))

    def messages(self) -> list[str]:
        """The texts shown now, oldest first."""
        return [toast.text() for toast in self._toasts]

    def clear(self) -> None:
        for toast in list(self._toasts):
            self._drop(toast)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for toast in self._toasts:
            draw_shadow(painter, toast.geometry(), reach=_SHADOW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _drop(self, toast: Toast) -> None:
        if toast not in self._toasts:
            return
        self._toasts.remove(toast)
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._toasts))
        if not self._toasts:
            return
        margins = self._column.contentsMargins()
        for toast in self._toasts:
            toast.fit(self._host.width() - margins.left() - margins.right())
        self._column.activate()
        size = self.sizeHint()
        left = (self._host.width() - size.width()) // 2
        self.setGeometry(
            max(left, 0),
            max(self._host.height() - size.height() - self._bottom, 0),
            min(size.width(), self._host.width()),
            size.height(),
        )
        self._column.activate()
        self._let_clicks_through()
        self.update()
        self.raise_()

    def _let_clicks_through(self) -> None:
        region = QRegion()
        for toast in self._toasts:
            region += toast.geometry().adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW + 4)
        self.setMask(region)
