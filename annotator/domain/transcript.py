"""A transcript: who said which words, and when. Values only, integer milliseconds throughout.

Two positions are used. A *time* is milliseconds from the start of the media. A *point* is a
cue's index and a character offset into that cue's text. `span_of` and `times_of` go from one
to the other; for a transcript whose words have ordered, distinct times they are inverse.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from annotator.domain.cue_looks import alike, turns_of, widths_of
from annotator.domain.segmenting import joiner, word_spots

_SURE = 60
_FEW_IDS = 8
"""So many cues are looked for one by one."""
_FEW = 100
"""More cues than these are put in order all at once rather than one by one."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word. `begin` and `end` are character offsets into the cue's text.

    `sure` is how sure the recogniser was of it, in percent; None where a source does not tell,
    and where somebody typed the word.
    """

    start_ms: int
    end_ms: int
    begin: int
    end: int
    sure: int | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether the recogniser may well have heard another word."""
        return self.sure is not None and self.sure < _SURE


class PackedWords(Sequence[Word]):
    """Words kept as numbers, and made when they are asked for.

    A day of speech has 216,000 of them; making all costs more than reading its file, and a reader
    sees a few hundred.
    """

    @abstractmethod
    def numbers(self) -> Iterable[tuple[int, ...]]:
        """The fields of each `Word` in their order, without `sure` where it is not told."""


class Point(NamedTuple):
    """A place in the text: index of the cue, characters into its text."""

    cue: int
    char: int


class Span(NamedTuple):
    """A stretch of text from `start` up to, not including, `end`; may cross cues."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Cue:
    """A line of a transcript with its time. `words` is empty where the source has none.

    `id` is the row in the library, 0 while the cue is not stored. `speaker` is a name or "".
    """

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""
    words: Sequence[Word] = ()
    id: int = 0

    @cached_property
    def timed_words(self) -> Sequence[Word]:
        """The words with times: the source's own, else spread over the cue by their length."""
        return self.words or spread_words(self.text, self.start_ms, self.end_ms)


