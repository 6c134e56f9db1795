"""What stands in the middle of the page when there is no transcript."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.theme import Theme
from annotator.gui.transcript.measures import Measures

_WIDTH = 400
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class EmptyMessage(QWidget):
    """A short title, a sentence or two below it, and room for buttons. Centred in its parent."""

    def __init__(self, theme: Theme, measures: Measures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._measures = theme, measures
        self._title = self._body = ""
        self._actions: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_measures(self, measures: Measures) -> None:
        self._measures = measures
        self.place()

    def say(self, title: str, body: str, actions: QWidget | None) -> None:
        """Show these words, with `actions` (buttons, say) below them in place of earlier ones."""
        self._title, self._body = title, body
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self.offer(actions)

    def offer(self, actions: QWidget | None) -> None:
        """Put `actions` below the words in place of earlier ones."""
        if self._actions is not None and actions is not self._actions:
            self._actions.deleteLater()
        self._actions = actions
        if actions is not None:
            self._box.addWidget(actions)
        self.place()

    def place(self) -> None:
        """Stand in the middle of the parent, a little above its centre."""
        page = self.parentWidget()
        if page is None:
            return
        width = max(min(self._measures.px(_WIDTH), page.width() - 32), 80)
        words = self._body_rect(width).bottom() + self._measures.px(18)
        height = words + (self._actions.sizeHint().height() if self._actions else 0)
        top = max((page.height() - height) * 2 // 5, 8)
        self._box.setContentsMargins(0, words, 0, 0)
        self.setGeometry((page.width() - width) // 2, top, width, height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.ink))
        painter.setFont(self._title_font())
        painter.drawText(self._title_rect(self.width()), _CENTRED, self._title)
        painter.setPen(QColor(self._theme.dim))
        painter.setFont(self._measures.facts_font)
        painter.drawText(self._body_rect(self.width()), _CENTRED, self._body)
        painter.end()

    def _title_font(self) -> QFont:
        font = QFont(self._measures.text_font)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _title_rect(self, width: int) -> QRect:
        box = QRect(0, 0, width, 1000)
        text = QFontMetrics(self._title_font()).boundingRect(box, _CENTRED, self._title)
        return QRect(0, 0, width, text.height())

    def _body_rect(self, width: int) -> QRect:
        top = self._title_rect(width).bottom() + self._measures.px(8)
        box = QRect(0, top, width, 2000)
        text = QFontMetrics(self._measures.facts_font).boundingRect(box, _CENTRED, self._body)
        return QRect(0, top, width, text.height())
