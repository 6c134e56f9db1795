"""What can be done with a topic, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from annotator.domain.notes import Topic
from annotator.gui.language import tr
from annotator.gui.theme import Theme
from annotator.gui.values import TOPIC_COLOURS
from annotator.gui.widgets.painting import SWATCH, draw_swatch
from annotator.gui.widgets.text import menu_text, one_line


def swatch_icon(colour: str, theme: Theme) -> QIcon:
    """A topic's colour as the icon of a menu entry."""
    pixmap = QPixmap(16, 16)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    draw_swatch(painter, QRect(3, 3, SWATCH, SWATCH), colour, theme)
    painter.end()
    return QIcon(pixmap)


def colour_menu(menu: QMenu, topic: Topic, theme: Theme, chosen: Callable[[str], None]) -> None:
    """Fill `menu` with the offered colours and a way to any other."""
    for colour, name in TOPIC_COLOURS:
        action = menu.addAction(swatch_icon(colour, theme), tr(name))
        action.setCheckable(True)
        action.setChecked(colour.lower() == topic.colour.lower())
        action.triggered.connect(lambda _=False, picked=colour: chosen(picked))
    menu.addSeparator()
    menu.addAction(tr("Other…"), lambda: _ask_colour(menu.parentWidget(), topic, chosen))


def digit_menu(
    menu: QMenu, topic: Topic, topics: Iterable[Topic], chosen: Callable[[int | None], None]
) -> None:
    """Fill `menu` with 1 to 9, naming who has each, and none."""
    holders = {other.digit: other for other in topics if other.digit and other.id != topic.id}
    for digit in range(1, 10):
        holder = holders.get(digit)
        title = f"{digit}  ({menu_text(_short(holder.name))})" if holder else str(digit)
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(topic.digit == digit)
        action.triggered.connect(lambda _=False, picked=digit: chosen(picked))
    menu.addSeparator()
    none = menu.addAction(tr("None"))
    none.setCheckable(True)
    none.setChecked(topic.digit is None)
    none.triggered.connect(lambda: chosen(None))


def _short(name: str) -> str:
    line = one_line(name)
    return line if len(line) <= 28 else f"{line[:27]}…"


def _ask_colour(parent: QWidget | None, topic: Topic, chosen: Callable[[str], None]) -> None:
    colour = QColorDialog.getColor(
        QColor(topic.colour), parent, tr("Colour of “{0}”").format(_short(topic.name))
    )
    if colour.isValid():
        chosen(colour.name().upper())
