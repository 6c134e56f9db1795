"""How a show and an episode look in the library."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.notes import EpisodeSummary
from annotator.gui import icons
from annotator.gui.panels.library_model import (
    SUMMARY_ROLE,
    Index,
    RowSizes,
    length_text,
    progress,
    state_text,
)
from annotator.gui.theme import Theme
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.painting import draw_line, draw_row, free_width
from annotator.gui.widgets.text import one_line

_SIDE, _PAD, _TOP, _BAR, _CHOSEN = 10, 8, 8, 2, 3
_LEAST, _BELOW = 100, 9
_RIGHT = Qt.AlignmentFlag.AlignRight


def sizes_in(font: QFont) -> RowSizes:
    """How high the rows are that are painted in a font; as wide as the tree."""
    fonts = fonts_of(font)
    episode = _TOP + fonts.line + fonts.small_line + 8
    heights = (fonts.line + 14, fonts.line + 18, episode, episode + _BELOW)
    return RowSizes(*[QSize(_LEAST, height) for height in heights])


class LibraryDelegate(QStyledItemDelegate):
    """`current` is the id of the open episode; with `many`, those chosen are shown to be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.current: int | None = None
        self.many = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        episode = index.data(SUMMARY_ROLE)
        if episode is None:
            self._paint_show(painter, option, index)
        else:
            self._paint_episode(painter, option, episode)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "inline")
        editor.setAccessibleName(self.tr("Title"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        height = option.fontMetrics.height() + 8
        left, top = option.rect.left() + _SIDE + 2, option.rect.top() + _TOP - 4
        editor.setGeometry(left, top, option.rect.width() - 2 * _SIDE - 4, height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def _paint_show(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        focused = _focused(option)
        rect = _inner(option)
        ring = self.theme.accent if focused else None
        draw_row(painter, rect.adjusted(0, rect.height() - 26, 0, 0), None, ring)
        line = rect.adjusted(6, rect.height() - 26, -6, 0)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        if hovered or not is_open:
            sign = icons.icon("chevron-open" if is_open else "chevron-closed", self.theme)
            sign.paint(painter, QRect(line.right() - 11, line.center().y() - 5, 12, 12))
            line.setRight(line.right() - 18)
        draw_line(painter, line, str(index.data()), fonts_of(option.font).bold, self.theme.ink)

    def _paint_episode(
        self, painter: QPainter, option: QStyleOptionViewItem, episode: EpisodeSummary
    ) -> None:
        ground = _inner(option).adjusted(0, 1, 0, -1)
        draw_row(painter, ground, self._ground(option, episode), self._ring(option))
        if self._is_chosen(option):
            painter.fillRect(
                QRect(ground.left(), ground.top() + 4, _CHOSEN, ground.height() - 8),
                QColor(self.theme.accent),
            )
        inner = ground.adjusted(_PAD, 0, -_PAD, 0)
        fonts = fonts_of(option.font)
        small = fonts.small
        title = QRect(inner.left(), option.rect.top() + _TOP, inner.width(), fonts.line)
        draw_line(painter, title, one_line(episode.title), fonts.plain, self.theme.ink)
        facts = QRect(inner.left(), title.bottom() + 2, inner.width(), fonts.small_line)
        right = state_text(episode)
        room = fonts.small_metrics.horizontalAdvance(right)
        draw_line(painter, facts, right, small, self.theme.dim, _RIGHT)
        draw_line(
            painter, facts.adjusted(0, 0, -room - 8, 0), length_text(episode), small, self.theme.dim
        )
        heard = progress(episode)
        if heard is not None:
            self._paint_bar(
                painter, QRectF(inner.left(), facts.bottom() + 5, inner.width(), _BAR), heard
            )

    def _paint_bar(self, painter: QPainter, rect: QRectF, heard: float) -> None:
        painter.fillRect(rect, QColor(self.theme.hairline))
        rect.setWidth(rect.width() * heard)
        painter.fillRect(rect, QColor(self.theme.accent))

    def _ground(self, option: QStyleOptionViewItem, episode: EpisodeSummary) -> str | None:
        if episode.id == self.current or self._is_chosen(option):
            return self.theme.accent_soft
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        return self.theme.chip if hovered else None

    def _is_chosen(self, option: QStyleOptionViewItem) -> bool:
        return self.many and bool(option.state & QStyle.StateFlag.State_Selected)

    def _ring(self, option: QStyleOptionViewItem) -> str | None:
        return self.theme.accent if _focused(option) else None


def _inner(option: QStyleOptionViewItem) -> QRect:
    rect = option.rect
    return QRect(rect.left() + _SIDE, rect.top(), free_width(option) - 2 * _SIDE, rect.height())


def _focused(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)
