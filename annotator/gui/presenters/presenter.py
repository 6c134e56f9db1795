"""What all presenters have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.commands import Context
from annotator.domain.errors import AnnotatorError
from annotator.gui.main_window import MainWindow


class Presenter(QObject):
    """Shows a part of the session in the window; what cannot be done goes to `tell`."""

    def __init__(
        self, context: Context, window: MainWindow, tell: Callable[[AnnotatorError], None]
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._tell = tell

    def _guard(self, act: Callable[..., object], *given: object) -> None:
        """Do it; what cannot be done is told."""
        try:
            act(*given)
        except AnnotatorError as error:
            self._failed(error)

    def _failed(self, error: AnnotatorError) -> None:
        """Where a failure is told: in the window, unless the presenter knows a nearer place."""
        self._tell(error)
