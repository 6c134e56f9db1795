"""The folder of a vault on the disk: its name, its files, and never anything outside of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from annotator.domain.errors import ExportError, NoteEditedError, NotFoundError
from annotator.files import settle, write_atomically
from annotator.vault.values import page_of

MARKER = ".annotator-vault"
"""A small hidden file that names the vault, so that it is known again wherever it is moved."""

MOST_BYTES = 4_000_000
"""Larger notes are left alone: nobody wrote them by hand."""


class VaultFolder:
    """The files of one vault. Paths are relative to it, with ``/``."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()

    def exists(self) -> bool:
        return self.root.is_dir()

    def uid(self) -> str:
        """The vault's name as its folder carries it; "" where it carries none."""
        try:
            found = json.loads((self.root / MARKER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        uid = found.get("vault", "") if isinstance(found, dict) else ""
        return uid if isinstance(uid, str) else ""

    def begin(self, uid: str) -> None:
        """Make the folder, and put the vault's name into it. Raises ExportError."""
        if self.uid() == uid:
            return
        try:
            self.root.mkdir(exist_ok=True)
            write_atomically(self.root / MARKER, json.dumps({"vault": uid}).encode() + b"\n")
        except OSError as error:
            raise ExportError(
                "The folder “{0}” cannot be written: {1}; choose another one.",
                self.root,
                error.strerror or error,
            ) from error

    def pages(self) -> set[str]:
        """The names, without ending, of all notes there are. Hidden folders are passed over,
        links to other folders not followed."""
        return set(map(page_of, self.paths()))

    def paths(self) -> set[str]:
        """The paths of all notes there are."""
        found: set[str] = set()
        for place, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(place).relative_to(self.root)
            found |= {(here / name).as_posix() for name in files if name.endswith(".md")}
        return found

    def missing(self, paths: Iterable[str]) -> set[str]:
        """Those of `paths` where there is no file."""
        return {path for path in paths if not (self.root / path).is_file()}

    def read(self, path: str) -> bytes | None:
        """The bytes of a note, None where there is none. Raises NotFoundError for one that is
        too large or cannot be read."""
        file = self.root / path
        try:
            if file.stat().st_size > MOST_BYTES:
                size = file.stat().st_size / 1e6
                raise NotFoundError(
                    "“{0}” has {1:.1f} MB, more than a note may have; it was left as it is.",
                    path,
                    size,
                )
            return file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotFoundError(
                "“{0}” cannot be read: {1}.", path, error.strerror or error
            ) from error

    def write(self, path: str, content: bytes, expected: bytes | None) -> None:
        """Replace the note at `path`, whole or not at all, if it still is as `expected` (None:
        not there). Call `settle` before it is relied upon. Raises NoteEditedError, ExportError."""
        file = self._inside(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._expect(file, path, expected)
            write_atomically(file, content, settled=False)
        except OSError as error:
            raise _unwritten(path, error) from error

    def settle(self, paths: Iterable[str]) -> None:
        """See that what was written, renamed and removed at `paths` outlasts a power failure."""
        for place in {place for path in paths for place in PurePosixPath(path).parents}:
            settle(self.root / place)

    def rename(self, old: str, new: str) -> None:
        """Give a file a name that differs in case only."""
        try:
            self._inside(old).replace(self._inside(new))
        except OSError as error:
            raise _unwritten(new, error) from error

    def remove(self, path: str, expected: bytes | None) -> None:
        """Remove the note at `path` if it still is as `expected`."""
        file = self._inside(path)
        try:
            self._expect(file, path, expected)
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritten(path, error) from error

    def _inside(self, path: str) -> Path:
        """The file, if neither it nor its folder is a link that leads out of the vault."""
        file = self.root / path
        real, root = Path(os.path.realpath(file)), Path(os.path.realpath(self.root))
        if not real.is_relative_to(root):
            raise ExportError(
                "“{0}” leads out of the vault, to “{1}”; nothing was written there.", path, real
            )
        return file

    @staticmethod
    def _expect(file: Path, path: str, expected: bytes | None) -> None:
        there = file.read_bytes() if file.exists() else None
        if there != expected:
            raise NoteEditedError(
                "“{0}” was changed just now, by another program; it was left as it is. Run it"
                " again.",
                path,
            )


def _unwritten(path: str, error: OSError) -> ExportError:
    return ExportError("“{0}” could not be written: {1}.", path, error.strerror or error)
