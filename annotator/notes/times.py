"""Which times of a note cannot be meant as they are written, and what was meant.

The commonest fault of generated notes: minutes and seconds written where hours and minutes
belong, ``03:48:00`` for 3:48, or hundredths for seconds, ``11:31:94`` for 11:31. What was meant
is judged from the episode's length where it is known, and else from the whole note: seconds
that are always nought, or past 59, are no chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.notes.clock import as_hms, as_shifted
from annotator.notes.findings import Ill, Sure
from annotator.phrases import phrase

HOUR_MS = 3_600_000
_SLACK_MS = 2_000
_LONGEST_MS = 12 * HOUR_MS
_ALWAYS = 0.8
_FEWEST = 3
_APART_MS = 30 * 60_000
_CLOSE_MS = 20 * 60_000
_SLIPPED = phrase("the note writes minutes and seconds as hours and minutes")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time that cannot be meant. `ms` is what was meant, None where nobody can tell."""

    ill: Ill
    why: str
    sure: Sure
    ms: int | None


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a note as a whole writes its times."""

    noughts: bool
    idle: bool
    hundredths: bool
    everywhere: bool
    usual_end_ms: int | None


def judge(
    written: Sequence[tuple[int, ...]], duration_ms: int | None = None
) -> tuple[Doubt | None, ...]:
    """A doubt, or None, for each time of a note. `written` are their fields in order, as (3, 48,
    0) for ``03:48:00``; `duration_ms` is the length of the episode where it is known."""
    if not duration_ms and all(map(_is_early, written)):
        return (None,) * len(written)
    habit = _habit_of(written)
    doubts = [_doubt(fields, habit, duration_ms) for fields in written]
    _settle_by_order(doubts, [as_hms(fields) for fields in written])
    return tuple(doubts)


def _is_early(fields: tuple[int, ...]) -> bool:
    """A time within the first hour, of which nothing is to be doubted; or none at all."""
    return not fields or (
        len(fields) == 3 and fields[0] == 0 and fields[1] <= 59 and fields[2] <= 59
    )


def _settle_by_order(doubts: list[Doubt | None], plain: Sequence[int | None]) -> None:
    """A likely repair becomes a sure one where it fits between its neighbours, close as they
    are, and the time as written does not."""
    sure = [
        ms if doubt is None else doubt.ms if doubt.sure is Sure.HIGH else None
        for doubt, ms in zip(doubts, plain, strict=True)
    ]
    after: list[int | None] = [None] * len(sure)
    for place in range(len(sure) - 2, -1, -1):
        following = sure[place + 1]
        after[place] = following if following is not None else after[place + 1]
    before = 0
    for place, doubt in enumerate(doubts):
        later, written = after[place], plain[place]
        if doubt is not None and doubt.sure is Sure.MEDIUM and doubt.ms is not None:
            close = later is not None and before <= doubt.ms <= later <= before + _CLOSE_MS
            fits = later is not None and written is not None and before <= written <= later
            if close and not fits:
                doubts[place] = replace(
                    doubt, why=phrase("{0}, and so it is in order", doubt.why), sure=Sure.HIGH
                )
                sure[place] = doubt.ms
        settled = sure[place]
        before = before if settled is None else settled


def _habit_of(written: Sequence[tuple[int, ...]]) -> _Habit:
    three = [fields for fields in written if len(fields) == 3]
    late = [fields for fields in three if fields[0] > 0]
    # Some wrote 01 where others wrote 00; it says as little.
    noughts = _says_nothing(late, [fields for fields in late if fields[2] == 0])
    idle = _says_nothing(late, [fields for fields in late if fields[2] <= 1])
    impossible = sum(fields[2] > 59 for fields in three)
    early = [fields for fields in three if fields[0] == 0]
    everywhere = noughts and all(fields[2] == 0 for fields in early)
    return _Habit(noughts, idle, impossible >= _FEWEST, everywhere, _usual_end(three))


def _says_nothing(late: Sequence[tuple[int, ...]], empty: Sequence[tuple[int, ...]]) -> bool:
    """Whether `empty`, the times with nothing in their last field, are too many to be chance.
    Times rounded to five minutes end with nought too, and mean what they say."""
    rounded = sum(fields[1] % 5 == 0 for fields in empty) > _ALWAYS * len(empty)
    return len(empty) >= _FEWEST and len(empty) >= _ALWAYS * len(late) and not rounded


def _usual_end(three: Sequence[tuple[int, ...]]) -> int | None:
    """The latest of the times but for a few that stand far from all others; None if unclear."""
    times = sorted(ms for ms in map(as_hms, three) if ms is not None)
    if len(times) < 8:
        return None
    kept = times[: len(times) - max(1, len(times) // 10)]
    return kept[-1]


def _doubt(fields: tuple[int, ...], habit: _Habit, duration_ms: int | None) -> Doubt | None:
    plain, shifted = as_hms(fields), as_shifted(fields)
    if plain == 0:
        return None
    if duration_ms:
        return _against_length(fields, plain, shifted, habit, duration_ms)
    return _on_its_own(fields, plain, shifted, habit)


def _against_length(
    fields: tuple[int, ...],
    plain: int | None,
    shifted: int | None,
    habit: _Habit,
    duration_ms: int,
) -> Doubt | None:
    end_ms = duration_ms + _SLACK_MS
    fits = shifted is not None and shifted <= end_ms
    if plain is None:
        return _unreadable(shifted if fits else None, Sure.HIGH) if fields else None
    if plain > end_ms:
        if not fits:
            return Doubt(Ill.PAST_END, phrase("it is past the end of the episode"), Sure.LOW, None)
        why = phrase("it is past the end of the episode, and minutes and seconds fit")
        telling = fields[0] > 0 and (fields[2] == 0 or habit.hundredths)
        return Doubt(Ill.SHIFTED, why, Sure.HIGH if telling else Sure.MEDIUM, shifted)
    if habit.noughts and fits and fields[-1] == 0 and len(fields) == 3 and fields[0]:
        return Doubt(Ill.SHIFTED, _SLIPPED, Sure.MEDIUM, shifted)
    return None


def _unreadable(shifted: int | None, sure: Sure) -> Doubt:
    why = phrase("it is no time of hours, minutes and seconds")
    if shifted is None:
        return Doubt(Ill.MALFORMED, why, Sure.LOW, None)
    return Doubt(Ill.SHIFTED, phrase("{0}; without its last field it is one", why), sure, shifted)


def _on_its_own(
    fields: tuple[int, ...], plain: int | None, shifted: int | None, habit: _Habit
) -> Doubt | None:
    """A time judged by the others of its note, where nobody knows how long the episode is."""
    if plain is None:
        known = habit.hundredths or habit.noughts
        return _unreadable(shifted, Sure.HIGH if known else Sure.MEDIUM) if fields else None
    if len(fields) != 3 or shifted is None:
        return None
    if habit.noughts and fields[2] == 0:
        sure = Sure.HIGH if fields[0] or habit.everywhere else Sure.LOW
        return Doubt(Ill.SHIFTED, _SLIPPED, sure, shifted)
    if habit.idle and fields[0] and fields[2] <= 1:
        return Doubt(Ill.SHIFTED, _SLIPPED, Sure.MEDIUM, shifted)
    if habit.hundredths and fields[0] and plain > HOUR_MS:
        why = phrase("the note writes hundredths where seconds belong")
        return Doubt(Ill.SHIFTED, why, Sure.MEDIUM, shifted)
    if plain > _LONGEST_MS:
        return Doubt(Ill.SHIFTED, phrase("no episode is that long"), Sure.MEDIUM, shifted)
    usual = habit.usual_end_ms
    if usual is not None and plain > max(2 * usual, usual + _APART_MS) and shifted <= usual:
        why = phrase("it is far past all other times of the note")
        return Doubt(Ill.SHIFTED, why, Sure.MEDIUM, shifted)
    return None
