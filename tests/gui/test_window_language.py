"""The window in another language: every text it shows can be translated, and German is whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMenu,
    QTabBar,
    QWidget,
)

from annotator.app import window as composition
from annotator.app.application import make_application
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Kind
from annotator.domain.query import Field, parse_query
from annotator.gui.catalogue import read_catalogue
from annotator.gui.language import (
    choose_language,
    count_of,
    local,
    number_text,
    speak,
    tr,
)
from annotator.gui.panels.everywhere import Everywhere
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.overlay import Overlay
from annotator.phrases import phrase
from annotator.resources import resource

OpenWindow = Callable[..., Hands]

_TEXTS = ("text", "title", "placeholderText", "toolTip", "statusTip", "accessibleName",
          "accessibleDescription", "windowTitle", "prefix", "suffix", "specialValueText",
          "toPlainText")  # fmt: skip
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
_OPEN, _SHUT = "⟦", "⟧"
_MARKUP = re.compile(r"<[^>]*>|&\w+;")
_OURS = re.compile(rf"{_OPEN}[^{_OPEN}{_SHUT}]*{_SHUT}")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(QTranslator):
    """A language in which every text is English between brackets."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text if text == "1,234.5" or not text else f"{_OPEN}{text}{_SHUT}"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def in_brackets(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, open_window: OpenWindow
) -> Iterator[Hands]:
    """The program on its sample episode, in the language of brackets."""
    brackets = Brackets()
    monkeypatch.setattr(composition, "speak", lambda app, _wanted: app.installTranslator(brackets))
    try:
        yield open_window()
    finally:
        QCoreApplication.removeTranslator(brackets)


def texts_of(thing: QWidget | QAction) -> Iterator[str]:
    """All that a widget or an action says of itself."""
    for name in _TEXTS:
        say = getattr(thing, name, None)
        if callable(say):
            said = say()
            if isinstance(said, str) and said:
                yield said
    if isinstance(thing, QComboBox):
        yield from (thing.itemText(row) for row in range(thing.count()))
    if isinstance(thing, QTabBar):
        yield from (thing.tabText(tab) for tab in range(thing.count()))
    if isinstance(thing, QHeaderView) and thing.isVisible() and thing.model() is not None:
        for section in range(thing.count()):
            yield str(thing.model().headerData(section, thing.orientation()) or "")
    elif isinstance(thing, QAbstractItemView) and thing.model() is not None:
        yield from items_of(thing.model(), QModelIndex())


def items_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), 40)):
        is_list = isinstance(model, QAbstractListModel)  # whose columns are private
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in _ROLES:
                if isinstance(said := index.data(role), str):
                    yield said
        if not is_list:
            yield from items_of(model, model.index(row, 0, parent))


def walked(root: QWidget) -> Iterator[tuple[QWidget | QAction, str]]:
    """Every text of a window: of its widgets, shown or not, their actions and menus."""
    for thing in (root, *root.findChildren(QWidget), *root.findChildren(QAction)):
        of_qt = isinstance(thing, QWidget) and isinstance(thing.window(), QFileDialog)
        if not of_qt:
            yield from ((thing, said) for said in texts_of(thing))


# What a text may hold that is the same in every language: names of languages, formats and
# programs, paths, file endings and function keys.
_NAMES = re.compile(
    r"annotator|English|Deutsch|WebVTT|Wiki|Obsidian|Logseq|Markdown|HTML|Qt|VLC|Linux|F\d+|base"
    r"|[\w.~-]*[/.][\w./~-]+",
    re.IGNORECASE,
)


class Known:
    """What is not the program's: the sample's words, names and topics."""

    def __init__(self, hands: Hands) -> None:
        session = hands.session
        assert session.episode is not None
        assert session.transcript is not None
        texts = [session.episode.title, session.episode.show, session.episode.description]
        texts += [text for topic in session.topics for text in (topic.name, topic.description)]
        texts += [cue.text for cue in session.transcript.cues]
        texts += [*session.transcript.speakers, *(mark.note for mark in session.marks)]
        texts += [chapter.title for chapter in session.episode.chapters]
        self._words = {word.casefold() for text in texts for word in _WORD.findall(text)}

    def strange(self, said: str) -> str:
        """The words of a text that are neither translated nor data."""
        rest = _MARKUP.sub(" ", said)
        while _OURS.search(rest):
            rest = _OURS.sub(" ", rest)
        words = _WORD.findall(_NAMES.sub(" ", rest))
        return " ".join(word for word in words if word.casefold() not in self._words)


