"""Search everywhere by real keys: found, walked, heard, opened, chosen, tagged, kept, played."""

from __future__ import annotations

import pytest
from hands import Hands
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.gui.panels.everywhere import Everywhere
from annotator.gui.panels.places_list import PlacesList
from annotator.store.changes import TranscriptSource

OTHER = ("Machines in the mill", "The miller had a machine", "and no model of it", "سألته عن الآلة")


@pytest.fixture
def two(hands: Hands) -> Hands:
    """The sample, and another episode without sound that speaks of machines too."""
    library = hands.session.library
    with library.changing("Import", None) as change:
        episode = Episode(0, "mill", OTHER[0], "Mills", created_at=library.now())
        stored = change.writes.add_episode(episode)
        cues = tuple(Cue(n * 4_000, n * 4_000 + 4_000, t) for n, t in enumerate(OTHER[1:]))
        source = TranscriptSource("srt", "", "mill", read_at=library.now())
        change.writes.use_transcript(stored.id, Transcript(cues), source=source)
    return hands


def card(hands: Hands) -> Everywhere:
    found = hands.window.findChild(Everywhere)
    assert found is not None
    return found


def look(hands: Hands, text: str) -> PlacesList:
    """Press Ctrl+Shift+F and type; the places are there."""
    hands.press("Ctrl+Shift+F")
    QApplication.focusWidget().selectAll()
    hands.type(text)
    hands.bot.waitUntil(lambda: hands.session.search_text == text)
    return card(hands).list


def listed(places: PlacesList) -> list[str]:
    model = places.places
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_what_is_typed_is_found_in_all_episodes_with_what_was_said_around(two: Hands) -> None:
    places = look(two, "machine*")

    texts = listed(places)
    assert texts[0] == "The miller had a machine"
    assert len(texts) > 2
    assert all("machine" in text.casefold() for text in texts)
    assert card(two).count_text() == f"{len(texts)} places"
    two.press_in("Down")
    two.press_in("Down")
    before, here, _ = card(two).around_text()
    assert here == texts[1]
    assert before


def test_a_misspelt_word_is_tried_again_and_it_is_said(two: Hands) -> None:
    places = look(two, "millre")

    assert listed(places) == ["The miller had a machine"]
    assert card(two).count_text() == "1 place"
    assert card(two).notice_text() == "Nothing has “millre”; these have “miller”."


def test_what_cannot_be_meant_is_said(two: Hands) -> None:
    look(two, "machine kind:joke")

    assert "There is no kind “joke”" in card(two).notice_text()
    look(two, "qwertyuiop")
    assert card(two).count_text() == "Nothing found"


def test_escape_goes_back_to_where_one_was(two: Hands) -> None:
    two.play_at(60_000)
    two.press("Space")
    at = two.desktop.playback.position_ms
    look(two, "miller")
    two.press_in("Down")
    two.press_in("Space")

    two.bot.waitUntil(lambda: two.desktop.playback.playing)
    assert two.session.episode.title == OTHER[0]
    two.press_in("Escape")

    assert two.session.episode.title != OTHER[0]
    assert abs(two.desktop.playback.position_ms - at) < 100
    assert QApplication.focusWidget() is two.view


def test_return_opens_the_place_with_its_words_selected(two: Hands) -> None:
    look(two, "miller")
    two.press_in("Return")

    assert not card(two).isVisible()
    assert two.session.episode.title == OTHER[0]
    assert two.session.transcript.text_of(two.session.desk.selection) == "miller"
    assert QApplication.focusWidget() is two.view


def test_a_digit_tags_all_that_is_chosen_in_one_step(two: Hands) -> None:
    before = two.marks()
    places = look(two, "machine*")
    count = len(listed(places))
    two.press_in("Down")
    two.press_in("Ctrl+A")
    assert len(two.session.chosen_places) == count
    two.press_in("1")

    name = two.session.topics[0].name
    assert two.toasts()[-1] == f"Tagged {count} places “{name}”"
    assert all(name in row.topics for row in (places.places._rows))
    assert two.marks()["The miller had a machine"] == ("topic", name, "")
    assert len(two.marks()) > len(before)
    two.press_in("1")
    assert two.toasts()[-1] == f"Took “{name}” off {count} places"
    two.press_in("Ctrl+Z")
    two.press_in("Ctrl+Z")
    assert two.marks() == before


