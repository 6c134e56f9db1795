"""Words as they are compared: without case, accents and punctuation, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

# Thai and its neighbours, kana and Han are written without blanks: each of their letters is a
# word of its own, so that a word is found wherever it stands in a line.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_UNSPACED}]"


@cache
def _token() -> re.Pattern[str]:
    # Ranges of scripts take milliseconds to compile, which not every start should wait for.
    return re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|[^\W_]")


class Token(NamedTuple):
    """A word of a text, folded, with its character offsets [begin, end)."""

    folded: str
    begin: int
    end: int


def fold(text: str) -> str:
    """`text` for comparing: no case, no accents, typographic apostrophes made plain."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).replace("’", "'")


def tokens(text: str) -> list[Token]:
    """The words of `text` in order."""
    found = _token().finditer
    if text.isascii():  # folded, it is as long: all words at once rather than one by one
        return [Token(m[0], *m.span()) for m in found(text.lower())]
    return [Token(fold(m[0]), *m.span()) for m in found(text)]


def folded_words(text: str) -> str:
    """The folded words of `text`, parted by blanks: what a full-text index is given."""
    return text if text.isascii() else " ".join(map(fold, _token().findall(text)))


def find_phrase(
    haystack: Sequence[str], phrase: Sequence[str], *, last_is_prefix: bool = False
) -> list[int]:
    """Indices in `haystack` where the folded words of `phrase` stand in a row."""
    if not phrase:
        return []
    width, first = len(phrase), phrase[0]
    exact, last = (list(phrase[:-1]), phrase[-1]) if last_is_prefix else (list(phrase), "")
    found = []
    for index in range(len(haystack) - width + 1):
        if exact and haystack[index] != first:
            continue
        if list(haystack[index : index + len(exact)]) == exact and (
            not last_is_prefix or haystack[index + width - 1].startswith(last)
        ):
            found.append(index)
    return found
