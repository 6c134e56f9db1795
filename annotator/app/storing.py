"""Where work in the background stores what it brings in: a library open beside the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from annotator.store import Library, open_library


class OwnStorage:
    """The `Storage` port: one worker at a time has a connection of its own."""

    def __init__(
        self, path: Path, author: Callable[[], str], read_only: Callable[[], bool]
    ) -> None:
        self._path = path
        self._author = author
        self._read_only = read_only
        self._turn = Lock()

    @property
    def busy(self) -> bool:
        """Whether something is being stored now."""
        return self._turn.locked()

    @contextmanager
    def open(self) -> Iterator[Library]:
        """A library of this thread's own. Raises LibraryError."""
        with self._turn:
            library = open_library(self._path, read_only=self._read_only(), author=self._author())
            try:
                yield library
            finally:
                library.close()
