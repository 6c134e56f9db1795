"""The first steps in the program, done by doing them; left for good when dismissed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings

from annotator.commands import Context
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow

_STEPS = ("play.toggle", "mark.topic_1", "mark.quote", "edit.undo", "export.note")
"""The command of each step, in order; any digit does for the second."""

_ON, _DONE = "tour/on", "tour/done"


class TourPresenter(QObject):
    """Shows the first step not done yet, and ticks each off as its command is done."""

    def __init__(
        self, context: Context, window: MainWindow, actions: Actions, state: QSettings
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._actions = actions
        self._state = state
        self._done: set[str] = set()
        self._on = False
        self._words = {
            "play.toggle": self.tr("plays and pauses: begin with the sample."),
            "mark.topic_1": self.tr("tags what you just heard, and it plays on; so do 2 to 9."),
            "mark.quote": self.tr("makes a quote of what you just heard."),
            "edit.undo": self.tr("takes the last thing back, whatever it was."),
            "export.note": self.tr("makes a note of your marks; every line of it plays."),
        }
        actions.ran.connect(self._ran)
        context.playback.changed.connect(lambda _: self._heard())
        window.tour.dismissed.connect(self._dismiss)
        self._resume()

    def begin(self) -> None:
        """Show the tour from its first step."""
        self._on, self._done = True, set()
        self._keep()

    def show(self) -> None:
        """Show the step that is next, with the key it has now; nothing where it is dismissed."""
        strip = self._window.tour
        if not self._on:
            strip.hide()
            return
        following = next((step for step in _STEPS if step not in self._done), None)
        if following is None:
            words = self.tr("shows every key. That is all it takes.")
            strip.show_step(len(_STEPS), len(_STEPS), self._actions.key("help.keys"), words)
            return
        key = self._actions.key(following)
        strip.show_step(len(self._done), len(_STEPS), key, self._words[following])

    def _resume(self) -> None:
        """Go on where it was left, if it was neither finished nor dismissed."""
        self._on = self._state.value(_ON) in (True, "true")
        self._done = set(str(self._state.value(_DONE, "")).split()) & set(_STEPS)
        if self._on and len(self._done) == len(_STEPS):
            self._on = False
        self.show()

    def _ran(self, command_id: str) -> None:
        if command_id.startswith("mark.topic_"):
            command_id = "mark.topic_1"
        marks = command_id.startswith("mark.")
        if marks and self._context.session.desk.current_mark is None:
            return  # there was nothing to mark yet
        if command_id != "play.toggle":
            self._tick_off(command_id)

    def _heard(self) -> None:
        if self._context.playback.playing:
            self._tick_off("play.toggle")

    def _tick_off(self, step: str) -> None:
        if self._on and step in _STEPS and step not in self._done:
            self._done.add(step)
            self._keep()

    def _dismiss(self) -> None:
        self._on = False
        self._keep()
        self._window.transcript.setFocus()

    def _keep(self) -> None:
        self._state.setValue(_ON, self._on)
        self._state.setValue(_DONE, " ".join(step for step in _STEPS if step in self._done))
        self.show()
