"""Searching with a second try: what was found, what of the search could not be meant, and what
was looked for instead where nothing has the words as they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from annotator.domain.query import Query, parse_query
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.store import Library
    from annotator.store.search import Hit


@dataclass(frozen=True, slots=True)
class Finding:
    """`hits` are found while they are taken, once. `notices` are sentences for the user."""

    query: Query
    hits: Iterator[Hit]
    notices: tuple[str, ...] = ()


def look_for(library: Library, text: str) -> Finding:
    """Hits of what was typed; where there are none, of the words that were probably meant."""
    query = parse_query(text)
    hits = library.search.hits(query)
    first = next(hits, None)
    if first is not None:
        return Finding(query, chain((first,), hits), query.complaints)
    other = library.search.alike(query) if query.wanted else None
    if other is not None:
        hits = library.search.hits(other)
        first = next(hits, None)
        if first is not None:
            notices = (*query.complaints, _instead(query, other))
            return Finding(other, chain((first,), hits), notices)
    return Finding(query, iter(()), query.complaints)


def _instead(query: Query, other: Query) -> str:
    before = (word for term in query.wanted for word in term.words)
    after = (word for term in other.wanted for word in term.words)
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    missed = ", ".join(f"“{old}”" for old, _ in pairs)
    taken = ", ".join(f"“{new}”" for _, new in pairs)
    return phrase("Nothing has {0}; these have {1}.", missed, taken)
