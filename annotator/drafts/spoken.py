"""A transcript made ready for finding quotations in it: its words by their sound."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.transcript import Point, Span, Transcript, Word
from annotator.drafts.sounds import sounds_of, words_in

_NOISE = re.compile(
    r"\[[^\[\]]*\]|\((?:laugh|chuckl|giggl|applause|music|inaudible|crosstalk|cough|sigh|pause|"
    r"silence|unintelligible|indistinct|clears)[^()]*\)|♪[^♪]*♪|<[^<>]*>",
    re.IGNORECASE,
)
_BREAK = "\0"
_MARKS = re.compile(r"[.,;:?!]")
_LONG_TALK, _LONG_WORD = 1_000, 5


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word with the time it is heard; `sure` as a `Word` of a transcript has it."""

    text: str
    start_ms: int
    end_ms: int
    sure: int | None = None


class Spoken:
    """The words of a transcript by their sound. Positions are of words or of sounds.

    `breaks` are the indices of cues before which cues are missing: no quotation runs over them.
    """

    def __init__(self, transcript: Transcript, breaks: Collection[int] = ()) -> None:
        self.transcript = transcript
        self.words: list[str] = []
        self._cue: list[int] = []
        self._begin: list[int] = []
        self._end: list[int] = []
        for index, cue in enumerate(transcript.cues):
            if index in breaks:
                self._add(_BREAK, index, 0, 0)
            text = cue.text
            if "[" in text or "(" in text or "♪" in text or "<" in text:
                text = _NOISE.sub(lambda found: " " * len(found[0]), text)
            for word in words_in(text):
                self._add(word.folded, index, word.begin, word.end)
        made = sounds_of(self.words)
        self.sounds, self.first_word, self.last_word = made.sound, made.first, made.last

    def _add(self, word: str, cue: int, begin: int, end: int) -> None:
        self.words.append(word)
        self._cue.append(cue)
        self._begin.append(begin)
        self._end.append(end)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each sound is heard."""
        found: dict[str, list[int]] = {}
        for at, sound in enumerate(self.sounds):
            found.setdefault(sound, []).append(at)
        return found

    def span(self, first: int, last: int) -> Span:
        """The words `first` to `last` as a span of the transcript."""
        return Span(
            Point(self._cue[first], self._begin[first]), Point(self._cue[last], self._end[last])
        )

    def unsure(self, first: int, last: int) -> int | None:
        """How sure the recogniser was of the word it was least sure of, in percent; None where
        it doubted none of the words `first` to `last`."""
        found = (self._timed(at) for at in range(first, last + 1))
        doubted = [word.sure for word in found if word is not None and word.is_unsure]
        return min((sure for sure in doubted if sure is not None), default=None)

    def is_rare(self, first: int, last: int) -> bool:
        """Whether of a long transcript's words one of these is heard nowhere else."""
        if len(self.words) < _LONG_TALK:
            return False
        return any(
            len(self.places.get(word, ())) == 1 and len(word) >= _LONG_WORD
            for word in self.words[first : last + 1]
        )

    def _timed(self, at: int) -> Word | None:
        words = self.transcript.cues[self._cue[at]].words
        index = bisect_right(words, self._begin[at], key=lambda word: word.begin) - 1
        return words[max(index, 0)] if words else None

    def text(self, first: int, last: int) -> str:
        """What the transcript writes for the words `first` to `last`."""
        return self.transcript.text_of(self.span(first, last))

    def times(self, first: int, last: int) -> tuple[int, int]:
        """(start_ms, end_ms) of the words `first` to `last`."""
        return self.transcript.times_of(self.span(first, last))

    def heard(self, first: int, last: int) -> tuple[HeardWord, ...]:
        """The words `first` to `last`, each with its time."""
        found: list[HeardWord] = []
        for at in range(first, last + 1):
            cue = self.transcript.cues[self._cue[at]]
            timed = cue.timed_words
            index = bisect_right(timed, self._begin[at], key=lambda word: word.begin) - 1
            if timed:
                word = timed[max(index, 0)]
                written = cue.text[self._begin[at] : self._end[at]]
                found.append(HeardWord(written, word.start_ms, word.end_ms, word.sure))
        return tuple(found)

    def speakers(self, first: int, last: int) -> tuple[str, ...]:
        """Who speaks the words `first` to `last`, who says most of them first; no blank names."""
        names = (self.transcript.cues[self._cue[at]].speaker for at in range(first, last + 1))
        counted = Counter(name for name in names if name)
        return tuple(name for name, _ in counted.most_common())

    def written(self, at: int) -> str:
        """Word `at` as the transcript writes it."""
        return self.transcript.cues[self._cue[at]].text[self._begin[at] : self._end[at]]

    def between(self, at: int) -> str:
        """What stands before word `at`, since the word before it; a blank between two cues."""
        cue, begin = self._cue[at], self._begin[at]
        text = self.transcript.cues[cue].text
        if at == 0:
            return text[:begin]
        before = self._cue[at - 1]
        if before == cue:
            return _NOISE.sub(" ", text[self._end[at - 1] : begin])
        return f"{self.transcript.cues[before].text[self._end[at - 1] :]} {text[:begin]}"

    def is_punctuated(self, first: int, last: int) -> bool:
        """Whether the transcript sets commas and full stops around these words."""
        cues = self.transcript.cues[max(self._cue[first] - 4, 0) : self._cue[last] + 5]
        return any(_MARKS.search(cue.text) for cue in cues)
