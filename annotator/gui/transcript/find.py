"""Finding text in a transcript, across cue borders, blind to case, accents and quote shapes.

Built once per transcript, searched with one regular expression over the folded text. Where a
hit stands in the text as written is worked out only for the hits that are shown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from annotator.domain.transcript import Cue, Point, Span

_BORDER = "\0"
_QUOTES = (("‘", "'"), ("’", "'"), ("ʼ", "'"), ("“", '"'), ("”", '"'), ("„", '"'))
# Accents, Hebrew points, Arabic vowel signs: written or left out at will.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"


def fold(text: str) -> str:
    """`text` as it is compared. Folding a text is folding its characters one by one."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    for written, plain in _QUOTES:
        folded = folded.replace(written, plain)
    # Several times quicker on a whole day of talk than str.translate or one re.sub.
    for accent in set(_ACCENTS.findall(folded)):
        folded = folded.replace(accent, "")
    return folded


class Finder:
    """The folded text of a transcript, ready to be searched."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues
        folded = fold(_BORDER.join([cue.text.replace(_BORDER, " ") for cue in cues]))
        lengths = [len(part) + 1 for part in folded.split(_BORDER)]
        self._starts = [0, *accumulate(lengths)]
        self._text = folded.replace(_BORDER, " ")

    def search(self, wanted: str) -> Hits:
        """Every place where `wanted` stands, not overlapping, in order."""
        pattern = _pattern(wanted)
        if not pattern or not self._cues:
            return Hits(self, [], [])
        if "\\s" in pattern:
            spans = [match.span() for match in re.finditer(pattern, self._text)]
            return Hits(self, [begin for begin, _ in spans], [end for _, end in spans])
        width = len(fold(wanted.strip()))
        begins = [match.start() for match in re.finditer(pattern, self._text)]
        return Hits(self, begins, [begin + width for begin in begins])

    def folded_offset(self, point: Point) -> int:
        """Where a point of the written text stands in the folded text."""
        return self._starts[point.cue] + len(fold(self._cues[point.cue].text[: point.char]))

    def folded_range(self, cue: int) -> tuple[int, int]:
        """The folded text of a cue: where it begins and ends."""
        return self._starts[cue], self._starts[cue + 1] - 1

    def written(self, begin: int, end: int) -> Span:
        """The span as written of a stretch of the folded text."""
        first = bisect_right(self._starts, begin) - 1
        last = max(bisect_left(self._starts, end) - 1, first)
        return Span(
            Point(first, self._written_char(first, begin)),
            Point(last, self._written_char(last, end - 1) + 1),
        )

    def _written_char(self, cue: int, folded: int) -> int:
        """Index of the written character whose folding covers offset `folded`."""
        text = self._cues[cue].text
        within = folded - self._starts[cue]
        if text.isascii():
            return min(within, max(len(text) - 1, 0))
        reached = 0
        for index, character in enumerate(text):
            reached += len(fold(character))
            if reached > within:
                return index
        return max(len(text) - 1, 0)


class Hits:
    """The places found, counted at once, placed in the written text when asked for."""

    def __init__(self, finder: Finder, begins: list[int], ends: list[int]) -> None:
        self._finder = finder
        self._begins = begins
        self._ends = ends

    def __len__(self) -> int:
        return len(self._begins)

    def span(self, index: int) -> Span:
        return self._finder.written(self._begins[index], self._ends[index])

    def first_from(self, point: Point) -> int:
        """Index of the first hit that begins at or after `point`, else of the first of all."""
        index = bisect_left(self._begins, self._finder.folded_offset(point))
        return index if index < len(self._begins) else 0

    def in_cue(self, cue: int) -> range:
        """Indices of the hits with a character in `cue`."""
        begin, end = self._finder.folded_range(cue)
        return range(bisect_right(self._ends, begin), bisect_left(self._begins, end))


def _pattern(wanted: str) -> str:
    """A regular expression: any blanks for a blank, an optional one between ideographs."""
    words = fold(wanted).split()
    return r"\s+".join(_word_pattern(word) for word in words)


def _word_pattern(word: str) -> str:
    pieces: list[str] = []
    for index, character in enumerate(word):
        # Such scripts write no blank where a sentence runs on into the next cue.
        if index and re.match(_IDEOGRAPH, character) and re.match(_IDEOGRAPH, word[index - 1]):
            pieces.append(r"\s?")
        pieces.append(re.escape(character))
    return "".join(pieces)
