"""The registry as QActions: menus, shortcuts, enablement. The keys are nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.commands import REGISTRY, Command, Context, Needs, Place
from annotator.domain.errors import AnnotatorError, LibraryError
from annotator.gui.language import local, tr
from annotator.gui.widgets.text import one_line
from annotator.phrases import phrase
from annotator.settings import Keymap

# Held down, these would take off what they just put on.
_ONCE = ("mark.topic_", "mark.quote", "mark.bookmark", "mark.note", "mark.pick", "play.toggle")

MENUS = (
    phrase("File"),
    phrase("Edit"),
    phrase("View"),
    phrase("Playback"),
    phrase("Transcript"),
    phrase("Mark"),
    phrase("Speakers"),
    phrase("Topics"),
    phrase("Draft"),
    phrase("Help"),
)
_LETTERS = {"Transcript": "r"}
"""The letters that open menus from the keyboard with Alt, where it is not the first."""


class Actions(QObject):
    """A QAction for each command. `failed` carries the AnnotatorError of one that could not.

    `ticks` tells, by command id, whether what a command switches is on, where that is known to
    the window alone.
    """

    failed = Signal(object)
    ran = Signal(str)

    def __init__(self, context: Context, keymap: Keymap, window: QWidget) -> None:
        """`window` gets the actions of everywhere; those of other places wait for `act_in`."""
        super().__init__(window)
        self._context = context
        self._actions: dict[str, QAction] = {}
        self._checkable: list[tuple[Callable[[Context], bool], QAction]] = []
        self._fit: dict[Needs, bool] = {}
        self.ticks: dict[str, Callable[[], bool]] = {}
        self.keymap = keymap
        for command in REGISTRY:
            if command.cli and not command.keys and not command.menu:
                continue  # a verb of the command line only
            action = self._actions[command.id] = self._made(command, window)
            if command.checked is not None:
                self._checkable.append((command.checked, action))
        self.set_keymap(keymap)

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Do a command as its key would, if it can be done now."""
        action = self._actions[command_id]
        if action.isEnabled():
            action.trigger()

    def act_in(self, place: Place, widget: QWidget) -> None:
        """Let the keys of a place act in the widget that it is."""
        for command_id, action in self._actions.items():
            if REGISTRY[command_id].place is place:
                widget.addAction(action)

    def lend(self, widget: QWidget, but: frozenset[str]) -> None:
        """Let the transcript's keys act on `widget` too, `but` for those it answers itself."""
        for command_id, action in self._actions.items():
            is_theirs = REGISTRY[command_id].place is Place.TRANSCRIPT
            if is_theirs and not but.intersection(self.keymap.keys(command_id)):
                widget.addAction(action)

    def set_keymap(self, keymap: Keymap) -> None:
        """Give every action the keys it has now."""
        self.keymap = keymap
        for command_id, action in self._actions.items():
            keys = [QKeySequence(key) for key in keymap.keys(command_id)]
            action.setShortcuts([key for key in keys if not key.isEmpty()])

    def key(self, command_id: str) -> str:
        """The first key of a command, "" for none."""
        keys = self.keymap.keys(command_id)
        return keys[0] if keys else ""

    def refresh(self) -> None:
        """Enable what can be done now and tick what is on."""
        session = self._context.session
        has_episode = session.episode is not None
        has_words = session.transcript is not None and bool(session.transcript.cues)
        fit = {
            Needs.NOTHING: True,
            Needs.EPISODE: has_episode,
            Needs.WORDS: has_words,
            Needs.DRAFT: self._context.drafts.open is not None,
        }
        # After every key press: most presses make nothing possible that was not before.
        if fit != self._fit:
            self._fit = fit
            for command_id, action in self._actions.items():
                action.setEnabled(fit[REGISTRY[command_id].needs])
        for checked, action in self._checkable:
            action.setChecked(checked(self._context))
        for command_id, is_on in self.ticks.items():
            self._actions[command_id].setCheckable(True)
            self._actions[command_id].setChecked(is_on())

    def name(self) -> None:
        """Say what undo would undo and what the digits put on. For menus and palette, before they
        show it: a key press, which changes it, should not wait for what nobody sees."""
        self._name_undo()
        self._name_digits()

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returns them by name."""
        # With Alt and its first letter a menu opens from the keyboard.
        taken: set[str] = set()
        menus = {name: bar.addMenu(_lettered(name, self.tr(name), taken)) for name in MENUS}
        groups: dict[str, int] = {}
        for name in MENUS:
            members = [c for c in REGISTRY if c.menu == name and c.id in self._actions]
            for command in sorted(members, key=lambda c: c.group):
                if groups.get(name, command.group) != command.group:
                    menus[name].addSeparator()
                groups[name] = command.group
                menus[name].addAction(self._actions[command.id])
            menus[name].aboutToShow.connect(self.refresh)
            menus[name].aboutToShow.connect(self.name)
        self._add_recent(menus["File"])
        return menus

    def _add_recent(self, menu: QMenu) -> None:
        """The episodes opened last, below Open…"""
        recent = QMenu(self.tr("Open Recent"), menu)
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        menu.insertMenu(menu.actions()[1], recent)

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for summary in self._context.session.library.episodes.recent():
            action = menu.addAction(summary.title.replace("&", "&&"))
            action.triggered.connect(partial(self._open, summary.id))
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _open(self, episode_id: int) -> None:
        try:
            self._context.session.open(episode_id)
        except AnnotatorError as error:
            self.failed.emit(error)

    def _made(self, command: Command, window: QWidget) -> QAction:
        action = QAction(tr(command.title), window)
        action.setObjectName(command.id)
        action.setStatusTip(local(phrase(command.help)))
        action.setCheckable(command.checked is not None)
        action.setAutoRepeat(not command.id.startswith(_ONCE))
        action.triggered.connect(self._runner(command))
        if command.place is not Place.WINDOW:
            # Letters are keys only where the transcript, or the draft, has the focus; elsewhere
            # they are text. The editor of a cue lies inside the transcript.
            contexts = Qt.ShortcutContext
            inside = command.while_editing
            action.setShortcutContext(
                contexts.WidgetWithChildrenShortcut if inside else contexts.WidgetShortcut
            )
        else:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
        return action

    def _runner(self, command: Command) -> Callable[[], None]:
        def run() -> None:
            try:
                if command.cli and command.parameters:
                    self._context.prompts.show(command.id)
                else:
                    command.run(self._context)
            except AnnotatorError as error:
                self.failed.emit(error)
            self.ran.emit(command.id)

        return run

    def _name_undo(self) -> None:
        session = self._context.session
        episode = session.episode
        try:
            undo, redo = session.library.undo_labels(episode.id if episode else None)
            if drafted := self._context.drafts.to_undo(session.library.turn()):
                undo = drafted[0]
        except LibraryError:
            return  # a library that cannot be read just now is told by what was asked of it
        for command_id, titled, alone, label in (
            ("edit.undo", self.tr("Undo {0}"), self.tr("Undo"), undo),
            ("edit.redo", self.tr("Redo {0}"), self.tr("Redo"), redo),
        ):
            action = self._actions[command_id]
            text = titled.format(local(phrase(label))) if label else alone
            action.setText(text.replace("&", "&&"))

    def _name_digits(self) -> None:
        """The digits by what they put on: ``Topic 1 · Craft``, ``Speaker 1 · Ada``."""
        session = self._context.session
        topics = {topic.digit: topic.name for topic in session.keyed_topics}
        transcript = session.transcript
        speakers = dict(enumerate(transcript.speakers if transcript else (), start=1))
        for digit in range(1, 10):
            for area, names in (("mark.topic", topics), ("speaker.digit", speakers)):
                command = f"{area}_{digit}"
                title = tr(REGISTRY[command].title)
                name = one_line(names.get(digit, "")).replace("&", "&&")
                self._actions[command].setText(f"{title} · {name}" if name else title)


def _lettered(name: str, title: str, taken: set[str]) -> str:
    """The title of a menu with its letter marked, the first that no other menu has."""
    wanted = (*_LETTERS.get(name, ""), *title)
    letter = next((c for c in wanted if c in title and c.isalpha() and c.lower() not in taken), "")
    taken.add(letter.lower())
    return title.replace(letter, f"&{letter}", 1) if letter else title
