"""The open episode in the timeline, and what is done there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.commands import Context
from annotator.commands.chapters import make_at, remove_one, rename_one
from annotator.commands.navigation import go_to_mark
from annotator.commands.timeline import CENTRED, move_edge, wanted_stretch, word_in
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Chapter
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.episode import MANY_MARKS
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.timeline.under import Under
from annotator.session.told import MarksDelta

_OWN_KEYS = frozenset(
    ("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "End", "Return", "Enter")
)
"""What a slider answers itself; and Enter, which plays from the transcript's cursor."""


class TimelinePresenter(Presenter):
    """Shows chapters, words and marks of `session.episode`; brings clicks and drags back.

    `shows` are the parts of the `Prompts.show` port that are about the timeline.
    """

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._followed = context.session.desk.following
        self._line = window.timeline
        self._later = window.later
        self._drawn_of: int | None = None
        self._awaited = False
        self._actions = actions
        self._near: tuple[int, int] | None = None
        line = self._line
        self.shows: dict[str, Callable[[], None]] = {
            "timeline.nearer": lambda: line.zoom(1),
            "timeline.farther": lambda: line.zoom(-1),
            "timeline.whole": lambda: line.zoom(0),
            "timeline.mark": self._zoom_to_mark,
            "timeline.earlier": lambda: line.turn_page(-1),
            "timeline.later": lambda: line.turn_page(1),
        }
        self._connect_session()
        self._connect_line()
        self.read_settings()
        actions.lend(line, _OWN_KEYS)

    def _connect_session(self) -> None:
        session, line = self._context.session, self._line
        session.opened.connect(lambda _: self._show())
        session.chapters_changed.connect(lambda _: self._show_chapters())
        session.topics_changed.connect(
            lambda _: self._later.do("lanes", lambda: line.set_topics(session.topics))
        )
        session.marks_changed.connect(self._marks_changed)
        session.marks_renewed.connect(lambda _: self._later.do_in_turns("bars", self._drawing))
        session.cues_changed.connect(lambda _: line.set_transcript(session.transcript))
        session.desk_changed.connect(lambda _: self._desk_changed())
        # Scrolling the transcript by hand lets go of the voice without a word from the desk.
        self._window.transcript.followingChanged.connect(self._read_elsewhere)
        self._context.playback.sought.connect(lambda _: line.follow())

    def _connect_line(self) -> None:
        line, context = self._line, self._context
        line.seekRequested.connect(context.playback.seek)
        line.playRequested.connect(self._play)
        line.markActivated.connect(
            lambda mark: self._guard(partial(go_to_mark, play=True), context, mark)
        )
        line.loopRequested.connect(self._loop)
        line.edgeMoved.connect(lambda *moved: self._guard(move_edge, context, *moved))
        line.chapterActivated.connect(lambda one: self._guard(rename_one, context, one))
        line.menuRequested.connect(self._show_menu)
        line.zoomChanged.connect(self._show_zoom)
        self._window.transport.zoomRequested.connect(line.zoom)

    def read_settings(self) -> None:
        """Take over what the user chose about the playhead."""
        self._line.centred = self._context.settings().timeline_follow == CENTRED

    # The session → the timeline

    def _show(self) -> None:
        session, line = self._context.session, self._line
        self._near = None
        line.zoom(0)
        line.set_transcript(session.transcript)
        line.set_topics(session.topics)
        self._show_marks()
        line.set_current(session.desk.current_mark)
        self._show_chapters()
        self._show_zoom()

    def _show_marks(self) -> None:
        session = self._context.session
        shown, self._drawn_of = self._drawn_of, session.episode.id if session.episode else None
        if session.mark_count <= MANY_MARKS:
            self._later.forget("bars")
            for _ in self._drawing():
                """All at once."""
        else:
            if shown != self._drawn_of:
                self._line.set_marks(())
                self._awaited = True
            self._later.do_in_turns("bars", self._drawing)

    def _drawing(self) -> Iterator[None]:
        session, before = self._context.session, self._line.picture.lanes.held
        yield from self._line.filling(session.marks)
        if session.mark_count > MANY_MARKS:
            self._later.let_go(before.values())
        awaited, self._awaited = self._awaited, False
        if awaited:  # the lane of a mark that was gone to meanwhile comes into view
            self._line.set_current(None)
            self._line.set_current(session.desk.current_mark)

    def _show_chapters(self) -> None:
        episode = self._context.session.episode
        self._line.set_chapters(episode.chapters if episode else ())

    def _desk_changed(self) -> None:
        """One key follows the voice: what brings the transcript back brings the timeline back."""
        desk = self._context.session.desk
        self._line.set_current(desk.current_mark)
        if desk.following and not self._followed:
            self._line.follow()
        self._followed = desk.following

    def _read_elsewhere(self, following: bool) -> None:
        self._followed = following

    def _marks_changed(self, delta: MarksDelta) -> None:
        self._line.update_marks(delta.changed, delta.removed)
        if self._later.is_to_do("bars"):  # what is under way knows nothing of this
            self._later.do_in_turns("bars", self._drawing)

    def _show_zoom(self) -> None:
        self._window.transport.set_zoomed(not self._line.shown.is_whole)

    # The timeline → the session

    def _play(self, ms: int) -> None:
        session = self._context.session
        session.desk.current_mark = None
        session.desk.following = True
        session.desk_changed.tell(None)
        self._context.playback.play_from(ms)

    def _loop(self, start_ms: int, end_ms: int) -> None:
        self._context.playback.loop(start_ms, end_ms)
        self._play(start_ms)

    def _zoom_to_mark(self) -> None:
        """To the stretch that is meant, and from there to one word of it."""
        wanted = wanted_stretch(self._context)
        again = self._near == wanted and not self._line.shown.is_whole
        self._near = None if again else wanted
        self._line.zoom_to(*(word_in(self._context, *wanted) if again else wanted))

    def _show_menu(self, where: QPoint, at: Under) -> None:
        context, session = self._context, self._context.session
        if session.episode is None:
            return
        mark = session.mark(at.mark.id) if at.mark else None
        if mark is not None:
            session.desk.current_mark = mark.id
            session.desk_changed.tell(None)
            menu = self._window.marks.menu_for(mark)
        else:
            menu = QMenu(self._window)
            menu.addAction(
                self.tr("New Chapter Here…"), lambda: self._guard(make_at, context, at.ms)
            )
            if at.chapter is not None:
                self._add_chapter(menu, at.chapter)
            menu.addSeparator()
            for name in ("timeline.nearer", "timeline.farther", "timeline.whole",
                         "timeline.mark", "timeline.centred"):  # fmt: skip
                menu.addAction(self._actions[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _add_chapter(self, menu: QMenu, chapter: Chapter) -> None:
        for title, act in (
            (self.tr("Rename Chapter…"), rename_one),
            (self.tr("Remove Chapter"), remove_one),
        ):
            menu.addAction(title, partial(self._guard, act, self._context, chapter))
