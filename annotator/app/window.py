"""The window put together: library, session, player, widgets and presenters."""

from __future__ import annotations

import time

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.app.application import SCHEMES
from annotator.app.doctor import examine
from annotator.app.learning import LearnedReaction
from annotator.app.settling import Settling
from annotator.app.storing import OwnStorage
from annotator.commands import REGISTRY, Context, Place
from annotator.commands.changing import catch_up
from annotator.commands.links import open_links
from annotator.domain.errors import AnnotatorError, LibraryError
from annotator.gui import style
from annotator.gui.actions import Actions
from annotator.gui.bridge import Jobs, PlayerBridge
from annotator.gui.instance import Instance
from annotator.gui.language import speak
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.dialogs import DialogPresenter
from annotator.gui.presenters.drafting import DraftPresenter, may_be_draft
from annotator.gui.presenters.editing import EditingPresenter
from annotator.gui.presenters.episode import EpisodePresenter
from annotator.gui.presenters.everywhere import EverywherePresenter
from annotator.gui.presenters.finding import FindingPresenter
from annotator.gui.presenters.imports import ImportsPresenter
from annotator.gui.presenters.key_hints import show_keys
from annotator.gui.presenters.leaving import LeavingPresenter
from annotator.gui.presenters.library import LibraryPresenter
from annotator.gui.presenters.listening import ListeningPresenter
from annotator.gui.presenters.notices import NoticesPresenter
from annotator.gui.presenters.replacing import ReplacingPresenter
from annotator.gui.presenters.restoring import RestoringPresenter
from annotator.gui.presenters.templates import TemplatesPresenter
from annotator.gui.presenters.timeline import TimelinePresenter
from annotator.gui.presenters.topics import TopicsPresenter
from annotator.gui.presenters.tour import TourPresenter
from annotator.gui.presenters.vault import VaultPresenter
from annotator.gui.presenters.video import VideoPresenter
from annotator.gui.presenters.waveform import WaveformPresenter
from annotator.gui.presenters.wiki_notes import WikiNotesPresenter
from annotator.gui.prompts import Prompts
from annotator.gui.theme import load_theme
from annotator.phrases import phrase
from annotator.player import choose_player, load_early, silent_player
from annotator.session.intake import Intake
from annotator.session.playback import Playback
from annotator.session.ports import Player
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.settings import Keymap, Paths, Settings, SettingsFile
from annotator.store import Library, open_library
from annotator.store.daily import back_up_daily
from annotator.store.database import check_integrity

_OUTSIDE_MS = 250
_BUSY_MS = 40
"""How long a key press may wait for another program's write before it is kept for later."""


