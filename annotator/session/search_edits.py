"""Keeping searches: each change a value, undone like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.query import SavedSearch
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.store import Changes


@dataclass(frozen=True, slots=True)
class AddSearch:
    search: SavedSearch
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("Keep search “{0}”", self.search.name)

    def apply(self, writes: Changes) -> None:
        writes.searches.add(self.search)


@dataclass(frozen=True, slots=True)
class ChangeSearch:
    """The kept search of this id becomes equal to `search`."""

    search: SavedSearch
    label: str
    episode_id: int | None = None

    def apply(self, writes: Changes) -> None:
        writes.searches.update(self.search)


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    search: SavedSearch
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("Forget search “{0}”", self.search.name)

    def apply(self, writes: Changes) -> None:
        writes.searches.remove(self.search)
