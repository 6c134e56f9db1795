"""A button that is an icon: dim until hovered, named for a screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme
from annotator.gui.widgets.keycap import key_name
from annotator.gui.widgets.text import plain_tip


class IconButton(QToolButton):
    """`name` is a key of `icons.GLYPHS`; `title` is the tooltip and the spoken name."""

    def __init__(self, name: str, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._title = title
        self.setAutoRaise(True)
        self.setIconSize(icons.SIZE)
        self.setAccessibleName(title)
        self.setToolTip(plain_tip(title))
        self.set_theme(theme)

    def set_icon(self, name: str, theme: Theme) -> None:
        self._name = name
        self.set_theme(theme)

    def set_key(self, key: str) -> None:
        """Show `key` (empty for none) in the tooltip."""
        self.setToolTip(plain_tip(f"{self._title} ({key_name(key)})" if key else self._title))

    def set_theme(self, theme: Theme) -> None:
        self.setIcon(icons.icon(self._name, theme))