def test_t_makes_a_topic_for_all_that_is_chosen(two: Hands) -> None:
    look(two, "miller")
    two.press_in("Down")
    two.press_in("T")
    two.type("Mills")
    two.press_in("Return")

    assert two.marks()["The miller had a machine"] == ("topic", "Mills", "")
    two.press("Ctrl+Z")
    assert "Mills" not in [topic.name for topic in two.session.topics]


def test_a_search_is_kept_found_again_and_forgotten(two: Hands) -> None:
    look(two, "speaker:ada machine")
    two.press_in("Ctrl+S")
    dialog = two.window.findChild(QInputDialog)
    dialog.setTextValue("Ada on machines")
    dialog.accept()
    two.come_back()
    assert two.stored("SELECT name, query FROM saved_search") == [
        ("Ada on machines", "speaker:ada machine")
    ]
    two.press_in("Escape")

    two.press("Ctrl+K")
    two.type("ada on")
    two.press_in("Return")
    assert card(two).isVisible()
    assert card(two).text() == "speaker:ada machine"
    two.press_in("Escape")
    kept = two.window.library.kept
    assert [kept.model().index(0, 0).data()] == ["Ada on machines"]
    two.press("Ctrl+Z")
    assert kept.model().rowCount() == 0


def test_the_empty_field_says_how_to_ask_and_offers_what_is_kept(two: Hands) -> None:
    from annotator.commands.searching import keep

    keep(two.desktop.context, "Mills", "miller")
    two.press("Ctrl+Shift+F")
    QApplication.focusWidget().clear()
    two.bot.waitUntil(lambda: card(two).count_text() == "")
    [button] = [b for b in card(two).findChildren(QPushButton) if b.text() == "Mills"]
    button.click()

    assert card(two).text() == "miller"
    assert listed(card(two).list) == ["The miller had a machine"]


def test_the_places_are_played_one_after_another_over_episodes(two: Hands) -> None:
    places = look(two, "machine")
    count = len(listed(places))
    two.press_in("Ctrl+R")

    bar = two.window.radio_bar
    assert not card(two).isVisible()
    assert bar.isVisible()
    assert bar.shown_text().startswith(f"1 of {count} · “machine” · “The miller had a machine”")
    assert two.session.episode.title == OTHER[0]
    two.press("1")
    assert two.marks()["The miller had a machine"][1] == two.session.topics[0].name
    two.ear.now += 5
    two.bot.waitUntil(lambda: bar.shown_text().startswith(f"2 of {count}"))
    assert two.session.episode.title != OTHER[0]
    two.press("Ctrl+PgDown")
    assert bar.shown_text().startswith(f"3 of {count}")
    two.press("Ctrl+PgUp")
    assert bar.shown_text().startswith(f"2 of {count}")
    two.press("Ctrl+.")
    assert not bar.isVisible()
    assert not two.desktop.playback.playing


def test_all_that_is_found_is_chosen_tagged_and_played_not_only_what_is_listed(two: Hands) -> None:
    library = two.session.library
    with library.changing("Import", None) as change:
        episode = Episode(0, "long", "A long talk", created_at=library.now())
        stored = change.writes.add_episode(episode)
        cues = tuple(Cue(n * 4_000, n * 4_000 + 4_000, f"zebra {n}") for n in range(150))
        source = TranscriptSource("srt", "", "long", read_at=library.now())
        change.writes.use_transcript(stored.id, Transcript(cues), source=source)
    places = look(two, "zebra")
    assert len(listed(places)) < 150
    before = two.marks()

    two.press_in("Down")
    two.press_in("Ctrl+A")
    two.bot.waitUntil(lambda: len(two.session.chosen_places) == 150)
    two.press_in("1")
    name = two.session.topics[0].name
    two.bot.waitUntil(lambda: f"Tagged 150 places “{name}”" in two.toasts())
    assert len(library.notebook.annotations(stored.id)) == 150

    two.press_in("Ctrl+Z")
    two.bot.waitUntil(lambda: not two.desktop.jobs.running)
    assert library.notebook.annotations(stored.id) == ()
    assert two.marks() == before
    two.press_in("Ctrl+R")
    two.bot.waitUntil(lambda: two.window.radio_bar.shown_text().startswith("1 of 150"))
