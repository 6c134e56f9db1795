"""The two themes dress every widget, and what must be read can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.domain.colour_sight import apart
from annotator.domain.notes import Annotation, Chapter
from annotator.gui import icons, style
from annotator.gui.panels.marks_panel import MarksPanel
from annotator.gui.panels.marks_view import MarksView
from annotator.gui.panels.transport import Transport
from annotator.gui.theme import Theme, load_theme
from annotator.gui.timeline import Timeline
from annotator.gui.values import TOPIC_COLOURS
from annotator.resources import resource

THEMES = ("light", "dark")
WORDS = ("ink", "dim", "accent_text", "danger")
GROUNDS = ("panel", "background", "chip", "accent_soft")


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """As WCAG defines it, 1 to 21."""
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_stand_out_from_every_ground(name: str, words: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= 4.5


@given(st.integers(0, 0xFFFFFF))
@pytest.mark.parametrize("name", THEMES)
def test_a_mark_of_any_colour_stands_out_from_every_ground(name: str, number: int) -> None:
    theme, colour = load_theme(name), f"#{number:06X}"
    painted = theme.mark(colour)
    grounds = [getattr(theme, ground) for ground in GROUNDS]
    assert min(contrast(painted, ground) for ground in grounds) >= 4.5
    # What stands out by itself stays as it was chosen.
    assert painted == colour or min(contrast(colour, ground) for ground in grounds) < 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_offered_colours_are_as_far_apart_for_every_eye_as_they_were_chosen(name: str) -> None:
    theme = load_theme(name)
    chosen = [colour for colour, _ in TOPIC_COLOURS]
    painted = [theme.mark(colour) for colour in chosen]
    least = min(apart(*pair) for pair in combinations(chosen, 2))
    assert min(apart(*pair) for pair in combinations(painted, 2)) >= least


@pytest.mark.parametrize("name", THEMES)
def test_the_button_that_matters_can_be_read(name: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_of_the_style_sheet_is_a_token_of_the_theme(
    qapp: QApplication, name: str
) -> None:
    theme = load_theme(name)
    tokens = {str(getattr(theme, field)).lower() for field in Theme.__slots__}
    used = {found.lower() for found in re.findall(r"#[0-9A-Fa-f]{6}", style.style_sheet(theme))}
    assert used
    assert used <= tokens


@pytest.mark.parametrize("name", THEMES)
def test_every_picture_of_the_style_sheet_ships_with_the_program(
    qapp: QApplication, name: str
) -> None:
    pictures = re.findall(r'url\("([^"]+)"\)', style.style_sheet(load_theme(name)))
    folder = resource("icons")
    assert pictures
    assert all((folder / picture.rsplit("/", 1)[1]).is_file() for picture in pictures)


def test_a_zoom_makes_all_sizes_larger(qapp: QApplication) -> None:
    theme = load_theme("light")
    sizes = re.compile(r"font-size: ([0-9.]+)pt")
    small = [float(size) for size in sizes.findall(style.style_sheet(theme))]
    large = [float(size) for size in sizes.findall(style.style_sheet(theme, 1.5))]
    assert large == pytest.approx([size * 1.5 for size in small], rel=0.01)


def test_the_label_size_is_a_fraction_that_pixels_could_not_hold(qapp: QApplication) -> None:
    base = style.interface_font()
    assert style.label_font(base).pointSizeF() == pytest.approx(base.pointSizeF() * 11.5 / 13)


def test_digits_of_a_time_have_one_width(theme: Theme) -> None:
    font = style.label_font(style.interface_font())
    assert [tag.toString() for tag in font.featureTags()] == [QFont.Tag("tnum").toString()]


@pytest.mark.parametrize("name", THEMES)
def test_every_icon_is_there_and_is_not_empty(qapp: QApplication, name: str) -> None:
    theme = load_theme(name)
    for use in icons.GLYPHS:
        image = icons.icon(use, theme).pixmap(QSize(16, 16)).toImage()
        drawn = [
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        ]
        assert max(drawn) > 0, use


def test_an_icon_is_made_once_for_a_theme(theme: Theme) -> None:
    assert icons.icon("play", theme) is icons.icon("play", theme)
    assert icons.icon("play", theme) is not icons.icon("play", load_theme("dark"))


def test_a_zoom_while_the_window_stands_reaches_what_paints_itself(
    qapp: QApplication,
    theme: Theme,
    window: QWidget,
    make_mark: Callable[..., Annotation],
) -> None:
    transport, timeline = Transport(theme, window), Timeline(theme, window)
    marks = MarksPanel(theme, window)
    marks.resize(300, 400)
    marks.set_marks([make_mark(1_000)])
    timeline.set_chapters([Chapter(0, "Beginning")])
    view = marks.findChildren(MarksView)[0]
    clock = transport.findChildren(QLabel)[0]

    def sizes() -> list[int]:
        row = view.visualRect(view.model().index(0, 0)).height()
        return [row, clock.sizeHint().width(), timeline.sizeHint().height()]

    small = sizes()
    style.apply(qapp, theme, 1.5)
    large = sizes()
    style.apply(qapp, theme)
    assert all(one < two for one, two in zip(small, large, strict=True))
    assert sizes() == small