def strange_texts(known: Known, where: str) -> list[str]:
    """What is neither translated nor data in any window that is there now."""
    return [
        f"{where}: {type(thing).__name__}: {said}"
        for top in QApplication.topLevelWidgets()
        for thing, said in walked(top)
        if known.strange(said)
    ]


def put_away(hands: Hands) -> None:
    """Close what lies over the window."""
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog | QMenu) and top.isVisible():
            top.close()
    for overlay in hands.window.findChildren(Overlay):
        if overlay.isVisible():
            overlay.close_overlay()
    QApplication.processEvents()


def test_every_text_of_the_window_can_be_translated(in_brackets: Hands) -> None:
    hands, known = in_brackets, Known(in_brackets)
    assert strange_texts(known, "at the start") == []
    hands.play_at(20_000)
    for key in ("1", "Q", "B", "Ctrl+Z", "]"):
        hands.press(key)
    assert len(hands.toasts()) > 1
    assert all(toast.startswith(_OPEN) for toast in hands.toasts())
    assert strange_texts(known, "after some keys") == []


_OPENS = (
    "app.settings", "app.edit_keys", "help.keys", "help.about", "view.palette", "mark.pick_topic",
    "edit.find", "edit.replace", "edit.find_everywhere", "library.trash", "import.show",
    "notes.check", "notes.import", "vault.export", "transcript.receipt", "topic.page", "help.tour",
    "speech.transcribe", "episode.open_link", "chapter.new", "view.reading",
)  # fmt: skip
"""Each opens something of its own."""


def test_every_text_of_what_opens_over_it_can_be_translated(in_brackets: Hands) -> None:
    hands, known = in_brackets, Known(in_brackets)
    found: list[str] = []
    for command in _OPENS:
        hands.view.setFocus()
        hands.desktop.actions.run(command)
        QApplication.processEvents()
        found += strange_texts(known, command)
        put_away(hands)
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    found += strange_texts(known, "in the end")
    assert sorted(set(found)) == []


# German


def speak_english() -> None:
    """As the other tests have it."""
    app = make_application()
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def german(own_home: Path, open_window: OpenWindow) -> Iterator[OpenWindow]:
    """Opens the window with German chosen in the settings."""
    settings = own_home / "config" / "annotator" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "de"\n')
    yield open_window
    speak_english()


def test_the_setting_makes_the_window_german(german: OpenWindow) -> None:
    hands = german()
    menus = [action.text().replace("&", "") for action in hands.window.menuBar().actions()]
    assert menus[:5] == ["Datei", "Bearbeiten", "Ansicht", "Wiedergabe", "Transkript"]
    letters = [action.text().partition("&")[2][:1] for action in hands.window.menuBar().actions()]
    assert len({letter.lower() for letter in letters if letter}) == len(letters)
    assert "Reaktion 0,7 s" in hands.status()
    assert hands.desktop.actions["edit.find_everywhere"].text() == "Überall suchen…"


def test_what_is_said_in_passing_and_what_undo_takes_back_is_german(german: OpenWindow) -> None:
    hands = german()
    hands.cursor_to(30)
    topic = next(topic for topic in hands.session.keyed_topics if topic.digit == 1)
    hands.press("1")
    hands.desktop.actions.name()
    # The library keeps English, which the command line prints; the window knows it again.
    assert hands.stored("SELECT label FROM journal ORDER BY id DESC LIMIT 1") == [
        (f"Tag “{topic.name}”",)
    ]
    assert hands.desktop.actions["edit.undo"].text() == f"Rückgängig: „{topic.name}“ vergeben"
    hands.press("Ctrl+Z")
    assert hands.toasts()[-1] == f"Zurückgenommen: „{topic.name}“ vergeben"
    hands.press("]")
    assert hands.toasts()[-1] == "Bitte zuerst [ drücken, wo die Markierung beginnt."


