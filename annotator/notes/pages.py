"""The notes of a folder by name: whether a link leads to one, and which one was meant."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable

from annotator.notes.findings import Sure

_ALIKE = 0.85
_MOST_COMPARED = 2_000


class Pages:
    """Names of notes, without their ending. Case, and blanks for underscores, do not matter."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_name = {_folded(name): name for name in names}
        self._nearest: dict[str, tuple[str, Sure] | None] = {}
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for folded in self._by_name:
            self._by_letters[_letters(folded)].append(folded)
            self._by_first[folded[:4]].append(folded)

    def has(self, page: str) -> bool:
        """Whether a link to `page` leads somewhere; one with a folder leads to its last part."""
        return _folded(page) in self._by_name

    def nearest(self, page: str) -> tuple[str, Sure] | None:
        """The note that was likely meant by a link that leads nowhere."""
        wanted = _folded(page)
        if wanted not in self._nearest:
            self._nearest[wanted] = self._look_for(wanted)
        return self._nearest[wanted]

    def _look_for(self, wanted: str) -> tuple[str, Sure] | None:
        same = self._by_letters.get(_letters(wanted), [])
        if len(same) == 1 and _letters(wanted):
            return self._by_name[same[0]], Sure.HIGH
        alike = self._by_first.get(wanted[:4], [])
        if len(alike) > _MOST_COMPARED:
            return None
        close = difflib.get_close_matches(wanted, alike, 1, _ALIKE)
        return (self._by_name[close[0]], Sure.LOW) if close else None


def _folded(name: str) -> str:
    last = name.rpartition("/")[2].removesuffix(".md")
    return "_".join(last.replace("_", " ").split()).casefold()


def _letters(folded: str) -> str:
    return "".join(ch for ch in folded if ch.isalnum())
