"""Writing a plan into a vault, and taking the last run back."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from annotator.domain.errors import AnnotatorError, NotFoundError
from annotator.phrases import phrase
from annotator.session.vault_folder import VaultFolder
from annotator.session.vault_plan import FileChange, Plan, sha256
from annotator.sources import Report
from annotator.store import Library
from annotator.store.vaults import Before, StoredVault, VaultNote

_TOGETHER = 32
"""So few that keeping them does not hold up a window."""
_AT_ONCE = 8
"""Files wait for the disk side by side."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some files became: the rows to keep and to forget, and what the files were."""

    notes: tuple[VaultNote, ...] = ()
    gone: tuple[VaultNote, ...] = ()
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did. `failures` are sentences; `stopped` says why it ended early."""

    vault: StoredVault
    written: int = 0
    removed: int = 0
    failures: tuple[str, ...] = ()
    stopped: str = ""


def write(
    plan: Plan, folder: VaultFolder, keep: Callable[[Part], None], progress: Report
) -> Outcome:
    """Write the files of `plan`. `keep` gets the rows of what was written, part by part.

    A file that was changed meanwhile is left as it is. Where the disk is full or cannot be
    written the run stops: each file is whole, old or new.
    """
    keep(Part(plan.fresh))
    written = removed = 0
    failures: list[str] = []
    waiting = list(plan.changes)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for begin in range(0, len(waiting), _TOGETHER):
            progress(0.6 + 0.4 * begin / len(waiting))
            batch = waiting[begin : begin + _TOGETHER]
            told = list(pool.map(lambda change: _write_one(folder, change), batch))
            done = [change for change, failure in zip(batch, told, strict=True) if not failure]
            # Else an old file would, after a power failure, seem to be edited since.
            folder.settle(path for c in done if c.changes_file for path in (c.path, c.old_path))
            keep(_part(done))
            written += sum(c.changes_file and c.after is not None for c in done)
            removed += sum(c.before is not None and c.after is None for c in done)
            failed = [failure for failure in told if failure]
            failures += failed
            if failed and not done and len(batch) > 1:
                rest = len(waiting) - begin - len(batch)
                return Outcome(plan.vault, written, removed, tuple(failures[:1]), _stopped(rest))
    return Outcome(plan.vault, written, removed, tuple(failures))


def _stopped(rest: int) -> str:
    return phrase("{0:,} more notes were not tried.", rest) if rest else ""


def _write_one(folder: VaultFolder, change: FileChange) -> str:
    """ "" or why the file was left as it is."""
    try:
        if change.changes_file:
            _apply(folder, change)
    except AnnotatorError as error:
        return str(error)
    return ""


def _apply(folder: VaultFolder, change: FileChange) -> None:
    if change.after is None:
        folder.remove(change.path, change.before)
    elif change.old_path == change.path:
        folder.write(change.path, change.after, change.before)
    elif change.old_path.casefold() == change.path.casefold():
        # One file where names differ in case only, on most systems.
        folder.rename(change.old_path, change.path)
        folder.write(change.path, change.after, change.before)
    else:
        folder.write(change.path, change.after, None)
        folder.remove(change.old_path, change.before)


def _part(done: Iterable[FileChange]) -> Part:
    notes, gone, before = [], [], []
    for change in done:
        if change.note is not None:
            notes.append(change.note)
        elif change.was is not None:
            gone.append(change.was)
        if change.changes_file:
            before += _before(change)
    return Part(tuple(notes), tuple(gone), tuple(before))


def _before(change: FileChange) -> list[Before]:
    row = change.was or change.note
    if row is None:
        return []
    after = sha256(change.after) if change.after is not None else ""
    if change.was is None:
        return [Before(change.path, None, after, _without_base(row))]
    before = None if change.before is None else zlib.compress(change.before, 1)
    if change.old_path == change.path:
        return [Before(change.path, before, after, row)]
    return [
        Before(change.old_path, before, "", row),
        Before(change.path, None, after, _without_base(row)),
    ]


def _without_base(row: VaultNote) -> VaultNote:
    return VaultNote(row.kind, row.subject, row.path, row.wish, "", b"")


class Keeper:
    """Stores what a run hands back. With `remember`, what the files were is kept too, so that
    the run can be taken back; the run before can no longer be, once this one changes a file."""

    def __init__(self, library: Library, vault: StoredVault, *, remember: bool) -> None:
        self._library = library
        self._vault_id = vault.id
        self._remember = remember
        self._begun = False

    def keep(self, part: Part) -> None:
        """Store what some files became."""
        vaults = self._library.vaults
        with self._library.together():
            vaults.keep_notes(self._vault_id, part.notes, part.gone)
            if part.before and self._remember:
                vaults.keep_before(self._vault_id, part.before, begin=not self._begun)
                self._begun = True


@dataclass(frozen=True, slots=True)
class Undone:
    """How many files are again as they were before the last run, and what was left alone."""

    restored: int
    failures: tuple[str, ...]


def take_back(folder: VaultFolder, files: Sequence[Before]) -> tuple[Undone, Part]:
    """Make the files what they were before the last run, but for those changed since; with
    the rows to keep. Raises NotFoundError where there is nothing to take back."""
    if not files:
        raise NotFoundError("There is no run of this vault to take back.")
    failures: list[str] = []
    notes: list[VaultNote] = []
    gone: list[VaultNote] = []
    restored = 0
    for file in files:
        try:
            _restore(folder, file)
        except AnnotatorError as error:
            failures.append(str(error))
            continue
        restored += 1
        row = file.note
        if row.base and file.content is not None:
            content = sha256(zlib.decompress(file.content))
            notes.append(VaultNote(row.kind, row.subject, file.path, row.wish, content, row.base))
        else:
            gone.append(row)
    folder.settle(file.path for file in files)
    kept = {(note.kind, note.subject) for note in notes}
    forgotten = tuple(note for note in gone if (note.kind, note.subject) not in kept)
    return Undone(restored, tuple(failures)), Part(tuple(notes), forgotten)


def _restore(folder: VaultFolder, file: Before) -> None:
    now = folder.read(file.path)
    if (sha256(now) if now is not None else "") != file.sha256:
        raise NotFoundError("“{0}” was changed since; it was left as it is.", file.path)
    if file.content is None:
        folder.remove(file.path, now)
    else:
        folder.write(file.path, zlib.decompress(file.content), now)