def test_keys_are_called_as_on_a_german_keyboard(german: OpenWindow) -> None:
    hands = german()
    hands.press("?")
    caps = {cap.text() for cap in hands.window.findChildren(KeyCap)}
    assert {"Strg K", "Strg Umschalt F", "Leertaste", "Entf"} <= caps


def test_a_search_is_asked_in_german_words_and_still_in_english_ones(german: OpenWindow) -> None:
    hands = german()
    hands.press("Ctrl+Shift+F")
    card = hands.window.findChild(Everywhere)
    assert card is not None
    shown = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
    for word in ("sprecher:", "sendung:", "thema:", "art:", "notiz:", "vor:", "nach:"):
        assert word in shown
    quote = next(mark for mark in hands.session.marks if mark.kind is Kind.QUOTE)
    speaker = quote.speaker.split()[0]
    found = []
    for typed in (f"sprecher:{speaker} art:zitat", f"speaker:{speaker} kind:quote"):
        hands.type(typed)
        hands.bot.waitUntil(lambda: card.list.places.rowCount() > 0)
        found.append(card.list.places.rowCount())
        card.set_text("")
    assert found[0] == found[1]
    hands.type("art:witz ")
    hands.bot.waitUntil(lambda: "witz" in card.notice_text())
    assert card.notice_text().endswith("thema, zitat, notiz, lesezeichen.")


def test_the_page_of_a_topic_is_a_search_in_german_words(german: OpenWindow) -> None:
    hands = german()
    topic = hands.session.topics[0]
    hands.press("Ctrl+Shift+T")
    hands.type(topic.name[:6])
    hands.press_in("Return")
    card = hands.window.findChild(Everywhere)
    assert card is not None
    assert card.text().strip() == f'thema:"{topic.name}"'
    assert card.list.places.rowCount() == hands.counts()[topic.name]
    assert card.about.shown_text().startswith(topic.name)


@pytest.mark.parametrize(
    "path", sorted(resource("translations").glob("*.po")), ids=lambda path: path.stem
)
def test_the_words_of_a_search_are_understood_as_each_catalogue_has_them(path: Path) -> None:
    limits = re.compile(rf"\b({'|'.join(Field)}):")
    for message in read_catalogue(path):
        if limits.search(message.text):
            english, other = parse_query(message.text), parse_query(message.forms[0])
            assert [one.field for one in other.limits] == [one.field for one in english.limits]
            if not english.complaints:
                assert other.complaints == (), message.forms


@pytest.mark.parametrize(
    ("read", "spoken"),
    [("de-AT en", "de"), ("fr de", "de"), ("fr", "en"), ("en-GB de", "en"), ("", "en")],
)
def test_without_a_choice_the_window_speaks_what_its_user_reads(read: str, spoken: str) -> None:
    assert choose_language("system", read.split()) == spoken


def test_what_qt_says_is_german_and_what_nobody_translated_english(qapp: QApplication) -> None:
    speak(qapp, "de")
    try:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"
        assert tr("A text that no catalogue has") == "A text that no catalogue has"
        assert local(phrase("{0} · {1}", "Ada", phrase("Quote"))) == "Ada · Zitat"
    finally:
        speak_english()


def test_counts_and_numbers_read_as_their_language_writes_them(qapp: QApplication) -> None:
    speak(qapp, "de")
    try:
        assert count_of(1, "{0} mark", "{0} marks") == "1 Markierung"
        assert count_of(1204, "{0} mark", "{0} marks") == "1.204 Markierungen"
        assert number_text(0.75, ".1f") == "0,8"
        why = AnnotatorError("“{0}” cannot be read: {1}.", "Quote", "I/O")
        told = phrase("Not saved: “{0}”. {1}", phrase("Quote"), why)
        assert told == "Not saved: “Quote”. “Quote” cannot be read: I/O."
        # What is somebody's own stays, though the catalogue has a word like it.
        assert local(told) == "Nicht gespeichert: „Zitat“. „Quote“ lässt sich nicht lesen: I/O."
        assert local(phrase("Remove 3 marks")) == "3 Markierungen entfernen"
        assert local(phrase("1,204 replaced")) == "1,204 ersetzt"
        assert local("Quote") == "Quote"
    finally:
        speak_english()
