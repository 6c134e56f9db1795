"""A vault at work: found or begun, planned and written, off the thread that holds the library.

The plan is made over a connection of its own; what was written is handed back part by part and
stored by whoever holds the library.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import (
    ExportError,
    LibraryReadOnlyError,
    NotFoundError,
    UsageError,
)
from annotator.session.tagging import new_uid
from annotator.session.vault_contents import Contents, Scope
from annotator.session.vault_folder import MARKER, VaultFolder
from annotator.session.vault_plan import Plan, plan
from annotator.session.vault_run import Outcome, Part, Undone, take_back, write
from annotator.sources import Report
from annotator.store import Library, open_library
from annotator.store.vaults import StoredVault
from annotator.vault.profiles import profile as profile_called
from annotator.vault.states import Settled
from annotator.vault.values import Subject


def known_vault(library: Library, folder: VaultFolder) -> StoredVault:
    """The vault in `folder`, wherever it was before. Raises NotFoundError where it is none."""
    vault = _found(library, folder)
    if vault is None:
        raise NotFoundError(
            "“{0}” is no vault of this library; `annotator vault export` makes one.", folder.root
        )
    return vault


def vault_for(
    library: Library, folder: VaultFolder, profile: str = "", scope: Scope | None = None
) -> StoredVault:
    """The vault in `folder`, or one to begin there. `profile` "" is the vault's own, `scope`
    None too. Nothing is stored yet: `begin` does that.

    Raises UsageError for another profile than it has, ExportError for a folder that cannot be
    a vault.
    """
    if library.read_only:
        raise LibraryReadOnlyError(
            "The library “{0}” can only be read, and what is written into a vault must be"
            " kept in it; nothing was written.",
            library.path,
        )
    vault = _found(library, folder)
    if vault is None:
        _check_new(library, folder)
        kind = profile_called(profile or "wiki").name
        stored = scope.stored() if scope else ""
        return StoredVault(0, new_uid(), str(folder.root), kind, stored)
    if profile and profile_called(profile).name != vault.profile:
        raise UsageError(
            "“{0}” is a vault of the kind {1}; choose another folder for one of the kind {2}.",
            folder.root,
            vault.profile,
            profile,
        )
    if scope is not None and scope.stored() != vault.scope:
        return replace(vault, scope=scope.stored(), turn=0)
    return vault


def _found(library: Library, folder: VaultFolder) -> StoredVault | None:
    uid = folder.uid()
    vault = library.vaults.by_uid(uid) if uid else library.vaults.by_folder(folder.root)
    if vault is not None and not uid:
        notes = library.vaults.notes(vault.id)
        if len(folder.missing(note.path for note in notes)) == len(notes):
            return None  # emptied, or another folder of that name
    return replace(vault, folder=str(folder.root)) if vault else None


def _check_new(library: Library, folder: VaultFolder) -> None:
    if folder.uid():
        raise ExportError(
            "“{0}” is the vault of another library; choose another folder, or remove the"
            " file {1} in it to begin anew beside what is there.",
            folder.root,
            MARKER,
        )
    if not folder.exists() and library.vaults.by_folder(folder.root) is not None:
        raise ExportError(
            "The vault “{0}” is not there any more; name its new folder if it was moved,"
            " or make an empty folder there to write it again.",
            folder.root,
        )
    if not folder.root.parent.is_dir():
        raise ExportError("There is no folder “{0}” to make the vault in.", folder.root.parent)


def begin(library: Library, folder: VaultFolder, vault: StoredVault) -> StoredVault:
    """Make the folder carry the vault's name, and the library know it."""
    folder.begin(vault.uid)
    return library.vaults.keep(vault, library.now())


def planned(
    path: Path,
    vault: StoredVault,
    *,
    everything: bool = False,
    settled: Mapping[Subject, Settled] | None = None,
    also: Collection[Subject] = (),
    progress: Report,
) -> Plan:
    """What a run would write; reads the library at `path` over a connection of its own.

    Notes that no change of the library touches are looked at too where they are in `also`.
    """
    folder = VaultFolder(Path(vault.folder))
    with closing(open_library(path, read_only=True)) as library:
        contents = Contents(library, folder, vault, everything=everything, also=also)
        return plan(contents, folder, settled, progress)


def run_work(
    path: Path,
    vault: StoredVault,
    *,
    everything: bool = False,
    settled: Mapping[Subject, Settled] | None = None,
    also: Collection[Subject] = (),
) -> Callable[[Report, Callable[[Part], None]], tuple[Plan, Outcome]]:
    """Work for ``Jobs.stream``: plan and write; the parts are for `keep_part`."""

    def work(progress: Report, keep: Callable[[Part], None]) -> tuple[Plan, Outcome]:
        made = planned(
            path, vault, everything=everything, settled=settled, also=also, progress=progress
        )
        outcome = write(made, VaultFolder(Path(vault.folder)), keep, progress)
        return made, outcome

    return work


def finish(library: Library, made: Plan, outcome: Outcome) -> None:
    """Keep how far the library was, unless something is left to do from there."""
    if outcome.failures or outcome.stopped:
        return
    library.vaults.keep(replace(made.vault, turn=made.turn), library.now())


def take_back_work(path: Path, vault: StoredVault) -> Callable[[Report], tuple[Undone, Part]]:
    """Work for ``Jobs.run``: make the files what they were before the last run."""

    def work(_progress: Report) -> tuple[Undone, Part]:
        with closing(open_library(path, read_only=True)) as library:
            files = library.vaults.before(vault.id)
        return take_back(VaultFolder(Path(vault.folder)), files)

    return work


def keep_taken_back(library: Library, vault: StoredVault, part: Part) -> None:
    """Store what the notes are again. All is compared anew next time: they are older than the
    library again."""
    with library.together():
        library.vaults.keep_notes(vault.id, part.notes, part.gone)
        library.vaults.forget_before(vault.id)
        library.vaults.keep(replace(vault, turn=0), library.now())
