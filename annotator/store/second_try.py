"""The second try of a search: words that stand nowhere, replaced by the nearest that do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.query import Query, Term
from annotator.domain.spelling import LEAST_LETTERS, nearest_word, other_beginnings
from annotator.store.fts import match_expression

if TYPE_CHECKING:
    import sqlite3

_BEGINNING = 2
"""Slips after so many letters are found among the words there are; those before by trying."""


def mended(database: sqlite3.Connection, query: Query) -> Query | None:
    """The query with the words meant by those misspelt; None where none is."""
    terms = tuple(_mended(database, term) for term in query.terms)
    return replace(query, terms=terms) if terms != query.terms else None


def _mended(database: sqlite3.Connection, term: Term) -> Term:
    if term.negated:
        return term
    last = len(term.words) - 1
    words = tuple(
        _nearest(database, word, prefix=term.prefix and at == last)
        for at, word in enumerate(term.words)
    )
    return replace(term, words=words) if words != term.words else term


def _nearest(database: sqlite3.Connection, word: str, *, prefix: bool) -> str:
    """The word itself where it stands anywhere, or nothing near it does."""
    if len(word) < LEAST_LETTERS or _stands(database, Term((word,), prefix)):
        return word
    known: list[tuple[str, int]] = []
    for table in ("passage_word", "mark_word"):
        known += database.execute(
            f"SELECT term, doc FROM {table} WHERE term >= ? AND term < ?",
            [word[:_BEGINNING], word[:_BEGINNING] + "\U0010ffff"],
        ).fetchall()
    known += [(o, 1) for o in other_beginnings(word) if _stands(database, Term((o,)))]
    return nearest_word(word, known) or word


def _stands(database: sqlite3.Connection, term: Term) -> bool:
    expression = match_expression([term])
    return any(
        database.execute(
            f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", [expression]
        ).fetchone()
        for table in ("passage_text", "mark_text")
    )
