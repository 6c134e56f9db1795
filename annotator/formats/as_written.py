"""Reading a text as it was written: nothing repeated is left out, nothing joined.

What a `Transcript` must have is done all the same: cues in order that do not overlap, words
without invisible characters, none too long to be shown. The tags of a format are no words and
stay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Parsers collapse rolling captions themselves, as only they know which lines were timed; handing
# the choice through all forty would tell thirty of them what is not theirs.
_AS_WRITTEN: ContextVar[bool] = ContextVar("as_written", default=False)


@contextmanager
def as_written(on: bool) -> Iterator[None]:
    """What is read in the block, in this thread, is read as it was written if `on`."""
    token = _AS_WRITTEN.set(on)
    try:
        yield
    finally:
        _AS_WRITTEN.reset(token)


def is_as_written() -> bool:
    return _AS_WRITTEN.get()
