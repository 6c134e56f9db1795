"""How a topic looks in its panel: key, colour, name, count."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.notes import Topic
from annotator.gui.language import number_text
from annotator.gui.panels.topics_model import COUNT_ROLE, TOPIC_ROLE, Index
from annotator.gui.theme import Theme
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.painting import (
    SWATCH,
    draw_keycap,
    draw_line,
    draw_row,
    draw_swatch,
    free_width,
    keycap_size,
)
from annotator.gui.widgets.text import one_line

_SIDE, _PAD, _GAP, _INDENT = 12, 6, 9, 16
_RIGHT = Qt.AlignmentFlag.AlignRight


class TopicsDelegate(QStyledItemDelegate):
    """`on_target` are the topics of what the next key marks, `filtered` those filtered by."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.on_target: frozenset[int] = frozenset()
        self.filtered: frozenset[int] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, max(27, option.fontMetrics.height() + 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        topic = index.data(TOPIC_ROLE)
        ground = option.rect.adjusted(0, 0, 0, -1)
        ground.setLeft(_SIDE)
        ground.setWidth(free_width(option) - 2 * _SIDE)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        draw_row(painter, ground, self._fill(option, topic), self.theme.accent if focused else None)
        left = self._draw_left(painter, option, index, ground)
        count = number_text(index.data(COUNT_ROLE))
        right = ground.right() - _PAD
        fonts = fonts_of(option.font)
        width = fonts.plain_metrics.horizontalAdvance(count)
        box = QRect(right - width, ground.top(), width + 1, ground.height())
        quiet = self.theme.dim if self._fill(option, topic) else self.theme.faint
        draw_line(painter, box, count, fonts.plain, quiet, _RIGHT)
        name = QRect(left, ground.top(), right - width - _GAP - left, ground.height())
        draw_line(painter, name, one_line(topic.name), fonts.medium, self.theme.ink)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "inline")
        editor.setAccessibleName(self.tr("Name of the topic"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        left = _name_left(option, index) - 5
        editor.setGeometry(
            left, option.rect.top(), free_width(option) - _SIDE - left, option.rect.height() - 1
        )

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def _fill(self, option: QStyleOptionViewItem, topic: Topic) -> str | None:
        if topic.id in self.filtered:
            return self.theme.accent_soft
        if topic.id in self.on_target:
            return self.theme.chip
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        return self.theme.background if hovered else None

    def _draw_left(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, ground: QRect
    ) -> int:
        topic = index.data(TOPIC_ROLE)
        middle = ground.center().y()
        if topic.digit:
            text = str(topic.digit)
            size = keycap_size(text, option.font)
            cap = QRect(ground.left() + _PAD, 0, size.width(), size.height())
            cap.moveTop(middle - size.height() // 2 + 1)
            draw_keycap(painter, cap, text, self.theme, option.font)
        left = _name_left(option, index)
        swatch = QRect(left - SWATCH - _GAP, middle - SWATCH // 2 + 1, SWATCH, SWATCH)
        draw_swatch(painter, swatch, topic.colour, self.theme)
        return left


def _name_left(option: QStyleOptionViewItem, index: Index) -> int:
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    cap = keycap_size("0", option.font).width()
    return _SIDE + _PAD + cap + _GAP + min(depth, 6) * _INDENT + SWATCH + _GAP
