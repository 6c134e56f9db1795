"""Which commands want the same key in the same place."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.gui.values import KeyRow


def conflicts(rows: Iterable[KeyRow]) -> dict[str, tuple[KeyRow, ...]]:
    """Command id → the other commands that share one of its keys where it acts."""
    by_key: dict[str, list[KeyRow]] = {}
    for row in rows:
        for key in row.keys:
            by_key.setdefault(key.casefold(), []).append(row)
    found: dict[str, dict[str, KeyRow]] = {}
    for sharers in by_key.values():
        for row in sharers:
            for other in sharers:
                if other.id != row.id and meet(row.place, other.place):
                    found.setdefault(row.id, {})[other.id] = other
    return {row_id: tuple(others.values()) for row_id, others in found.items()}


def meet(one: str, two: str) -> bool:
    """Whether keys of two places can be pressed in one; the empty place is everywhere."""
    return one == two or not one or not two
