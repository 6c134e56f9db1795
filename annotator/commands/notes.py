"""Foreign wiki notes: brought in, written out again as they were, and their times examined."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from annotator.collector import collector_at_rest
from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, command
from annotator.commands.results import ImportedNoteRow, Report
from annotator.domain.errors import (
    AnnotatorError,
    ExportError,
    NoteEditedError,
    NotFoundError,
    UsageError,
)
from annotator.domain.notes import Episode
from annotator.files import read_bytes, write_atomically
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.session.note_import import NoteImport, NoteImported
    from annotator.session.note_reading import ReadNote
    from annotator.store.wiki_notes import StoredNote

T = TypeVar("T")

Paths = Annotated[tuple[Path, ...], Argument("notes, or folders of notes", metavar="PATH")]
"""The argument of the verbs that take notes."""

_TOGETHER = 250
_BETWEEN_S = 2.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Tells every few seconds how far a long work is: ``Imported 4,000 of 21,000 notes …``."""

    context: Context
    total: int
    what: str

    def over(self, items: Iterable[T]) -> Iterator[T]:
        told = time.monotonic()
        for number, item in enumerate(items):
            if time.monotonic() - told >= _BETWEEN_S:
                told = time.monotonic()
                self.context.session.say(
                    phrase("{0} {1:,} of {2:,} notes …", self.what, number, self.total)
                )
            yield item


@command("notes.import", "Import Wiki Notes…", menu="File", group=2, cli="notes import")
def import_notes(context: Context, paths: Paths) -> Report:
    """Bring wiki notes into the library: their statements become marks, their links topics."""
    from annotator.session.note_import import NoteImport
    from annotator.session.note_pool import read_notes
    from annotator.sources.note_files import find_notes

    files = find_notes(paths).files
    importing = NoteImport(context.session.library)
    rows: list[ImportedNoteRow] = []
    reading = read_notes(files, importing.known)
    waiting = Progress(context, len(files), "Imported").over(reading)
    while batch := tuple(islice(waiting, _TOGETHER)):
        # One wait for the disk for many notes; each is still a change of its own.
        with context.session.library.together(), collector_at_rest():
            rows += [import_one(importing, path, read) for path, read in batch]
    context.session.refresh_topics()
    context.session.episodes_changed.tell(None)
    return Report(tuple(rows), imported_text(rows), all(not row.failure for row in rows))


def import_one(
    importing: NoteImport, path: Path, read: ReadNote | NoteImported | AnnotatorError
) -> ImportedNoteRow:
    """Bring one note in, as `read_notes` gives it."""
    from annotator.session.note_reading import ReadNote

    if isinstance(read, AnnotatorError):
        return ImportedNoteRow(str(path), failure=str(read))
    imported = importing.add(read) if isinstance(read, ReadNote) else read
    return ImportedNoteRow(
        str(path),
        imported.episode_id,
        imported.title,
        imported.fate.value,
        imported.marks,
        imported.topics,
        imported.doubtful,
        imported.complaint,
    )


def imported_text(rows: list[ImportedNoteRow]) -> str:
    """A line a note for a few, sums for many; what went wrong is told of each."""
    lines = []
    if len(rows) <= 20:
        lines = [
            f"{row.episode}  {row.title}: {row.fate}, {_counted(row.marks, 'mark')}"
            for row in rows
            if not row.failure
        ]
    lines += [row.failure for row in rows if row.failure]
    lines += [f"{row.path}: {row.notice}" for row in rows if row.notice]
    lines.append(_sum(rows))
    doubtful = sum(row.doubtful for row in rows)
    if doubtful:
        lines.append(
            f"{_counted(doubtful, 'mark')} to review: the times cannot be right;"
            " `annotator notes check` says which and why."
        )
    return "\n".join(lines)


def _sum(rows: list[ImportedNoteRow]) -> str:
    fates = [row.fate for row in rows if not row.failure]
    parts = [
        f"{_counted(len(fates), 'note')}: {fates.count('new')} made an episode",
        f"{fates.count('added')} went to one that was there",
        f"{fates.count('changed')} had changed",
        f"{fates.count('known')} were known",
    ]
    failed = len(rows) - len(fates)
    parts += [f"{failed} could not be imported"] if failed else []
    marks, topics = sum(row.marks for row in rows), sum(row.topics for row in rows)
    return f"{', '.join(parts)}; {_counted(marks, 'new mark')}, {_counted(topics, 'new topic')}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@command("notes.export", "Export Imported Notes", cli="notes export")
def export_notes(
    context: Context,
    episode: EpisodeRef,
    out: Annotated[str | None, Argument("file or folder; - prints it", metavar="PATH")] = None,
    force: Annotated[bool, Argument("overwrite a file that is not as it was written")] = False,
) -> bytes | str:
    """Write the notes an episode was imported from, byte for byte as they were."""
    from annotator.session.note_import import changed_since_import

    found = find_episode(context, episode)
    library = context.session.library
    notes = library.wiki_notes.of_episode(found.id)
    if not notes:
        raise NotFoundError(
            "“{0}” was not imported from a note; `annotator export` makes one of it.", found.title
        )
    if any(changed_since_import(library, found, note) for note in notes):
        context.session.say(
            "Its marks were changed since the import; the note is written as it was, without"
            " these changes."
        )
    if out is None or out == "-":
        if len(notes) > 1:
            raise UsageError(
                "“{0}” has {1} notes; name a folder for them with --out.", found.title, len(notes)
            )
        return notes[0].source
    if not out:
        raise UsageError("--out needs a file or folder, or - to print the note.")
    for target, note in _targets(Path(out).expanduser(), notes):
        _write(context, found, note, target, force=force)
        context.session.say(phrase("Wrote {0}", target))
    return ""


def _targets(out: Path, notes: tuple[StoredNote, ...]) -> list[tuple[Path, StoredNote]]:
    """Where each note goes: one to a file, several into a folder under their own names."""
    if not out.is_dir():
        if len(notes) > 1:
            raise UsageError("There are {0} notes; “{1}” must be a folder.", len(notes), out)
        return [(out, notes[0])]
    targets: dict[str, tuple[Path, StoredNote]] = {}
    for note in notes:
        name = Path(note.path).name
        other = targets.get(name.casefold())
        if other is not None:
            raise ExportError(
                "“{0}” and “{1}” would both be “{2}” in “{3}”; nothing was written.",
                other[1].path,
                note.path,
                name,
                out,
            )
        targets[name.casefold()] = (out / name, note)
    return list(targets.values())


def _write(
    context: Context, episode: Episode, note: StoredNote, target: Path, *, force: bool
) -> None:
    """Raises ExportError; a file there that is neither this note nor ours is left alone."""
    target = target.absolute()
    library = context.session.library
    try:
        if target.exists() and not force:
            standing = hashlib.sha256(read_bytes(target)).hexdigest()
            if standing == note.sha256:
                return
            if standing != library.exported_hash(target):
                raise NoteEditedError(
                    "“{0}” exists and is another note; choose another name or pass --force.", target
                )
        write_atomically(target, note.source)
    except OSError as error:
        raise ExportError(
            "The note could not be written to “{0}”: {1}.", target, error.strerror or error
        ) from error
    library.remember_export(target, episode.id, "wiki", note.sha256)
