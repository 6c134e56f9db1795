"""The timeline in the whole window: with a mouse, with keys, and what it leaves on the disk."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from annotator.domain.notes import Annotation, Chapter
from annotator.gui.timeline import Timeline
from annotator.gui.timeline.rows import LANE
from annotator.session.edits import AddChapter

LEFT = Qt.MouseButton.LeftButton


def line_of(hands: Hands) -> Timeline:
    return hands.window.timeline


def sound(hands: Hands, ms: int) -> QPoint:
    line = line_of(hands)
    return QPoint(round(line.x_of(ms)), line.picture.rows.wave_top + 6)


def on_lane(hands: Hands, mark: Annotation, ms: int) -> QPoint:
    line = line_of(hands)
    place = line.picture.lanes.place_of(mark)
    assert place is not None
    return QPoint(round(line.x_of(ms)), line.picture.rows.lane_top(place) + LANE // 2)


def menu_at(hands: Hands, at: QPoint) -> QMenu:
    line = line_of(hands)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, line.mapToGlobal(at))
    QApplication.sendEvent(line, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(a for a in menu.actions() if a.text().rstrip("…") == text)
    menu.close()
    action.trigger()


def answer(hands: Hands, text: str) -> None:
    (dialog,) = [one for one in hands.window.findChildren(QInputDialog) if one.isVisible()]
    dialog.setTextValue(text)
    dialog.accept()
    hands.come_back()


def chapters(hands: Hands) -> list[tuple[int, str]]:
    return [
        (start_ms, title)
        for start_ms, title in hands.stored("SELECT start_ms, title FROM chapter ORDER BY 1")
    ]


def test_a_click_plays_and_the_transcript_goes_along(hands: Hands) -> None:
    QTest.mouseClick(line_of(hands), LEFT, pos=sound(hands, 60_000))
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert abs(hands.desktop.playback.position_ms - 60_000) < 200
    hands.listen(0.2)
    assert hands.session.transcript.cue_at(60_200) in hands.view.rows_shown


def test_a_click_on_a_mark_makes_it_the_current_one_and_plays_it(hands: Hands) -> None:
    mark = hands.session.marks[0]
    QTest.mouseClick(line_of(hands), LEFT, pos=on_lane(hands, mark, mark.start_ms + 1_500))
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert hands.session.desk.current_mark == mark.id
    assert abs(hands.desktop.playback.position_ms - mark.start_ms) < 200


def test_chapters_are_made_renamed_and_removed_where_they_are_seen(hands: Hands) -> None:
    line = line_of(hands)
    choose(menu_at(hands, sound(hands, 30_000)), "New Chapter Here")
    answer(hands, "The yard")
    ((start_ms, title),) = chapters(hands)
    assert (abs(start_ms - 30_000) < 200, title) == (True, "The yard")
    assert line.picture.chapters == hands.session.episode.chapters

    QTest.mouseDClick(line, LEFT, pos=QPoint(round(line.x_of(40_000)), 4))
    answer(hands, "The bench")
    assert [title for _, title in chapters(hands)] == ["The bench"]
    choose(menu_at(hands, sound(hands, 40_000)), "Remove Chapter")
    assert chapters(hands) == []
    assert line.picture.chapters == ()
    hands.press("Ctrl+Z")
    assert [title for _, title in chapters(hands)] == ["The bench"]


def test_a_chapter_made_elsewhere_appears(hands: Hands) -> None:
    episode = hands.session.episode
    hands.session.do(AddChapter(episode.id, Chapter(10_000, "From a key")))
    assert [one.title for one in line_of(hands).picture.chapters] == ["From a key"]


def test_the_menu_of_a_mark_is_the_marks_own(hands: Hands) -> None:
    mark = hands.session.marks[0]
    choose(menu_at(hands, on_lane(hands, mark, mark.start_ms + 1_000)), "Delete")
    assert hands.session.mark(mark.id) is None


def test_keys_zoom_from_the_whole_to_one_word_and_back(hands: Hands) -> None:
    line = line_of(hands)
    hands.cursor_to(4)
    hands.press("Z")
    cue = hands.session.transcript.cues[4]
    assert line.shown.shows(cue.start_ms)
    assert line.shown.end_ms - line.shown.start_ms < 1.4 * (cue.end_ms - cue.start_ms)
    hands.press("Z")
    word = cue.timed_words[0]
    assert line.shown.shows(word.start_ms)
    assert line.shown.end_ms - line.shown.start_ms < 1.4 * (word.end_ms - word.start_ms) + 400
    before = line.shown
    hands.press("Alt+PgDown")
    assert line.shown.first_px > before.first_px
    hands.press("-")
    assert line.shown.scale > before.scale
    hands.press("0")
    assert line.shown.is_whole
    hands.press("+")
    assert not line.shown.is_whole


def test_letters_mark_while_the_timeline_has_the_focus_and_arrows_seek(hands: Hands) -> None:
    line = line_of(hands)
    line.setFocus()
    hands.cursor_to(4)
    hands.press("Q", on=line)
    assert hands.marks()[hands.cue(4)] == ("quote", "", "")
    hands.desktop.playback.seek(40_000)
    hands.press("Right", on=line)
    assert abs(hands.desktop.playback.position_ms - 45_000) < 100
    hands.press("Space", on=line)
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)


def test_going_to_a_mark_out_of_view_turns_the_page(hands: Hands) -> None:
    line = line_of(hands)
    line.zoom_to(0, 5_000)
    last = hands.session.marks[-1]
    assert not line.shown.shows(last.start_ms)
    hands.window.marks.markActivated.emit(last.id)
    hands.listen(0.1)
    assert line.shown.shows(last.start_ms)


def test_every_part_of_the_timeline_has_a_name_for_a_screen_reader(hands: Hands) -> None:
    assert line_of(hands).accessibleName() == "Position in the episode"
    names = {child.accessibleName() for child in line_of(hands).children() if child.isWidgetType()}
    assert names == {"Part of the episode that is shown"}


def test_following_again_brings_the_timeline_back_to_the_voice_too(hands: Hands) -> None:
    line = line_of(hands)
    hands.play_at(9_000)
    hands.press("+")
    hands.press("+")
    hands.press("Alt+PgDown")
    hands.press("Alt+PgDown")
    assert not line.shown.shows(line.value())
    hands.press("F")
    hands.press("F")
    assert hands.session.desk.following
    assert line.shown.shows(line.value())


def test_after_scrolling_the_transcript_one_key_brings_both_back(hands: Hands) -> None:
    line = line_of(hands)
    hands.play_at(9_000)
    hands.press("+")
    hands.press("+")
    hands.press("Alt+PgDown")
    hands.press("Alt+PgDown")
    hands.view.followingChanged.emit(False)  # as by the wheel
    assert not hands.session.desk.following
    hands.press("F")
    assert hands.session.desk.following
    assert line.shown.shows(line.value())
