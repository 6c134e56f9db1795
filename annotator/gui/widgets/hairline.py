"""A line of one pixel between things that space alone does not part."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class Hairline(QFrame):
    """Horizontal unless `vertical`."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
