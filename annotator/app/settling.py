"""The library's log is brought into its file when nothing else is to be done."""

from __future__ import annotations

from annotator.session.ports import Clock
from annotator.store import Library

_QUIET_S = 2.0
_WORTH_IT = 16
"""So many changes are worth two waits for the disk."""


class Settling:
    """Looks at `library` now and then; `clock` is in seconds."""

    def __init__(self, library: Library, clock: Clock) -> None:
        library.let_log_grow()
        self._library = library
        self._clock = clock
        self._settled = self._seen = library.written
        self._since = clock()

    def look(self) -> None:
        """Settle the log if there is enough in it and nothing was stored for a while.

        Raises LibraryError.
        """
        written, now = self._library.written, self._clock()
        if written != self._seen:
            self._seen, self._since = written, now
        elif written - self._settled >= _WORTH_IT and now - self._since >= _QUIET_S:
            self._settled = written
            self._library.settle_log()
