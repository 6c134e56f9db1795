"""The open episode in the transcript and the marks list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.commands import Context
from annotator.commands.mending import nudge_edge
from annotator.commands.navigation import go_to_mark
from annotator.commands.playback import follows
from annotator.commands.sharing import note_of
from annotator.commands.tagging import change_kind, change_note, pick_topic_for
from annotator.commands.transcript import change_cue_text
from annotator.domain.errors import AnnotatorError
from annotator.domain.mending import Edge
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Cue, Span, Transcript
from annotator.gui.actions import Actions
from annotator.gui.language import tr
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.transcript import MarkSpan, WaitingMarks
from annotator.gui.transcript.page import NO_TRANSCRIPT
from annotator.gui.transcript.touch import touch_at
from annotator.session.edits import RemoveMarks
from annotator.session.targets import Origin, Target
from annotator.session.told import MarksDelta

if TYPE_CHECKING:
    from annotator.exporters.sharing import Shared

_FEW_CUES = 100
MANY_MARKS = 500
"""More marks than these are listed, and drawn on the timeline, after the words are shown."""


class EpisodePresenter(Presenter):
    """Shows `session.episode` and its marks; brings clicks and edits back."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._actions = actions
        self._later = window.later
        self._listed_of: int | None = None
        session = context.session
        session.opened.connect(self._show)
        session.marks_changed.connect(self._marks_changed)
        session.marks_renewed.connect(lambda _: self._marks_renewed())
        session.topics_changed.connect(lambda _: self._topics_changed())
        session.cues_changed.connect(self._cues_changed)
        session.desk_changed.connect(lambda _: self._desk_changed())
        self._connect_transcript()
        self._connect_marks()

    def _connect_transcript(self) -> None:
        view = self._window.transcript
        view.wordClicked.connect(self._word_clicked)
        view.markClicked.connect(lambda mark: self._guard(self._choose_mark, mark))
        view.selectionChanged.connect(self._selected)
        view.cursorChanged.connect(self._cursor_moved)
        view.followingChanged.connect(self._following_changed)
        view.backToVoice.connect(self._back_to_voice)
        view.contextMenuRequested.connect(self._show_menu)
        view.cueEdited.connect(self._correct)
        view.editingEnded.connect(view.setFocus)
        view.edgeMoved.connect(self._edge_moved)

    def _connect_marks(self) -> None:
        marks, context = self._window.marks, self._context
        marks.markActivated.connect(
            lambda mark: self._guard(partial(go_to_mark, play=True), context, mark)
        )
        marks.noteEdited.connect(
            lambda mark, text: self._on_mark(mark, lambda m: change_note(context, m, text))
        )
        marks.kindRequested.connect(
            lambda mark, kind: self._on_mark(mark, lambda m: change_kind(context, m, Kind(kind)))
        )
        marks.deleteRequested.connect(lambda mark: self._on_mark(mark, lambda m: self._remove(m)))
        marks.topicsRequested.connect(lambda mark: self._on_mark(mark, self._pick_topics))
        marks.chosenChanged.connect(self._marks_chosen)
        marks.copyRequested.connect(self._copy_mark)
        marks.set_sharing(self._shared)

    def _correct(self, cue: int, text: str) -> None:
        """Keep what was typed for a cue; where that cannot be done, it is not thrown away."""
        try:
            change_cue_text(self._context, cue, text)
        except AnnotatorError as error:
            self._context.prompts.copy(text)
            self._tell(AnnotatorError("{0} What you typed is on the clipboard.", error))

    # The session → the widgets

    def _show(self, episode: Episode | None) -> None:
        session, window = self._context.session, self._window
        transcript, page = session.transcript, window.transcript.page
        if episode is not None:  # else nothing is shown that anybody waits for
            self._later.let_go(page.transcript.cues, page.marks.placed)
        if episode is None:
            window.transcript.set_empty(
                self.tr("Nothing is open yet"),
                self.tr(
                    "Drop an audio file and its transcript here, or press Ctrl+O."
                    " While it plays, 1 to 9 tag what you hear, Q quotes it, N writes a note."
                ),
            )
            window.transcript.set_transcript(None)
            window.setWindowTitle("Annotator")
        else:
            if transcript is None:
                window.transcript.set_empty(
                    self.tr("There are no words here yet"),
                    self.tr(
                        "The marks are in the list beside this and on the timeline below."
                        " A transcript may be dropped here."
                    ),
                )
            window.transcript.set_transcript(
                transcript, episode.title, facts_line(episode, transcript)
            )
            window.setWindowTitle(f"{episode.title} — Annotator")
        self._show_marks()
        self._desk_changed()
        self._listed_of = episode.id if episode else None

    def _show_marks(self) -> None:
        session, window = self._context.session, self._window
        self._show_marks_on_words()
        window.marks.set_open(is_open=session.episode is not None)
        window.marks.set_topics(session.topics)
        if session.mark_count <= MANY_MARKS:
            self._list_marks()
        else:
            if session.episode is not None and session.episode.id != self._listed_of:
                window.marks.await_marks()  # those of another are not to be acted on
            self._later.do("list", self._list_marks)
        window.topics.set_topics(session.keyed_topics, session.topic_counts)

    def _list_marks(self) -> None:
        there = self._context.session.open_marks
        self._window.marks.set_marks(there.ordered, there.looks.copy())

    def _show_marks_on_words(self) -> None:
        session = self._context.session
        if session.transcript is not None:
            self._later.let_go(self._window.transcript.page.marks.placed)
        transcript = session.transcript or NO_TRANSCRIPT
        looks = session.open_marks.looks.copy()
        waiting = WaitingMarks(session.marks, transcript, self._placing(), looks)
        self._window.transcript.set_marks(waiting)

    def _marks_renewed(self) -> None:
        """So many are other than before that all are shown anew, one view after another."""
        self._later.do("words", self._show_marks_on_words)
        self._window.topics.set_counts(self._context.session.topic_counts)
        self._later.do("list", self._list_marks)

    def _marks_changed(self, delta: MarksDelta) -> None:
        window = self._window
        shown = self._spans(delta.changed)
        unplaced = {mark.id for mark in delta.changed} - {span.id for span in shown}
        window.transcript.update_marks(shown, delta.removed | unplaced)
        window.marks.update_marks(delta.changed, delta.removed)
        window.topics.set_counts(self._context.session.topic_counts)

    def _topics_changed(self) -> None:
        """Names and colours are everywhere: everything that shows them is told."""
        session, window = self._context.session, self._window
        self._show_marks_on_words()
        window.marks.set_topics(session.topics)
        window.topics.set_topics(session.keyed_topics, session.topic_counts)
        self._later.do("list", self._list_marks)

    def _cues_changed(self, ids: frozenset[int]) -> None:
        session, view = self._context.session, self._window.transcript
        if session.transcript is None:
            return
        count = len(view.page.transcript.cues)
        facts = facts_line(session.episode, session.transcript) if session.episode else ""
        self._later.let_go(view.page.transcript.cues)
        view.replace_transcript(session.transcript, facts)
        if len(session.transcript.cues) != count or len(ids) > _FEW_CUES:
            # Those behind stand on other cues now.
            self._show_marks_on_words()
            return
        changed = [cue for cue in session.transcript.cues if cue.id in ids]
        view.update_marks(self._spans(_on_cues(session.marks, changed)))

    def _desk_changed(self) -> None:
        desk, view = self._context.session.desk, self._window.transcript
        view.blockSignals(True)
        if view.selection() != desk.selection:
            view.set_selection(desk.selection)
        if view.cursor_cue() != desk.cursor:
            view.set_cursor(desk.cursor)
            view.ensure_visible(desk.cursor)
        if desk.selection is not None:
            view.ensure_visible(desk.selection.end.cue, desk.selection.end.char)
        if view.following != desk.following:
            view.set_following(desk.following)
        view.set_current_mark(desk.current_mark)
        view.blockSignals(False)
        self._window.marks.set_current(desk.current_mark)
        self._window.marks.set_chosen(desk.chosen)
        self._show_following()
        current = self._context.session.mark(desk.current_mark)
        self._window.topics.set_on_target(current.topics if current else ())

    def _spans(self, marks: Iterable[Annotation]) -> list[MarkSpan]:
        place = self._placing()
        return [span for mark in marks if (span := place(mark)) is not None]

    def _placing(self) -> Callable[[Annotation], MarkSpan | None]:
        """What finds the words of a mark, with the colours that topics have now."""
        session = self._context.session
        colours = {topic.id: topic.colour for topic in session.topics}

        def place(mark: Annotation) -> MarkSpan | None:
            anchor, transcript = mark.anchor, session.transcript
            span = transcript.span_of(anchor.start_ms, anchor.end_ms) if transcript else None
            if span is None:
                return None
            return MarkSpan(
                mark.id,
                span,
                tuple([colours[topic] for topic in mark.topics if topic in colours]),
                is_quote=mark.kind is Kind.QUOTE,
                has_note=bool(mark.note),
                is_bookmark=mark.kind is Kind.BOOKMARK,
            )

        return place

    # The widgets → the session

    def _word_clicked(self, cue: int, _word: int, start_ms: int) -> None:
        desk = self._context.session.desk
        desk.cursor, desk.following, desk.current_mark, desk.chosen = cue, True, None, ()
        self._context.session.desk_changed.tell(None)
        self._context.playback.play_from(start_ms)

    def _choose_mark(self, mark_id: int) -> None:
        desk = self._context.session.desk
        desk.current_mark, desk.chosen = mark_id, ()
        self._context.session.desk_changed.tell(None)

    def _marks_chosen(self, ids: tuple[int, ...]) -> None:
        self._context.session.desk.chosen = ids

    def _copy_mark(self, mark_id: int, command: str) -> None:
        desk = self._context.session.desk
        desk.selection = None
        if mark_id not in desk.chosen:
            desk.current_mark, desk.chosen = mark_id, ()
        self._context.session.desk_changed.tell(None)
        self._actions.run(command)

    def _shared(self, marks: Sequence[Annotation]) -> Shared | None:
        from annotator.exporters.sharing import to_drag

        note = note_of(self._context, marks)
        return to_drag(note) if note is not None else None

    def _selected(self, span: Span | None) -> None:
        self._context.session.desk.selection = span
        self._context.session.desk_changed.tell(None)

    def _cursor_moved(self, cue: int) -> None:
        self._context.session.desk.cursor = cue

    def _edge_moved(self, cue: int, at_end: bool, by_ms: int) -> None:
        self._guard(nudge_edge, self._context, cue, Edge.END if at_end else Edge.START, by_ms)

    def _following_changed(self, on: bool) -> None:
        self._context.session.desk.following = on
        self._show_following()

    def _show_following(self) -> None:
        possible = self._context.session.transcript is not None
        self._window.transport.set_following(follows(self._context), possible=possible)

    def _back_to_voice(self) -> None:
        self._context.session.desk.following = True
        self._context.session.desk_changed.tell(None)
        self._window.transcript.setFocus()

    def _show_menu(self, at: QPoint, mark_id: int | None) -> None:
        mark = self._context.session.mark(mark_id)
        menu = QMenu(self._window)
        if mark is not None:
            self._choose_mark(mark.id)
            menu = self._window.marks.menu_for(mark)
        else:
            self._choose_line(at)
            for name in ("play.from_here", "mark.quote", "mark.note", "mark.pick_topic",
                         "mark.bookmark", "edit.cue", "edit.speaker", "select.copy",
                         "share.quote", "share.link", "share.markdown"):  # fmt: skip
                menu.addAction(self._actions[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _choose_line(self, at: QPoint) -> None:
        """Let the menu's keys act on the line that was pointed at, unless it lies in the
        selection: not on one chosen before, nor on what is heard meanwhile."""
        view, session = self._window.transcript, self._context.session
        touch = touch_at(view.page, view.page_point(view.viewport().mapFromGlobal(at)))
        if touch is None or session.transcript is None:
            return
        chosen = session.desk.selection
        if chosen is None or not chosen.start <= touch.point < chosen.end:
            session.desk.cursor = touch.point.cue
            session.desk.current_mark = None
            session.desk.selection = session.transcript.cue_span(touch.point.cue)
            session.desk_changed.tell(None)

    def _pick_topics(self, mark: Annotation) -> None:
        session = self._context.session
        session.desk.forget()
        session.desk.current_mark = mark.id
        session.desk_changed.tell(None)
        transcript = session.transcript
        span = transcript.span_of(mark.start_ms, mark.end_ms) if transcript else None
        pick_topic_for(self._context, Target(mark.anchor, span, Origin.SELECTION))

    def _remove(self, mark: Annotation) -> None:
        self._context.session.do(RemoveMarks((mark,)))
        self._context.session.say(self.tr("Mark removed"), undo=True)

    def _on_mark(self, mark_id: int, act: Callable[[Annotation], None]) -> None:
        mark = self._context.session.mark(mark_id)
        if mark is not None:
            self._guard(act, mark)


def _on_cues(marks: Iterable[Annotation], cues: Sequence[Cue]) -> Iterator[Annotation]:
    """The marks that share some time with `cues`, which are in order."""
    starts = [cue.start_ms for cue in cues]
    for mark in marks:
        last = bisect_left(starts, mark.end_ms) - 1
        if last >= 0 and cues[last].end_ms > mark.start_ms:
            yield mark


def facts_line(episode: Episode, transcript: Transcript | None) -> str:
    """The line under the title: show, date, length, speakers, language and kind of times."""
    length_ms = episode.media.duration_ms if episode.media else 0
    parts = [episode.show, episode.published_on]
    if transcript is not None:
        length_ms = max(length_ms, transcript.end_ms)
        speakers = len(transcript.speakers)
        parts.append(format_clock(length_ms) if length_ms else "")
        parts.append(tr("{0} speakers").format(speakers) if speakers > 1 else "")
        parts.append(episode.language or transcript.language)
        if transcript.times_estimated:
            parts.append(tr("times estimated"))
        elif transcript.has_word_times:
            parts.append(tr("word-timed"))
    elif length_ms:
        parts.append(format_clock(length_ms))
    return " · ".join(part for part in parts if part)
