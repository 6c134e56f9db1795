"""What the timeline shows: chapters, sound, lanes, words, at every zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollBar, QWidget

from annotator.domain.notes import Annotation, Chapter, Kind, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.gui.theme import Theme, load_theme
from annotator.gui.timeline import Timeline
from annotator.gui.timeline.rows import MARGIN, MOST_LANES
from annotator.gui.timeline.wave import Wave

Make = Callable[..., Annotation]


@pytest.fixture
def timeline(theme: Theme, window: QWidget, topics: tuple[Topic, ...]) -> Timeline:
    """A hundred seconds on eight hundred pixels."""
    made = Timeline(theme, window)
    made.resize(800 + 2 * MARGIN, 150)
    made.show()
    made.set_duration(100_000)
    made.set_topics(topics)
    return made


_LIGHT = load_theme("light")
ORANGE, GREEN, VIOLET = map(_LIGHT.mark, ("#D9822B", "#2E9E6B", "#7A5AE0"))
"""As they are painted."""


def colours_at(timeline: Timeline, ms: int) -> set[str]:
    """All colours of the column at `ms`."""
    image, x = timeline.grab().toImage(), round(timeline.x_of(ms))
    return {image.pixelColor(x, y).name().upper() for y in range(image.height())}


def seen(timeline: Timeline) -> tuple[int, int]:
    """The seconds that are shown."""
    return round(timeline.shown.start_ms / 1000), round(timeline.shown.end_ms / 1000)


def test_without_an_episode_there_is_no_sound_to_see(timeline: Timeline, theme: Theme) -> None:
    timeline.set_duration(0)
    image = timeline.grab().toImage()
    colours = {image.pixelColor(x, y).name().upper() for x in range(MARGIN + 9)
               for y in range(image.height())}  # fmt: skip
    assert theme.wave.upper() not in colours
    assert theme.accent.upper() not in colours


def test_marks_lie_on_lanes_in_their_topics_colours(timeline: Timeline, make_mark: Make) -> None:
    timeline.set_marks([make_mark(20_000, topics=(1, 2)), make_mark(60_000, topics=(3,))])
    assert {ORANGE, GREEN} <= colours_at(timeline, 22_000)
    assert VIOLET in colours_at(timeline, 62_000)
    assert not {ORANGE, GREEN, VIOLET} & colours_at(timeline, 40_000)


def test_one_mark_more_or_less_is_seen(timeline: Timeline, make_mark: Make) -> None:
    first = make_mark(20_000)
    timeline.set_marks([first])
    timeline.update_marks([make_mark(50_000)], [first.id])
    timeline._later.timeout.emit()
    assert ORANGE in colours_at(timeline, 52_000)
    assert ORANGE not in colours_at(timeline, 22_000)


def test_a_mark_that_changes_its_topic_changes_its_lane(
    timeline: Timeline, make_mark: Make
) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=5)])
    timeline.update_marks([make_mark(20_000, topics=(2,), mark_id=5)])
    timeline._later.timeout.emit()
    assert GREEN in colours_at(timeline, 22_000)
    assert ORANGE not in colours_at(timeline, 22_000)


def test_the_playhead_strikes_out_no_time(timeline: Timeline, theme: Theme) -> None:
    rows, image = timeline.picture.rows, timeline.grab().toImage()
    middle = rows.ruler_top + rows.line // 2
    faint = QColor(theme.faint)
    second = next(  # where the first letter of a time is written, ten seconds or more from 0:00
        ms
        for ms in range(10_000, 90_000, 100)
        if any(
            image.pixelColor(round(timeline.x_of(ms)), y) == faint
            for y in range(rows.ruler_top + 2, rows.ruler_top + rows.line - 2)
        )
    )
    accent = QColor(theme.accent)
    for ms, goes_through in ((second, False), (second + 5_000, True)):
        timeline.set_position(ms)
        image, x = timeline.grab().toImage(), round(timeline.x_of(ms))
        assert image.pixelColor(x, rows.wave_top + 1) == accent
        assert image.pixelColor(x, rows.lanes_top + 2) == accent
        assert (image.pixelColor(x, middle) == accent) is goes_through


@pytest.mark.parametrize("kind", [Kind.QUOTE, Kind.NOTE, Kind.BOOKMARK])
def test_quotes_notes_and_bookmarks_carry_a_sign(
    timeline: Timeline, make_mark: Make, kind: Kind
) -> None:
    timeline.set_marks([make_mark(20_000)])
    plain = timeline.grab().toImage()
    timeline.set_marks([make_mark(20_000, kind=kind, note="why" if kind is Kind.NOTE else "")])
    assert timeline.grab().toImage() != plain
    assert ORANGE in colours_at(timeline, 23_000)


def test_of_many_topics_as_many_lanes_are_seen_as_have_room(
    timeline: Timeline, make_mark: Make, theme: Theme
) -> None:
    many = [Topic(n, f"t{n}", f"Topic {n}", f"#10{n:02X}80") for n in range(1, 21)]
    timeline.set_topics(many)
    timeline.set_marks([make_mark(20_000, topics=(n,), mark_id=n) for n in range(1, 21)])
    shown = colours_at(timeline, 22_000)
    assert theme.mark(many[0].colour) in shown
    assert theme.mark(many[19].colour) not in shown
    assert sum(theme.mark(topic.colour) in shown for topic in many) == MOST_LANES
    timeline.set_current(20)
    assert theme.mark(many[19].colour) in colours_at(timeline, 22_000)


def test_what_was_heard_and_what_was_not_differ_without_a_waveform(
    timeline: Timeline, theme: Theme
) -> None:
    timeline.set_position(50_000)
    assert theme.accent in colours_at(timeline, 25_000)
    assert theme.wave in colours_at(timeline, 75_000)
    timeline.set_position(10_000)
    assert theme.wave in colours_at(timeline, 25_000)


def test_the_sound_is_shown_as_it_comes(timeline: Timeline, theme: Theme) -> None:
    wave = Wave(per_second=10)
    timeline.set_wave(wave)
    wave.extend(bytes([200]) * 500)
    timeline.wave_grew()
    middle = timeline.picture.rows.wave_top + timeline.picture.rows.wave_height // 2
    image = timeline.grab().toImage()

    def height(ms: int) -> int:
        x = round(timeline.x_of(ms)) // 3 * 3
        columns = range(x, x + 4)
        return max(
            sum(image.pixelColor(c, y) != QColor(theme.panel) for y in range(middle + 20))
            for c in columns
        )

    assert height(25_000) > 30 > height(75_000)


def test_only_a_strip_is_painted_when_the_playhead_moves(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline.set_position(50_000)
    timeline.grab()
    asked: list[int] = []
    monkeypatch.setattr(timeline, "update", lambda rect: asked.append(rect.width()))
    timeline.set_position(50_400)
    assert asked
    assert max(asked) < 20


def test_chapters_and_sound_make_room_for_themselves(timeline: Timeline) -> None:
    bare = timeline.sizeHint().height()
    timeline.set_chapters([Chapter(0, "Beginning"), Chapter(50_000, "End")])
    named = timeline.sizeHint().height()
    timeline.set_wave(Wave(bytes(100), 1))
    assert bare < named < timeline.sizeHint().height()


def test_the_name_of_the_chapter_in_view_stays_in_view(timeline: Timeline, theme: Theme) -> None:
    timeline.set_chapters([Chapter(0, "A long beginning")])
    timeline.zoom_to(60_000, 62_000)
    image = timeline.grab().toImage()
    row = range(timeline.picture.rows.wave_top - 1)
    drawn = [
        x for x in range(MARGIN, MARGIN + 100) for y in row
        if image.pixelColor(x, y) != QColor(theme.panel)
    ]  # fmt: skip
    assert drawn
    assert min(drawn) < MARGIN + 10


def test_a_loop_is_shaded(timeline: Timeline, theme: Theme) -> None:
    timeline.set_loop((40_000, 60_000))
    image = timeline.grab().toImage()
    bottom = timeline.picture.rows.lanes_bottom - 3
    inside = image.pixelColor(round(timeline.x_of(50_000)), bottom)
    assert inside != QColor(theme.panel)
    assert image.pixelColor(round(timeline.x_of(80_000)), bottom) == QColor(theme.panel)


def test_the_current_mark_is_ringed(timeline: Timeline, make_mark: Make, theme: Theme) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=3)])
    before = timeline.grab().toImage()
    timeline.set_current(3)
    assert timeline.grab().toImage() != before
    timeline.set_current(None)
    assert timeline.grab().toImage() == before


def test_the_dark_theme_repaints_everything(timeline: Timeline) -> None:
    dark = load_theme("dark")
    timeline.set_theme(dark)
    assert timeline.grab().toImage().pixelColor(2, 2).name().upper() == dark.panel


def test_zooming_keeps_the_playhead_where_it_is_and_goes_back_to_all(timeline: Timeline) -> None:
    timeline.set_position(50_000)
    there = timeline.x_of(50_000)
    timeline.zoom(2)
    assert abs(timeline.x_of(50_000) - there) <= 1
    assert 35 < timeline.shown.end_ms / 1000 - timeline.shown.start_ms / 1000 < 45
    timeline.zoom(-2)
    assert timeline.shown.is_whole
    timeline.zoom_to(10_000, 10_300)
    assert seen(timeline) == (10, 10)
    timeline.zoom(0)
    assert seen(timeline) == (0, 100)


def test_from_near_the_words_are_seen_and_the_one_heard_is_told_apart(
    timeline: Timeline, theme: Theme
) -> None:
    words = ["so", "what", "should", "a", "child", "still", "learn", "to", "do"]
    timeline.set_transcript(Transcript((Cue(20_000, 24_000, " ".join(words)),)))
    timeline.zoom_to(20_000, 24_000)
    timeline.set_position(21_000)
    assert theme.spoken in colours_at(timeline, 21_050)
    assert theme.spoken not in colours_at(timeline, 23_550)
    timeline.set_position(23_500)
    assert theme.spoken in colours_at(timeline, 23_550)
    assert theme.spoken not in colours_at(timeline, 21_050)


def test_a_page_is_turned_when_the_playhead_leaves_it(timeline: Timeline) -> None:
    timeline.zoom_to(0, 10_000)
    timeline.set_position(5_000)
    first = timeline.shown
    timeline.set_position(int(first.end_ms) - 10)
    assert timeline.shown == first
    timeline.set_position(int(first.end_ms) + 10)
    assert 0 < timeline.shown.x(timeline.value()) < timeline.shown.width / 10


def test_with_the_playhead_centred_the_view_moves_along(timeline: Timeline) -> None:
    timeline.centred = True
    timeline.zoom_to(40_000, 50_000)
    timeline.set_position(45_000)
    for ms in (45_100, 46_000, 52_000):
        timeline.set_position(ms)
        assert abs(timeline.shown.x(ms) - timeline.shown.width / 2) <= 1


def test_what_is_pushed_along_looks_like_what_is_drawn_anew(
    timeline: Timeline, make_mark: Make
) -> None:
    timeline.centred = True
    timeline.set_wave(Wave(bytes(n * 37 % 251 for n in range(10_000)), 100))
    timeline.set_marks(
        [make_mark(n * 700, topics=(1 + n % 3,), kind=list(Kind)[n % 4]) for n in range(140)]
    )
    timeline.zoom_to(40_000, 60_000)
    timeline.set_position(50_000)
    timeline.grab()
    for step in (7, 311, -150, 60, 2_000):
        timeline.set_position(timeline.value() + step)
        pushed = timeline.grab().toImage()
        timeline.picture.forget()
        assert timeline.grab().toImage() == pushed


def test_who_looks_elsewhere_is_left_there_until_called_back(timeline: Timeline) -> None:
    timeline.zoom_to(0, 10_000)
    timeline.set_position(5_000)
    timeline.turn_page(5)
    away = timeline.shown
    assert not away.shows(5_000)
    timeline.set_position(5_100)
    assert timeline.shown == away
    timeline.follow()
    assert timeline.shown.shows(5_100)


def test_the_scroll_bar_is_there_while_zoomed_and_moves_the_view(timeline: Timeline) -> None:
    (bar,) = timeline.findChildren(QScrollBar)
    assert not bar.isVisible()
    assert bar.accessibleName() == "Part of the episode that is shown"
    timeline.zoom_to(0, 10_000)
    assert bar.isVisible()
    bar.setValue(bar.maximum())
    assert seen(timeline)[1] == 100


def test_another_width_or_length_keeps_the_view_inside(timeline: Timeline) -> None:
    timeline.zoom_to(88_000, 99_000)
    timeline.resize(432, timeline.height())
    assert timeline.shown.start_ms >= 0
    assert timeline.shown.width == 432 - 2 * MARGIN
    timeline.set_duration(50_000)
    assert timeline.shown.end_ms <= 50_100
    timeline.set_duration(1_000)
    assert timeline.shown.is_whole
