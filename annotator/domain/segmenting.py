"""Where the words of a text begin and end, also in scripts that write no blanks.

A word is what stands between blanks. Chinese is cut into its characters, Japanese where the
script changes (a run of kanji, of hiragana, of katakana), Thai, Lao, Burmese and Khmer into
their syllable letters. None of these needs a dictionary, and each gives pieces that a listener
can choose and a mark can end at.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto

_WORDS = re.compile(r"\S+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_KANA = re.compile("[\u3040-\u30ff]")
_OPENING = frozenset("「『（【《〈〔［｛“‘([{«„")
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before the consonant they follow in speech."""
_STACKING = frozenset("\u1039\u17d2")
"""Signs that put the next consonant under the one before."""
_TRAILING = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6")
"""Thai and Lao letters that end a syllable."""


class _Kind(Enum):
    HAN = auto()
    HIRAGANA = auto()
    KATAKANA = auto()
    SYLLABIC = auto()
    LETTERS = auto()
    OPENING = auto()
    CLOSING = auto()
    ATTACHED = auto()


_RANGES = (
    ("\u3041", "\u309f", _Kind.HIRAGANA),
    ("\u30a1", "\u30ff", _Kind.KATAKANA),
    ("\u31f0", "\u31ff", _Kind.KATAKANA),
    ("\uff66", "\uff9f", _Kind.KATAKANA),
    ("\u3400", "\u9fff", _Kind.HAN),
    ("\uf900", "\ufaff", _Kind.HAN),
    ("\U00020000", "\U0003ffff", _Kind.HAN),
    ("\u3005", "\u3007", _Kind.HAN),
    ("\u0e00", "\u0eff", _Kind.SYLLABIC),
    ("\u1000", "\u109f", _Kind.SYLLABIC),
    ("\u1780", "\u17ff", _Kind.SYLLABIC),
)


def word_spots(text: str) -> list[tuple[int, int]]:
    """(begin, end) of each word of `text`, in characters, in order and without blanks."""
    runs = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    if text.isascii() or not _UNSPACED.search(text):
        return runs
    japanese = _KANA.search(text) is not None
    return [spot for begin, end in runs for spot in _pieces(text, begin, end, japanese=japanese)]


def is_unspaced(text: str) -> bool:
    """Whether `text` holds a script that is written without blanks between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def joiner(left: str, right: str) -> str:
    """What stands between two texts that are joined: a blank, or nothing where neither script
    writes one."""
    return "" if is_unspaced(left[-2:]) and is_unspaced(right[:2]) else " "


def _pieces(text: str, begin: int, end: int, *, japanese: bool) -> list[tuple[int, int]]:
    cuts = [begin]
    before = _kind_of(text[begin])
    for at in range(begin + 1, end):
        kind = _kind_of(text[at])
        if kind is _Kind.ATTACHED:
            continue
        if _begins(before, kind, text[at - 1], text[at], japanese=japanese):
            cuts.append(at)
        before = kind
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _begins(before: _Kind, kind: _Kind, last: str, letter: str, *, japanese: bool) -> bool:
    """Whether a letter begins a word after a letter of kind `before`; `last` stands next to it."""
    if before is _Kind.OPENING or kind is _Kind.CLOSING:
        return False
    if kind is not before:
        return True
    if kind is _Kind.HAN:
        return not japanese and letter != "々"
    if kind is _Kind.SYLLABIC:
        joined = last in _LEADING_VOWELS or last in _STACKING or letter in _TRAILING
        return not joined
    return False


def _kind_of(letter: str) -> _Kind:
    if letter in _OPENING:
        return _Kind.OPENING
    category = unicodedata.category(letter)
    if category[0] == "M" or letter in "'’-ー":
        return _Kind.ATTACHED
    found = next((kind for low, high, kind in _RANGES if low <= letter <= high), None)
    if found is not None and category[0] == "L":
        return found
    if found is _Kind.SYLLABIC:
        return _Kind.LETTERS if category == "Nd" else _Kind.CLOSING
    return _Kind.LETTERS if category[0] in "LNS" else _Kind.CLOSING
