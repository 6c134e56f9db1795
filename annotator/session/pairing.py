"""Recordings and transcripts whose names differ, put together by what they hold.

A pair is made only where nothing else comes near it: of two that fit alike neither is taken,
and both are imported alone. What was paired is said, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.timecode import format_clock
from annotator.formats import read_transcript
from annotator.phrases import phrase
from annotator.sources.fetched import Progress
from annotator.sources.local_file import fetch_transcript, media_beside, transcripts_beside
from annotator.sources.many import Wanted, episodes_of, is_media

_ALIKE, _ALIKE_MS = 0.015, 5_000
"""How far the last words may be from the end of the sound for the two to be of one length."""
_SILENT, _SILENT_MS = 0.10, 60_000
"""How much may follow the last words where the names speak for a pair: music, a farewell."""
_LATE_MS = 2_000
_NO_TITLE = frozenset(
    {
        "transcript", "transcripts", "transcription", "subtitles", "subtitle", "captions",
        "caption", "text", "words", "audio", "video", "recording", "episode", "final", "edited",
        "export", "copy", "the", "and", "for", "with", "from",
    }
)  # fmt: skip
"""What a file's name says of every file."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A file that is alone: what its name says, and how long it is; 0 where it does not tell."""

    wanted: Wanted
    path: Path
    title: frozenset[str]
    end_ms: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """How well two fit: `sure` counts what speaks for it."""

    media: _Side
    text: _Side
    sure: int
    why: str


def gathered(sources: Sequence[str], report: Progress) -> tuple[Wanted, ...]:
    """The episodes that files, folders, patterns and links mean, recordings put with their
    words by name and else by content. Reads what has no partner: a worker's job."""
    wanted = episodes_of(sources)
    media = [one for one in wanted if _is_alone(one, media=True)]
    texts = [one for one in wanted if _is_alone(one, media=False)]
    if not media or not texts:
        return wanted
    sides: list[_Side] = []
    for number, one in enumerate((*media, *texts)):
        report(number / (len(media) + len(texts)))
        side = _looked_at(one)
        if side is not None:
            sides.append(side)
    return tuple(_joined(wanted, _unambiguous(_possible(sides))))


def _is_alone(one: Wanted, *, media: bool) -> bool:
    path = one.path
    if path is None or one.transcript is not None or is_media(path) != media:
        return False
    return not (transcripts_beside(path) if media else media_beside(path))


def _looked_at(one: Wanted) -> _Side | None:
    """What is to be known of a file; None for one that cannot be read: its import will say."""
    from annotator.sources.media_probe import probe

    path = one.path
    if path is None:
        return None
    try:
        if is_media(path):
            end_ms = probe(path).duration_ms
        else:
            read = read_transcript(fetch_transcript(path).transcripts[0].data).transcript
            end_ms = 0 if read.times_estimated else read.end_ms
    except AnnotatorError:
        return None
    return _Side(one, path, _title(path), end_ms)


def _title(path: Path) -> frozenset[str]:
    """The words of a name that tell it from others; numbers without their leading zeros."""
    words = re.findall(r"[^\W\d_]{3,}|\d+", path.stem.casefold())
    return frozenset(word.lstrip("0") or "0" for word in words) - _NO_TITLE


def _possible(sides: Iterable[_Side]) -> list[_Pair]:
    every = list(sides)
    media = [side for side in every if is_media(side.path)]
    texts = [side for side in every if not is_media(side.path)]
    # Words that all names of a side share tell nothing apart: the name of the show, say.
    common = _shared_by_all(media) | _shared_by_all(texts)
    pairs = (_fitting(one, other, common) for one in media for other in texts)
    return [pair for pair in pairs if pair is not None]


def _shared_by_all(sides: Sequence[_Side]) -> frozenset[str]:
    if len(sides) < 2:
        return frozenset()
    return frozenset.intersection(*(side.title for side in sides))


def _fitting(media: _Side, text: _Side, common: frozenset[str]) -> _Pair | None:
    """The pair these two would be, None where nothing speaks for it or something against."""
    words = sorted((media.title & text.title) - common)
    named = phrase("their names share {0}", _quoted(words)) if words else ""
    timed = media.end_ms > 0 and text.end_ms > 0
    rest_ms = media.end_ms - text.end_ms
    if timed and not -_LATE_MS <= rest_ms <= max(_SILENT_MS, media.end_ms * _SILENT):
        return None
    if timed and rest_ms <= max(_ALIKE_MS, media.end_ms * _ALIKE):
        both = phrase("both last {0}", format_clock(media.end_ms))
        why = phrase("{0} and {1}", named, both) if named else both
        return _Pair(media, text, 2 + bool(words), why)
    return _Pair(media, text, 1, named) if words else None


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:4])


def _unambiguous(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs that are the best of both their sides, with none as good beside them."""
    best: dict[Path, list[_Pair]] = {}
    for pair in sorted(pairs, key=lambda one: -one.sure):
        for path in (pair.media.path, pair.text.path):
            there = best.setdefault(path, [])
            if not there or there[0].sure == pair.sure:
                there.append(pair)
    return [
        pair for pair in pairs if best[pair.media.path] == [pair] and best[pair.text.path] == [pair]
    ]


def _joined(wanted: Sequence[Wanted], pairs: Sequence[_Pair]) -> Iterable[Wanted]:
    of_media = {pair.media.wanted: pair for pair in pairs}
    taken = {pair.text.wanted for pair in pairs}
    for one in wanted:
        pair = of_media.get(one)
        if pair is not None:
            said = phrase("Put together with “{0}”: {1}.", pair.text.path.name, pair.why)
            yield replace(one, transcript=pair.text.path, why=said)
        elif one not in taken:
            yield one
