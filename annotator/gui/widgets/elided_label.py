"""A label that gives way: long text is cut with an ellipsis and told in full by a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.gui.widgets.text import direction_of, one_line, plain_tip

_ONE_LINE = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
)


class ElidedLabel(QLabel):
    """Plain text on one line. `text()` is the whole text, `shown()` what there is room for."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(one_line(text))
        self._tell_rest()

    def set_sentence(self, text: str) -> None:
        """Show a sentence of ours, in which names and words keep their direction."""
        super().setText(text)
        self._tell_rest()

    def shown(self) -> str:
        metrics = self.fontMetrics()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(direction_of(self.text()))
        flags = self.alignment() | _ONE_LINE
        painter.drawText(self.rect(), flags, self.shown())

    def _tell_rest(self) -> None:
        cut = self.shown() != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")
