"""The window in another language: every text it shows can be translated, and German is whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtCore import (
    QLocale,
    QTranslator,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
)

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
from annotator.phrases import phrase
from annotator.resources import resource

OpenWindow = Callable[..., Hands]

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
