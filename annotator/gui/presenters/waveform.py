"""The waveform of the open episode: decoded once in the background, kept in the cache."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.commands import Context
from annotator.domain.notes import Episode, Media
from annotator.files import write_atomically
from annotator.gui.main_window import MainWindow
from annotator.sources.fetched import Progress
from annotator.sources.waveform import drawn, read_peaks

_COLUMNS = 4_000


class WaveformPresenter(QObject):
    """Shows the peaks of each episode that is opened, as soon as they are there."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._timeline = window.timeline
        self._shown = ""
        context.session.opened.connect(self._opened)

    def _opened(self, episode: Episode | None) -> None:
        media = episode.media if episode else None
        if media is not None and media.sha256 == self._shown:
            return
        self._shown = media.sha256 if media else ""
        self._timeline.set_peaks(())
        if media is None:
            return
        cached = self._cache(media)
        if cached.is_file():
            self._timeline.set_peaks(drawn(cached.read_bytes(), _COLUMNS))
        elif Path(media.path).is_file():
            self._context.jobs.run(
                self.tr("Drawing the waveform"),
                partial(_decode, media, cached),
                partial(self._show, media.sha256),
            )

    def _show(self, sha256: str, peaks: bytes) -> None:
        if sha256 == self._shown:
            self._timeline.set_peaks(drawn(peaks, _COLUMNS))

    def _cache(self, media: Media) -> Path:
        return self._context.paths.cache / "peaks" / f"{media.sha256}.peaks"


def _decode(media: Media, cached: Path, progress: Progress) -> bytes:
    peaks = read_peaks(Path(media.path), media.duration_ms, progress)
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(cached, peaks)
    except OSError:
        return peaks  # only a cache: the next start decodes again
    return peaks
