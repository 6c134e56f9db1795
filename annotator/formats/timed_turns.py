"""Long automatic captions: each line comes word by word, then alone, then above the next one.

    00:00:01.000 --> 00:00:03.000 align:start position:0%

    open<00:00:01.400><c> models</c>

    00:00:03.000 --> 00:00:03.010 align:start position:0%
    open models

That is how YouTube writes WebVTT. A day of it has 583,200 tags and 43,200 blocks; they are read
part by part, all tags and times of a part in one go. What is written in any other way is left to
`webvtt`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise, repeat
from operator import eq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.domain.entities import unescape
from annotator.domain.segmenting import is_unspaced
from annotator.formats.draft import RawCue, RawWord, cue_of_row
from annotator.formats.receipt import Change
from annotator.formats.rolling import SAMPLE, rolls
from annotator.formats.text_bytes import Places, TextBytes
from annotator.formats.word_rows import WordColumns, WordRows

_PART = 1_000_000
"""Characters that are read together: what is made of them is small enough to stay at hand."""
_LONGEST_PART = 4_000_000
"""What is made of a part of tags alone takes fifty times as much memory."""
_CLOCK = len("00:00:00.000")
_STAMP = len("<00:00:00.000>")
_ARROW = b" --> "
_BLANK = ord(" ")

Numbers = NDArray[np.int64]


class _Words(NamedTuple):
    """The words of the lines that have stamped ones: when each begins, 0 for the first of a line,
    and from where to where it stands in its line; and how many words each line has."""

    starts: Numbers
    begins: Numbers
    stops: Numbers
    counts: Numbers


class _Blocks(NamedTuple):
    """Some blocks by columns: their times, two lines of each ("" for none), and whether the last
    that is not empty has stamped words."""

    starts: Numbers
    ends: Numbers
    aboves: list[str]
    belows: list[str]
    are_stamped: NDArray[np.bool_]


def timed_turns(text: str, begin: int, changes: Counter[Change]) -> list[RawCue] | None:
    """The cues of `text` from the first time on, at `begin`; None if they do not come in turns."""
    parts: list[tuple[_Blocks, _Words]] = []
    unescaped: Counter[Change] = Counter()
    for part in _parts(text, begin):
        read = None if len(part) > _LONGEST_PART else _read(part, unescaped)
        if read is None:
            return None
        parts.append(read)
    some_blocks, some_words = zip(*parts, strict=True)
    starts, ends, aboves, belows, are_stamped = zip(*some_blocks, strict=True)
    times = np.concatenate(starts), np.concatenate(ends)
    lines = list(chain(*aboves)), list(chain(*belows))
    blocks = _Blocks(*times, *lines, np.concatenate(are_stamped))
    words = _Words(*map(np.concatenate, zip(*some_words, strict=True)))
    cues = _in_turns(blocks, words, changes)
    if cues is not None:
        changes.update(unescaped)
    return cues


def _parts(text: str, begin: int) -> Iterator[str]:
    """The text from `begin` on, cut between blocks."""
    while begin < len(text):
        stop = text.find("\n\n", begin + _PART)
        stop = len(text) if stop < 0 else stop + len("\n\n")
        yield text[begin:stop]
        begin = stop


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the text and where its lines begin and end."""

    text: str
    found: TextBytes
    begins: Places
    ends: Places

    @classmethod
    def of(cls, text: str) -> _Part:
        found = TextBytes.of(text)
        line_ends = found.places("\n")
        return cls(text, found, np.append(0, line_ends + 1), np.append(line_ends, len(text)))

    def are_blank(self) -> NDArray[np.bool_] | None:
        """Which lines show nothing: they are empty, or one blank; None if others have blanks at
        their ends."""
        lengths = self.ends - self.begins
        bytes_ = np.append(self.found.bytes, 0)
        is_led, is_trailed = bytes_[self.begins] == _BLANK, bytes_[self.ends - 1] == _BLANK
        is_blank = (lengths == 0) | ((lengths == 1) & is_led)
        is_spaced: np.bool_ = ((is_led | is_trailed) & ~is_blank).any()
        return None if is_spaced or "\t" in self.text else is_blank

    def has_more_arrows(self, count: int) -> bool:
        """Whether there are more arrows than `count`; all tags end with a ``>`` of theirs."""
        ends = self.found.count(">") - self.found.count("<")
        return ends != count and self.text.count("-->") != count

    def lines(self, at: Places, are_shown: NDArray[np.bool_]) -> list[str]:
        """These lines; "" for those that are not to be shown."""
        begins = self.begins[at]
        ends = np.where(are_shown, self.ends[at], begins)
        text = self.text
        return [text[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]


def _read(text: str, changes: Counter[Change]) -> tuple[_Blocks, _Words] | None:
    """The blocks of a part and their words; None if something else is written in it."""
    part = _Part.of(text)
    timed = _timed_words(part)
    if timed is None:
        return None
    stamped, texts, words = timed
    blocks = _shown(part, stamped, texts)
    if blocks is None or ("&" in text and not _unescape(blocks, words, changes)):
        return None
    return blocks, words


def _timed_words(part: _Part) -> tuple[Places, list[str], _Words] | None:
    """Which lines have stamped words, what they say, and the words; None unless each is one word
    with one blank before it, with a pair of tags around it or none."""
    found = part.found
    tags = found.places("<")
    if found.reading(tags[1:2], b"<c>").any():
        if len(tags) % 3:
            return None
        stamps, opened, closed = np.ascontiguousarray(tags.reshape(-1, 3).T)
        is_regular = (opened == stamps + _STAMP).all() and found.reading(opened, b"<c>").all()
        if not is_regular or not found.reading(closed, b"</c>").all():
            return None
        begins, ends, nexts = opened + len(b"<c>"), closed, closed + len(b"</c>")
    else:
        stamps, begins, ends, nexts = tags, tags + _STAMP, None, None
    times = found.clocks_ms(stamps + 1)
    if times is None or not found.reading(stamps + _STAMP - 1, b">").all():
        return None
    line_of = np.searchsorted(part.ends, stamps)
    firsts = np.flatnonzero(np.diff(line_of, prepend=-1))
    lines, lasts = line_of[firsts], np.append(firsts, len(stamps))[1:] - 1
    until = np.append(stamps[1:], 0)
    until[lasts] = part.ends[lines]
    if ends is None:
        ends = until
    elif (nexts != until).any():
        return None
    # The word before the first stamp of a line is not stamped; its start is the cue's.
    froms = np.insert(begins, firsts, part.begins[lines])
    lengths = np.insert(ends, firsts, stamps[firsts]) - froms
    said = found.said(part.text, froms, lengths)
    if said.count(" ") != len(stamps) or not found.reading(begins, b" ").all():
        return None
    if (ends - begins < 2).any() or (stamps[firsts] <= part.begins[lines]).any():
        return None
    if not said.isprintable() or is_unspaced(said):
        return None
    edges = np.append(firsts, len(stamps)) + np.arange(len(firsts) + 1)
    cuts = np.append(0, np.cumsum(lengths))
    texts = [said[cut:stop] for cut, stop in pairwise(cuts[edges].tolist())]
    counts = np.diff(edges)
    stops = cuts[1:] - np.repeat(cuts[edges[:-1]], counts)
    blanks = np.ones(len(stops), np.int64)
    blanks[edges[:-1]] = 0
    words = _Words(np.insert(times, firsts, 0), stops - lengths + blanks, stops, counts)
    return lines, texts, words


def _times(part: _Part) -> tuple[Places, Numbers, Numbers] | None:
    """Which lines are times, the first one of the part being one; and the times of each."""
    found = part.found
    at = np.flatnonzero(found.reading(part.begins + _CLOCK, _ARROW))
    begins = part.begins[at]
    ends = begins + 2 * _CLOCK + len(_ARROW)
    times = found.clocks_ms(np.append(begins, ends - _CLOCK))
    if not len(at) or at[0] != 0 or times is None or part.has_more_arrows(len(at)):
        return None
    if not (found.reading(ends, b" ") | (ends == part.ends[at])).all():
        return None
    return at, times[: len(at)], times[len(at) :]


def _shown(part: _Part, stamped: Places, texts: list[str]) -> _Blocks | None:
    """The blocks of a part, in which the `stamped` lines read as these texts."""
    timed, is_blank = _times(part), part.are_blank()
    if timed is None or is_blank is None:
        return None
    at, starts, ends = timed
    above_at, below_at = at + 1, at + 2
    nexts = np.append(at[1:], len(part.begins))
    if (above_at >= nexts).any():
        return None
    has_above = ~is_blank[above_at]
    below_at = np.where(below_at < nexts, below_at, above_at)
    has_below = (below_at > above_at) & ~is_blank[below_at]
    others = len(is_blank) - np.count_nonzero(is_blank) - len(at)
    is_ended = part.begins[above_at] == part.ends[above_at]  # by a blank line
    if others != np.count_nonzero(has_above) + np.count_nonzero(has_below):
        return None
    # Words are stamped in the last line that a block shows.
    last_at = np.where(has_below, below_at, above_at)
    is_stamped = np.zeros(len(is_blank), np.bool_)
    is_stamped[stamped] = True
    are_stamped = is_stamped[last_at]
    if np.count_nonzero(are_stamped) != len(stamped) or (is_ended & has_below).any():
        return None
    aboves, belows = part.lines(above_at, has_above), part.lines(below_at, has_below)
    is_below = has_below[are_stamped].tolist()
    places = np.flatnonzero(are_stamped).tolist()
    for place, said, is_lower in zip(places, texts, is_below, strict=True):
        (belows if is_lower else aboves)[place] = said
    return _Blocks(starts, ends, aboves, belows, are_stamped)


def _unescape(blocks: _Blocks, words: _Words, changes: Counter[Change]) -> bool:
    """Put what entities stand for in their place, the words' places following; whether all is
    as plain as before."""
    _, _, aboves, belows, are_stamped = blocks
    nth = np.cumsum(are_stamped) - 1
    edges = [0, *np.cumsum(words.counts).tolist()]
    for at, (above, below, is_stamped) in enumerate(zip(aboves, belows, are_stamped, strict=True)):
        if "&" not in above and "&" not in below:
            continue
        changes[Change.MARKUP] += not is_stamped
        aboves[at], belows[at] = unescape(above), unescape(below)
        if [*map(str.strip, (aboves[at], belows[at]))] != [aboves[at], belows[at]]:
            return False
        line = below or above
        if not is_stamped or "&" not in line:
            continue
        tokens = [unescape(token) for token in line.split(" ")]
        joined = " ".join(tokens)
        if joined.split() != tokens or not joined.isprintable() or is_unspaced(joined):
            return False
        stops = np.cumsum([len(token) + 1 for token in tokens]) - 1
        here = slice(*edges[nth[at] : nth[at] + 2])
        words.begins[here] = stops - [len(token) for token in tokens]
        words.stops[here] = stops
    return True


def _in_turns(blocks: _Blocks, words: _Words, changes: Counter[Change]) -> list[RawCue] | None:
    """The cues of captions that show a line, show it again above the next, and so on."""
    both = zip(blocks.aboves[:SAMPLE], blocks.belows[:SAMPLE], strict=True)
    if not rolls(["\n".join(filter(None, lines)) for lines in both]):
        return None
    last_lines = [below or above for above, below in zip(blocks.aboves, blocks.belows, strict=True)]
    shows = np.fromiter(map(bool, last_lines), np.bool_, len(last_lines))
    aboves, lines = list(compress(blocks.aboves, shows)), list(compress(last_lines, shows))
    is_two = np.fromiter(map(bool, blocks.belows), np.bool_)[shows]
    is_two &= np.fromiter(map(bool, aboves), np.bool_)
    are_stamped = blocks.are_stamped[shows]
    before = ["", *lines[:-1]]
    follows = np.fromiter(map(eq, aboves, before), np.bool_)
    is_same = np.fromiter(map(eq, lines, before), np.bool_)
    is_double = np.fromiter(map(eq, lines, aboves), np.bool_) & ~are_stamped
    if (is_two & (~follows | is_double)).any():
        return None
    is_new = is_two | are_stamped | ~is_same
    changes[Change.ROLLING] += int(np.count_nonzero(is_two) + len(shows) - np.count_nonzero(is_new))
    starts, ends = blocks.starts[shows], blocks.ends[shows]
    rows = _rows(words, starts[are_stamped], ends[are_stamped])
    timed = [next(rows) if is_stamped else () for is_stamped in are_stamped[is_new].tolist()]
    columns = starts[is_new].tolist(), ends[is_new].tolist(), compress(lines, is_new)
    return list(map(cue_of_row, zip(*columns, repeat(""), timed, strict=False)))


def _rows(words: _Words, starts: Numbers, ends: Numbers) -> Iterator[Sequence[RawWord]]:
    """The words of each line, which is shown from `starts` to `ends`; each lasts up to the next."""
    edges = np.append(0, np.cumsum(words.counts))
    word_starts = words.starts.copy()
    word_starts[edges[:-1]] = starts
    word_ends = np.append(word_starts[1:], 0)
    word_ends[edges[1:] - 1] = ends
    untold = np.empty(0, np.int64)
    columns = WordColumns.of_arrays(word_starts, word_ends, words.begins, words.stops, untold)
    places = edges.tolist()
    return map(WordRows, repeat(columns), places, places[1:], repeat(0))
