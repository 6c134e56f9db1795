"""Icons by what they are for, from one set (Phosphor, from the files of QtAwesome), per theme.

They are dim until hovered and take the accent when checked, so that the words of a panel are
read first.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

from annotator.gui.theme import Theme

SIZE = QSize(16, 16)
_FILLED = 0.875
"""The share of its square that a glyph fills."""
_SIDES = (16, 32)
"""Sides of the pixmaps in device pixels; others are scaled down from the next larger."""

GLYPHS = {
    "about": "info",
    "add": "plus",
    "again": "arrows-clockwise",
    "altered": "warning",
    "claim": "chat-centered-text",
    "audio": "music-note-simple",
    "back": "arrow-counter-clockwise",
    "bookmark": "bookmark-simple",
    "chevron-closed": "caret-right-fill",
    "chevron-open": "caret-down-fill",
    "close": "x",
    "collapse": "caret-double-left",
    "colour": "palette",
    "copy": "copy",
    "delete": "trash",
    "done": "check-circle",
    "down": "caret-down",
    "edit": "pencil-simple",
    "export": "export",
    "filter": "funnel-simple",
    "folder": "folder-open",
    "forward": "arrow-clockwise",
    "info": "info",
    "keys": "keyboard",
    "library": "books",
    "loop": "repeat",
    "merge": "git-merge",
    "missing": "question",
    "more": "dots-three",
    "move": "arrow-bend-down-right",
    "muted": "speaker-slash",
    "note": "note-pencil",
    "open": "folder-open",
    "pause": "pause-fill",
    "play": "play-fill",
    "quote": "quotes",
    "reset": "arrow-u-up-left",
    "save": "floppy-disk",
    "search": "magnifying-glass",
    "settings": "gear-six",
    "speaker": "users",
    "sort": "sort-ascending",
    "stitched": "scissors",
    "tick": "check",
    "topic": "tag-simple",
    "transcript": "article",
    "up": "caret-up",
    "farther": "magnifying-glass-minus",
    "nearer": "magnifying-glass-plus",
    "volume": "speaker-high",
    "volume-low": "speaker-low",
    "whole": "arrows-out-line-horizontal",
    "warning": "warning-circle",
}
"""What an icon is for → the glyph's name in the set."""


@cache
def _font() -> tuple[str, dict[str, str]]:
    """The family of the set's font, loaded into Qt, and its glyphs by name.

    Only the files of QtAwesome are used: importing it takes a fifth of a second, for its Qt
    wrapper, at every start of the window.
    """
    package = find_spec("qtawesome")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("QtAwesome, which carries the icons, is not installed.")
    folder = Path(package.submodule_search_locations[0]) / "fonts"
    (font,) = folder.glob("phosphor-[0-9]*.ttf")
    (glyphs,) = folder.glob("phosphor-charmap-*.json")
    number = QFontDatabase.addApplicationFont(str(font))
    named = json.loads(glyphs.read_text(encoding="utf-8"))
    wanted = {name: chr(int(named[name], 16)) for name in GLYPHS.values()}
    return QFontDatabase.applicationFontFamilies(number)[0], wanted


@cache
def icon(name: str, theme: Theme) -> QIcon:
    """The icon for `name` (a key of `GLYPHS`) in the theme's quiet colours."""
    return _draw(name, theme.dim, theme.ink, theme.accent, theme.decoration)


@cache
def tinted(name: str, colour: str) -> QIcon:
    """The icon for `name` in one colour, whatever its state."""
    return _draw(name, colour, colour, colour, colour)


def _draw(name: str, normal: str, active: str, on: str, disabled: str) -> QIcon:
    """Pixmaps rather than the set's own live icon: that one paints at whatever size it is asked
    for, zero and less included, and in Python each time a row of a list is painted.
    """
    made = QIcon()
    for colour, mode, state in (
        (normal, QIcon.Mode.Normal, QIcon.State.Off),
        (active, QIcon.Mode.Active, QIcon.State.Off),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
        (on, QIcon.Mode.Normal, QIcon.State.On),
        (on, QIcon.Mode.Active, QIcon.State.On),
    ):
        for side in _SIDES:
            made.addPixmap(_pixmap(name, colour, side), mode, state)
    return made


@cache
def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    family, glyphs = _font()
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    font = QFont(family)
    font.setPixelSize(round(_FILLED * side))
    painter = QPainter(drawn)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(drawn.rect(), Qt.AlignmentFlag.AlignCenter, glyphs[GLYPHS[name]])
    painter.end()
    return drawn
