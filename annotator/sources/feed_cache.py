"""The last answer of each feed's server, kept to be read again while nothing has changed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from annotator.files import write_atomically


class FeedCache:
    """Files in `folder`, one a feed. A cache that cannot be written is none, and no trouble."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> bytes | None:
        """What the feed's server last sent, None where it is not here any more."""
        try:
            return self._path(url).read_bytes()
        except OSError:
            return None

    def keep(self, url: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path(url), data)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.xml"
