"""The draft desk: what lies on it shown beside the transcript, and kept in step with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from annotator.commands import REGISTRY, Context, Place
from annotator.commands.desk import (
    DRAFT_ENDINGS,
    choose_scope,
    open_draft,
    play_passage,
    show,
    take_correction,
)
from annotator.commands.episodes import open_paths, open_sources
from annotator.domain.errors import AnnotatorError
from annotator.gui.actions import Actions
from annotator.gui.bridge import Jobs
from annotator.gui.language import local, tr
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.phrases import counted, joined

if TYPE_CHECKING:
    from annotator.drafts.draft import Draft
    from annotator.gui.panels.draft_panel import DraftPanel
    from annotator.gui.panels.draft_view import DraftRow, Paragraph
    from annotator.gui.panels.verdict_page import Card
    from annotator.session.draft_desk import OpenDraft
    from annotator.session.draft_items import Item

_LISTEN_MS = 250
_SURE_ENDINGS = (".docx", ".markdown")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_ROOMY = 1_700
"""From this width on, library and marks stay beside the desk."""


class DraftPresenter(Presenter):
    """Shows `context.drafts`; brings clicks and drops back."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        jobs: Jobs,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._actions = actions
        self._jobs = jobs
        self._made: DraftPanel | None = None
        self._shown: OpenDraft | None = None
        self._correcting = False
        self._put_away: tuple[str, ...] = ()
        self._listening = QTimer(self)
        self._listening.setInterval(_LISTEN_MS)
        self._listening.timeout.connect(self._listen)
        desk = context.drafts
        desk.changed.connect(lambda _: self._show())
        desk.moved.connect(lambda _: self._show_current())
        context.session.cues_changed.connect(
            lambda cues: self._guard(take_correction, context, cues)
        )
        jobs.changed.connect(self._look_at_jobs)
        actions.ran.connect(self._remember)
        window.transcript.editingEnded.connect(self._come_back)

    def given(self, sources: Sequence[str]) -> None:
        """What was named to the program as it was started: as if it were dropped."""
        if may_be_draft(sources):
            self.dropped((Path(sources[0]),))
        else:
            open_sources(self._context, sources)

    def dropped(self, paths: tuple[Path, ...]) -> None:
        """Files were dropped on the window: a draft is checked, all else is opened.

        Markdown, text and HTML may be either, so the user is asked where there are words to
        check against.
        """
        alone = paths[0] if len(paths) == 1 else None
        ending = alone.suffix.casefold() if alone else ""
        if alone is None or ending not in DRAFT_ENDINGS:
            self._guard(open_paths, self._context, paths)
        elif ending in _SURE_ENDINGS:
            self._guard(open_draft, self._context, alone)
        elif self._context.session.transcript is None:
            self._guard(open_paths, self._context, paths)
        else:
            self._ask(alone)

    def leave(self) -> None:
        """Bring back the panels that made room for the desk, before the layout is kept."""
        self._listening.stop()
        self._clear_away()

    def show_keys(self) -> None:
        """Tell the desk, if there is one, the keys as they are now."""
        if self._made is not None:
            key = self._actions.key
            self._made.set_key_hints({c.id: key(c.id) for c in REGISTRY if c.area == "draft"})

    # The desk → the widgets

    @property
    def _panel(self) -> DraftPanel:
        """The panel, made and tied to the desk when there is first something to show."""
        if self._made is None:
            context, panel = self._context, self._window.draft
            panel.asked.connect(self._actions.run)
            panel.scopeChosen.connect(lambda name: self._guard(choose_scope, context, name))
            panel.rowChosen.connect(self._chosen)
            panel.passageChosen.connect(lambda number: self._guard(play_passage, context, number))
            self._actions.act_in(Place.DRAFT, panel.view)
            self._made = panel
            self.show_keys()
        return self._made

    def _show(self) -> None:
        desk = self._context.drafts
        opened = desk.open
        if opened is None:
            self._shown = None
            self._listening.stop()
            self._clear_away()
            return
        if self._made is None:
            # In an event of its own, so that no single one takes long.
            _ = self._panel
            QTimer.singleShot(0, self, self._show)
            return
        panel = self._made
        self._make_room(panel)
        if opened is not self._shown:
            is_new = self._shown is None or self._shown.path != opened.path
            self._shown = opened
            panel.show_draft(opened.name, _paragraphs(opened.draft))
            if is_new:
                panel.view.verticalScrollBar().setValue(0)
                panel.view.setFocus()
        panel.set_scope(desk.scope.value)
        panel.set_summary(self._summary())
        panel.set_rows([_row(item, number in desk.stale) for number, item in enumerate(desk.items)])
        self._show_current()
        self._listening.start()
        self._actions.refresh()

    def _summary(self) -> str:
        from annotator.drafts.report import summary

        desk = self._context.drafts
        if desk.busy:
            return self.tr("Looking for the quotations…")
        told = sum(item.finding is None for item in desk.items)
        found = summary([item.entry for item in desk.items if item.finding is not None])
        if not told:
            return local(found)
        also = counted(told, "{0} told without quoting.", "{0} told without quoting.")
        return local(joined(" ", (found, also)))

    def _show_current(self) -> None:
        desk, panel = self._context.drafts, self._panel
        item = desk.item
        place = (
            self.tr("{0} of {1}").format((desk.current or 0) + 1, len(desk.items)) if item else ""
        )
        panel.view.set_current(desk.current)
        panel.show_card(_card(item, layered=desk.shows_layers) if item else None, place)

    def _make_room(self, panel: DraftPanel) -> None:
        """Show the desk; in a narrow window library and marks make room for it."""
        window = self._window
        if panel.isVisibleTo(window):
            return
        panel.show()
        narrow = window.width() < _ROOMY
        beside = {"library": window.library, "notes": window.side}
        self._put_away = tuple(
            name for name, part in beside.items() if narrow and not part.isHidden()
        )
        for name in self._put_away:
            beside[name].hide()
        half = window.beside.width() // 2
        window.beside.setSizes([half, half])

    def _clear_away(self) -> None:
        """Hide the desk, and bring back what made room for it."""
        window = self._window
        if self._made is None or not self._made.isVisibleTo(window):
            return
        self._made.hide()
        for name in self._put_away:
            (window.library if name == "library" else window.side).show()
        self._put_away = ()
        window.transcript.setFocus()

    def _listen(self) -> None:
        """Show in the draft which of its quotations is being heard."""
        context = self._context
        episode, playback = context.session.episode, context.playback
        heard = None
        if episode is not None and playback.playing:
            heard = context.drafts.at_time(episode.id, playback.position_ms)
        self._panel.view.set_heard(heard)

    # The widgets → the desk

    def _chosen(self, row: int) -> None:
        self._context.drafts.go(row)
        self._guard(show, self._context)
        self._panel.view.setFocus()

    def _look_at_jobs(self) -> None:
        """A job that was cancelled or failed says nothing: the desk must not wait for it."""
        desk = self._context.drafts
        if self._jobs.running:
            return
        QTimer.singleShot(0, self, self._give_up)  # after what the last job still has to say
        if not (desk.busy or desk.writing):
            return
        desk.writing = False
        if desk.busy:
            desk.busy = False
            self._panel.set_summary(self.tr("Stopped; F5 checks the draft again."))

    def _give_up(self) -> None:
        """Wait no longer for an episode that nobody reads any more."""
        if not self._jobs.running:
            self._context.drafts.wanted = None

    def _remember(self, command: str) -> None:
        self._correcting = command == "draft.correct"

    def _come_back(self) -> None:
        """After a correction that was begun in the draft, its keys work on the draft again."""
        if self._correcting:
            self._correcting = False
            self._panel.view.setFocus()

    def _ask(self, path: Path) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Annotator")
        box.setText(self.tr("Is “{0}” a draft or a transcript?").format(path.name))
        box.setInformativeText(
            self.tr(
                "The quotations of a draft are looked up in your transcripts; a transcript"
                " becomes an episode of its own."
            )
        )
        role = QMessageBox.ButtonRole.AcceptRole
        draft = box.addButton(self.tr("Check it as a draft"), role)
        draft.clicked.connect(lambda: self._guard(open_draft, self._context, path))
        words = box.addButton(self.tr("Open it as a transcript"), role)
        words.clicked.connect(lambda: self._guard(open_paths, self._context, (path,)))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(draft)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def may_be_draft(sources: Sequence[str]) -> bool:
    """Whether what was named is one file of a kind that articles are written in."""
    from annotator.sources.addresses import is_link

    ending = Path(sources[0]).suffix.casefold() if len(sources) == 1 else ""
    return ending in DRAFT_ENDINGS and not is_link(sources[0])


