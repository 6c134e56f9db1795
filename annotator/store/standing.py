"""Where a library stands: whether its file is still the one that was opened, and whether
another program keeps its folder the same on several machines."""

from __future__ import annotations

from pathlib import Path

# Names of folders, as each program makes them; compared without case, whole or up to a blank.
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_SYNCTHING = ".stfolder"


def synced_by(path: Path) -> str:
    """The program that syncs the folder of `path`, as far as folders tell; "" for none."""
    for folder in path.parents:
        name = folder.name.casefold()
        for known, program in _SYNCED.items():
            if name == known or name.startswith(f"{known} "):
                return program
        if (folder / _SYNCTHING).exists():
            return "Syncthing"
    return ""


class Standing:
    """The file at `path` as it was when it was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._file = _identity(path)
        self._had_log = self._log.exists()

    def is_replaced(self) -> bool:
        """Whether another file stands there now, or none."""
        return _identity(self._path) != self._file

    def is_without_log(self) -> bool:
        """Whether the write-ahead log is gone: whoever opens the file now would not see what is
        in the log, and write over it."""
        return self._had_log and not self._log.exists()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
