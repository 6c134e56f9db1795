"""The marks list: filtered, edited in place, clicked to play, steady while it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Anchor, Annotation, Kind, Topic
from annotator.exporters.sharing import Shared
from annotator.gui import style
from annotator.gui.panels.line_breaks import LineBreaker
from annotator.gui.panels.marks_model import MarksFilter, MarksModel
from annotator.gui.panels.marks_panel import MarksPanel
from annotator.gui.panels.marks_view import MarksView
from annotator.gui.panels.side_panel import SidePanel
from annotator.gui.panels.topics_panel import TopicsPanel
from annotator.gui.theme import Theme
from annotator.gui.widgets.growing_edit import GrowingEdit

Make = Callable[..., Annotation]


@pytest.fixture
def panel(theme: Theme, window: QWidget, topics: tuple[Topic, ...]) -> MarksPanel:
    made = MarksPanel(theme, window)
    made.resize(300, 500)
    made.set_topics(topics)
    made.show()
    return made


@pytest.fixture
def marks(make_mark: Make) -> list[Annotation]:
    return [
        make_mark(30_000, "a quote that matters", kind=Kind.QUOTE, topics=(2,)),
        make_mark(10_000, "the first words", topics=(1, 2)),
        make_mark(20_000, "", kind=Kind.BOOKMARK, topics=()),
        make_mark(40_000, "noted words", kind=Kind.NOTE, topics=(3,), note="compare schools"),
    ]


def view(panel: MarksPanel) -> MarksView:
    return panel.findChildren(MarksView)[0]


def row_rect(panel: MarksPanel, mark_id: int) -> QRect:
    row = panel.shown_marks().index(mark_id)
    return view(panel).visualRect(view(panel).model().index(row, 0))


def click(panel: MarksPanel, at: QPoint, qtbot: QtBot) -> None:
    qtbot.mouseMove(view(panel).viewport(), at)
    qtbot.mouseClick(view(panel).viewport(), Qt.MouseButton.LeftButton, pos=at)


def visible_texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def actions(menu: QMenu) -> dict[str, object]:
    found = {action.text(): action for action in menu.actions()}
    for action in menu.actions():
        if action.menu() is not None:
            found |= actions(action.menu())
    return found


@pytest.mark.parametrize(("note", "at_right"), [("compare schools", False), ("כך אמרה", True)])
def test_the_bar_of_a_note_stands_where_its_lines_begin(
    panel: MarksPanel, make_mark: Make, theme: Theme, note: str, at_right: bool
) -> None:
    mark = make_mark(40_000, "words", kind=Kind.NOTE, topics=(3,), note=note)
    panel.set_marks([mark])
    row, image = row_rect(panel, mark.id), view(panel).viewport().grab().toImage()
    accent = QColor(theme.accent)
    columns = {
        x
        for x in range(row.left(), row.right())
        for y in range(row.top(), row.bottom())
        if image.pixelColor(x, y) == accent
    }
    assert len(columns) == 2
    assert all((x > row.center().x()) is at_right for x in columns)


def test_marks_stand_in_order_of_time_and_are_counted(
    panel: MarksPanel, marks: list[Annotation]
) -> None:
    panel.set_marks(marks)
    assert panel.shown_marks() == [2, 3, 1, 4]
    assert "4" in visible_texts(panel)


def test_a_click_plays(panel: MarksPanel, marks: list[Annotation], qtbot: QtBot) -> None:
    panel.set_marks(marks)
    with qtbot.waitSignal(panel.markActivated) as played:
        click(panel, row_rect(panel, 1).center(), qtbot)
    assert played.args == [1]


def test_the_keyboard_moves_and_plays(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    view(panel).setFocus()
    panel.select_mark(2)
    qtbot.keyClick(view(panel), Qt.Key.Key_Down)
    qtbot.keyClick(view(panel), Qt.Key.Key_Down)
    assert panel.current_mark() == 1
    with qtbot.waitSignal(panel.markActivated) as played:
        qtbot.keyClick(view(panel), Qt.Key.Key_Return)
    assert played.args == [1]
    qtbot.keyClick(view(panel), Qt.Key.Key_End)
    assert panel.current_mark() == 4


def test_f2_edits_the_note_below_the_words(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    view(panel).setFocus()
    panel.select_mark(1)
    before = row_rect(panel, 1).height()
    qtbot.keyClick(view(panel), Qt.Key.Key_F2)
    editor = view(panel).findChild(GrowingEdit)
    assert row_rect(panel, 1).height() > before
    assert row_rect(panel, 1).contains(editor.geometry())
    qtbot.keyClicks(editor, "why")
    with qtbot.waitSignal(panel.noteEdited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert edited.args == [1, "why"]
    qtbot.waitUntil(lambda: row_rect(panel, 1).height() == before)


def test_escape_leaves_the_note_as_it_was(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    panel.edit_note(4)
    editor = view(panel).findChild(GrowingEdit)
    assert editor.toPlainText() == "compare schools"
    qtbot.keyClicks(editor, "other")
    with qtbot.assertNotEmitted(panel.noteEdited):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view(panel).findChild(GrowingEdit) is None)


def test_the_tools_of_a_row_edit_and_delete(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    row = row_rect(panel, 1)
    with qtbot.waitSignal(panel.deleteRequested) as deleted:
        click(panel, QPoint(row.right() - 24, row.top() + 14), qtbot)
    assert deleted.args == [1]
    click(panel, QPoint(row.right() - 46, row.top() + 14), qtbot)
    assert view(panel).findChild(GrowingEdit) is not None


def test_the_menu_changes_the_kind_and_copies_the_words(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    offered = actions(panel.menu_for(marks[0]))
    assert offered["Quote"].isChecked()
    with qtbot.waitSignal(panel.kindRequested) as asked:
        offered["Note"].trigger()
    assert asked.args == [1, Kind.NOTE]
    offered["Copy the words"].trigger()
    assert QGuiApplication.clipboard().text() == "a quote that matters"
    with qtbot.waitSignal(panel.topicsRequested) as asked:
        offered["Topics…"].trigger()
    assert asked.args == [1]


def test_filtering_by_topic_names_it_and_a_click_takes_it_off(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    panel.set_topic_filter(frozenset({1}))
    assert panel.shown_marks() == [2]
    assert "1 of 4" in visible_texts(panel)
    chip = next(b for b in panel.findChildren(QAbstractButton) if b.text() == "Learning")
    with qtbot.waitSignal(panel.topicFilterCleared):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def named(panel: QWidget, name: str) -> QAbstractButton:
    """The button that a screen reader calls so."""
    return next(b for b in panel.findChildren(QAbstractButton) if b.accessibleName() == name)


def test_filtering_by_text_looks_into_words_and_notes(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    named(panel, "Filter the marks by text").click()
    qtbot.keyClicks(QApplication.focusWidget(), "SCHOOLS")
    assert panel.shown_marks() == [4]


def test_filtering_by_kind(panel: MarksPanel, marks: list[Annotation]) -> None:
    panel.set_marks(marks)
    kinds = {a.text(): a for a in named(panel, "Filter the marks by kind").menu().actions()}
    kinds["Quote"].setChecked(True)
    kinds["Bookmark"].setChecked(True)
    assert panel.shown_marks() == [3, 1]


def test_when_no_mark_fits_a_button_shows_all_again(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    named(panel, "Filter the marks by text").click()
    qtbot.keyClicks(QApplication.focusWidget(), "zebra")
    assert "No mark fits the filter" in visible_texts(panel)
    button = next(b for b in panel.findChildren(QAbstractButton) if b.text() == "Show all 4")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(panel.shown_marks()) == 4


def test_without_marks_the_keys_are_named(panel: MarksPanel) -> None:
    panel.set_key_hints({"quote": "Q", "note": "N", "bookmark": "B"})
    assert any("1–9 a topic, Q a quote, N a note, B a bookmark" in t for t in visible_texts(panel))


def test_a_new_mark_above_does_not_move_what_is_read(
    panel: MarksPanel, make_mark: Make, qtbot: QtBot
) -> None:
    panel.set_marks([make_mark(n * 1_000, f"mark number {n} " * (n % 9)) for n in range(2_000)])
    bar = view(panel).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view(panel).viewport().grab()
    read = view(panel).indexAt(QPoint(20, 200)).row()
    read_id = panel.shown_marks()[read]
    top = row_rect(panel, read_id).top()
    panel.update_marks([make_mark(500, "one more", mark_id=9_001)])
    assert row_rect(panel, read_id).top() == top
    panel.update_marks([], [9_001, panel.shown_marks()[3]])
    assert row_rect(panel, read_id).top() == top


def test_scrolling_through_a_long_list_shows_every_mark_once_in_order(
    panel: MarksPanel, make_mark: Make
) -> None:
    panel.set_marks([make_mark(n * 1_000, "some words " * (n % 13)) for n in range(300)])
    bar, height = view(panel).verticalScrollBar(), view(panel).viewport().height()
    seen: list[int] = []
    while True:
        view(panel).viewport().grab()
        seen += [view(panel).indexAt(QPoint(20, y)).row() for y in range(0, height, 5)]
        if bar.value() == bar.maximum():
            break
        bar.setValue(bar.value() + height // 2)
    assert set(seen) >= set(range(300))


def test_rows_lie_one_below_the_other_however_marks_come_and_go(
    panel: MarksPanel, make_mark: Make
) -> None:
    def mark(number: int) -> Annotation:
        return make_mark(number * 1_000, "some words " * (number % 7))

    kept = {number: mark(number) for number in range(0, 1_200, 2)}
    panel.set_marks(kept.values())
    bar = view(panel).verticalScrollBar()
    for number in (601, 3, 1_199, 255, 1, 903):
        bar.setValue((bar.maximum() * number * 7 // 11) % max(bar.maximum(), 1))
        kept[number] = mark(number)
        gone = kept.pop(number - 1)
        panel.update_marks([kept[number]], [gone.id])
        panel.select_mark(kept[number].id)
        view(panel).viewport().grab()
        list_view, model = view(panel), view(panel).model()
        rects = [list_view.visualRect(model.index(row, 0)) for row in range(len(kept))]
        assert all(below.top() == above.bottom() + 1 for above, below in pairwise(rects))
        assert rects[0].top() == -bar.value()
        assert bar.maximum() == sum(rect.height() for rect in rects) - bar.pageStep()
        middle = row_rect(panel, kept[number].id).center()
        assert view(panel).indexAt(middle).row() == sorted(kept).index(number)


def test_a_changed_mark_moves_to_its_time_and_leaves_when_filtered_out(
    panel: MarksPanel, marks: list[Annotation]
) -> None:
    panel.set_marks(marks)
    panel.set_topic_filter(frozenset({2}))
    assert panel.shown_marks() == [2, 1]
    panel.update_marks([replace(marks[0], anchor=Anchor(5_000, 6_000, "earlier"))])
    assert panel.shown_marks() == [1, 2]
    panel.update_marks([replace(marks[1], topics=(1,))])
    assert panel.shown_marks() == [1]


def test_the_mark_being_heard_is_tinted_and_brought_into_view(
    panel: MarksPanel, make_mark: Make, theme: Theme
) -> None:
    panel.set_marks([make_mark(n * 1_000, "words") for n in range(200)])
    view(panel).setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    panel.set_current(150)
    rect = row_rect(panel, 150)
    assert view(panel).viewport().rect().contains(rect)
    image = view(panel).viewport().grab().toImage()
    colour = image.pixelColor(rect.left() + 16, rect.center().y()).name().upper()
    assert colour == theme.accent_soft


def test_the_colours_of_a_mark_are_painted_beside_its_time(
    panel: MarksPanel, marks: list[Annotation], theme: Theme
) -> None:
    panel.set_marks(marks)
    rect = row_rect(panel, 2)
    image = view(panel).viewport().grab().toImage()
    band = {
        image.pixelColor(x, y).name().upper()
        for x in range(rect.left(), rect.left() + 120)
        for y in range(rect.top(), rect.top() + 26)
    }
    assert {theme.mark("#D9822B"), theme.mark("#2E9E6B")} <= band


def test_a_mark_is_spoken_with_all_it_shows(panel: MarksPanel, marks: list[Annotation]) -> None:
    panel.set_marks(marks)
    spoken = [
        view(panel).model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (2, 3)
    ]
    assert spoken == [
        "0:30, Quote, Open models, “a quote that matters”",
        "0:40, Note, Licences, noted words, compare schools",
    ]


def test_a_topic_clicked_above_filters_the_marks_below(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], marks: list[Annotation], qtbot: QtBot
) -> None:
    above, below = TopicsPanel(theme), MarksPanel(theme)
    side = SidePanel(above, below, window)
    above.set_topics(topics, {})
    below.set_topics(topics)
    below.set_marks(marks)
    side.resize(300, 560)
    side.show()
    tree = above.findChildren(QWidget, "qt_scrollarea_viewport")[0]
    qtbot.mouseClick(tree, Qt.MouseButton.LeftButton, pos=QPoint(120, 12))
    assert below.shown_marks() == [2]
    chip = next(b for b in below.findChildren(QAbstractButton) if b.text() == "Learning")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(below.shown_marks()) == 4


def test_topics_take_the_room_they_need_and_no_more_than_their_share(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...]
) -> None:
    above, below = TopicsPanel(theme), MarksPanel(theme)
    side = SidePanel(above, below, window)
    side.resize(300, 560)
    side.show()
    above.set_topics(topics, {})
    assert abs(side.sizes()[0] - above.content_height()) <= 2
    many = [Topic(n, str(n), f"Topic {n}", "#D9822B", position=n) for n in range(1, 61)]
    above.set_topics(many, {})
    assert side.sizes()[0] < 560 * 0.5


@pytest.mark.parametrize(
    ("wanted", "let"),
    [
        (MarksFilter(), True),
        (MarksFilter(topics=frozenset({2})), True),
        (MarksFilter(topics=frozenset({1})), False),
        (MarksFilter(kinds=frozenset({Kind.QUOTE, Kind.NOTE})), True),
        (MarksFilter(kinds=frozenset({Kind.NOTE})), False),
        (MarksFilter(text="matters QUOTE"), True),
        (MarksFilter(text="absent"), False),
        (MarksFilter(topics=frozenset({2}), text="absent"), False),
    ],
)
def test_what_a_filter_lets_through(
    marks: list[Annotation], wanted: MarksFilter, let: bool
) -> None:
    assert wanted.lets(marks[0]) is let


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.integers(0, 9), st.sampled_from(Kind), st.booleans()),
        max_size=40,
    )
)
def test_any_row_of_changes_ends_as_if_set_at_once(
    changes: list[tuple[int, int, Kind, bool]],
) -> None:
    """Marks put in, moved, refiltered and taken out one by one, against a plain dict."""
    model, plain = MarksModel(), {}
    model.set_filter(MarksFilter(kinds=frozenset({Kind.QUOTE, Kind.TOPIC})))
    for mark_id, second, kind, gone in changes:
        anchor = Anchor(second * 1_000, second * 1_000 + 500, "words")
        mark = Annotation(mark_id, f"m{mark_id}", 1, kind, anchor)
        if gone:
            plain.pop(mark_id, None)
            model.update([], [mark_id])
        else:
            plain[mark_id] = mark
            model.update([mark], [])
    kept = [mark for mark in plain.values() if mark.kind in (Kind.QUOTE, Kind.TOPIC)]
    assert list(model.shown()) == sorted(kept, key=lambda mark: (mark.start_ms, mark.id))
    assert model.total() == len(plain)


@pytest.mark.parametrize(
    "text",
    [
        "plain words that need more than one line to be shown in a narrow panel",
        "我們不斷尋找新的事物去嘗試失敗並且從中學習這就是人生有趣的地方不是嗎",
        "averyveryverylongwordthatnoblankeverbreaksandthatiswiderthanthepanelisallowedtobe",
        "نحن نستمر في البحث عن أشياء جديدة لنكون سيئين فيها وهذا ما يجعل الحياة مثيرة",
        "🙂🙃 emoji and words 🙂🙃 in one mark that goes on and on",
    ],
)
def test_broken_lines_fit_and_lose_nothing(theme: Theme, text: str) -> None:
    breaker = LineBreaker(style.interface_font())
    lines = breaker.lines(text, 160, 9)
    metrics = QFontMetricsF(style.interface_font())
    assert all(metrics.horizontalAdvance(line) <= 161 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_more_lines_than_asked_for(theme: Theme) -> None:
    breaker = LineBreaker(style.interface_font())
    assert len(breaker.lines("word " * 200, 160, 3)) == 3
    assert len(breaker.lines("字" * 600, 160, 3)) == 3
    assert breaker.lines("", 160, 3) == []


# several at once


def select_with(panel: MarksPanel, mark_id: int, key: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    at = row_rect(panel, mark_id).center()
    qtbot.mouseClick(view(panel).viewport(), Qt.MouseButton.LeftButton, key, pos=at)


def test_ctrl_and_shift_choose_several_without_playing(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    click(panel, row_rect(panel, 2).center(), qtbot)
    told: list[tuple[int, ...]] = []
    panel.chosenChanged.connect(told.append)
    with qtbot.assertNotEmitted(panel.markActivated):
        select_with(panel, 1, Qt.KeyboardModifier.ShiftModifier, qtbot)
        assert told[-1] == (2, 3, 1)
        select_with(panel, 3, Qt.KeyboardModifier.ControlModifier, qtbot)
    assert told[-1] == (2, 1)
    panel.set_chosen(())
    assert told[-1] == ()


def test_what_is_dragged_out_is_what_was_shared(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    panel.set_sharing(
        lambda dragged: Shared(
            " + ".join(mark.text for mark in dragged), "<p>both</p>", ("https://youtu.be/x?t=1",)
        )
    )
    model = view(panel).model()
    assert view(panel).dragEnabled()
    data = model.mimeData([model.index(2, 0), model.index(0, 0)])
    assert data.text() == "the first words + a quote that matters"
    assert data.html() == "<p>both</p>"
    assert [url.toString() for url in data.urls()] == ["https://youtu.be/x?t=1"]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction


def test_the_menu_of_a_mark_copies_it_in_every_way(
    panel: MarksPanel, marks: list[Annotation], qtbot: QtBot
) -> None:
    panel.set_marks(marks)
    found = actions(panel.menu_for(marks[0]))
    with qtbot.waitSignal(panel.copyRequested) as asked:
        found["Copy as Quote"].trigger()
    assert asked.args == [1, "share.quote"]
    assert {"Copy as Markdown", "Copy as Link", "Copy as HTML", "Copy the words"} <= set(found)


def test_the_list_is_as_long_when_it_grows_wider_as_if_its_marks_had_all_come_at_once(
    panel: MarksPanel, make_mark: Make, theme: Theme, window: QWidget
) -> None:
    there = [make_mark(n * 1_000, "some words " * (n % 13)) for n in range(400)]
    longer = make_mark(7_000, "other words " * 30, note="a note", mark_id=there[7].id)
    panel.set_marks(there[:300])
    panel.update_marks(there[300:], [there[3].id])
    panel.update_marks([longer], [])
    at_once = MarksPanel(theme, window)
    at_once.set_marks([*there[:3], *there[4:7], longer, *there[8:]])
    at_once.show()
    lengths = []
    for one in (panel, at_once):
        one.resize(390, 500)
        view(one).viewport().grab()
        lengths.append(view(one).verticalScrollBar().maximum())
    assert lengths[0] == lengths[1]
