"""A program that does nothing but make marks, to be killed: see test_kill.py.

Run with a library's path. For each line ``NUMBER FILE`` on stdin it starts a child that makes
marks from the NUMBERth on and appends the uid of each to FILE once it is told to the views; it
answers with the child's process id, and ``ended`` when the child is gone. Starting Python anew
for each of hundreds of kills would take minutes; this process has one thread and may fork.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from pathlib import Path

from annotator.domain.notes import Kind
from annotator.domain.transcript import Point, Span, Transcript
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.targets import Listening
from annotator.session.told import MarksDelta
from annotator.store import open_library


def make_marks(path: Path, first: int, told: Path) -> None:
    """Quote one stretch of words after the other, without an end."""
    session = Session(open_library(path))
    session.open(1)
    heard = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(delta: MarksDelta) -> None:
        os.write(heard, "".join(f"{mark.uid}\n" for mark in delta.changed).encode())

    session.marks_changed.connect(tell)
    quote_stretches(session, first)


def quote_stretches(session: Session, first: int, last: int | None = None) -> None:
    """Q on one stretch of words of the open episode after the other, from the `first`
    until before the `last`."""
    tagger = Tagger(session, time.monotonic, lambda: Listening(0, False), Habits)
    transcript = session.transcript
    assert transcript is not None
    for span in itertools.islice(stretches(transcript), first, last):
        session.desk.selection = span
        tagger.toggle_kind(Kind.QUOTE)


def stretches(transcript: Transcript) -> itertools.chain[Span]:
    """Every stretch of words inside a line: no two alike, so that each is a mark of its own."""
    return itertools.chain.from_iterable(
        (
            Span(Point(cue, one.begin), Point(cue, other.end))
            for one, other in itertools.combinations(line.timed_words, 2)
        )
        for cue, line in enumerate(transcript.cues)
    )


def main() -> None:
    path = Path(sys.argv[1])
    open_library(path).close()  # what opening imports, no child has to import again
    for request in sys.stdin:
        first, _, told = request.strip().partition(" ")
        child = os.fork()
        if child == 0:
            make_marks(path, int(first), Path(told))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
