"""The waveform of the open episode: decoded once in the background, kept in the cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from annotator.commands import Context
from annotator.domain.notes import Episode, Media
from annotator.files import write_atomically
from annotator.gui.main_window import MainWindow
from annotator.gui.timeline.wave import Wave
from annotator.sources.fetched import Progress
from annotator.sources.waveform import PER_SECOND, read_peaks

_AT_ONCE = 1_000_000
"""Peaks (nearly three hours) that are made into a wave at once; more of them in the background."""
_SHOW_MS = 150
_WAIT_MS = 300
"""Loading what decodes keeps Python busy for a fifth of a second; the words come first."""


class WaveformPresenter(QObject):
    """Shows the peaks of each episode that is opened, while they are still being read."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._timeline = window.timeline
        self._shown = ""
        self._wave = Wave()
        self._grown = QTimer(self)
        self._grown.setSingleShot(True)
        self._grown.setInterval(_SHOW_MS)
        self._grown.timeout.connect(self._timeline.wave_grew)
        window.closing.connect(self._grown.stop)
        context.session.opened.connect(self._opened)

    def _opened(self, episode: Episode | None) -> None:
        media = episode.media if episode else None
        if media is not None and media.sha256 == self._shown:
            return
        self._shown = media.sha256 if media else ""
        if media is None:
            self._timeline.set_wave(None)
            return
        self._use(Wave(per_second=PER_SECOND))
        cached = self._cache(media)
        if cached.is_file():
            self._read(cached, media.sha256)
        elif Path(media.path).is_file():
            QTimer.singleShot(_WAIT_MS, self, partial(self._begin, media, cached))

    def _begin(self, media: Media, cached: Path) -> None:
        if media.sha256 == self._shown:
            self._context.jobs.stream(
                self.tr("Drawing the waveform"),
                partial(_decode, media, cached),
                partial(self._came, media.sha256),
                lambda _all: None,
            )

    def _read(self, cached: Path, sha256: str) -> None:
        if cached.stat().st_size <= _AT_ONCE:
            self._show(sha256, _wave_in(cached))
            return
        self._context.jobs.run(
            self.tr("Drawing the waveform"),
            lambda _progress: _wave_in(cached),
            partial(self._show, sha256),
        )

    def _came(self, sha256: str, peaks: bytes) -> None:
        """A minute more was decoded."""
        if sha256 == self._shown:
            self._wave.extend(peaks)
            if not self._grown.isActive():
                self._grown.start()

    def _show(self, sha256: str, wave: Wave) -> None:
        if sha256 == self._shown:
            self._use(wave)

    def _use(self, wave: Wave) -> None:
        self._wave = wave
        self._timeline.set_wave(wave)

    def _cache(self, media: Media) -> Path:
        return self._context.paths.cache / "peaks" / f"{media.sha256}-{PER_SECOND}.peaks"


def _wave_in(cached: Path) -> Wave:
    return Wave(cached.read_bytes(), PER_SECOND)


def _decode(
    media: Media, cached: Path, progress: Progress, hand_over: Callable[[bytes], None]
) -> None:
    peaks = read_peaks(Path(media.path), media.duration_ms, progress, hand_over)
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(cached, peaks)
    except OSError:
        return  # only a cache: the next start decodes again