class Desktop:
    """Everything of a running window. Made, started, and closed once."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        instance: Instance | None = None,
        player: Player | None = None,
    ) -> None:
        """`player` stands in for the one chosen by the settings. Raises LibraryError."""
        self._app = app
        self._paths = paths
        self._instance = instance
        self._file = SettingsFile(paths.settings)
        self._state = QSettings(str(paths.state), QSettings.Format.IniFormat)
        speak(app, self.settings.language)
        if player is None:
            load_early(self.settings.player)
        self.library = self._open_library()
        self._settling = Settling(self.library, time.monotonic)
        self.session = Session(self.library)
        self.session.keeps_unsaved = True
        app.styleHints().setColorScheme(SCHEMES[self.settings.theme])
        self._theme = load_theme(self._theme_name())
        style.apply(app, self._theme, self.settings.zoom)
        self.window = MainWindow(self._theme)
        self.jobs = Jobs(self.window)
        self._bridge, self._quiet_bridge = PlayerBridge(self.window), PlayerBridge(self.window)
        self._player_warning = ""
        self.player = player or self._chosen_player()
        self._silence = silent_player(time.monotonic)
        self.playback = self._made_playback()
        self.tagger = Tagger(self.session, time.monotonic, self.playback.listening, self._habits)
        self.context = self._made_context()
        self._present()
        self._outside = QTimer(self.window)
        self._outside.setInterval(_OUTSIDE_MS)
        self._outside.timeout.connect(self._look_outside)

    @property
    def settings(self) -> Settings:
        return self._file.settings

    # Made once

    def _open_library(self) -> Library:
        self._holder = self._instance.claim() if self._instance else ""
        path, author = self._paths.library, self.settings.author
        library = open_library(path, read_only=bool(self._holder), busy_ms=_BUSY_MS, author=author)
        try:
            library.turn()
        except LibraryError:  # nobody may have it open while it is put right
            library.close()
            raise
        return library

    def _chosen_player(self) -> Player:
        player, self._player_warning = choose_player(self.settings.player)
        return player

    def _made_playback(self) -> Playback:
        playback = Playback(
            self.player, self._silence, time.monotonic, lambda: self.settings.step_back_ms
        )
        self._bridge.arrived.connect(playback.take)
        self.player.listen(self._bridge.listener)
        self._quiet_bridge.arrived.connect(playback.take_silence)
        self._silence.listen(self._quiet_bridge.listener)
        playback.rate = float(str(self._state.value("playback/rate", 1.0)))
        playback.volume = int(str(self._state.value("playback/volume", 90)))
        return playback

    def _made_context(self) -> Context:
        return Context(
            session=self.session,
            settings=lambda: self.settings,
            paths=self._paths,
            jobs=self.jobs,
            change_settings=self.change_settings,
            facts=lambda: examine(self._paths, self.player.name),
            storage=OwnStorage(
                self._paths.library,
                lambda: self.settings.author,
                lambda: self.library.read_only,
            ),
        )

    def _habits(self) -> Habits:
        mine = self.settings
        return Habits(mine.reaction_ms, mine.blind_mark_ms, mine.bookmark_ms, mine.author)

    def _present(self) -> None:
        keymap = Keymap(
            {c.id: c.keys for c in REGISTRY},
            {c.id: c.place.value for c in REGISTRY},
            self._file.keys,
        )
        window, context, tell = self.window, self.context, self._tell
        self.prompts = Prompts(context, window, self._theme, self._tell)
        context.with_window(self.playback, self.tagger, self.prompts, Intake(self.jobs))
        self.actions = Actions(context, keymap, window)
        self.actions.act_in(Place.TRANSCRIPT, window.transcript)
        self.actions.act_in(Place.LIBRARY, window.library.tree)
        self.actions.fill(window.menuBar())
        self.notices = NoticesPresenter(context, window, self.actions, self.jobs)
        self._reaction = LearnedReaction(
            self.session, self.tagger, self._file, self._state, self.notices.show, self._tell
        )
        self._library_view = LibraryPresenter(context, window, self.actions, self._tell)
        self._episode_view = EpisodePresenter(context, window, self.actions, self._tell)
        self._video = VideoPresenter(context, window)  # before the media is loaded
        self._listening = ListeningPresenter(context, window)
        self._timeline_view = TimelinePresenter(context, window, self.actions, self._tell)
        self.prompts.shows |= self._timeline_view.shows | self._library_view.shows
        EditingPresenter(context, window)
        self._replacing = ReplacingPresenter(context, window, self._tell)
        LeavingPresenter(context, window)
        self.restoring = RestoringPresenter(context, window, tell)
        self._waveform = WaveformPresenter(context, window)
        self._topics_view = TopicsPresenter(context, window, self.actions, self._tell)
        self._drafting = DraftPresenter(context, window, self.actions, self.jobs, self._tell)
        self._vault = VaultPresenter(context, window, self.jobs, self._tell)
        self._imports = ImportsPresenter(context, window, self.actions, self._theme, self._tell)
        self._templates = TemplatesPresenter(context, window, self.jobs, self._tell)
        self._wiki_notes = WikiNotesPresenter(context, window, self.jobs, self._tell)
        self._everywhere = EverywherePresenter(context, window, self.actions, self._theme, tell)
        look = self._everywhere.look_for_kept
        self._tour = TourPresenter(context, window, self.actions, self._state)
        self._finding = FindingPresenter(context, window, self.actions, self._theme, tell, look)
        self._finding.remember(str(self._state.value("palette/recent", "")).split())
        self._dialogs = DialogPresenter(
            context, window, self.actions, self._theme, self.change_keys, self._tell
        )
        self._connect()

    def _connect(self) -> None:
        window, actions = self.window, self.actions
        self.prompts.page = self._everywhere.look_at_topic
        self.prompts.shows |= self._vault.shows | {
            "find": self._finding.open_bar,
            "find_next": self._finding.find_next,
            "find_previous": self._finding.find_previous,
            "replace": self._replacing.open,
            "restore": self.restoring.open,
            "find_everywhere": self._everywhere.open,
            "radio": self._everywhere.leave,
            "palette": self._finding.open_palette,
            "library": lambda: window.toggle("library"),
            "notes": lambda: window.toggle("notes"),
            "video": self._video.toggle,
            "reading": lambda: window.set_reading(not window.reading),
            "leave_reading": lambda: window.set_reading(False),
            "timeline": lambda: window.toggle("timeline"),
            "transcript": window.transcript.setFocus,
            "imports": self._imports.open,
            "settings": self._dialogs.open_settings,
            "key_editor": self._dialogs.open_key_editor,
            "tour": self._tour.begin,
            "keys": self._dialogs.open_key_sheet,
            "about": self._dialogs.open_about,
            "export.note": self._dialogs.open_export,
            "templates": self._templates.open,
            "notes.import": self._wiki_notes.open_import,
            "notes.check": self._wiki_notes.open_doctor,
            "quit": lambda: _done(window.close()),
        }
        actions.ticks |= {
            "view.library": window.library.isVisible,
            "view.notes": window.side.isVisible,
            "view.timeline": window.timeline.isVisible,
            "view.reading": lambda: window.reading,
            "view.video": window.video.isVisible,
        }
        actions.ran.connect(self._finding.used)
        actions.ran.connect(lambda _name: self._video.show())
        actions.ran.connect(lambda _name: actions.refresh())
        self.session.opened.connect(lambda _: actions.refresh())
        window.search_box.clicked.connect(lambda: actions.run("view.palette"))
        window.transport.loopToggled.connect(lambda: actions.run("play.loop"))
        window.transport.followToggled.connect(lambda: actions.run("play.follow"))
        window.transcript.zoomRequested.connect(
            lambda steps: actions.run("view.larger" if steps > 0 else "view.smaller")
        )
        window.dropped.connect(lambda paths: self.prompts.guard(self._drafting.dropped, paths))
        window.linksDropped.connect(
            lambda links: self.prompts.guard(open_links, self.context, links)
        )
        window.closing.connect(self._closing)
        self._app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())
        if self._instance is not None:
            self._instance.called.connect(self._called)
        show_keys(window, actions.key)

    # Running

    def start(self, sources: tuple[str, ...] = ()) -> None:
        """Show the window: on `sources`, the last episode, or the sample on a first start."""
        self._library_view.show()
        self.window.restore_layout(self._state)
        self._video.restore(self._state)
        self._scale_words()
        self.window.show()
        self.window.transcript.setFocus()
        self.notices.player_chosen(self.player.name, self._player_warning)
        for complaint in self._file.complaints:
            self.session.say(complaint)
        if self._holder:
            self.session.say(
                phrase("The library is in use by {0}; opened for reading only.", self._holder)
            )
        self.session.close_episode()  # tells all views what there is while nothing is open
        self._open_first(sources)
        self.actions.refresh()
        self._outside.start()
        QTimer.singleShot(0, self._look_after_library)

    def close(self) -> None:
        """Let go of player, threads and library, in this order. Safe to call twice."""
        self._outside.stop()
        self.jobs.wait()
        self.player.close()
        self._silence.close()
        self.library.close()
        if self._instance is not None:
            self._instance.release()

    def change_settings(self, settings: Settings) -> None:
        """Keep `settings` and put them to work. Raises SettingsError."""
        self._reaction.set_by_hand(settings)
        self._file.save(settings)
        self.library.author = settings.author
        self._dress()
        self._timeline_view.read_settings()
        self.notices.show()

    def change_keys(self, mapping: dict[str, tuple[str, ...]]) -> None:
        """Keep key bindings and put them to work. Raises SettingsError."""
        keymap = self.actions.keymap.with_changes(mapping)
        self._file.save(self.settings, keymap.changed)
        self.actions.set_keymap(keymap)
        show_keys(self.window, self.actions.key)
        self._drafting.show_keys()
        self._tour.show()

    def _open_first(self, sources: tuple[str, ...]) -> None:
        try:
            episodes = self.library.episodes
            known = episodes.recent(1) or sorted(
                episodes.summaries(), key=lambda row: row.created_at, reverse=True
            )
            if known and (not sources or may_be_draft(sources)):
                self.session.open(known[0].id)
            if sources:
                self._drafting.given(sources)
            elif not (known or self.library.read_only):
                from annotator.commands.sample import open_sample

                open_sample(self.context)
                self._tour.begin()
        except AnnotatorError as error:
            self._tell(error)

    def _tell(self, error: AnnotatorError) -> None:
        self.notices.tell(error)

    def _called(self, sources: tuple[str, ...]) -> None:
        """Another start of the program wants this window."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if sources:
            self.prompts.guard(self._drafting.given, sources)

    def _look_outside(self) -> None:
        """Take in what the command line changed meanwhile; see that the library still stands."""
        try:
            catch_up(self.context)
            self.notices.library_stands(self.library.rescue())
            self._settling.look()
        except LibraryError as error:
            self._tell(error)

    def _look_after_library(self) -> None:
        """The integrity check, and the day's backup of what is sound, in the background."""
        path = self._paths.library
        self.jobs.run(
            phrase("Checking the library"), lambda _p: check_integrity(path), self._checked
        )

    def _checked(self, complaint: str) -> None:
        self.notices.library_checked(complaint)
        path = self._paths.library
        if not (complaint or self.library.read_only):
            self.jobs.run(phrase("Backing up"), lambda _p: back_up_daily(path), lambda _made: None)

    def _closing(self) -> None:
        self._reaction.settle()
        self._listening.keep_position()
        self._drafting.leave()
        self.window.keep_layout(self._state)
        self._video.keep(self._state)
        self._state.setValue("playback/rate", self.playback.rate)
        self._state.setValue("palette/recent", " ".join(self._finding.recent))
        self._state.setValue("playback/volume", self.playback.volume)
        self._state.sync()

    # Looks

    def _theme_name(self) -> str:
        chosen = self._file.settings.theme
        if chosen != "system":
            return chosen
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _scale_words(self) -> None:
        self.window.transcript.set_zoom(self.settings.zoom)
        self.window.transcript.set_doubt_visible(self.settings.doubtful_words)

    def _dress(self) -> None:
        self._app.styleHints().setColorScheme(SCHEMES[self.settings.theme])
        theme = self._theme = load_theme(self._theme_name())
        style.apply(self._app, theme, self.settings.zoom)
        self.window.set_theme(theme)
        self._scale_words()
        for part in (
            self.prompts, self._finding, self._everywhere, self._imports, self._dialogs,
        ):  # fmt: skip
            part.set_theme(theme)


def _done(_closed: bool) -> None:
    """Whether the window closed shows by itself."""
