"""The synced transcript: what is being heard, what is marked, and where the next mark goes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from annotator.domain.transcript import Point, Span, Transcript
from annotator.gui.theme import Theme
from annotator.gui.transcript import accessible
from annotator.gui.transcript.editor import CueEditor
from annotator.gui.transcript.empty import EmptyMessage
from annotator.gui.transcript.following import READING_SHARE, Following, worth_moving
from annotator.gui.transcript.header import Header
from annotator.gui.transcript.mark_index import MarkIndex
from annotator.gui.transcript.page import NO_TRANSCRIPT
from annotator.gui.transcript.pill import Pill
from annotator.gui.transcript.reading import ReadingView
from annotator.gui.transcript.values import MarkSpan
from annotator.gui.transcript.waiting_marks import WaitingMarks

_PILL_FROM_EDGE = 10
_LONGEST_GLIDE = 1.5
"""In heights of the view: what is farther away is jumped to."""
_PLACED_AT_ONCE = 30
"""Marks placed in one go while nothing else is to be done: 1 ms, or 8 where the times of their
words are read for the first time."""


class TranscriptView(ReadingView):
    """Shows values and tells intents; holds no truth.

    It is told of the transcript, the marks, the spoken word and the target of the next key.
    It tells, by its signals, of clicks, selections and edits. Positions are `Point`s and
    `Span`s of the transcript last set, times are milliseconds.
    """

    followingChanged = Signal(bool)
    backToVoice = Signal()
    cueEdited = Signal(int, str)
    editingBegan = Signal(int)
    editingEnded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._editor: CueEditor | None = None
        self._target: Span | None = None
        self._following = Following(self)
        self._following.changed.connect(self._following_changed)
        self._following.stepped.connect(self._glide_step)
        self._following.arrived.connect(self._follow)
        self._pill = Pill(theme, self.viewport())
        self._pill.clicked.connect(self.backToVoice)
        self._empty = EmptyMessage(theme, self.page.measures, self.viewport())
        self.verticalScrollBar().actionTriggered.connect(self._moved_by_hand)
        self.zoomed.connect(self._zoomed)
        self._placing = QTimer(self, interval=0)
        self._placing.timeout.connect(self._place_some)
        self._zoomed()
        accessible.announce_as_document(TranscriptView)
        accessible.name_view(self, "")

    # What is shown

    def set_transcript(
        self, transcript: Transcript | None, title: str = "", facts: str = ""
    ) -> None:
        """Show a transcript from its top, with no marks, below a title and a line of facts.

        None, or one without cues, leaves the place to the message of `set_empty`.
        """
        self._end_edit()
        self._following.stop()
        self.page.spoken = None
        self.page.cursor = 0
        self.page.current_mark = None
        self.page.marks = MarkIndex()
        self._show_transcript(transcript or NO_TRANSCRIPT, Header(title, facts))
        self._empty.setVisible(not len(self.page.column))
        self._show_pill()
        accessible.name_view(self, title)

    def replace_transcript(self, transcript: Transcript, facts: str | None = None) -> None:
        """Show a changed version of the same transcript, with other facts if any are given; the
        reader's place stays.

        Marks are kept as they are: send those whose words have moved by `update_marks`.
        """
        header = self.page.header
        self._end_edit()
        spoken, cursor = self.page.spoken, self.page.cursor
        with self._place_kept():
            shown = header.facts if facts is None else facts
            self._show_transcript(transcript, Header(header.title, shown))
        last = len(transcript.cues) - 1
        self.page.cursor = min(cursor, max(last, 0))
        self.page.spoken = spoken if spoken and spoken[0] <= last else None
        self._empty.setVisible(not len(self.page.column))

    def set_empty(self, title: str, body: str, actions: QWidget | None = None) -> None:
        """What to say while there is no transcript, with buttons below it if there are any."""
        self._empty.say(title, body, actions)
        self._empty.setVisible(not len(self.page.column))

    def offer(self, actions: QWidget) -> None:
        """Put buttons below the message of `set_empty`, as that stands."""
        self._empty.offer(actions)

    def set_marks(self, marks: Iterable[MarkSpan] | WaitingMarks) -> None:
        """Show these marks in place of all before; those that wait are placed as they are seen."""
        if isinstance(marks, WaitingMarks):
            self._show_marks(MarkIndex(waiting=marks, room=self.page.marks.lane_count))
            self._placing.start()
        else:
            self._show_marks(MarkIndex(marks))
        self.viewport().update()

    def _place_some(self) -> None:
        """Place a few of the waiting marks, so briefly that no frame is late for it."""
        if not self.page.marks.place_some(_PLACED_AT_ONCE):
            self._placing.stop()
        self._make_room_for_lanes()

    def update_marks(self, changed: Iterable[MarkSpan] = (), removed: Iterable[int] = ()) -> None:
        """Add or replace some marks, take others away; the rest stays as it is."""
        index = self.page.marks
        for mark_id in removed:
            self._repaint_mark(index.remove(mark_id))
        for mark in changed:
            self._repaint_mark(index.get(mark.id))
            index.put(mark)
            self._repaint_mark(mark)
        self._make_room_for_lanes()

    def set_target(self, span: Span | None) -> None:
        """Outline the words that the next key will mark. While a cue is edited keys are letters
        and mark nothing: the outline waits until it is done."""
        self._target = span
        if self._editor is None:
            self._outline(span)

    def _outline(self, span: Span | None) -> None:
        before, now = self.page.target, self.page.clamped(span)
        if before == now:
            return
        self.page.target = now
        for changed in (before, now):
            if changed is not None:
                self._repaint_rows(changed.start.cue, changed.end.cue)
        self._place_pill()

    def set_current_mark(self, mark_id: int | None) -> None:
        """Show which mark is being worked on."""
        self._swap_mark("current_mark", mark_id)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._pill.set_theme(theme)
        self._empty.set_theme(theme)
        if self._editor is not None:
            self._editor.set_theme(theme)

    def set_back_key(self, key: str) -> None:
        """The key shown on the pill that leads back to the voice."""
        self._pill.set_key(key)
        self._place_floating()

    def _repaint_mark(self, mark: MarkSpan | None) -> None:
        if mark is not None:
            self._repaint_rows(mark.first_cue, mark.last_cue)

    # The voice

    def set_spoken(self, cue: int | None, word: int | None = None) -> None:
        """Highlight the word being heard, None for none; keeps it in view while following."""
        now = None if cue is None or not 0 <= cue < len(self.page.column) else (cue, word)
        before = self.page.spoken
        if before == now:
            return
        self._repaint_spoken()
        self.page.spoken = now
        self._repaint_spoken()
        if (before is None) != (now is None):
            self._show_pill()
        if now is not None:
            self._follow()
            if not self._following.on and (before is None or before[0] != now[0]):
                self._aim_pill()

    @property
    def following(self) -> bool:
        return self._following.on

    def set_following(self, on: bool) -> None:
        """Keep the spoken word in view from now on, or leave the page to the reader."""
        self._following.switch(on)
        if on:
            self._follow(at_once=True)

    def _repaint_spoken(self) -> None:
        spoken = self.page.spoken
        if spoken is not None and spoken[1] is not None and spoken[0] in self._rows_shown:
            self._repaint_rects(self.page.word_rects(spoken[0], spoken[1]))

    def _spoken_point(self) -> Point | None:
        if self.page.spoken is None:
            return None
        cue, word = self.page.spoken
        words = self.page.transcript.cues[cue].timed_words
        return Point(cue, words[word].begin if word is not None and word < len(words) else 0)

    def _follow(self, *, at_once: bool = False) -> None:
        point = self._spoken_point()
        busy = self._following.gliding or self._pointer.dragging or self._editor is not None
        if point is None or not self._following.on or busy:
            return
        height = self.viewport().height()
        value = self.verticalScrollBar().value()
        if point.cue in self._rows_shown and not at_once:
            top = self.page.column.line_span(point)[0]
            if not worth_moving(
                top - value - round(READING_SHARE * height), self.page.measures.pitch
            ):
                return
        top = self._top_showing(point, READING_SHARE)
        distance = top - self.verticalScrollBar().value()
        if abs(distance) > _LONGEST_GLIDE * height or not self._animates():
            self.verticalScrollBar().setValue(top)
        elif distance:
            self._following.glide(distance)

    def _animates(self) -> bool:
        """Not for whoever has animations switched off, nor unseen."""
        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.isVisible() and self.style().styleHint(duration, None, self) > 0

    def _glide_step(self, distance: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + distance)

    def _moved_by_hand(self) -> None:
        if self.page.spoken is not None:
            self._following.switch(False)
            self._aim_pill()
        self._following.stop()

    def _following_changed(self, on: bool) -> None:
        self._show_pill()
        self.followingChanged.emit(on)

    def _show_pill(self) -> None:
        self._pill.setVisible(not self._following.on and self.page.spoken is not None)
        self._aim_pill()
        self._place_floating()

    def _aim_pill(self) -> None:
        if self.page.spoken is not None:
            middle = sum(self._shown()) // 2
            self._pill.point(up=self.page.column.top_of(self.page.spoken[0]) < middle)

    # Editing in place

    def begin_edit(self, cue: int) -> None:
        """Lay an editor over a cue's words; `cueEdited` tells of the outcome, if any."""
        self._end_edit()
        if not 0 <= cue < len(self.page.column):
            return
        self.ensure_visible(cue)
        text = self.page.transcript.cues[cue].text
        self._editor = CueEditor(cue, text, self.page.measures, self.page.theme, self.viewport())
        self._editor.finished.connect(self._edited)
        self._place_floating()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._target = self.page.target
        self._outline(None)
        self.editingBegan.emit(cue)

    def take_edit(self) -> tuple[int, str, int] | None:
        """End the editing without telling of its text: the cue's index, the text as it stands
        and how many letters of it are before the cursor. None where nothing is edited."""
        if self._editor is None:
            return None
        draft = self._editor.draft()
        self._editor.give_up()
        return draft

    @property
    def editing(self) -> bool:
        return self._editor is not None

    def _end_edit(self) -> None:
        if self._editor is not None:
            self._editor.keep()

    def _edited(self, cue: int, text: str | None) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            if editor.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.hide()
            editor.deleteLater()
        self._outline(self._target)
        if text is not None:
            self.cueEdited.emit(cue, text)
        self.editingEnded.emit()

    # Keeping up with changes of size and place

    def set_cursor(self, cue: int) -> None:
        before = self.page.cursor
        super().set_cursor(cue)
        if self.page.cursor != before:
            here = self.page.transcript.cues[self.page.cursor]
            accessible.describe_cue(self, here)
            if self.hasFocus():
                accessible.announce(self, here)

    def _zoomed(self) -> None:
        measures = self.page.measures
        self._pill.set_fonts(measures.facts_font, measures.label_font)
        self._empty.set_measures(measures)
        self._end_edit()
        self._place_floating()

    def _place_floating(self) -> None:
        """Put what floats over the page where it belongs."""
        self._place_pill()
        self._empty.place()
        if self._editor is not None and self._editor.cue < len(self.page.column):
            block = self.viewport_rect(self.page.block(self._editor.cue))
            self._editor.place(block, self.page.frame.pad)

    def _place_pill(self) -> None:
        """At the lower edge, or at the upper one where it would hide what the next key marks."""
        area = self.viewport().rect()
        place = QRect(QPoint(), self._pill.sizeHint())
        place.moveCenter(area.center())
        place.moveBottom(area.bottom() - _PILL_FROM_EDGE)
        target = self.page.target
        if target is not None and any(
            self.viewport_rect(self.page.block(cue)).intersects(place)
            for cue in range(target.start.cue, target.end.cue + 1)
            if cue in self._rows_shown
        ):
            place.moveTop(area.top() + _PILL_FROM_EDGE)
        self._pill.setGeometry(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_floating()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._editor is not None:
            self._place_floating()
        elif not self._following.on:
            self._place_pill()
