"""A slider over an episode that looks at a part of it: zooming, scrolling, following."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractSlider, QScrollBar, QWidget

from annotator.domain.timecode import format_clock
from annotator.gui.theme import Theme
from annotator.gui.timeline.picture import TimelinePicture
from annotator.gui.timeline.rows import MARGIN
from annotator.gui.timeline.stretch import Stretch
from annotator.gui.widgets.announce import announce

_STEP = 1.6
"""How much nearer one press of a key or button comes."""
BAR = 9
"""Height of the scroll bar."""


class Looking(QAbstractSlider):
    """What of the episode is seen. Times are milliseconds.

    `seekRequested` and `playRequested` carry one; `markActivated` the id of a mark;
    `loopRequested` a start and an end; `edgeMoved` the id of a mark, ``start`` or ``end``, and
    where to; `menuRequested` the place on the screen and an `Under`; `chapterActivated` a
    Chapter to rename. While `held` by a hand, the view does not follow the playhead; with
    `centred` that stays in the middle, else pages are turned.
    """

    seekRequested = Signal(int)
    playRequested = Signal(int)
    markActivated = Signal(int)
    loopRequested = Signal(int, int)
    edgeMoved = Signal(int, str, int)
    menuRequested = Signal(QPoint, object)
    chapterActivated = Signal(object)
    zoomChanged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = TimelinePicture(theme, self.font())
        self.shown = Stretch(0, 1)
        self.centred = self.held = False
        self._follows = True
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._bar.setAccessibleName(self.tr("Part of the episode that is shown"))
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.hide()
        self._bar.valueChanged.connect(self._bar_moved)

    def x_of(self, ms: int) -> float:
        """Where a time stands, in pixels of the widget."""
        return MARGIN + self.shown.x(ms)

    def zoom(self, steps: int) -> None:
        """Nearer by `steps`, farther for negative ones, about the playhead; 0 shows all."""
        if steps == 0:
            self.show_stretch(self.shown.whole())
        else:
            here = self.value()
            near = here if self.shown.shows(here) else self.shown.ms(self.shown.width / 2)
            self.zoom_at(_STEP**steps, self.x_of(near))
        self._say_what_is_shown()

    def zoom_at(self, factor: float, x: float) -> None:
        """Nearer by a factor; what stands at `x` stays there."""
        self.show_stretch(
            self.shown.zoomed(factor, (x - MARGIN + self.shown.first_px) * self.shown.scale)
        )
        self._follows = self._follows and self.shown.shows(self.value())

    def zoom_to(self, start_ms: int, end_ms: int) -> None:
        """Show this stretch, filling the timeline."""
        self._follows = self.shown.around(start_ms, end_ms).shows(self.value())
        self.show_stretch(self.shown.around(start_ms, end_ms))
        self._say_what_is_shown()

    def scroll_by(self, pixels: float) -> None:
        """Look later (or earlier); the view then stays there until the playhead comes by."""
        self._follows = False
        self.show_stretch(self.shown.moved(pixels))

    def turn_page(self, pages: int) -> None:
        """Look most of a page later, or earlier for a negative number."""
        self.scroll_by(pages * self.shown.width * 0.8)
        self._say_what_is_shown()

    def scroll_lanes(self, by: int) -> bool:
        """Bring other lanes into view, where there are more than have room; whether it did."""
        rows = self.picture.rows
        first = min(max(rows.first_lane + by, 0), rows.last_first_lane)
        moved = first != rows.first_lane
        if moved:
            self.picture.first_lane = first
            self.picture.forget(self.picture.marks)
            self.update()
        return moved

    def follow(self) -> None:
        """Bring the playhead into view and keep it there, wherever the user has looked since."""
        self._follows = True
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """After the playhead moved: look where it is now, unless the user looks elsewhere."""
        if self.shown.is_whole or self.held:
            return
        self._follows = self._follows or self._caught_up()
        if self._follows:
            to = self.shown.centred if self.centred else self.shown.paged
            self.show_stretch(to(self.value()))

    def _caught_up(self) -> bool:
        """Whether the playhead has come by where the user went to look."""
        x, width = self.shown.x(self.value()), self.shown.width
        return abs(x - width / 2) <= width / 8 if self.centred else 0 <= x <= width

    def show_stretch(self, shown: Stretch) -> None:
        """Show this part of the episode."""
        if shown == self.shown:
            return
        rescaled = shown.scale != self.shown.scale
        self.shown = shown
        self._bar.blockSignals(True)
        self._bar.setRange(0, shown.last_px)
        self._bar.setPageStep(shown.width)
        self._bar.setSingleStep(max(shown.width // 20, 1))
        self._bar.setValue(shown.first_px)
        self._bar.setVisible(not shown.is_whole)
        self._bar.blockSignals(False)
        self.update()
        if rescaled:
            self.zoomChanged.emit()

    def _say_what_is_shown(self) -> None:
        """To those who do not see it."""
        edges = (format_clock(self.shown.ms(x)) for x in (0, self.shown.width))
        announce(self, self.tr("{0} to {1}").format(*edges))

    def _bar_moved(self, first_px: int) -> None:
        self.scroll_by(first_px - self.shown.first_px)
