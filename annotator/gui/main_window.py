"""The window's frame: which widget stands where. It knows nothing of what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from annotator.commands.links import links_in
from annotator.gui.later import Later
from annotator.gui.panels.library_panel import LibraryPanel
from annotator.gui.panels.marks_panel import MarksPanel
from annotator.gui.panels.side_panel import SidePanel
from annotator.gui.panels.topics_panel import TopicsPanel
from annotator.gui.panels.transport import Transport
from annotator.gui.panels.video_pane import VideoPane
from annotator.gui.search_box import SearchBox
from annotator.gui.status import StatusLine
from annotator.gui.theme import Theme
from annotator.gui.timeline import Timeline
from annotator.gui.transcript import TranscriptView
from annotator.gui.widgets.banner import BannerStack
from annotator.gui.widgets.find_bar import FindBar
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.note_line import NoteLine
from annotator.gui.widgets.radio_bar import RadioBar
from annotator.gui.widgets.toast import ToastStack
from annotator.gui.widgets.tour_strip import TourStrip

if TYPE_CHECKING:
    from annotator.gui.panels.draft_panel import DraftPanel

_LAYOUT_VERSION = 1
_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 48)
"""Room for the title bar and edges that the desktop puts around a window."""


class MainWindow(QMainWindow):
    """Library, transcript, topics and marks; transport and timeline below; a status line.

    `dropped` carries the paths of files dropped anywhere, `linksDropped` links; `closing` is
    emitted before closing.
    """

    dropped = Signal(object)
    linksDropped = Signal(object)
    closing = Signal()
    activated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self.later = Later(self)
        self._theme = theme
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 480)
        self.resize(self._first_size())
        self.library = LibraryPanel(theme)
        self.transcript = TranscriptView(theme)
        self._draft: DraftPanel | None = None
        self._desk: QWidget = QWidget()  # holds the place of the draft desk until there is one
        self.video = VideoPane()
        self.topics = TopicsPanel(theme)
        self.marks = MarksPanel(theme)
        self.side = SidePanel(self.topics, self.marks)
        self.transport = Transport(theme)
        self.timeline = Timeline(theme)
        self.banners = BannerStack(theme)
        self.tour = TourStrip(theme)
        self.find_bar = FindBar(theme)
        self.radio_bar = RadioBar(theme)
        self.note_line = NoteLine(theme)
        self.search_box = SearchBox(theme)
        self.status = StatusLine(theme)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self._put_away: list[QWidget] | None = None
        self._lay_out()
        self.toasts = ToastStack(theme, self.transcript)
        self.menuBar().setCornerWidget(self.search_box, Qt.Corner.TopRightCorner)
        self.setStatusBar(self.status)
        self.set_order_of_focus()

    @property
    def draft(self) -> DraftPanel:
        """The draft desk, made when it is first asked for: few starts check a draft."""
        if self._draft is None:
            from annotator.gui.panels.draft_panel import DraftPanel

            self.beside.replaceWidget(0, made := DraftPanel(self._theme))
            made.hide()
            self._desk.deleteLater()
            self._draft = self._desk = made
            self.set_order_of_focus()
        return self._draft

    def set_theme(self, theme: Theme) -> None:
        """Colour anew all that paints itself."""
        self._theme = theme
        if self._draft is not None:
            self._draft.set_theme(theme)
        for part in (
            self.library, self.transcript, self.topics, self.marks, self.transport,
            self.timeline, self.banners, self.radio_bar, self.find_bar, self.note_line,
            self.search_box, self.status, self.toasts,
        ):  # fmt: skip
            part.set_theme(theme)

    def set_order_of_focus(self) -> None:
        """Tab goes from the library through the transcript to the notes and the transport."""
        order: Sequence[QWidget] = (
            self.library, self._desk, self.transcript, self.topics, self.marks,
            self.transport, self.timeline,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # Remembering how it was laid out

    def keep_layout(self, state: QSettings) -> None:
        """Write size, panels and columns to `state`, as they are outside the reading view."""
        self.set_reading(False)
        state.setValue("window/version", _LAYOUT_VERSION)
        state.setValue("window/geometry", self.saveGeometry())
        state.setValue("window/columns", self.columns.saveState())
        state.setValue("window/beside", self.beside.saveState())
        state.setValue("window/side", str(self.side.topics_height or ""))
        for name, panel in self._panels().items():
            state.setValue(f"window/{name}", not panel.isHidden())
        self.library.keep_view(state)

    def restore_layout(self, state: QSettings) -> None:
        """Take size, panels and columns from `state`, where they are there and fit."""
        self.library.restore_view(state)
        if state.value("window/version") not in (_LAYOUT_VERSION, str(_LAYOUT_VERSION)):
            return
        geometry, columns = state.value("window/geometry"), state.value("window/columns")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(columns, QByteArray):
            self.columns.restoreState(columns)
        beside, side = state.value("window/beside"), state.value("window/side")
        if isinstance(beside, QByteArray):
            self.beside.restoreState(beside)
        if isinstance(side, str) and side.isdigit():
            self.side.keep_topics_height(int(side))
        for name, panel in self._panels().items():
            panel.setVisible(state.value(f"window/{name}") not in (False, "false"))

    @property
    def reading(self) -> bool:
        """Whether the words stand alone."""
        return self._put_away is not None

    def set_reading(self, on: bool) -> None:
        """Put all away that is not words or the transport, or bring it back as it was."""
        if on == self.reading:
            return
        if on:
            beside = (*self._panels().values(), self._desk)
            self._put_away = [part for part in beside if not part.isHidden()]
            for part in self._put_away:
                part.hide()
        else:
            for part in self._put_away or ():
                part.show()
            self._put_away = None
        self.transcript.set_gutter_visible(not on)
        self.transcript.setFocus()

    def make_room_for_video(self) -> None:
        """Give the picture a third of the room beside the words, unless it has some already."""
        draft, words, picture = self.beside.sizes()
        if picture < self.video.minimumWidth():
            third = max((words + picture) // 3, self.video.minimumWidth())
            self.beside.setSizes([draft, words + picture - third, third])

    def toggle(self, panel: str) -> None:
        """Show or hide ``library``, ``notes`` or ``timeline``; in the reading view, end that and
        show it."""
        widget = self._panels()[panel]
        if self.reading:
            self.set_reading(False)
            widget.hide()
        widget.setVisible(widget.isHidden())
        if widget.isHidden():
            self.transcript.setFocus()

    def _first_size(self) -> QSize:
        """The size the window is drawn for, as far as the screen has room for it."""
        return _SIZE.boundedTo(self.screen().availableSize() - _FRAME)

    def _panels(self) -> dict[str, QWidget]:
        return {"library": self.library, "notes": self.side, "timeline": self.timeline}

    # What Qt tells

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Marks dragged out of the list carry links of their own.
        if event.source() is None and (_files(event) or _links(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if files := _files(event):
            self.dropped.emit(files)
        elif links := _links(event):
            self.linksDropped.emit(links)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.tour)
        column.addWidget(self.radio_bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.note_line)
        self.find_bar.hide()

        self.beside = QSplitter(Qt.Orientation.Horizontal)
        self.beside.addWidget(self._desk)
        self.beside.addWidget(centre)
        self.beside.setHandleWidth(1)
        self.beside.setChildrenCollapsible(False)
        self.beside.setSizes([560, 640])
        self.beside.addWidget(self.video)
        self._desk.hide()
        self.video.hide()

        for part in (self.library, self.beside, self.side):
            self.columns.addWidget(part)
        self.columns.setHandleWidth(1)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.columns.setStretchFactor(2, 0)
        self.columns.setCollapsible(1, False)
        self.columns.setSizes([248, 892, 300])

        bottom = QFrame()
        bottom.setProperty("role", "panel")
        below = QVBoxLayout(bottom)
        below.setContentsMargins(0, 10, 0, 10)  # transport and timeline have their own
        below.setSpacing(6)
        below.addWidget(self.transport)
        below.addWidget(self.timeline)

        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Hairline())
        rows.addWidget(self.columns, 1)
        rows.addWidget(Hairline())
        rows.addWidget(bottom)
        rows.addWidget(Hairline())
        self.setCentralWidget(whole)


def _files(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


def _links(event: QDropEvent) -> tuple[str, ...]:
    """The web addresses that are dropped: browsers give them as URLs or as text."""
    data = event.mimeData()
    if data.hasUrls():
        return links_in("\n".join(url.toString() for url in data.urls()))
    return links_in(data.text())
