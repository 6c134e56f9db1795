"""Find and replace over the open episode: the dialog, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.commands import Context
from annotator.commands.replacing import look, replace_hits
from annotator.domain.errors import AnnotatorError
from annotator.domain.patterns import Wanted, compiled
from annotator.domain.replacing import Hit
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter

if TYPE_CHECKING:
    from annotator.commands.results import ReplaceRow
    from annotator.gui.dialogs.replace_dialog import ReplaceDialog


class ReplacingPresenter(Presenter):
    """One dialog at a time. An answer to what was typed before is let go."""

    def __init__(
        self, context: Context, window: MainWindow, tell: Callable[[AnnotatorError], None]
    ) -> None:
        super().__init__(context, window, tell)
        self._hits: tuple[Hit, ...] = ()
        self._asked = 0

    def open(self) -> None:
        """Ask what to replace; the selected words are looked for at first."""
        from annotator.gui.dialogs.replace_dialog import ReplaceDialog

        session = self._context.session
        selection = session.desk.selection
        one_cue = selection is not None and selection.start.cue == selection.end.cue
        words = session.transcript.text_of(selection) if selection and session.transcript else ""
        dialog = ReplaceDialog(words if one_cue else "", self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(lambda find, new: self._look(dialog, find, new))
        dialog.visited.connect(self._visit)
        dialog.accepted.connect(lambda: self._replace(dialog.chosen()))
        dialog.finished.connect(lambda _result: self._closed())
        dialog.open()

    def _look(self, dialog: ReplaceDialog, find: str, new: str) -> None:
        self._asked += 1
        asked = self._asked
        wanted = Wanted(find, *dialog.ways())

        def show(hits: tuple[Hit, ...], rows: tuple[ReplaceRow, ...]) -> None:
            if asked == self._asked:
                self._hits = hits
                dialog.show_rows(rows)

        try:
            if find:
                self._check(wanted)
            look(self._context, wanted, new, show)
        except AnnotatorError as error:
            self._hits = ()
            dialog.show_error(str(error))

    def _check(self, wanted: Wanted) -> None:
        """What is wrong with a pattern is said in the dialog, at once."""
        transcript = self._context.session.transcript
        cues = transcript.cues if transcript else ()
        compiled(wanted, max((len(cue.text) for cue in cues), default=0))

    def _replace(self, chosen: tuple[int, ...]) -> None:
        self._guard(replace_hits, self._context, [self._hits[number] for number in chosen])

    def _visit(self, number: int) -> None:
        transcript = self._context.session.transcript
        if transcript is not None and number < len(self._hits):
            self._context.playback.play_from(transcript.cues[self._hits[number].cue].start_ms)

    def _closed(self) -> None:
        self._asked += 1  # nobody waits for an answer any more
        self._window.transcript.setFocus()