def _paragraphs(draft: Draft) -> list[Paragraph]:
    """The prose as it is shown: the lines of a paragraph made one, no blanks around it."""
    from annotator.gui.panels.draft_view import Paragraph

    made = []
    for block in draft.blocks:
        whole = draft.text[block.begin : block.end]
        text = whole.strip()
        begin = block.begin + len(whole) - len(whole.lstrip())
        heading = draft.kind == "markdown" and _HEADING.match(
            draft.source, draft.source.rfind("\n", 0, draft.begins[begin]) + 1
        )
        flat = text.replace("\r", " ").replace("\n", " ")
        made.append(Paragraph(begin, flat, block.quoted, bool(heading)))
    return made


def _row(item: Item, stale: bool) -> DraftRow:
    from annotator.gui.panels.draft_view import DraftRow
    from annotator.gui.panels.verdict_page import verdict_words

    words, sign, tone = verdict_words(item.finding.verdict if item.finding else None)
    if item.finding is not None and item.finding.warnings and tone == "good":
        tone = "warn"
    return DraftRow(
        item.begin, item.end, sign, "plain" if stale else tone, f"{tr(words)}: {item.text}"
    )


def _card(item: Item, *, layered: bool) -> Card:
    from annotator.drafts.layers import layers
    from annotator.gui.panels.verdict_page import Card, CardPlace

    finding = item.finding
    made = None
    if layered and finding is not None and item.found:
        speakers = [place.speaker for place in finding.places]
        made = layers(finding.steps, item.text, speakers)
    places = tuple(CardPlace(passage.title, passage.place) for passage in item.passages)
    return Card(item.text, finding, places, made)
