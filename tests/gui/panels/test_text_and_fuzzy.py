"""Names made safe to show, and loose matching of what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.gui.language import count_of
from annotator.gui.widgets.fuzzy import match
from annotator.gui.widgets.keycap import key_text
from annotator.gui.widgets.painting import draw_fitting
from annotator.gui.widgets.text import (
    is_right_to_left,
    isolated,
    menu_text,
    one_line,
    plain_tip,
)


def test_a_name_with_line_breaks_and_controls_stays_on_one_line() -> None:
    assert one_line("one\ntwo\t three\x00\x1b four") == "one two three four"


def test_a_direction_override_cannot_turn_a_row_around() -> None:
    assert one_line("safe\u202egnp.exe") == "safegnp.exe"


@given(st.text())
def test_one_line_is_stable_and_has_no_controls(text: str) -> None:
    once = one_line(text)
    assert one_line(once) == once
    assert all(ord(ch) >= 32 and not 0x7F <= ord(ch) < 0xA0 for ch in once)


def test_markup_in_a_name_is_shown_and_not_obeyed() -> None:
    assert plain_tip("<b>bold</b> & more") == "<qt>&lt;b&gt;bold&lt;/b&gt; &amp; more</qt>"
    assert plain_tip("") == ""


def test_an_ampersand_in_a_menu_stays_an_ampersand() -> None:
    assert menu_text("Glasses & presence") == "Glasses && presence"


def test_a_name_of_the_other_direction_is_isolated_in_a_sentence() -> None:
    assert isolated("שלום") == "\u2068שלום\u2069"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("شيء", True), ("שלום world", True), ("hello عربي", False), ("12 “عربي”", True), ("", False)],
)
def test_the_first_letter_says_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "1 mark"), (0, "0 marks"), (12_040, "12,040 marks")]
)
def test_counts_read_as_people_write_them(number: int, expected: str) -> None:
    assert count_of(number, "{0} mark", "{0} marks") == expected


@pytest.mark.parametrize(
    ("sequence", "shown"),
    [("Ctrl+Shift+F", "Ctrl Shift F"), ("L", "L"), ("Ctrl++", "Ctrl +"), ("+", "+"), ("", "")],
)
def test_a_key_sequence_as_a_keycap(sequence: str, shown: str) -> None:
    assert key_text(sequence) == shown


def test_the_start_of_a_name_beats_a_word_and_a_word_beats_its_inside() -> None:
    scores = [match("mod", name) for name in ("Models", "Open models", "Intermodal", "My old dog")]
    found = [each.score for each in scores if each is not None]
    assert len(found) == 4
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


def test_case_and_accents_do_not_count() -> None:
    hit = match("ecole", "L’École")
    assert hit is not None
    assert hit.positions == (2, 3, 4, 5, 6)


def test_all_parts_must_be_found_in_any_order() -> None:
    assert match("models open", "Open models") is not None
    assert match("open shut", "Open models") is None


def test_an_empty_query_lets_everything_through() -> None:
    hit = match("", "anything")
    assert hit is not None
    assert hit.positions == ()


@given(st.text(max_size=30), st.text(max_size=60))
def test_matched_positions_lie_in_the_name(query: str, name: str) -> None:
    hit = match(query, name)
    if hit is not None:
        assert all(0 <= place < len(name) for place in hit.positions)


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=40))
def test_a_name_matches_itself(name: str) -> None:
    assert match(name, name) is not None


@pytest.mark.parametrize(("text", "left"), [("שלום.", True), ("I I.", False)])
def test_a_full_stop_stands_where_its_sentence_ends(
    qapp: QApplication, text: str, left: bool
) -> None:
    image = QImage(200, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as a widget of the window has it
    draw_fitting(painter, image.rect(), text, QFont(qapp.font().family(), 18), "#000000")
    painter.end()
    inked = [x for x in range(200) if any(image.pixelColor(x, y).value() < 128 for y in range(40))]
    edge = inked[0] if left else inked[-1]
    rows = [y for y in range(40) if image.pixelColor(edge, y).value() < 128]
    assert rows[-1] - rows[0] < 6, "a dot, not a letter"
