"""While a cue is corrected, its sound goes round; what played before comes back after it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.commands import Context
from annotator.gui.main_window import MainWindow


class EditingPresenter(QObject):
    """Loops the cue under the editor. Paused stays paused: the key that plays while typing
    plays this cue."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._is_editing = False
        self._loop_before: tuple[int, int] | None = None
        self._resting_ms: int | None = None
        window.transcript.editingBegan.connect(self._begin)
        window.transcript.editingEnded.connect(self._end)

    def _begin(self, index: int) -> None:
        playback, transcript = self._context.playback, self._context.session.transcript
        if transcript is None:
            return
        cue = transcript.cues[index]
        if not self._is_editing:
            self._loop_before = playback.loop_range
            self._resting_ms = None if playback.playing else playback.position_ms
        self._is_editing = True
        playback.loop(cue.start_ms, cue.end_ms)
        if not cue.start_ms <= playback.position_ms < cue.end_ms:
            playback.seek(cue.start_ms)

    def _end(self) -> None:
        if not self._is_editing:
            return
        self._is_editing = False
        playback = self._context.playback
        if self._loop_before is not None:
            playback.loop(*self._loop_before)
        else:
            playback.unloop()
        if self._resting_ms is not None and not playback.playing:
            playback.seek(self._resting_ms)
