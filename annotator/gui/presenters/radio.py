"""The radio in its bar."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.commands import Context
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.widgets.text import one_line


class RadioPresenter(QObject):
    """Shows which place is on air; the bar's buttons do what the keys do."""

    def __init__(self, context: Context, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._context = context
        self._bar = window.radio_bar
        context.radio.changed.connect(lambda _: self._show())
        self._bar.previousRequested.connect(lambda: actions.run("radio.previous"))
        self._bar.nextRequested.connect(lambda: actions.run("radio.next"))
        self._bar.stopRequested.connect(lambda: actions.run("radio.stop"))

    def _show(self) -> None:
        radio, session = self._context.radio, self._context.session
        number, count = radio.place
        target = self._context.tagger.target() if number else None
        words = one_line(target.anchor.exact) if target else ""
        parts = (f"“{words}”" if words else "", session.episode.title if session.episode else "")
        about = " · ".join(part for part in parts if part)
        self._bar.show_place(radio.title, number, count, about)
