"""Finding: words in this episode, words in all of them, and actions by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer

from annotator.commands import REGISTRY, Context
from annotator.domain.errors import AnnotatorError
from annotator.domain.timecode import format_clock
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.jumps import Jumps
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.theme import Theme
from annotator.gui.values import PickerRow
from annotator.gui.widgets.picker import Picker
from annotator.store.search import Hit

_TYPING_PAUSE_MS = 120
_MOST_HITS = 30
_MOST_RECENT = 8


class FindingPresenter(Presenter):
    """The find bar over the transcript, and one picker for commands and for hits everywhere."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        theme: Theme,
        tell: Callable[[AnnotatorError], None],
        look: Callable[[int], None],
    ) -> None:
        """`look` runs the kept search of an id."""
        super().__init__(context, window, tell)
        self._look = look
        self._actions = actions
        self._hits: tuple[Hit, ...] = ()
        self._recent: list[str] = []
        self._always: tuple[PickerRow, ...] = ()
        self._jumps = Jumps(context, window)
        self._picker = Picker(theme, window)
        self._picker.chosen.connect(self._chosen)
        self._picker.queryChanged.connect(self._typed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._picker.closed.connect(self._pause.stop)  # nobody is there to see what is found
        self._query = ""
        self._connect_bar()

    def set_theme(self, theme: Theme) -> None:
        self._picker.set_theme(theme)

    # In the episode

    def _connect_bar(self) -> None:
        bar, view = self._window.find_bar, self._window.transcript
        bar.queryChanged.connect(view.find_text)
        bar.nextRequested.connect(view.find_next)
        bar.previousRequested.connect(view.find_previous)
        bar.closed.connect(self._close_bar)
        view.findChanged.connect(bar.set_count)

    def open_bar(self) -> None:
        """Show the find bar, the selected words in it."""
        session = self._context.session
        selection = session.desk.selection
        words = session.transcript.text_of(selection) if selection and session.transcript else None
        self._window.find_bar.open(words)

    def find_next(self) -> None:
        self._window.transcript.find_next()

    def find_previous(self) -> None:
        self._window.transcript.find_previous()

    def _close_bar(self) -> None:
        self._window.find_bar.hide()
        self._window.transcript.clear_find()
        self._window.transcript.setFocus()

    # Commands, and everywhere

    def open_palette(self) -> None:
        """Every action that can be done now, those used last first; what is typed also names
        episodes, topics, chapters, speakers and times, and finds passages."""
        self._actions.refresh()
        self._actions.name()
        self._jumps.forget()
        self._always = (*self._command_rows(), *self._kept_rows())
        self._picker.open_picker(
            self._always, placeholder=self.tr("Type a command, a place, 1:02:03, or words")
        )

    def used(self, command_id: str) -> None:
        """Remember that a command was used, for the palette's order."""
        if command_id in self._recent:
            self._recent.remove(command_id)
        self._recent.insert(0, command_id)
        del self._recent[_MOST_RECENT:]

    @property
    def recent(self) -> tuple[str, ...]:
        """The ids of the commands used last, the last one first."""
        return tuple(self._recent)

    def remember(self, recent: Iterable[str]) -> None:
        """Go on from the commands used last before the program was started."""
        self._recent = list(recent)[:_MOST_RECENT]

    def _command_rows(self) -> tuple[PickerRow, ...]:
        shown = [c for c in REGISTRY if c.menu and c.id != "view.palette"]
        order = {name: place for place, name in enumerate(self._recent)}
        shown.sort(key=lambda c: order.get(c.id, len(order)))
        return tuple(
            PickerRow(
                c.id,
                self._actions[c.id].text().replace("&&", "&"),
                path=self.tr(c.menu),
                keys=self._actions.key(c.id),
                enabled=self._actions[c.id].isEnabled(),
            )
            for c in shown
        )

    def _kept_rows(self) -> tuple[PickerRow, ...]:
        return tuple(
            PickerRow(f"search {s.id}", s.name, path=self.tr("Kept search"), icon="search")
            for s in self._context.session.searches
        )

    def _typed(self, query: str) -> None:
        self._query = query
        try:
            self._picker.set_rows((*self._always, *self._jumps.rows(query)))
        except AnnotatorError as error:
            self._tell(error)
        self._pause.start()

    def _search(self) -> None:
        words = self._query.strip()
        try:
            found = self._context.session.library.search.find(words, _MOST_HITS)
        except AnnotatorError as error:
            self._tell(error)
            return
        self._hits = found if len(words) > 1 else ()
        self._picker.set_found(
            tuple(
                PickerRow(
                    f"hit {place}", hit.text, path=hit.episode, detail=format_clock(hit.start_ms)
                )
                for place, hit in enumerate(self._hits)
            )
        )

    def _chosen(self, chosen: object) -> None:
        name = str(chosen)
        if name.startswith("search "):
            self._look(int(name.removeprefix("search ")))
            return
        if name.startswith("hit "):
            self._go(self._hits[int(name.removeprefix("hit "))])
            return
        try:
            jumped = self._jumps.go(name)
        except AnnotatorError as error:
            self._tell(error)
            return
        if not jumped:
            self._actions.run(name)

    def _go(self, hit: Hit) -> None:
        session = self._context.session
        try:
            if session.episode is None or session.episode.id != hit.episode_id:
                session.open(hit.episode_id)
        except AnnotatorError as error:
            self._tell(error)
            return
        desk, transcript = session.desk, session.transcript
        if hit.annotation_id is not None:
            desk.current_mark = hit.annotation_id
        if transcript is not None and transcript.cues:
            desk.cursor = transcript.cue_at(hit.start_ms) or 0
            if hit.annotation_id is None:
                desk.selection = transcript.span_of(hit.start_ms, hit.end_ms)
        desk.following = False
        session.desk_changed.tell(None)
        self._context.playback.seek(hit.start_ms)
        self._window.transcript.setFocus()
