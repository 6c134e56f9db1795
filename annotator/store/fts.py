"""Search terms as FTS5 expressions. What was typed only ever stands between quotes."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.query import Term
from annotator.domain.tokens import tokens


def match_expression(terms: Sequence[Term], column: str = "") -> str:
    """The MATCH expression for all `terms`, in one column if one is named."""
    all_of_them = " AND ".join(map(_term, terms))
    return f"{column} : ({all_of_them})" if column else all_of_them


def value_expression(value: str, column: str) -> str:
    """The MATCH expression for a limit's value: all its words, each maybe only begun."""
    return match_expression([Term((token.folded,), prefix=True) for token in tokens(value)], column)


def _term(term: Term) -> str:
    # Folded words are letters, digits and apostrophes; none can end the quotes.
    words = " ".join(term.words)
    return f'"{words}"*' if term.prefix else f'"{words}"'
