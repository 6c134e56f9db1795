"""Whisper models: by size, downloaded once, or the folder of one that is on the disk already."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.domain.errors import SpeechError
from annotator.phrases import phrase
from annotator.sources.fetched import Progress

MODELS: Mapping[str, int] = {
    "tiny": 78,
    "tiny.en": 78,
    "base": 148,
    "base.en": 148,
    "small": 486,
    "small.en": 486,
    "medium": 1_530,
    "medium.en": 1_530,
    "large-v3": 3_090,
}
"""The sizes offered and how many MB each is to download, from quick to careful."""

DEFAULT_MODEL = "base"

_FILES = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*")


def speech_library() -> ModuleType:
    """faster-whisper. Raises SpeechError saying how to install it."""
    # Read as its threads are made: one that waits for the others is to sleep. By default it keeps
    # a processor busy for a fifth of a second each time, and where anything else runs, a player
    # say, all of them wait for one another: hearing took up to ten times as long.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        # By name: a program frozen without it must not carry half of it.
        return importlib.import_module("faster_whisper")
    except ImportError as error:
        raise SpeechError(_how_to_install()) from error


def missing() -> str:
    """What has to be installed first, in a sentence; "" where nothing has. Loads nothing."""
    return "" if find_spec("faster_whisper") else _how_to_install()


def _how_to_install() -> str:
    if getattr(sys, "frozen", False):
        return (
            "This build of Annotator has no speech recognition in it; install Annotator with pip "
            "and its extra “speech” to transcribe."
        )
    return phrase(
        'Transcription needs the extra package faster-whisper; install it with: "{0}"'
        ' -m pip install "faster-whisper>=1.1"',
        sys.executable,
    )


def size_of(model: str) -> str:
    """How large the download of a model is, as ``148 MB``; "" for a folder."""
    size = MODELS.get(model)
    if size is None:
        return ""
    return f"{size} MB" if size < 1_000 else f"{size / 1_000:.1f} GB"


def model_on_disk(model: str) -> Path | None:
    """The folder of a model that needs no download; None where a size has to be fetched first.

    Raises SpeechError for what is neither a known size nor a folder with a model in it.
    """
    if model not in MODELS:
        return _folder(Path(model).expanduser())
    hub = importlib.import_module("huggingface_hub")
    try:
        found = hub.snapshot_download(
            _repository(model), allow_patterns=list(_FILES), local_files_only=True
        )
    except (OSError, ValueError):
        return None
    return Path(found)


def download_model(model: str, progress: Progress) -> Path:
    """Fetch a model of a size in `MODELS` (kept in the usual cache); `progress` may cancel.

    Raises SpeechError.
    """
    speech_library()
    hub = importlib.import_module("huggingface_hub")
    try:
        found = hub.snapshot_download(
            _repository(model),
            allow_patterns=list(_FILES),
            tqdm_class=_bar(MODELS[model] * 1_000_000, progress),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise SpeechError(
            "The model “{0}” ({1}) could not be downloaded; look at the network and try"
            " again, or name the folder of a model that is on the disk.",
            model,
            size_of(model),
        ) from error
    return Path(found)


def _folder(path: Path) -> Path:
    if (path / "model.bin").is_file():
        return path
    if path.is_dir():
        raise SpeechError(
            "“{0}” holds no model for faster-whisper; the folder must have a model.bin.", path
        )
    raise SpeechError(
        "There is no model “{0}”; choose {1} or the folder of a model.", path, ", ".join(MODELS)
    )


def _repository(model: str) -> str:
    return f"Systran/faster-whisper-{model}"


def _bar(whole_bytes: int, progress: Progress) -> type[Any]:
    """A progress bar class for the hub that draws nothing and tells `progress`."""
    tqdm: type[Any] = importlib.import_module("tqdm").tqdm
    done: dict[int, float] = {}

    class Bar(tqdm):  # type: ignore[misc]  # tqdm has no types
        def __init__(self, *given: Any, **options: Any) -> None:
            self._in_bytes = options.get("unit") == "B"
            # Not disabled: a disabled bar counts nothing.
            super().__init__(*given, **(options | {"file": _Nowhere(), "disable": False}))

        def update(self, n: float | None = 1) -> bool | None:
            drawn: bool | None = super().update(n)
            if self._in_bytes:
                done[id(self)] = self.n
                # The hub counts the same bytes twice: as they arrive, and as they are put together.
                progress(min(max(done.values()) / whole_bytes, 1.0))
            return drawn

    return Bar


class _Nowhere:
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """There is nothing to flush."""
