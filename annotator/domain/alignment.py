"""Times for a text that has none: from the words a recogniser heard in its sound, or spread.

The text's words are matched with the heard ones (``word_map``); a matched word takes the time
of what was heard, the others share what is left between their neighbours, by their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.domain.spreading import FASTEST_MS, Stretch, shares, spread
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Cue, Transcript, Word
from annotator.domain.word_map import Counterpart, counterparts

_WORDS = re.compile(r"\S+")
_MS_PER_LETTER = 70
"""Fourteen letters a second: the pace of speech where nothing else is known."""

_PAUSING = ",.;:?!…—–-"
_STRAY = 3
_PASSED_OVER = 12
_MOSTLY = 0.5
_GUESSWORK = 0.1


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as a recogniser heard it, with the punctuation it gave it; `sure` as a `Word` has
    it."""

    text: str
    start_ms: int
    end_ms: int
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with times: `guessed` of its `words` words were not heard, but lie between."""

    transcript: Transcript
    words: int
    guessed: int

    @property
    def guessed_share(self) -> float:
        return self.guessed / self.words if self.words else 0.0


def align(
    transcript: Transcript,
    heard: Sequence[HeardWord],
    duration_ms: int,
    pauses: Sequence[tuple[int, int]] = (),
) -> Aligned:
    """`transcript` with the times of the `heard` words of the same sound.

    `pauses` are the (fall, rise) of its silences: words that were not heard lie between them.

    A cue most of whose words were not heard keeps no word times; where more than a tenth of
    all words are guesses, the transcript still says that its times are estimated.
    """
    spots = [
        _Spot(
            cue_index,
            found.start(),
            found.end(),
            [token.folded for token in tokens(found[0])],
            parts=found[0][-1] in _PAUSING or found.end() == len(cue.text.rstrip()),
        )
        for cue_index, cue in enumerate(transcript.cues)
        for found in _WORDS.finditer(cue.text)
    ]
    folded = [part for spot in spots for part in spot.folded]
    times = _times(folded, list(_parts(heard)))
    known = _with_room(_without_strays(_by_spot(spots, times), spots), spots)
    placed = list(_in_order(_filled(known, spots, duration_ms, pauses)))
    cues = tuple(_cues(transcript.cues, spots, placed))
    said = [place.heard for place, spot in zip(placed, spots, strict=True) if spot.folded]
    guessed = said.count(False)
    return Aligned(
        replace(transcript, cues=cues, times_estimated=guessed > _GUESSWORK * len(said)),
        len(said),
        guessed,
    )


def spread_over(transcript: Transcript, duration_ms: int) -> Transcript:
    """Estimated times stretched or shrunk to fill the sound; as they are, if that is unknown."""
    whole_ms = transcript.end_ms
    if not transcript.times_estimated or duration_ms <= 0 or whole_ms <= 0:
        return transcript
    cues: list[Cue] = []
    free_ms = 0
    for cue in transcript.cues:
        start_ms = max(cue.start_ms * duration_ms // whole_ms, free_ms)
        # Room for every word, even where a long text meets a short sound.
        end_ms = max(cue.end_ms * duration_ms // whole_ms, start_ms + len(cue.text))
        cues.append(replace(cue, start_ms=start_ms, end_ms=end_ms, words=()))
        free_ms = end_ms
    return replace(transcript, cues=tuple(cues))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word of the text: where it stands, and the folded words in it (none in a dash)."""

    cue: int
    begin: int
    end: int
    folded: list[str]
    parts: bool
    """Whether a phrase or line ends with it."""

    @property
    def letters(self) -> int:
        return sum(len(part) for part in self.folded)


@dataclass(frozen=True, slots=True)
class _Place:
    start_ms: int
    end_ms: int
    heard: bool


_Heard = tuple[int, int, bool]


def _parts(heard: Sequence[HeardWord]) -> Iterator[tuple[str, int, int]]:
    """The folded words in what was heard; those of one heard word share its time.

    A word that lasted no time was put somewhere in a stretch that was not heard: it is left out.
    """
    for word in heard:
        if word.end_ms <= word.start_ms:
            continue
        found = tokens(word.text)
        edges = shares(word.start_ms, word.end_ms, [len(token.folded) for token in found])
        for token, (start_ms, end_ms) in zip(found, edges, strict=True):
            yield token.folded, start_ms, end_ms


def _times(folded: list[str], heard: list[tuple[str, int, int]]) -> list[_Heard | None]:
    """When each folded word was said and whether it was heard so; None where nothing was."""
    found = counterparts(folded, [word for word, _, _ in heard])
    times: list[_Heard | None] = []
    # Two words of the text may stand for one that was heard ("be guile" for "beguile").
    for key, group in groupby(range(len(folded)), key=lambda at: _first_of(found[at])):
        members = list(group)
        last = found[members[-1]]
        letters = [len(folded[at]) for at in members]
        if (
            key is None
            or last is None
            or _is_hurried(sum(letters), heard[last.last][2] - heard[key][1])
        ):
            times += [None] * len(members)
            continue
        edges = shares(heard[key][1], max(heard[last.last][2], heard[key][1]), letters)
        for at, share in zip(members, edges, strict=True):
            counterpart = found[at]
            times.append((*share, counterpart is not None and counterpart.sure))
    return times


def _first_of(counterpart: Counterpart | None) -> int | None:
    return counterpart.first if counterpart else None


