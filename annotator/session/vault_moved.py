"""Notes of a vault that a user moved into another folder, or gave another name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

from annotator.domain.errors import AnnotatorError
from annotator.session.vault_folder import VaultFolder
from annotator.store.vaults import VaultNote, unpacked
from annotator.vault.lines import idents_in
from annotator.vault.profiles import Profile
from annotator.vault.values import NoteKind


def found_again(folder: VaultFolder, rows: Sequence[VaultNote], profile: Profile) -> dict[str, str]:
    """The paths at which notes were written and are no more, each with where the note is now.

    A note is known by its bytes, by its file name, or, that of an episode, by the ids of its
    statements. What might be two notes is none.
    """
    gone = folder.missing(row.path for row in rows)
    if not gone:
        return {}
    strangers = sorted(folder.paths() - {row.path for row in rows})
    there = [_Stranger(folder, path, profile) for path in strangers]
    found: dict[str, str] = {}
    for row in rows:
        if row.path in gone:
            alike = [s for s in there if s.path not in found.values() and s.is_of(row)]
            if len(alike) == 1:
                found[row.path] = alike[0].path
    return found


class _Stranger:
    """A note in the folder that was not written there."""

    def __init__(self, folder: VaultFolder, path: str, profile: Profile) -> None:
        self.path = path
        self._profile = profile
        content = b""
        with suppress(AnnotatorError):  # too large, or unreadable: none of ours
            content = folder.read(path) or b""
        self._sha256 = sha256(content).hexdigest()
        self._idents = self._ids(content.decode("utf-8", "replace"))

    def _ids(self, text: str) -> frozenset[str]:
        return frozenset(idents_in(self._profile, text))

    def is_of(self, row: VaultNote) -> bool:
        if self._sha256 == row.sha256:
            return True
        ours = self._ids(unpacked(row.base))
        shared = len(ours & self._idents)
        if _name(self.path) == _name(row.path):
            return shared > 0 or not ours
        return row.kind == NoteKind.EPISODE.value and 2 * shared > max(len(ours), 1)


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()
