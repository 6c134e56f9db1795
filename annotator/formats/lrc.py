"""LRC lyrics: ``[mm:ss.xx]text``, several stamps a line for a refrain, ``[offset:+500]``.

``<mm:ss.xx>`` before a word is its time; a stamp without text ends the line before it. Minutes
go past 60; ``F:``, ``M:`` and ``D:`` before a line say who sings it.
https://en.wikipedia.org/wiki/LRC_(file_format)
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import itemgetter

from annotator.formats.clocks import clock_ms, stated_clocks_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue, raw_cues
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line, one_lines
from annotator.formats.words import TimedPiece, join_pieces

_STAMP = re.compile(r"\[(\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?)\]")
_STAMPS = re.compile(r"^[ \t]*((?:\[\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?\][ \t]*)+)(.*)$", re.MULTILINE)
_TAG = re.compile(r"^\[(?:ar|ti|al|by|length|offset|re|ve|au|la|id):[^\]\n]*\]", re.MULTILINE)
_OFFSET = re.compile(r"^\[offset:\s*([+-]?\d{1,9})\s*\]", re.MULTILINE)
_LANGUAGE = re.compile(r"^\[la:\s*([A-Za-z-]{2,10})\s*\]", re.MULTILINE)
_WORD = re.compile(r"<(\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?)>")
_FINE_LINE = re.compile(r"^[ \t]*\[\d{1,4}:\d\d[.]\d{2,3}\]", re.MULTILINE)


def sniff(head: str) -> bool:
    return _FINE_LINE.search(head) is not None or (
        _TAG.search(head) is not None and _STAMPS.search(head) is not None
    )


def parse(text: str) -> Draft:
    shift = _OFFSET.search(text)
    # A positive offset means that the words come sooner than stamped.
    earlier_ms = int(shift[1]) if shift else 0
    lines = _lines(text, earlier_ms)
    in_time = sorted(lines, key=itemgetter(0))
    # A stamp without text is the end of the line before; otherwise the next line is.
    spoken = [line for line in in_time if line[1] and not line[1].isspace()]
    ends: dict[int, int] = {}
    if len(spoken) < len(in_time):
        ends = {at: after for (at, _), (after, said) in pairwise(in_time) if not said.strip()}
    if "<" in text:
        cues = [_cue(at_ms, ends.get(at_ms), said, earlier_ms) for at_ms, said in spoken]
    else:
        starts = [at_ms for at_ms, _ in spoken]
        cues = raw_cues(starts, map(ends.get, starts), one_lines([said for _, said in spoken]))
    language = _LANGUAGE.search(text)
    return Draft(name_speakers(cues), language[1] if language else "")


def _lines(text: str, earlier_ms: int) -> list[tuple[int, str]]:
    """The time of each stamp, and what is sung then."""
    found = _STAMPS.findall(text)
    stamps = [stamp.strip("[] \t") for stamp, _ in found]
    said = [words for _, words in found]
    if "[" in "".join(stamps):
        rows = [(stamp, words) for stated, words in found for stamp in _STAMP.findall(stated)]
        stamps, said = [stamp for stamp, _ in rows], [words for _, words in rows]
    times = stated_clocks_ms(stamps)
    if earlier_ms or (times and min(times) < 0):
        times = [BAD_MS if time < 0 else max(time - earlier_ms, 0) for time in times]
    return list(zip(times, said, strict=True))


def _cue(at_ms: int, end_ms: int | None, said: str, earlier_ms: int) -> RawCue:
    if "<" not in said or not _WORD.search(said):
        return RawCue(at_ms, end_ms, one_line(said))
    parts = _WORD.split(said)
    times = [at_ms, *((clock_ms(stamp) or 0) - earlier_ms for stamp in parts[1::2])]
    ends = [*times[1:], end_ms]
    pieces: list[TimedPiece] = [
        (piece, start, end)
        for piece, start, end in zip([parts[0], *parts[2::2]], times, ends, strict=True)
    ]
    text, words = join_pieces(pieces)
    return RawCue(at_ms, end_ms, text, words=words)