def _by_spot(spots: list[_Spot], times: list[_Heard | None]) -> list[_Heard | None]:
    """The time of each word as it is written, from those of the folded words in it."""
    out: list[_Heard | None] = []
    at = 0
    for spot in spots:
        known = [time for time in times[at : at + len(spot.folded)] if time is not None]
        sure = any(time[2] for time in known)
        out.append((known[0][0], known[-1][1], sure) if known else None)
        at += len(spot.folded)
    return out


def _without_strays(times: list[_Heard | None], spots: list[_Spot]) -> list[_Heard | None]:
    """`times` without those of a few words that leave those beside them no time to be said.

    Where a stretch was not heard, a common word in it may be taken for one said after it.
    """
    times = list(times)
    places = range(len(times))
    runs = [[*group] for known, group in groupby(places, lambda at: times[at] is not None) if known]
    said_at, said_ms = -1, 0
    for index, run in enumerate(runs):
        first, last = times[run[0]], times[run[-1]]
        if first is None or last is None:
            continue
        after = runs[index + 1][0] if index + 1 < len(runs) else len(times)
        following = times[after] if after < len(times) else None
        missed = _letters(spots[said_at + 1 : run[0]])
        is_stray = _is_hurried(missed, first[0] - said_ms)
        if following is not None:
            missed = _letters(spots[run[-1] + 1 : after])
            is_stray = is_stray or _is_hurried(missed, following[0] - last[1])
        if is_stray and len(run) <= _STRAY:
            times[run[0] : run[-1] + 1] = [None] * len(run)
        else:
            said_at, said_ms = run[-1], last[1]
    return times


def _letters(spots: list[_Spot]) -> int:
    return sum(spot.letters for spot in spots)


def _is_hurried(letters: int, room_ms: int) -> bool:
    """Whether nobody could say so many `letters` in this time; not asked of a word or two."""
    return letters > _PASSED_OVER and room_ms < letters * FASTEST_MS


def _with_room(times: list[_Heard | None], spots: list[_Spot]) -> list[_Heard | None]:
    """`times`, with room for the words between two heard ones that follow each other at once.

    What the recogniser passed over it took for part of a word beside it, which lasts too long
    for its letters then: that much of it is given up.
    """
    times = list(times)
    at = 0
    while at < len(times):
        after = at
        while after < len(times) and times[after] is None:
            after += 1
        if at and after > at:
            _make_room(times, spots, at - 1, after)
        at = after + 1
    return times


def _make_room(times: list[_Heard | None], spots: list[_Spot], before: int, after: int) -> None:
    first = times[before]
    last = times[after] if after < len(times) else None
    if first is None or last is None:
        return
    needed_ms = _letters(spots[before + 1 : after]) * _MS_PER_LETTER
    lacking_ms = needed_ms - (last[0] - first[1])
    spare_first, spare_last = (
        max(time[1] - time[0] - spots[place].letters * _MS_PER_LETTER, 0)
        for time, place in ((first, before), (last, after))
    )
    spare_ms = spare_first + spare_last
    if lacking_ms <= 0 or not spare_ms:
        return
    given_ms = min(lacking_ms, spare_ms)
    from_last = given_ms * spare_last // spare_ms
    times[before] = (first[0], first[1] - (given_ms - from_last), first[2])
    times[after] = (last[0] + from_last, last[1], last[2])


def _filled(
    times: list[_Heard | None],
    spots: list[_Spot],
    duration_ms: int,
    pauses: Sequence[Stretch],
) -> Iterator[_Place]:
    """Every word with a time: those not heard share the gap between those that were."""
    at, free_ms = 0, 0
    while at < len(times):
        time = times[at]
        if time is not None:
            yield _Place(*time)
            free_ms = max(time[1], free_ms)
            at += 1
            continue
        after = at
        while after < len(times) and times[after] is None:
            after += 1
        letters = [spot.letters for spot in spots[at:after]]
        needed_ms = sum(letters) * _MS_PER_LETTER
        following = times[after] if after < len(times) else None
        start_ms = free_ms
        if following is None:
            end_ms = free_ms + needed_ms
            end_ms = min(end_ms, duration_ms) if duration_ms > free_ms else end_ms
        else:
            end_ms = max(following[0], free_ms)
            # What comes before the first heard word is said just before it.
            start_ms = max(end_ms - needed_ms, 0) if at == 0 else free_ms
        parts = [spot.parts for spot in spots[at:after]]
        for share in spread((start_ms, end_ms), pauses, letters, parts):
            yield _Place(*share, heard=False)
        at = after


def _in_order(places: Iterator[_Place]) -> Iterator[_Place]:
    """Times that never run backwards, with a millisecond at least for every word."""
    free_ms = 0
    for place in places:
        start_ms = max(place.start_ms, free_ms)
        free_ms = max(place.end_ms, start_ms + 1)
        yield _Place(start_ms, free_ms, place.heard)


def _cues(cues: Sequence[Cue], spots: list[_Spot], places: list[_Place]) -> Iterator[Cue]:
    by_cue = groupby(zip(spots, places, strict=True), key=lambda pair: pair[0].cue)
    for index, group in by_cue:
        pairs = list(group)
        said = [place.heard for spot, place in pairs if spot.folded]
        known = any(said) and sum(said) >= _MOSTLY * len(said)
        words = [Word(p.start_ms, p.end_ms, s.begin, s.end) for s, p in pairs]
        # Too short to be spread by letters: a word could be left without any time.
        is_short = words[-1].end_ms - words[0].start_ms < len(cues[index].text)
        yield replace(
            cues[index],
            start_ms=words[0].start_ms,
            end_ms=words[-1].end_ms,
            words=words if known or is_short else (),
        )
