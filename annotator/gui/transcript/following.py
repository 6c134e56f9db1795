"""Keeping the voice in view: whether the page follows, and the short glide that does it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

READING_SHARE = 0.4
"""The spoken line is kept at this share of the height."""

_SLACK_LINES = 2.5
_GLIDE_MS = 240


class Following(QObject):
    """On until the reader scrolls by hand. Tells of steps to scroll by through `stepped`."""

    changed = Signal(bool)
    stepped = Signal(int)
    arrived = Signal()
    """A glide came to its end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._on = True
        self._done = 0
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(_GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._step)
        self._glide.finished.connect(self.arrived)

    @property
    def on(self) -> bool:
        return self._on

    def switch(self, on: bool) -> None:
        """Follow from now on, or leave the page to the reader."""
        if not on:
            self._glide.stop()
        if on != self._on:
            self._on = on
            self.changed.emit(on)

    @property
    def gliding(self) -> bool:
        return self._glide.state() == QVariantAnimation.State.Running

    def stop(self) -> None:
        """End a glide where it is."""
        self._glide.stop()

    def glide(self, distance: int) -> None:
        """Scroll by `distance` pixels in a quarter of a second, from where the page is now."""
        self._glide.stop()
        self._done = 0
        self._glide.setStartValue(0)
        self._glide.setEndValue(distance)
        self._glide.start()

    def _step(self, value: int) -> None:
        # Steps, not places: heights put right on the way move all places.
        step, self._done = value - self._done, value
        if step:
            self.stepped.emit(step)


def worth_moving(distance: int, pitch: float) -> bool:
    """Whether the spoken line is so far from its place that the page should move."""
    return abs(distance) > _SLACK_LINES * pitch
