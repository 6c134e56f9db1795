"""What is played one after another: which, how far, and the buttons to go on, back and stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.gui import icons
from annotator.gui.language import local, number_text
from annotator.gui.theme import Theme
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap


class RadioBar(QWidget):
    """Emits what is asked. Hidden while nothing is on air."""

    previousRequested = Signal()
    nextRequested = Signal()
    stopRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = QLabel()
        self._count = QLabel()
        self._count.setProperty("role", "strong")
        self._title = ElidedLabel(role="dim")
        self._buttons = {
            "previous": IconButton("up", self.tr("Previous place"), theme),
            "next": IconButton("down", self.tr("Next place"), theme),
            "stop": IconButton("close", self.tr("Stop playing places"), theme),
        }
        self._caps = {name: KeyCap(theme) for name in self._buttons}
        self._lay_out()
        signals = (self.previousRequested, self.nextRequested, self.stopRequested)
        for button, signal in zip(self._buttons.values(), signals, strict=True):
            button.clicked.connect(signal)
        self.set_theme(theme)
        self.hide()

    def show_place(self, title: str, number: int, count: int, about: str) -> None:
        """`number` counts from 1; 0 hides the bar. `about` says what is on air."""
        self.setVisible(number > 0)
        if number:
            self._count.setText(
                self.tr("{0} of {1}").format(number_text(number), number_text(count))
            )
            self._title.setText(" · ".join(part for part in (local(title), about) if part))
            announce(self, f"{title}, {self._count.text()}")

    def shown_text(self) -> str:
        return f"{self._count.text()} · {self._title.text()}"

    def set_key_hints(self, keys: dict[str, str]) -> None:
        """Keys shown here: ``previous``, ``next`` and ``stop``."""
        for name, cap in self._caps.items():
            cap.set_text(keys.get(name, ""))
            self._buttons[name].set_key(keys.get(name, ""))

    def set_theme(self, theme: Theme) -> None:
        pixmap = icons.icon("volume", theme).pixmap(icons.SIZE, self.devicePixelRatio())
        self._sign.setPixmap(pixmap)
        for button in self._buttons.values():
            button.set_theme(theme)
        for cap in self._caps.values():
            cap.set_theme(theme)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._count)
        row.addWidget(self._title, 1)
        for name, button in self._buttons.items():
            row.addWidget(button)
            row.addWidget(self._caps[name])
