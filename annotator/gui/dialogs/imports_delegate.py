"""How a row of the imports looks: name over sentence, a bar, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui import icons
from annotator.gui.dialogs.imports_model import NAME, PROGRESS, ROW_ROLE, ImportsModel
from annotator.gui.dialogs.tables import Index
from annotator.gui.theme import Theme
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.painting import draw_line
from annotator.gui.widgets.text import one_line
from annotator.session.intake import Row, Stage

_PAD, _BAR, _ICON = 10, 3, 16
_GOES_ON = frozenset({Stage.WAITING, Stage.WORKING, Stage.ASKING})


def tools_of(row: Row) -> tuple[str, ...]:
    """The icons of a row, from the left: ``again`` where it can be tried again (or asked about),
    ``close`` to cancel it, or to clear it once it has ended."""
    again = row.can_try_again or row.stage is Stage.ASKING
    closes = row.stage in _GOES_ON or row.has_ended
    return (("again",) if again else ()) + (("close",) if closes else ())


class ImportsDelegate(QStyledItemDelegate):
    """Paints all three columns; `tool_at` tells which icon lies under a point."""

    def __init__(self, model: ImportsModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self.theme = theme

    def tool_at(self, rect: QRect, point: QPoint, row: Row) -> str:
        """The tool of `row` at `point`, its last column being `rect`; "" beside them."""
        return next(
            (name for name, spot in self._spots(rect, row) if spot.contains(point)),
            "",
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(
            option.rect, QColor(self.theme.accent_soft if selected else self.theme.panel)
        )
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
            QColor(self.theme.hairline),
        )
        if index.column() == NAME:
            self._paint_name(painter, option, row)
        elif index.column() == PROGRESS:
            self._paint_progress(painter, option, row)
        else:
            self._paint_tools(painter, option, row)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        fonts = fonts_of(option.font)
        upper, lower = _lines(option)
        draw_line(painter, upper, one_line(row.name), fonts.plain, self.theme.ink)
        colour = self.theme.danger if row.stage is Stage.FAILED else self.theme.dim
        draw_line(painter, lower, one_line(self._model.sentence(row)), fonts.small, colour)

    def _paint_progress(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        upper, lower = _lines(option)
        said = self._model.progress(row)
        small = fonts_of(option.font).small
        if row.stage is not Stage.WORKING:
            draw_line(painter, option.rect.adjusted(_PAD, 0, -_PAD, 0), said, small, self.theme.dim)
            return
        draw_line(painter, lower, said, small, self.theme.dim)
        bar = QRectF(upper.left(), upper.center().y(), upper.width(), _BAR)
        painter.fillRect(bar, QColor(self.theme.hairline))
        bar.setWidth(bar.width() * min(max(row.fraction, 0.0), 1.0))
        painter.fillRect(bar, QColor(self.theme.accent))

    def _paint_tools(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        for name, spot in self._spots(option.rect, row):
            place = QRect(0, 0, _ICON, _ICON)
            place.moveCenter(spot.center())
            icons.icon(name, self.theme).paint(painter, place)

    def _spots(self, rect: QRect, row: Row) -> list[tuple[str, QRect]]:
        """Each tool with the square that answers to the pointer, at the right end of `rect`."""
        side = min(rect.height(), 28)
        spots: list[tuple[str, QRect]] = []
        right = rect.right() - 4
        for name in reversed(tools_of(row)):
            spots.append((name, QRect(right - side, rect.center().y() - side // 2, side, side)))
            right -= side
        return spots


def _lines(option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
    """The upper and the lower line of a row."""
    fonts = fonts_of(option.font)
    inner = option.rect.adjusted(_PAD, 0, -_PAD, 0)
    gap = max(inner.height() - fonts.line - fonts.small_line, 0) // 2
    upper = QRect(inner.left(), inner.top() + gap, inner.width(), fonts.line)
    return upper, QRect(inner.left(), upper.bottom() + 1, inner.width(), fonts.small_line)