@dataclass(frozen=True)
class Transcript:
    """Cues in order of time, not overlapping. `times_estimated` says no source timed them."""

    cues: tuple[Cue, ...]
    language: str = ""
    times_estimated: bool = False

    @cached_property
    def _starts(self) -> list[int]:
        return [cue.start_ms for cue in self.cues]

    @cached_property
    def _ids(self) -> list[int]:
        return [cue.id for cue in self.cues]

    @cached_property
    def _names(self) -> list[str]:
        return [cue.speaker for cue in self.cues]

    @cached_property
    def turns(self) -> list[bool]:
        """Whether each cue begins somebody's turn."""
        return turns_of(self._names)

    @cached_property
    def widths(self) -> list[int]:
        """How long each cue is in letters of average width."""
        return widths_of(self.cues)

    def made_ready(self) -> Transcript:
        """The same, with what is found out when first asked for found out: a worker's job."""
        self._starts, self._ids, self.speakers, self.turns, self.widths  # noqa: B018 - kept
        return self

    def _know_from(self, before: Transcript, first: int, same: int) -> Transcript:
        """The same; of the cues before the `first` that is another than in `before`, and of the
        `same` at the end, what is known there is known: a key press that mends a line need not
        look through a day."""
        new = self.cues
        last, last_old = len(new) - same, len(before.cues) - same
        changed = new[first:last]
        # Who comes after what is changed may begin a turn by it.
        speaking = [cue.speaker for cue in new[first : last + 1]]
        speaker = new[first - 1].speaker if first else ""
        for name, fresh, until in (
            ("_starts", [cue.start_ms for cue in changed], last_old),
            ("_ids", [cue.id for cue in changed], last_old),
            ("_names", [cue.speaker for cue in changed], last_old),
            ("widths", widths_of(changed), last_old),
            ("turns", turns_of(speaking, speaker), last_old + len(speaking) - len(changed)),
        ):
            if (known := before.__dict__.get(name)) is not None:
                self.__dict__[name] = [*known[:first], *fresh, *known[until:]]
        return self

    def _places(self, ids: Set[int]) -> list[int]:
        """Where the cues of these `ids` stand, in order."""
        if len(ids) > _FEW_IDS:
            return [place for place, cue in enumerate(self.cues) if cue.id in ids]
        known = self._ids
        return sorted(known.index(one) for one in ids if one in known)

    @property
    def end_ms(self) -> int:
        """Where the last cue ends; 0 for an empty transcript."""
        return max((cue.end_ms for cue in self.cues[-16:]), default=0)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Speaker names in order of first appearance."""
        return tuple(filter(None, dict.fromkeys(self._names)))

    @property
    def word_count(self) -> int:
        return sum(len(cue.words) or len(word_spots(cue.text)) for cue in self.cues)

    @property
    def has_word_times(self) -> bool:
        """Whether the source timed its words: most cues have them, not only a mended few."""
        first = self.cues[:200]
        return 2 * sum(bool(cue.words) for cue in first) > len(first)

    def cue_at(self, ms: int) -> int | None:
        """Index of the cue heard at `ms`, or of the last one before it; None before the first."""
        index = bisect_right(self._starts, ms) - 1
        return index if index >= 0 else None

    def word_at(self, ms: int) -> tuple[int, int] | None:
        """(cue index, word index) of the word being heard at `ms`, or None in a silence.

        A word stays current until the next one begins, so that short gaps do not flicker; a
        pause of more than a second after the cue's end leaves no word current.
        """
        index = self.cue_at(ms)
        if index is None or ms >= self.cues[index].end_ms + 1000:
            return None
        words = self.cues[index].timed_words
        place = bisect_right(words, ms, key=lambda word: word.start_ms) - 1
        return (index, max(place, 0)) if words else None

    def with_cues(self, ids: Set[int], fresh: Iterable[Cue]) -> Transcript | None:
        """The transcript with `fresh` in the place of its cues of these `ids`; None where it has
        neither."""
        new = {cue.id: cue for cue in fresh}
        places = self._places(ids)
        if not places and not new:
            return None
        cues = list(self.cues)
        if new.keys() == {cues[place].id for place in places}:
            for place in places:
                cues[place] = new[cues[place].id]
            first, same = places[0], len(cues) - 1 - places[-1]
        elif len(places) + len(new) <= _FEW:
            first, same = _exchange(cues, places, new.values())
        else:
            rest = [cue for cue in cues if cue.id not in ids]
            cues = sorted([*rest, *new.values()], key=_by_time)
            first = alike(self.cues, cues)
            most = min(len(self.cues), len(cues)) - first
            same = min(alike(self.cues[::-1], cues[::-1]), most)
        return replace(self, cues=tuple(cues))._know_from(self, first, same)

    def text_of(self, span: Span) -> str:
        """The words of a span, cues joined by a blank, or by nothing where the script has none."""
        start, end = span.start, span.end
        if start.cue == end.cue:
            return self.cues[start.cue].text[start.char : end.char].strip()
        parts = [self.cues[start.cue].text[start.char :]]
        parts += [cue.text for cue in self.cues[start.cue + 1 : end.cue]]
        parts.append(self.cues[end.cue].text[: end.char])
        text = ""
        for part in map(str.strip, parts):
            text += (joiner(text, part) if text and part else "") + part
        return text

    def turns_of(self, span: Span) -> str:
        """The words of a span as they are pasted elsewhere.

        One speaker's words come alone; where the speaker changes, each turn begins a new line
        with the name.
        """
        names = [cue.speaker for cue in self.cues[span.start.cue : span.end.cue + 1]]
        if len(set(names)) == 1:
            return self.text_of(span)
        lines: list[str] = []
        first = span.start.cue
        for name, group in groupby(names):
            last = first + sum(1 for _ in group) - 1
            turn = self.cue_span(first, last)
            words = self.text_of(Span(max(turn.start, span.start), min(turn.end, span.end)))
            if words:
                lines.append(f"{name}: {words}" if name else words)
            first = last + 1
        return "\n".join(lines)

    def speaker_of(self, span: Span) -> str:
        """The one speaker of a span, "" where there is none or more than one."""
        names = {cue.speaker for cue in self.cues[span.start.cue : span.end.cue + 1]}
        return names.pop() if len(names) == 1 else ""

    def cue_span(self, first: int, last: int | None = None) -> Span:
        """The span of whole cues from `first` to `last`, both included."""
        last = first if last is None else last
        return Span(Point(first, 0), Point(last, len(self.cues[last].text)))

    def span_of(self, start_ms: int, end_ms: int) -> Span | None:
        """The words heard from `start_ms` to `end_ms`: those whose middle lies in that time.

        None where no word is. Half-open, so neighbouring times share no word.
        """
        if (whole := self._whole_cues(start_ms, end_ms)) is not None:
            return whole
        first = self._first_word(start_ms, end_ms)
        last = self._last_word(start_ms, end_ms)
        if first is None or last is None or last < first:
            return None
        return Span(first, last)

    def times_of(self, span: Span) -> tuple[int, int]:
        """(start_ms, end_ms) of the words that a span touches; of its cues if it has none."""
        first, last = self.cues[span.start.cue], self.cues[span.end.cue]
        heard = [word for word in first.timed_words if word.end > span.start.char]
        start_ms = heard[0].start_ms if heard else first.start_ms
        heard = [word for word in last.timed_words if word.begin < span.end.char]
        end_ms = heard[-1].end_ms if heard else last.end_ms
        return start_ms, max(end_ms, start_ms)

    def snapped(self, span: Span) -> Span:
        """The span grown outwards to whole words."""
        first, last = self.cues[span.start.cue].timed_words, self.cues[span.end.cue].timed_words
        begin = next((w.begin for w in first if w.end > span.start.char), span.start.char)
        end = next((w.end for w in reversed(last) if w.begin < span.end.char), span.end.char)
        return Span(Point(span.start.cue, begin), Point(span.end.cue, end))

    def _whole_cues(self, start_ms: int, end_ms: int) -> Span | None:
        """The cues that fill this time, where it cuts none: most marks, found without words."""
        first = bisect_right(self._starts, start_ms) - 1
        if first < 0 or end_ms <= start_ms or self._starts[first] != start_ms:
            return None
        last = bisect_left(self._starts, end_ms, first) - 1
        closing = self.cues[last]
        if closing.end_ms > end_ms:
            return None
        return Span(Point(first, 0), Point(last, len(closing.text)))

    def _first_word(self, start_ms: int, end_ms: int) -> Point | None:
        index = max((self.cue_at(start_ms) or 0) - 1, 0)
        for cue_index in range(index, len(self.cues)):
            cue = self.cues[cue_index]
            if cue.start_ms >= end_ms:
                return None
            for word in cue.timed_words:
                if 2 * start_ms <= word.start_ms + word.end_ms < 2 * end_ms:
                    return Point(cue_index, word.begin)
        return None

    def _last_word(self, start_ms: int, end_ms: int) -> Point | None:
        index = self.cue_at(max(end_ms - 1, 0))
        for cue_index in range(-1 if index is None else index, -1, -1):
            cue = self.cues[cue_index]
            if cue.end_ms <= start_ms:
                return None
            for word in reversed(cue.timed_words):
                if 2 * start_ms <= word.start_ms + word.end_ms < 2 * end_ms:
                    return Point(cue_index, word.end)
        return None


def _exchange(cues: list[Cue], places: Sequence[int], fresh: Iterable[Cue]) -> tuple[int, int]:
    """Take out the cues at these `places` and put in others; (the first that is another now, how
    many at the end are the same)."""
    first, same = len(cues), len(cues)
    for place in reversed(places):
        first, same = min(first, place), min(same, len(cues) - 1 - place)
        del cues[place]
    for cue in fresh:
        place = bisect_right(cues, _by_time(cue), key=_by_time)
        first, same = min(first, place), min(same, len(cues) - place)
        cues.insert(place, cue)
    return first, same


def _by_time(cue: Cue) -> tuple[int, int]:
    return cue.start_ms, cue.id


def spread_words(text: str, start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """Times for the words of `text`, in proportion to where their characters stand."""
    spots = word_spots(text)
    if not spots:
        return ()
    first, last = spots[0][0], spots[-1][1]
    scale = (end_ms - start_ms) / max(last - first, 1)
    # A word lasts until the next begins: the blank belongs to the word before it.
    begins = [start_ms + int((begin - first) * scale) for begin, _ in spots]
    ends = [*begins[1:], end_ms]
    return tuple(
        Word(start, stop, begin, end)
        for start, stop, (begin, end) in zip(begins, ends, spots, strict=True)
    )
