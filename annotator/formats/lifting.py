"""Word times of automatic captions taken out of the text, so that plain captions are left.

WebVTT as YouTube writes it has ``one<00:00:01.000> two<00:00:02.000> three`` (and tags around the
words that say nothing): three times as much markup as words. Here the words of such lines become
columns, and what is left of a line is ``one`` and a `MARK`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from annotator.domain.entities import unescape
from annotator.domain.segmenting import is_unspaced
from annotator.domain.timecode import format_precise
from annotator.formats.clock_columns import followed_ms
from annotator.formats.draft import RawCue, cue_of_row
from annotator.formats.text_clean import one_line
from annotator.formats.word_rows import WordColumns, WordRows

MARK = "\x01"
"""Stands for the stamped words of a line: control characters are gone from what formats read."""

_STAMP = len("00:00:00.000>")


def lifted(text: str) -> tuple[str, TimedLines] | None:
    """`text` with a `MARK` in the place of all stamped words of a line, and its timed lines.

    None if it has no stamps, or other tags than theirs.
    """
    parts = text.split("<")
    first = parts.pop(0)
    times = followed_ms("".join([part[:_STAMP] for part in parts]), ">")
    if times is None or len(times) != len(parts):
        return None
    words = [part[_STAMP:] for part in parts]
    stops = [at for at, word in enumerate(words, 1) if "\n" in word]
    tails = []
    for at in stops:
        words[at - 1], line_end, tail = words[at - 1].partition("\n")
        tails.append(line_end + tail)
    if stops[-1:] != [len(words)]:
        stops.append(len(words))
        tails.append("")
    pieces = [first, *tails]
    return MARK.join(pieces), TimedLines(times, words, pieces, [0, *stops])


class TimedLines:
    """The lines whose words were lifted, taken up in the order of the text."""

    def __init__(
        self,
        times: list[int],
        words: list[str],
        pieces: list[str],
        edges: list[int],
    ) -> None:
        self._times = times
        self._words = words
        self._edges = edges
        self._at = 0
        # The word before the first stamp of a line is in the text; its start is the cue's.
        tokens: list[str] = []
        starts: list[int] = []
        for piece, begin, stop in zip(pieces, edges, edges[1:], strict=False):
            tokens.append(" " + piece[piece.rfind("\n") + 1 :])
            tokens += words[begin:stop]
            starts.append(0)
            starts += times[begin:stop]
        if "&" in "".join(tokens):
            tokens = [unescape(token) if "&" in token else token for token in tokens]
        self._tokens = tokens
        self._are_plain = _are_plain(tokens)
        stops = list(accumulate(map(len, tokens)))
        begins = [stop + 1 for stop in [0, *stops[:-1]]]
        self._starts, self._ends = starts, [*starts[1:], 0]
        self._columns = WordColumns(self._starts, self._ends, begins, stops)

    def written(self, text: str) -> str:
        """`text`, the next part of the source, with the words and stamps that were lifted."""
        first, *parts = text.split(MARK)
        for part in parts:
            here = slice(*self._edges[self._at : self._at + 2])
            pairs = zip(map(format_precise, self._times[here]), self._words[here], strict=True)
            first += "".join([f"<{stamp}>{word}" for stamp, word in pairs]) + part
            self._at += 1
        return first

    def cue(self, text: str, start_ms: int, end_ms: int) -> RawCue | None:
        """The cue of `text`, the next part of the source: lines, the last ending with a `MARK`.

        None, and nothing taken up, unless each timed word is one word with one blank before it.
        """
        tokens = self._tokens[self._first(self._at) : self._first(self._at + 1)]
        if not (self._are_plain or _are_plain(tokens)) or "&" in text:
            return None
        shown, line_end, _ = text.rpartition("\n")
        if "  " in shown or "\t" in shown:
            shown = "\n".join([one_line(line) for line in shown.split("\n")])
        words = self._rows(self._at, start_ms, end_ms, len(shown) + len(line_end))
        self._at += 1
        said = shown + line_end + "".join(tokens)[1:]
        return cue_of_row((start_ms, end_ms, said, "", words))

    def _first(self, at: int) -> int:
        """Where the words of a line begin; each has one that was not stamped."""
        return self._edges[at] + at

    def _rows(self, at: int, start_ms: int, end_ms: int, begin: int) -> WordRows:
        """The words of a line, in a cue of these times whose text has it from `begin` on."""
        columns, first, last = self._columns, self._edges[at] + at, self._edges[at + 1] + at + 1
        self._starts[first] = start_ms
        self._ends[last - 1] = end_ms
        return WordRows(columns, first, last, columns.begins[first] - begin)


def _are_plain(tokens: Sequence[str]) -> bool:
    """Whether each is one word with one blank before it, in few passes over all at once.

    A word with a bar in it, or with what cannot be printed, passes for none that is plain.
    """
    joined = "|".join(["", *tokens])
    return (
        joined.count(" ") == len(tokens) == joined.count("| ")
        and joined.isprintable()  # so that there are no other blanks
        and not is_unspaced(joined)
        and "| |" not in joined
        and joined[-1] != " "
    )
