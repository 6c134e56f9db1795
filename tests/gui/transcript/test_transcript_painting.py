"""What can be seen: colours and shapes at the places where they belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.theme import Theme
from annotator.gui.transcript import MarkSpan, TranscriptView
from tests.gui.transcript.conftest import Eyes, conversation, words

ORANGE, GREEN, VIOLET = "#D9822B", "#2E9E6B", "#7A5AE0"


def test_the_spoken_word_is_highlighted_and_the_one_before_no_longer(
    view: TranscriptView, eyes: Eyes, theme: Theme
) -> None:
    view.set_theme(theme)
    view.set_spoken(1, 2)
    assert eyes.share(eyes.word(1, 2), theme.spoken) > 0.4
    view.set_spoken(1, 3)
    assert eyes.share(eyes.word(1, 2), theme.spoken) < 0.05
    assert eyes.share(eyes.word(1, 3), theme.spoken) > 0.4
    view.set_spoken(None)
    assert eyes.share(eyes.word(1, 3), theme.spoken) == 0


def test_a_quote_of_two_speakers_leaves_the_name_between_them_alone(
    view: TranscriptView, eyes: Eyes, theme: Theme
) -> None:
    begin = words(view.page.transcript, 0, "by hand?").start
    end = view.page.transcript.cue_span(1).end
    view.set_theme(theme)
    view.set_marks([MarkSpan(1, Span(begin, end), (ORANGE,), is_quote=True)])
    above, below = eyes.block(0), eyes.block(1)
    name = QRect(above.left(), above.bottom() + 2, above.width(), below.top() - above.bottom() - 4)
    assert eyes.share(below, theme.quote_tint) > 0.5
    assert eyes.share(name, theme.quote_tint) == 0


def test_what_is_repainted_in_part_looks_as_if_painted_whole(
    view: TranscriptView, eyes: Eyes
) -> None:
    transcript = view.page.transcript
    view.set_marks([MarkSpan(1, transcript.cue_span(2), (ORANGE,), is_quote=True)])
    steps: list[Callable[[], object]] = [
        *[lambda word=word: view.set_spoken(1, word) for word in range(6)],
        *[lambda word=word: view.set_spoken(2, word) for word in range(3)],
        lambda: view.set_target(transcript.cue_span(1)),
        lambda: view.set_target(words(transcript, 2, "to do it for a living. It is enough")),
        lambda: view.set_cursor(4),
        lambda: view.set_selection(transcript.cue_span(0, 3)),
        lambda: view.set_selection(words(transcript, 1, "failed")),
        lambda: view.update_marks([MarkSpan(2, transcript.cue_span(1, 3), (GREEN, VIOLET))]),
        lambda: view.set_current_mark(2),
        lambda: view.set_current_mark(1),
        lambda: view.update_marks((), [2]),
        lambda: view.set_spoken(None),
        lambda: view.set_target(None),
    ]
    for step in steps:
        step()
        shown = eyes.picture()
        view.viewport().update()
        assert shown == eyes.picture()


def test_topics_show_as_bars_side_by_side_between_time_and_words(
    view: TranscriptView, eyes: Eyes
) -> None:
    whole = view.page.transcript.cue_span(1)
    view.set_marks([MarkSpan(1, whole, (ORANGE, VIOLET)), MarkSpan(2, whole, (GREEN,))])
    for lane, colour in enumerate((ORANGE, VIOLET, GREEN)):
        assert eyes.share(eyes.bar(1, lane), eyes.mark(colour)) > 0.9
    assert eyes.share(eyes.bar(2), eyes.mark(ORANGE)) == 0
    assert eyes.bar(1).right() < eyes.block(1).left() < eyes.word(1, 0).left()


def test_a_mark_over_several_cues_has_one_unbroken_bar(view: TranscriptView, eyes: Eyes) -> None:
    view.set_marks([MarkSpan(1, view.page.transcript.cue_span(1, 3), (GREEN,))])
    top, bottom = eyes.bar(1).top(), eyes.bar(3).bottom()
    column = QRect(eyes.bar(1).left() + 1, top, 2, bottom - top)
    assert eyes.share(column, eyes.mark(GREEN)) == 1.0


def test_a_quote_is_tinted_where_its_words_are(view: TranscriptView, eyes: Eyes) -> None:
    theme, transcript = view.page.theme, view.page.transcript
    part = words(transcript, 4, "you decide whether they belong there.")
    view.set_marks(
        [
            MarkSpan(1, transcript.cue_span(1), (), is_quote=True),
            MarkSpan(2, part, (), is_quote=True),
            MarkSpan(3, transcript.cue_span(2), (ORANGE,)),
        ]
    )
    assert eyes.share(eyes.block(1), theme.quote_tint) > 0.6
    assert eyes.share(eyes.word(4, 1), theme.quote_tint) == 0
    assert eyes.share(eyes.word(4, 10), theme.quote_tint) > 0.4
    assert eyes.share(eyes.block(2), theme.quote_tint) == 0


def test_a_quote_over_several_cues_is_tinted_without_a_gap(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_marks([MarkSpan(1, view.page.transcript.cue_span(1, 3), (), is_quote=True)])
    top, bottom = eyes.block(1).top() + 8, eyes.block(3).bottom() - 8
    edge = QRect(view.page.frame.block_left + 1, top, 6, bottom - top)
    assert eyes.share(edge, view.page.theme.quote_tint) == 1.0


def test_words_stand_in_the_middle_of_their_line(view: TranscriptView, eyes: Eyes) -> None:
    line = eyes.word(2, 0)
    thirds = [
        _ink(eyes, QRect(line.left(), line.top() + part, line.width(), 5)) for part in (0, 9, 20)
    ]
    assert thirds[0] == 0
    assert thirds[1] > 0.2
    assert thirds[2] < 0.05


def _edge(eyes: Eyes, cue: int) -> QRect:
    block = eyes.block(cue)
    return QRect(block.left(), block.top() + 8, 1, block.height() - 16)


def test_the_target_of_the_next_key_has_a_dashed_outline(
    view: TranscriptView, eyes: Eyes, theme: Theme
) -> None:
    view.set_theme(theme)
    view.set_target(view.page.transcript.cue_span(2))
    assert 0.2 < eyes.share(_edge(eyes, 2), theme.decoration) < 0.9
    view.set_target(view.page.transcript.cue_span(4))
    assert eyes.share(_edge(eyes, 2), theme.decoration) == 0
    assert 0.2 < eyes.share(_edge(eyes, 4), theme.decoration) < 0.9
    view.set_target(None)
    assert eyes.share(_edge(eyes, 4), theme.decoration) == 0


def test_no_outline_of_the_next_key_while_keys_are_letters(
    view: TranscriptView, eyes: Eyes
) -> None:
    decoration, lines = view.page.theme.decoration, view.page.transcript
    view.set_target(lines.cue_span(2))
    view.begin_edit(3)
    assert eyes.share(_edge(eyes, 2), decoration) == 0
    view.set_target(lines.cue_span(1))  # the sound goes on
    assert eyes.share(_edge(eyes, 1), decoration) == 0
    assert view.take_edit() is not None
    assert eyes.share(_edge(eyes, 1), decoration) > 0.2


def test_selected_words_stand_on_the_accents_soft_colour(
    view: TranscriptView, eyes: Eyes, theme: Theme
) -> None:
    view.set_theme(theme)
    view.set_selection(words(view.page.transcript, 0, "still need"))
    assert eyes.share(eyes.word(0, 2), theme.accent_soft) > 0.4
    assert eyes.share(eyes.word(0, 3), theme.accent_soft) > 0.4
    assert eyes.share(eyes.word(0, 4), theme.accent_soft) < 0.1


def test_what_find_finds_is_underlined_and_the_current_hit_more_strongly(
    view: TranscriptView, eyes: Eyes
) -> None:
    accent = view.page.theme.accent
    assert view.find_text("done it") == 1
    assert eyes.share(eyes.word(2, 14), accent) > 0.02
    assert view.find_text("hand") == 2
    line = [eyes.share(eyes.word(cue, word), accent) for cue, word in ((0, 10), (1, 6))]
    assert line[0] > 1.5 * line[1] > 0
    view.find_next()
    line = [eyes.share(eyes.word(cue, word), accent) for cue, word in ((0, 10), (1, 6))]
    assert line[1] > 1.5 * line[0] > 0
    view.clear_find()
    assert eyes.share(eyes.word(1, 6), accent) == 0


def _ink_right_of(eyes: Eyes, cue: int) -> float:
    frame, block = eyes.view.page.frame, eyes.block(cue)
    area = QRect(frame.signs_left, block.top(), 16, 24)
    return 1 - eyes.share(area, eyes.view.page.theme.background)


def test_notes_and_bookmarks_have_a_sign_beside_the_text(view: TranscriptView, eyes: Eyes) -> None:
    transcript = view.page.transcript
    view.set_marks(
        [
            MarkSpan(1, transcript.cue_span(1), (), has_note=True),
            MarkSpan(2, transcript.cue_span(3), (), is_bookmark=True),
            MarkSpan(3, transcript.cue_span(4), (GREEN,)),
        ]
    )
    assert _ink_right_of(eyes, 1) > 0.1
    assert _ink_right_of(eyes, 3) > 0.1
    assert _ink_right_of(eyes, 4) == 0


def _ink(eyes: Eyes, area: QRect) -> float:
    return 1 - eyes.share(area, eyes.view.page.theme.background)


def test_the_speaker_is_named_only_where_it_changes(view: TranscriptView, eyes: Eyes) -> None:
    above = [eyes.block(cue).translated(0, -24) for cue in range(6)]
    named = [_ink(eyes, QRect(area.left() + 10, area.bottom() - 18, 40, 14)) for area in above]
    column = view.page.column
    assert [column.shows_speaker(cue) for cue in range(6)] == [True, True, False, True, True, False]
    assert named[0] > 0.05
    assert named[1] > 0.05


def test_times_can_be_hidden_and_shown_again(view: TranscriptView, eyes: Eyes) -> None:
    block = eyes.block(2)
    times = QRect(
        view.page.frame.left, block.top(), view.page.frame.time_right - view.page.frame.left, 24
    )
    assert _ink(eyes, times) > 0.02
    view.set_gutter_visible(False)
    assert view.page.frame.text_left < block.left() + 40
    view.set_gutter_visible(True)
    assert _ink(eyes, times) > 0.02


def test_the_cursor_is_shown_at_the_time_of_its_cue(
    view: TranscriptView, eyes: Eyes, theme: Theme
) -> None:
    view.set_theme(theme)

    def ground(cue: int) -> QRect:
        block, right = eyes.block(cue), view.page.frame.time_right
        return QRect(right - 30, block.top() + 2, 34, 20)

    view.set_cursor(2)
    view.setFocus()
    calm = theme.accent_soft if view.hasFocus() else theme.hairline
    assert eyes.share(ground(2), calm) > 0.3
    assert eyes.share(ground(3), calm) == 0
    view.set_cursor(3)
    assert eyes.share(ground(3), calm) > 0.3


def test_the_current_mark_is_tinted_in_its_colour(view: TranscriptView, eyes: Eyes) -> None:
    view.set_marks([MarkSpan(7, view.page.transcript.cue_span(2), (GREEN,))])
    background = view.page.theme.background
    assert eyes.share(eyes.block(2), background) > 0.5
    view.set_current_mark(7)
    assert eyes.share(eyes.block(2), background) < 0.1
    view.set_current_mark(None)
    assert eyes.share(eyes.block(2), background) > 0.5


def test_a_mark_added_or_taken_away_shows_at_once(view: TranscriptView, eyes: Eyes) -> None:
    mark = MarkSpan(1, view.page.transcript.cue_span(3), (VIOLET,))
    view.update_marks([mark])
    assert eyes.share(eyes.bar(3), eyes.mark(VIOLET)) > 0.9
    view.update_marks([MarkSpan(1, view.page.transcript.cue_span(2), (GREEN,))])
    assert eyes.share(eyes.bar(3), eyes.mark(VIOLET)) == 0
    assert eyes.share(eyes.bar(2), eyes.mark(GREEN)) > 0.9
    view.update_marks((), [1, 99])
    assert eyes.share(eyes.bar(2), eyes.mark(GREEN)) == 0


def test_many_topics_on_one_cue_move_the_words_and_hide_none(
    view: TranscriptView, eyes: Eyes
) -> None:
    colours = tuple(f"#{n}0{n}0F0" for n in range(1, 8))
    view.set_marks([MarkSpan(1, view.page.transcript.cue_span(1), colours)])
    for lane, colour in enumerate(colours):
        assert eyes.share(eyes.bar(1, lane), eyes.mark(colour)) > 0.9
    assert eyes.bar(1, 6).right() < eyes.block(1).left()


def test_the_column_is_centred_and_about_70_letters_wide(
    make_view: Callable[..., TranscriptView],
) -> None:
    view = make_view(width=1400)
    view.set_transcript(conversation(), "Title", "Facts")
    frame, width = view.page.frame, view.viewport().width()
    right = frame.block_left + frame.block_width
    assert abs(frame.left - (width - right)) <= 1
    lines = view.page.column.row(1).layout
    assert 60 <= lines.lineAt(0).textLength() <= 80


def test_a_narrow_window_wraps_instead_of_cutting_off(
    make_view: Callable[..., TranscriptView],
) -> None:
    view = make_view(width=330)
    view.set_transcript(conversation(), "A title that is too long for one line", "and its facts")
    assert view.page.frame.block_left + view.page.frame.block_width <= view.viewport().width()
    assert view.page.column.row(1).line_count > 3
    assert view.page.header.height > 90


def test_zoom_scales_the_type_within_limits(view: TranscriptView, eyes: Eyes) -> None:
    before = eyes.word(0, 1)
    view.set_zoom(2.0)
    assert eyes.word(0, 1).height() == pytest.approx(2 * before.height(), abs=2)
    assert eyes.word(0, 1).width() == pytest.approx(2 * before.width(), rel=0.15)
    view.set_zoom(99)
    assert view.zoom() == 4.0


def test_a_theme_change_repaints_everything(view: TranscriptView, eyes: Eyes, theme: Theme) -> None:
    view.set_theme(theme)
    picture = eyes.picture()
    assert picture.pixelColor(2, 2).name().upper() == theme.background
    assert eyes.share(eyes.block(0), theme.ink, picture) > 0


def _signature(picture: QImage) -> bytes:
    return bytes(picture.constBits())


def test_odd_cues_are_painted_without_complaint(view: TranscriptView, eyes: Eyes) -> None:
    texts = ("", "   ", "x" * 3000, "😀👍🏽", "e\u0301" * 40, "\u202eabc", "a\tb\nc")
    cues = tuple(Cue(n * 10, n * 10 + 5, text, "S" * 200 * n) for n, text in enumerate(texts))
    view.set_transcript(Transcript(cues), "T" * 500, "F" * 500)
    marks = [
        MarkSpan(n, Span(Point(n, 0), Point(n, 400)), (ORANGE,), is_quote=True, has_note=True)
        for n in range(len(texts))
    ]
    view.set_marks([*marks, MarkSpan(99, Span(Point(3, 1), Point(80, 2)), (GREEN,))])
    for cue in range(len(texts)):
        view.set_spoken(cue, 0)
        view.set_cursor(cue)
        view.ensure_visible(cue)
        view.set_target(view.page.transcript.cue_span(cue))
        assert _signature(eyes.picture())
    view.find_text("x")
    view.set_current_mark(99)
    assert _signature(eyes.picture())


def test_a_speakers_long_name_is_cut_off_not_spilled(view: TranscriptView, eyes: Eyes) -> None:
    view.set_transcript(Transcript((Cue(0, 10, "Hello.", "Professor " * 40),)))
    frame, block = view.page.frame, eyes.block(0)
    beyond = QRect(QPoint(block.right() + 2, block.top() - 28), block.bottomRight() + QPoint(40, 0))
    assert frame.signs_left > block.right()
    assert _ink(eyes, beyond) == 0


def test_words_that_the_recogniser_doubted_have_dots_below_them_where_that_is_wished(
    view: TranscriptView, eyes: Eyes
) -> None:
    cue = Cue(0, 3_000, "All of this is sure but soldering.")
    told = [replace(word, sure=40 if word.begin >= 24 else 95) for word in cue.timed_words]
    view.set_transcript(Transcript((replace(cue, words=told),)))
    plain = eyes.picture()
    view.set_doubt_visible(True)
    dotted = eyes.picture()
    changed = [
        x
        for x in range(plain.width())
        for y in range(plain.height())
        if plain.pixel(x, y) != dotted.pixel(x, y)
    ]
    doubted = eyes.word(0, 6)
    assert changed
    assert doubted.left() - 1 <= min(changed)
    assert max(changed) <= doubted.right() + 1
    view.set_doubt_visible(False)
    assert eyes.picture() == plain
