"""A quotation and what was said, word against word: what is equal, filler, altered, left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.drafts.locating import Joint, Located, Piece
from annotator.drafts.negations import NEGATIONS
from annotator.drafts.quotations import Part
from annotator.drafts.sounds import sounds_of
from annotator.drafts.spoken import Spoken
from annotator.drafts.wording import Wording

_FILLER_PHRASES = frozenset(
    {("you", "know"), ("i", "mean"), ("like",), ("well",), ("so",), ("right",), ("you", "see"),
     ("kind", "of", "like"), ("sort", "of", "like"), ("okay",), ("yeah",)}
)  # fmt: skip
_LONGEST_STUTTER = 4
_MOST_EXCHANGED = 3
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
_ENDS = re.compile(r"[.!?。！？]")
_PAUSES = re.compile(r"[,;:—–()，、；：]|--|\s-\s")


class Tag(StrEnum):
    """How a stretch of the quotation stands to what was said."""

    EQUAL = "equal"
    RESPELT = "respelt"
    FILLER = "filler"
    ALTERED = "altered"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch: `quoted` in the draft at `begin` to `end` of its prose, `spoken` as words
    `first` to `last` of the transcript (`last` < `first` where none). OMITTED words are left out
    as an ellipsis or brackets allow."""

    tag: Tag
    quoted: str
    spoken: str
    begin: int
    end: int
    first: int
    last: int
    quoted_sounds: tuple[str, ...] = ()
    spoken_sounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Sounds `begin`:`end` of the quotation against `start`:`stop` of the transcript."""

    equal: bool
    begin: int
    end: int
    start: int
    stop: int
    joint: Joint = Joint.NONE


class Comparison:
    """A located quotation compared with its transcript."""

    def __init__(
        self,
        prose: tuple[str, Sequence[Part]],
        wording: Wording,
        spoken: Spoken,
        located: Located,
    ) -> None:
        """`prose` is the draft's, and the parts of it that the quotation is of."""
        self._text, self._parts = prose
        self._wording = wording
        self._spoken = spoken
        self.bounds: list[tuple[int, int]] = []
        """(first, last) word of each place."""
        runs: list[_Run] = []
        done = 0
        for number, place in enumerate(located.places):
            is_last = number == len(located.places) - 1
            end = len(wording.sounds.sound) if is_last else located.places[number + 1][0].begin
            made = self._runs(place, done, end)
            runs += made
            done = end
            starts = [run.start for run in made if run.stop > run.start]
            stops = [run.stop for run in made if run.stop > run.start]
            self.bounds.append((spoken.first_word[min(starts)], spoken.last_word[max(stops) - 1]))
        self.steps = tuple(map(self._step, _merged(self._whole_words(runs))))

    def _runs(self, place: Sequence[Piece], begin: int, end: int) -> list[_Run]:
        """The runs of one place, the quotation's sounds `begin` to `end` all told."""
        wanted, spoken = self._wording.wanted, self._spoken
        pairs = [pair for piece in place for pair in piece.pairs]
        first = pairs[0]
        extra = self._reach_out(first[0] - begin, first[1] - 1, -1)
        mine, theirs = begin, first[1] - extra
        runs: list[_Run] = []
        for at, to in pairs:
            if at > mine or to > theirs:
                runs += self._between(begin, (mine, at), (theirs, to))
            same = wanted.sounds[at] == spoken.sounds[to]
            runs.append(_Run(same, at, at + 1, to, to + 1))
            mine, theirs = at + 1, to + 1
        if end > mine:
            extra = self._reach_out(end - mine, theirs, 1)
            runs += self._between(begin, (mine, end), (theirs, theirs + extra))
        return runs

    def _side_by_side(self, mine: int, theirs: int, count: int) -> list[_Run]:
        wanted, spoken = self._wording.wanted.sounds, self._spoken.sounds
        return [
            _Run(wanted[at] == spoken[to], at, at + 1, to, to + 1)
            for at, to in zip(range(mine, mine + count), range(theirs, theirs + count), strict=True)
        ]

    def _between(self, begin: int, mine: tuple[int, int], theirs: tuple[int, int]) -> list[_Run]:
        """What parts two sounds that are alike: an exchange, or words left out with leave.

        Words exchanged on either side of an ellipsis stand for as many beside it.
        """
        wanted = self._wording.wanted
        joint = wanted.joint(mine[0] - 1, mine[1]) if mine[0] > begin else Joint.NONE
        if joint not in (Joint.ELISION, Joint.INSERT) or mine[0] == mine[1]:
            if mine[1] - mine[0] == theirs[1] - theirs[0]:
                return self._side_by_side(mine[0], theirs[0], mine[1] - mine[0])
            return [_Run(False, *mine, *theirs, joint)]
        at = next(place for place, kind in wanted.joints if mine[0] <= place <= mine[1])
        first = min(theirs[0] + at - mine[0], theirs[1])
        last = max(theirs[1] - (mine[1] - at), first)
        runs = (
            _Run(False, mine[0], at, theirs[0], first),
            _Run(False, at, at, first, last, joint),
            _Run(False, at, mine[1], last, theirs[1]),
        )
        return [run for run in runs if run.end > run.begin or run.stop > run.start]

    def _whole_words(self, runs: list[_Run]) -> list[_Run]:
        """The runs with no word half equal: ``can't`` for ``can`` is another word."""
        mine, theirs = self._wording.sounds, self._spoken
        changed = [run for run in runs if not run.equal]
        own = {at for run in changed for at in mine.first[run.begin : run.end]}
        said = {at for run in changed for at in theirs.first_word[run.start : run.stop]}
        return [
            replace(run, equal=False)
            if run.equal and (mine.first[run.begin] in own or theirs.first_word[run.start] in said)
            else run
            for run in runs
        ]

    def _reach_out(self, count: int, at: int, step: int) -> int:
        """How many sounds beside a place stand for `count` sounds that were not said.

        A few words at the edge were exchanged rather than added, unless a sentence ends there.
        """
        reached = 0
        if count > _MOST_EXCHANGED:
            return 0
        while reached < count and 0 <= at < len(self._spoken.sounds):
            edge = self._spoken.first_word[at if step > 0 else at + 1]
            if self._spoken.sounds[at] == "\0" or pause(self._spoken.between(edge)) == 2:
                break
            reached, at = reached + 1, at + step
        return reached

    def _step(self, run: _Run) -> Step:
        sounds, spoken = self._wording.sounds, self._spoken
        quoted, begin, end = "", 0, 0
        if run.end > run.begin:
            first, last = self._wording.words_of(run.begin, run.end)
            begin, end = self._wording.words[first].begin, self._wording.words[last].end
            quoted = self._quoted(begin, end)
        elif run.begin:
            begin = end = self._wording.words[sounds.last[run.begin - 1]].end
        heard, first, last = "", 0, -1
        if run.stop > run.start:
            first, last = spoken.first_word[run.start], spoken.last_word[run.stop - 1]
            heard = spoken.text(first, last)
        mine = tuple(sounds.sound[run.begin : run.end])
        theirs = tuple(spoken.sounds[run.start : run.stop])
        tag = self._tag(run, mine, theirs)
        return Step(tag, quoted, heard, begin, end, first, last, mine, theirs)

    def _quoted(self, begin: int, end: int) -> str:
        """The prose from `begin` to `end` without what stands between the parts."""
        pieces = (
            self._text[max(begin, part.begin) : min(end, part.end)]
            for part in self._parts
            if part.begin < end and part.end > begin
        )
        return " ".join(pieces)

    def _tag(self, run: _Run, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Tag:
        if run.equal:
            return Tag.EQUAL
        if mine and theirs and "".join(mine) == "".join(theirs):
            return Tag.RESPELT
        if not mine and run.joint in (Joint.ELISION, Joint.INSERT):
            return Tag.OMITTED
        if not mine and self._is_filler(theirs, run.start, run.stop):
            return Tag.FILLER
        if not theirs and self._is_own_filler(mine, run.begin, run.end):
            return Tag.FILLER
        return Tag.ALTERED

    def _is_filler(self, theirs: tuple[str, ...], start: int, stop: int) -> bool:
        """Whether what was left out says nothing: a stutter, or a phrase set off by commas."""
        sounds = self._spoken.sounds
        width = len(theirs)
        repeats = width <= _LONGEST_STUTTER and (
            tuple(sounds[stop : stop + width]) == theirs
            or tuple(sounds[max(start - width, 0) : start]) == theirs
        )
        if stop >= len(sounds):
            return repeats
        before = self._spoken.between(self._spoken.first_word[start])
        after = self._spoken.between(self._spoken.first_word[stop])
        if repeats or theirs not in _FILLER_PHRASES:
            # “I would not. Not now” is no stutter: without the first it says something else.
            parted = pause(before) == 2 or pause(after) == 2
            return repeats and not (parted and NEGATIONS.intersection(theirs))
        return pause(before) > 0 and pause(after) > 0

    def _is_own_filler(self, mine: tuple[str, ...], begin: int, end: int) -> bool:
        sounds = self._wording.wanted.sounds
        width = len(mine)
        return width <= _LONGEST_STUTTER and (
            sounds[end : end + width] == mine or sounds[max(begin - width, 0) : begin] == mine
        )

    def spelt_alike(self, located: Located) -> bool:
        """Whether each piece is word for word as said, um and er included."""
        words = [word.folded for word in self._wording.words]
        for piece in located.pieces:
            first, last = self._wording.words_of(piece.begin, piece.end)
            mine = sounds_of(words[first : last + 1], fillers=True)
            start, stop = (
                self._spoken.first_word[piece.start],
                self._spoken.last_word[piece.stop - 1],
            )
            theirs = sounds_of(self._spoken.words[start : stop + 1], fillers=True)
            if mine.spelt != theirs.spelt:
                return False
        return True

    def paused_alike(self, located: Located) -> bool:
        """Whether the quotation stops and pauses where the transcript does, if that does at all.

        The ends of the quotation and of its pieces are the writer's to set.
        """
        sounds, spoken, words = self._wording.sounds, self._spoken, self._wording.words
        for piece in located.pieces:
            start, stop = spoken.first_word[piece.start], spoken.last_word[piece.stop - 1]
            if not spoken.is_punctuated(start, stop):
                continue
            for (at, to), (next_at, next_to) in zip(piece.pairs, piece.pairs[1:], strict=False):
                mine = words[sounds.last[at]].end, words[sounds.first[next_at]].begin
                before, after = spoken.last_word[to], spoken.first_word[next_to]
                if mine[1] <= mine[0] or after <= before:
                    continue
                theirs = max(pause(spoken.between(word)) for word in range(before + 1, after + 1))
                if self._wording.wanted.joint(at, next_at) is Joint.NONE and theirs != pause(
                    self._text[mine[0] : mine[1]]
                ):
                    return False
        return True


def pause(between: str) -> int:
    """How two words are parted: 0 not at all, 1 by a pause, 2 by the end of a sentence."""
    plain = _ELLIPSIS.sub(",", between)
    if _ENDS.search(plain):
        return 2
    return 1 if _PAUSES.search(plain) else 0


def _merged(runs: Sequence[_Run]) -> Iterator[_Run]:
    """The runs with neighbours of one kind made one."""
    held: _Run | None = None
    for run in runs:
        if held and held.equal == run.equal and held.stop == run.start and held.end == run.begin:
            joint = held.joint or run.joint
            # What an ellipsis leaves out stays apart from what was changed beside it.
            if not joint or held.equal:
                held = _Run(run.equal, held.begin, run.end, held.start, run.stop, joint)
                continue
        if held:
            yield held
        held = run
    if held:
        yield held
