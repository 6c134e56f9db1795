"""The draft desk: the draft that is open, what was found of it, and its changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.session.hooks import Hook

if TYPE_CHECKING:
    from annotator.drafts.draft import Draft
    from annotator.drafts.quotations import Quotation
    from annotator.session.draft_items import Item

# What reads and judges is imported where it is used: every start has a desk, few a draft.


class Scope(StrEnum):
    """Which episodes a draft is checked against."""

    EPISODE = "episode"
    SHOW = "show"
    LIBRARY = "library"


@dataclass(frozen=True)
class OpenDraft:
    """A draft as it was read: `path` is None for one from the clipboard."""

    name: str
    path: Path | None
    data: bytes
    draft: Draft


@dataclass(frozen=True)
class Rewritten:
    """A draft after a change, and the quotations it has now."""

    opened: OpenDraft
    asked: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A change of the draft: its bytes before, what it was, the library's turn after it."""

    before: bytes
    label: str
    turn: int


class DraftDesk:
    """What lies on the desk. `changed` tells of another draft or findings, `moved` of another
    current item.

    `scope` is kept from one draft to the next.
    """

    def __init__(self) -> None:
        self.open: OpenDraft | None = None
        self.items: tuple[Item, ...] = ()
        self.scope = Scope.LIBRARY
        self.current: int | None = None
        self.busy = False
        self.writing = False
        self.shows_layers = False
        self.wanted: tuple[int, Callable[[], None]] | None = None
        """An episode that is being read to be shown beside the draft, and what is to follow."""
        self.stale: frozenset[int] = frozenset()
        self._steps: list[_Step] = []
        self._at: int | None = None
        """Where in the draft that is checked anew the current item began."""
        self.changed: Hook[None] = Hook()
        self.moved: Hook[None] = Hook()

    # What was found

    def lay(self, opened: OpenDraft, *, keep_steps: bool = False) -> None:
        """Put a draft on the desk; it is about to be checked. One that lies here already is gone
        on with where it was looked at."""
        if not keep_steps:
            self._steps.clear()
        before = self.open
        known = before is not None and (before.path, before.name) == (opened.path, opened.name)
        self._at = self._here() if known else None
        self.open, self.items, self.stale, self.busy = opened, (), frozenset(), True
        self.writing = False
        self.current = self.wanted = None
        self.changed.tell(None)

    def take(self, opened: OpenDraft, items: Iterable[Item]) -> None:
        """What was found of `opened`, if that is still the draft that lies here."""
        if opened is not self.open:
            return
        here = self._here()
        at = self._at if here is None else here
        self.items = tuple(sorted(items, key=lambda item: (item.begin, item.end)))
        self.busy = False
        self.current = self._nearest(at) if at is not None else None
        self.changed.tell(None)

    def take_again(self, opened: OpenDraft, again: Iterable[tuple[int, Item]]) -> None:
        """Single items that were checked anew."""
        if opened is not self.open:
            return
        items = list(self.items)
        for number, item in again:
            items[number] = item
            self.stale -= {number}
        self.items = tuple(items)
        self.changed.tell(None)

    def clear(self) -> None:
        """Take the draft off the desk; the file stays as it is."""
        self.open, self.items, self.current, self.busy = None, (), None, False
        self._steps.clear()
        self.changed.tell(None)

    # The current item

    @property
    def item(self) -> Item | None:
        """The quotation or claim that is being looked at."""
        return self.items[self.current] if self.current is not None else None

    def go(self, number: int) -> None:
        """Look at an item."""
        if self.items:
            self.current = min(max(number, 0), len(self.items) - 1)
            self.moved.tell(None)

    def step(self, by: int, *, problems: bool = False) -> bool:
        """To the next item (or `problems`) in the direction of `by`; whether there is one."""
        here = self.current if self.current is not None else (-1 if by > 0 else len(self.items))
        ahead = range(here + by, len(self.items) if by > 0 else -1, by)
        found = next((n for n in ahead if not problems or self.items[n].problem), None)
        if found is not None:
            self.go(found)
        return found is not None

    def at_time(self, episode_id: int, at_ms: int) -> int | None:
        """The item whose words are heard at a time of an episode."""
        return next(
            (
                number
                for number, item in enumerate(self.items)
                if item.found
                and any(
                    p.episode_id == episode_id and p.place.start_ms <= at_ms < p.place.end_ms
                    for p in item.passages
                )
            ),
            None,
        )

    def touched_by(self, episode_id: int, stretches: Sequence[tuple[int, int]]) -> frozenset[int]:
        """The quotations whose verdict may be another after a correction of the transcript:
        those with a passage in `stretches` (start_ms, end_ms) of it, and those not found."""
        return frozenset(
            number
            for number, item in enumerate(self.items)
            if item.finding is not None
            and (
                not item.passages
                or any(
                    p.episode_id == episode_id
                    and p.place.start_ms < end_ms
                    and start_ms < p.place.end_ms
                    for p in item.passages
                    for start_ms, end_ms in stretches
                )
            )
        )

    def _here(self) -> int | None:
        return self.item.begin if self.item else None

    def _nearest(self, begin: int) -> int | None:
        if not self.items:
            return None
        return max(bisect_right([item.begin for item in self.items], begin) - 1, 0)

    # Changing the draft

    def changed_to(self, before: OpenDraft, rewritten: Rewritten, label: str, turn: int) -> None:
        """The draft was changed and written: remember how to take that back.

        `turn` is the library's now, so that undo goes back in order.
        """
        if before is self.open:
            self._steps.append(_Step(before.data, label, turn))
            self._reopen(rewritten)

    def to_undo(self, turn: int | None = None) -> tuple[str, bytes] | None:
        """The last change and the bytes before it; None where there is none, or where the
        library has changed since its `turn`."""
        if self.open is None or not self._steps:
            return None
        step = self._steps[-1]
        return None if turn is not None and turn != step.turn else (step.label, step.before)

    def undone(self, before: OpenDraft, rewritten: Rewritten) -> None:
        """The last change was taken back."""
        if before is self.open:
            self._steps.pop()
            self._reopen(rewritten)

    def renamed(self, before: OpenDraft, path: Path) -> None:
        """The draft was written to another file, which it is from now on."""
        if before is self.open:
            self.open = replace(before, path=path, name=path.name)
            self.changed.tell(None)

    def _reopen(self, rewritten: Rewritten) -> None:
        """Go on with the changed draft: findings of the untouched quotations move along."""
        opened, asked = rewritten.opened, rewritten.asked
        numbers = [n for n, item in enumerate(self.items) if item.finding is not None]
        if len(asked) != len(numbers):
            # A change that makes or ends a quotation: all must be looked for again.
            self.open, self.stale = opened, frozenset(range(len(self.items)))
            self.changed.tell(None)
            return
        fresh = dict(zip(numbers, asked, strict=True))
        moved: list[Item] = []
        by, stale = 0, set(self.stale)
        for number, item in enumerate(self.items):
            quotation, finding = fresh.get(number), item.finding
            if quotation is None or finding is None:
                moved.append(replace(item, begin=item.begin + by, end=item.end + by))
                continue
            by = quotation.begin - item.begin
            if (
                quotation.text != item.text
                or quotation.end - quotation.begin != item.end - item.begin
            ):
                stale.add(number)
            steps = tuple(replace(s, begin=s.begin + by, end=s.end + by) for s in finding.steps)
            moved.append(
                replace(
                    item,
                    begin=quotation.begin,
                    end=quotation.end,
                    text=quotation.text,
                    line=opened.draft.line(quotation.begin),
                    finding=replace(finding, quotation=quotation, steps=steps),
                )
            )
            by = quotation.end - item.end
        self.open, self.items, self.stale = opened, tuple(moved), frozenset(stale)
        self.changed.tell(None)
