"""Notes brought in and examined a few at a time, while the window stays alive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Semaphore
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.note_check import Doctor, Examined, note_diff, write_mended
from annotator.commands.notes import import_one, imported_text
from annotator.commands.results import ImportedNoteRow
from annotator.domain.errors import AnnotatorError, ExportError
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.notes.findings import Finding
    from annotator.session.note_import import NoteImport
    from annotator.session.note_pool import Outcome
    from annotator.sources import Report

IMPORTING, CHECKING, MENDING = "Importing notes", "Checking notes", "Mending notes"

_MOST_STATEMENTS = 160
_MOST_NOTES = 25
_AHEAD = 1
"""So many batches may wait for the window: it takes all that do before it looks for a key."""
_LOOK_S = 0.1


class ImportRun:
    """One import from the window: read elsewhere, written here, a few notes at a time.

    Each note is a change of its own, so that what was imported stays when it is stopped.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known = context.session.library.wiki_notes.contents()
        self._room = Semaphore(_AHEAD)
        self._importing: NoteImport | None = None
        self._turn = -1
        self.rows: list[ImportedNoteRow] = []

    def start(self, paths: Sequence[Path]) -> None:
        """Begin; `finish` is to be called when the job is over, however it ended."""

        def work(progress: Report, hand_over: Callable[[list[Outcome]], None]) -> None:
            self._read(paths, progress, hand_over)

        self._context.jobs.stream(IMPORTING, work, self.take, lambda _none: None)

    def take(self, batch: Sequence[Outcome]) -> None:
        """Write a few notes; raises LibraryError, with none of them written."""
        library = self._context.session.library
        try:
            importing = self._fresh()
            with library.together():
                self.rows += [import_one(importing, path, read) for path, read in batch]
            self._turn = library.turn()
            self._context.session.pass_over()
        finally:
            self._room.release()

    def finish(self) -> str:
        """Show what is there now; what came of it, in words. "" where nothing was read."""
        self._context.session.take_in_all()
        return imported_text(self.rows) if self.rows else ""

    @property
    def only_episode(self) -> int | None:
        """The episode that all of the notes belong to, if it is one."""
        episodes = {row.episode for row in self.rows if row.episode is not None}
        return episodes.pop() if len(episodes) == 1 else None

    def _fresh(self) -> NoteImport:
        """What imports; another one where the library was changed by anybody else meanwhile."""
        from annotator.session.note_import import NoteImport

        library = self._context.session.library
        if self._importing is None or library.turn() != self._turn:
            self._importing = NoteImport(library)
        return self._importing

    # In the worker

    def _read(
        self, paths: Sequence[Path], progress: Report, hand_over: Callable[[list[Outcome]], None]
    ) -> None:
        from annotator.session.colours import COLOURS, Palette
        from annotator.session.note_import import Fate, NoteImported
        from annotator.session.note_pool import read_notes
        from annotator.sources.note_files import find_notes

        def known(source: bytes) -> NoteImported | None:
            there = self._known.get(hashlib.sha256(source).hexdigest())
            return NoteImported(*there, Fate.KNOWN) if there else None

        Palette(COLOURS)  # how colours are seen is remembered: not for the window to work out
        files = find_notes(paths).files
        done = 0
        for batch in _batches(read_notes(files, known)):
            # The window takes a few at a time: those that wait for it must not pile up.
            while not self._room.acquire(timeout=_LOOK_S):
                progress(done / len(files), "")
            done += len(batch)
            hand_over(batch)
            progress(done / len(files), phrase("{0:,} of {1:,}", done, len(files)))


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """As many notes as can be written without the window being felt to wait."""
    from annotator.session.note_reading import ReadNote

    batch: list[Outcome] = []
    statements = 0
    for outcome in outcomes:
        batch.append(outcome)
        statements += len(outcome[1].said) if isinstance(outcome[1], ReadNote) else 0
        if statements >= _MOST_STATEMENTS or len(batch) >= _MOST_NOTES:
            yield batch
            batch, statements = [], 0
    if batch:
        yield batch


# Examining


def examine_notes(
    context: Context,
    paths: Sequence[Path],
    each: Callable[[list[Examined]], None],
    then: Callable[[int], None],
    only: Container[Path] | None = None,
) -> None:
    """Look through notes elsewhere; `each` gets those with findings, `then` how many there were.

    With `only`, those of the notes are looked at, though links may lead to all.
    """
    library_path = context.session.library.path

    def work(progress: Report, hand_over: Callable[[list[Examined]], None]) -> int:
        from annotator.sources.note_files import find_notes
        from annotator.store import open_library

        found = find_notes(paths)
        files = [path for path in found.files if only is None or path in only]
        # A connection of the worker's own, that can only read.
        with closing(open_library(library_path, read_only=True)) as library:
            doctor = Doctor(library, found.files, found.folders)
            waiting: list[Examined] = []
            for number, path in enumerate(files, 1):
                examined = doctor.examine(path)
                if examined.findings or examined.failure:
                    waiting.append(examined)
                if len(waiting) >= _MOST_NOTES:
                    hand_over(waiting)
                    waiting = []
                progress(number / len(files), phrase("{0:,} of {1:,}", number, len(files)))
            hand_over(waiting)
        return len(files)

    context.jobs.stream(CHECKING, work, each, then)


def mend_notes(
    context: Context,
    chosen: Sequence[tuple[Examined, Sequence[Finding]]],
    then: Callable[[list[str]], None],
) -> None:
    """Make the chosen repairs elsewhere; `then` gets a sentence for each that failed."""

    def work(progress: Report) -> list[str]:
        failures = []
        for number, (note, findings) in enumerate(chosen, 1):
            try:
                apply_repairs(note, findings)
            except AnnotatorError as error:
                failures.append(str(error))
            progress(number / len(chosen), phrase("{0:,} of {1:,}", number, len(chosen)))
        return failures

    context.jobs.run(MENDING, work, then)


def mended_text(note: Examined, chosen: Iterable[Finding]) -> str:
    """The note with the chosen repairs made."""
    from annotator.notes.findings import with_repairs

    return with_repairs(note.text, chosen)


def proposed_diff(note: Examined, chosen: Iterable[Finding]) -> str:
    """What making the chosen repairs would change."""
    return note_diff(note.path, note.text, mended_text(note, chosen))


def apply_repairs(note: Examined, chosen: Iterable[Finding]) -> None:
    """Make the chosen repairs in the file. Raises ExportError where it has changed since it was
    looked at, or cannot be written; it is then as it was."""
    from annotator.notes import encode_note
    from annotator.sources.note_files import read_note_file

    if hashlib.sha256(read_note_file(note.path)).hexdigest() != note.sha256:
        raise ExportError("“{0}” has changed since it was checked; check it again.", note.path)
    write_mended(note.path, encode_note(mended_text(note, chosen)))
