"""Transcription on this machine by faster-whisper, an optional package.

Long sounds are heard piece by piece, so that memory stays small and a stopped transcription
goes on where it was. Silence and music are skipped: Whisper invents text in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from annotator.domain.alignment import HeardWord
from annotator.domain.errors import SpeechError
from annotator.domain.timecode import format_clock
from annotator.sources.fetched import Report
from annotator.sources.speech_models import (
    download_model,
    model_on_disk,
    size_of,
    speech_library,
)

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from annotator.sources.speech_audio import Piece

_FRAME_MS = 10
_PAUSE_FRAMES = 20
_NEAR_MS = 350
_LEAD_MS = 30
"""A word is taken to begin this long before its sound rises out of a pause."""

_FEW = 6


_DOWNLOAD_SHARE = 0.3


def prepared(model: str, threads: int, progress: Report) -> FasterWhisper:
    """The recogniser with a model, fetched first if need be: a worker's job.

    The fetching is the first part of `progress`. Raises SpeechError.
    """
    speech_library()
    folder = model_on_disk(model)
    if folder is None:
        about = f"fetching the model “{model}” ({size_of(model)})"
        progress(0.0, about)
        folder = download_model(model, lambda done: progress(done * _DOWNLOAD_SHARE, about))
    return FasterWhisper(folder, threads)


class FasterWhisper:
    """The `Recogniser` port over faster-whisper. `threads` 0 uses every core."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._folder = folder
        self._threads = threads

    def transcribe(
        self,
        path: Path,
        language: str,
        start_ms: int,
        on_words: Callable[[tuple[HeardWord, ...]], None],
        progress: Report,
    ) -> str:
        """Hear `path` from `start_ms` on; returns the language, found out where "" is given.

        `on_words` gets what was heard, every few seconds of sound, in order. Raises SpeechError
        and MediaError.
        """
        model = self._loaded()
        from annotator.sources.media_probe import probe
        from annotator.sources.speech_audio import pieces

        if not model.model.is_multilingual:
            language = "en"
        duration_ms = max(probe(path).duration_ms, 1)
        pauses = _Pauses()
        for piece in pieces(path, start_ms):
            pauses.take(piece)

            def heard(words: tuple[HeardWord, ...], piece: Piece = piece) -> None:
                on_words(pauses.mended(words))
                said_ms = words[-1].end_ms
                progress(min(said_ms / duration_ms, 1.0), f"{format_clock(said_ms)} heard")

            progress(min(piece.start_ms / duration_ms, 1.0))
            language = self._hear(model, piece, language, heard) or language
        progress(1.0)
        return language

    def _loaded(self) -> Any:
        library = speech_library()
        try:
            return library.WhisperModel(
                str(self._folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise SpeechError(
                f"The model in “{self._folder}” cannot be loaded; choose another, or download it "
                "again."
            ) from error

    def _hear(
        self,
        model: Any,
        piece: Piece,
        language: str,
        heard: Callable[[tuple[HeardWord, ...]], None],
    ) -> str:
        """Hear one piece; returns its language, "" where there is no speech in it."""
        try:
            segments, info = model.transcribe(
                piece.samples,
                language=language or None,
                vad_filter=True,
                word_timestamps=True,
            )
        except ValueError as error:
            raise SpeechError(
                f"The model does not know the language “{language}”; give a code as en, de or es."
            ) from error
        spoken = False
        for segment in segments:
            words = tuple(_words(segment.words or (), piece.start_ms))
            if words:
                spoken = True
                heard(words)
        return str(info.language) if spoken else ""


def _words(words: Iterable[Any], offset_ms: int) -> Iterable[HeardWord]:
    for word in words:
        # The leading blank stays: without one, a word belongs to the one before it.
        start_ms = offset_ms + round(word.start * 1000)
        yield HeardWord(word.word, start_ms, max(offset_ms + round(word.end * 1000), start_ms))


class _Pauses:
    """Where speech sets in after a pause, to hear how late a model's word times are.

    Small models are late by up to a tenth of a second, each by its own amount, steadily: the
    median of (word after a pause - rise of the sound) is taken off every word.
    """

    def __init__(self) -> None:
        self._onsets: list[int] = []
        self._late: list[int] = []
        self._comma = True
        self._free_ms = 0

    def take(self, piece: Piece) -> None:
        """Find the onsets of the next piece."""
        self._onsets = [piece.start_ms + at for at in onsets(piece.samples)]

    def mended(self, words: tuple[HeardWord, ...]) -> tuple[HeardWord, ...]:
        """The words at the times at which they are heard, none before the one before it."""
        for word in words:
            if self._comma:
                self._measure(word.start_ms)
            self._comma = word.text.rstrip()[-1:] in ",.;:?!…"
        shift_ms = 0
        if len(self._late) >= _FEW:
            shift_ms = round(median(self._late)) + _LEAD_MS
        out: list[HeardWord] = []
        for word in words:
            start_ms = max(word.start_ms - shift_ms, self._free_ms)
            self._free_ms = max(word.end_ms - shift_ms, start_ms)
            out.append(HeardWord(word.text, start_ms, self._free_ms))
        return tuple(out)

    def _measure(self, start_ms: int) -> None:
        place = bisect_left(self._onsets, start_ms)
        near = [start_ms - onset for onset in self._onsets[max(place - 1, 0) : place + 1]]
        late_ms = min(near, key=abs, default=_NEAR_MS)
        if abs(late_ms) < _NEAR_MS:
            self._late.append(late_ms)


def onsets(samples: NDArray[numpy.float32]) -> list[int]:
    """Milliseconds at which the sound rises after a fifth of a second or more of quiet."""
    import numpy as np

    frame = 16 * _FRAME_MS
    count = len(samples) // frame
    if not count:
        return []
    power = (samples[: count * frame].reshape(count, frame) ** 2).mean(axis=1)
    level = 10 * np.log10(power + 1e-12)
    low, high = np.percentile(level, 5), np.percentile(level, 95)
    loud = np.flatnonzero(level > low + 0.35 * (high - low))
    before = np.concatenate(([-1], loud[:-1]))
    return [int(at) * _FRAME_MS for at in loud[loud - before > _PAUSE_FRAMES]]
