"""The status line: saved or not, what the next key marks, what works in the background."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from annotator.gui.language import count_of, local
from annotator.gui.theme import Theme
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.key_button import KeyButton
from annotator.gui.widgets.text import isolated
from annotator.phrases import phrase


class StatusLine(QStatusBar):
    """`retryRequested`: store what waits; `cancelRequested`: stop the job that is shown;
    `importsRequested`: show all that is being brought in; `keysRequested`."""

    retryRequested = Signal()
    cancelRequested = Signal()
    importsRequested = Signal()
    keysRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._saved = QLabel(self.tr("Saved"))
        self._retry = QPushButton(self.tr("Try again"))
        self._leads = QLabel(self.tr("Next key marks:"))
        self._next = ElidedLabel(role="told")
        self._reaction = QLabel()
        self._job = _Clicked(self.tr("Show all imports"))
        self._progress = QProgressBar()
        self._cancel = QPushButton(self.tr("Cancel"))
        self._player = QLabel()
        self._keys = KeyButton(self.tr("all keys"), theme)
        for label in (self._saved, self._leads, self._reaction, self._job, self._player):
            label.setProperty("role", "label")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._retry.clicked.connect(self.retryRequested)
        self._cancel.clicked.connect(self.cancelRequested)
        self._job.clicked.connect(self.importsRequested)
        self._keys.clicked.connect(self.keysRequested)
        self._leads.hide()
        self.show_job("", 0.0)
        self.show_unsaved(0, "")

    def show_unsaved(self, count: int, why: str) -> None:
        """How many changes wait to be stored, and why; 0 says that all is saved."""
        waiting = count_of(count, "{0} change not saved", "{0} changes not saved")
        text = waiting if count else self.tr("Saved")
        self._saved.setText(text)
        self._saved.setToolTip(local(why))
        self._saved.setProperty("role", "danger" if count else "label")
        self._saved.style().unpolish(self._saved)
        self._saved.style().polish(self._saved)
        self._retry.setVisible(bool(count))

    def show_next(self, where: str, words: str) -> None:
        """What the next key marks: its time and words; "" for nothing."""
        text = local(phrase("{0} “{1}”", where, isolated(words))) if words else where
        if text != self._next.text():
            self._next.set_sentence(text)
        self._leads.setVisible(bool(text))

    def show_reaction(self, seconds: str) -> None:
        self._reaction.setText(self.tr("Reaction {0} s").format(seconds))

    def show_player(self, name: str) -> None:
        self._player.setText(local(name))

    def set_keys(self, keys: str) -> None:
        """The key that shows all keys."""
        self._keys.set_keys(keys)

    def show_job(self, title: str, fraction: float) -> None:
        """The work in the background and how far it is, 0 to 1; no title hides it."""
        for part in (self._job, self._progress, self._cancel):
            part.setVisible(bool(title))
        self._job.setText(local(title))
        self._progress.setValue(round(fraction * 100))

    def set_theme(self, theme: Theme) -> None:
        self._keys.set_theme(theme)

    def _lay_out(self) -> None:
        for button in (self._retry, self._cancel):
            button.setProperty("role", "quiet")
        self._progress.setFixedWidth(110)
        self._progress.setFixedHeight(6)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 3, 14, 3)
        line.setSpacing(18)
        for part in (self._saved, self._retry):
            line.addWidget(part)
        target = QHBoxLayout()
        target.setSpacing(5)
        target.addWidget(self._leads)
        target.addWidget(self._next, 1)
        line.addLayout(target, 1)
        right: tuple[QWidget, ...] = (
            self._reaction, self._job, self._progress, self._cancel, self._player, self._keys
        )  # fmt: skip
        for widget in right:
            line.addWidget(widget)
        self.addWidget(row, 1)


class _Clicked(QLabel):
    """A label that can be clicked; whoever has no mouse has the command's key."""

    clicked = Signal()

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setToolTip(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
