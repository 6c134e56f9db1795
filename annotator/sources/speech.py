"""Transcription on this machine by faster-whisper, an optional package.

Long sounds are heard piece by piece, so that memory stays small and a stopped transcription
goes on where it was. Silence and music are skipped: Whisper invents text in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.alignment import HeardWord
from annotator.domain.errors import SpeechError
from annotator.domain.timecode import format_clock
from annotator.phrases import phrase
from annotator.sources.fetched import Report
from annotator.sources.speech_models import (
    download_model,
    model_on_disk,
    size_of,
    speech_library,
)
from annotator.sources.speech_pauses import Pauses

if TYPE_CHECKING:
    from annotator.sources.speech_audio import Piece

_DOWNLOAD_SHARE = 0.3
_SMALL_BYTES = 600_000_000


def prepared(model: str, threads: int, progress: Report) -> FasterWhisper:
    """The recogniser with a model, fetched first if need be: a worker's job.

    The fetching is the first part of `progress`. Raises SpeechError.
    """
    speech_library()
    folder = model_on_disk(model)
    if folder is None:
        about = phrase("fetching the model “{0}” ({1})", model, size_of(model))
        progress(0.0, about)
        folder = download_model(model, lambda done: progress(done * _DOWNLOAD_SHARE, about))
    return FasterWhisper(folder, threads)


def _arithmetic(model: Path) -> str:
    """The numbers that a model is run with.

    In 8 bits it needs a quarter of the memory, but processors without instructions for these cut
    off what is too large: there the smallest model mishears 13.5 instead of 8.5 words in a
    hundred (sonnets, English). What is small enough is run in full, the same on every machine.
    """
    weights = model / "model.bin"
    is_small = weights.is_file() and weights.stat().st_size < _SMALL_BYTES
    return "float32" if is_small else "int8"


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
        pauses = Pauses()
        for piece in pieces(path, start_ms):
            pauses.take(piece)

            def heard(words: tuple[HeardWord, ...], piece: Piece = piece) -> None:
                on_words(pauses.mended(words))
                said_ms = words[-1].end_ms
                progress(
                    min(said_ms / duration_ms, 1.0), phrase("{0} heard", format_clock(said_ms))
                )

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
                compute_type=_arithmetic(self._folder),
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise SpeechError(
                "The model in “{0}” cannot be loaded; choose another, or download it again.",
                self._folder,
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
                "The model does not know the language “{0}”; give a code as en, de or es.", language
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
        end_ms = max(offset_ms + round(word.end * 1000), start_ms)
        yield HeardWord(word.word, start_ms, end_ms, round(100 * word.probability))
