"""Foreign notes on the disk: which files there are, and their bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import AnnotatorError, NotFoundError
from annotator.files import read_bytes

MOST_BYTES = 4_000_000
"""More than any note holds: the largest of a vault of 21,000 have some 100 kB."""

ENDINGS = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class NoteFiles:
    """The notes that were named. `folders`, those of them that were named whole."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]


def find_notes(paths: Sequence[Path]) -> NoteFiles:
    """The files named, and the notes in the folders named, each once, in order.

    Hidden folders (a vault keeps its settings and its trash there) are passed over. Raises
    NotFoundError for a path that is not there, and for a folder without notes.
    """
    files: dict[Path, None] = {}
    folders: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(_notes_in(path))
            if not inside:
                raise NotFoundError("There are no notes (.md) in the folder “{0}”.", path)
            folders.append(path)
            files |= dict.fromkeys(inside)
        elif path.exists():
            files[path] = None
        else:
            raise NotFoundError("There is no file or folder “{0}”.", path)
    return NoteFiles(tuple(files), tuple(folders))


def _notes_in(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.suffix.casefold() in ENDINGS
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]


def read_note_file(path: Path) -> bytes:
    """The bytes of a note. Raises AnnotatorError for one too large or that cannot be read."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise AnnotatorError(
                "“{0}” has {1:.1f} MB; a note may have {2:.0f} MB, so it was left out.",
                path,
                size / 1e6,
                MOST_BYTES / 1e6,
            )
        return read_bytes(path)
    except OSError as error:
        raise AnnotatorError("“{0}” cannot be read: {1}.", path, error.strerror or error) from error
