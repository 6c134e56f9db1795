"""The timed words of long JSON, ``[{"word": " so", "start": 0.1, "end": 0.4}, …]``, as columns.

What a program writes is written alike: the same members in the same order for every word. Then
all quotes stand in rows, a row for each word, and every column of them is looked at in one go.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.domain.timecode import MAX_MS
from annotator.formats.text_bytes import PAD, Places, TextBytes
from annotator.formats.word_rows import WordColumns, WrittenWords

_NUMBER = re.compile(rb"-?\d[\d.eE+-]*")
_BLANK = ord(" ")
_LONGEST = 1000
"""Bytes in which the first word of a list must be written."""
_TOGETHER = 1_500_000
"""Bytes that are read together: what is made of them stays in the processor's cache."""
_LONGEST_LIST = 4_000_000
"""What is made of a list of quotes alone takes fifty times as much memory."""

Numbers = NDArray[np.int64]


class _Words(NamedTuple):
    """The words of some lists.

    What is written of them, one after the other; start and end of each in milliseconds, sureness
    in percent (nothing if it is not told), how long it is, and how much of that is a blank before
    it; and how many words each list has.
    """

    written: str
    starts: Numbers
    ends: Numbers
    sures: Numbers
    lengths: Numbers
    leads: Numbers
    counts: Numbers


def word_objects(lists: Sequence[memoryview]) -> WrittenWords | None:
    """The words of these lists of objects, which are known to be JSON.

    None if not all are written alike, or something in them is not as recognisers write it.
    """
    layout = next(filter(None, map(_layout, lists)), None)
    if layout is None or max(map(len, lists)) > _LONGEST_LIST:
        return None
    parts: list[_Words] = []
    for some in _groups(lists):
        part = _words(some, layout)
        if part is None:
            return None
        parts.append(part)
    said, *columns = zip(*parts, strict=True)
    starts, ends, sures, lengths, leads, counts = map(np.concatenate, columns)
    stops = np.cumsum(lengths)
    edges = np.append(0, np.cumsum(counts))
    cuts = np.append(0, stops)[edges]
    timed = WordColumns.of_arrays(starts, ends, stops - lengths + leads, stops, sures)
    return WrittenWords("".join(said), timed, edges.tolist(), cuts.tolist())


def _groups(lists: Sequence[memoryview]) -> Iterator[Sequence[memoryview]]:
    """The lists, so many together as are read in one go."""
    until = list(accumulate(map(len, lists)))
    cuts = [bisect_right(until, at) for at in range(_TOGETHER, until[-1], _TOGETHER)]
    for first, last in pairwise([0, *cuts, len(lists)]):
        if first < last:
            yield lists[first:last]


@dataclass(frozen=True, slots=True)
class _Member:
    """One of an object's members: its name's place in the row of quotes, and all that is
    written from there up to its value."""

    quote: int
    written: bytes


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a list and its first object are written: the beginning up to the first quote, the
    members, of which `said` alone is a text, and how many quotes an object has."""

    opened: bytes
    members: dict[str, _Member]
    said: str
    width: int


def _layout(words: memoryview) -> _Layout | None:
    """How the first object is written; None if there is none, or it is no timed word."""
    # What is not ASCII stands here as it does in `TextBytes`.
    written = str(bytes(words[:_LONGEST]), "ascii", "replace").replace("\ufffd", "?")
    begin, stop = written.find("{"), written.find("}")
    head = written[begin : stop + 1]
    try:
        first = json.loads(head)
    except ValueError:
        return None
    members: dict[str, _Member] = {}
    texts: list[str] = []
    quote = at = 0
    for name, value in first.items():
        at = head.index(f'"{name}"', at)
        stop = at + len(name) + 2
        while head[stop] in ": \n\t":
            stop += 1
        members[name] = _Member(quote, head[at:stop].encode("ascii"))
        quote, at = quote + 2, stop
        if isinstance(value, str):
            texts.append(name)
            quote, at = quote + 2, stop + len(value) + 2
    if texts not in (["word"], ["text"]) or not {"start", "end"} <= members.keys():
        return None
    opened = written[: written.index('"')].encode("ascii")
    return _Layout(opened, members, texts[0], quote)


def _words(lists: Sequence[memoryview], layout: _Layout) -> _Words | None:
    """The words of these lists, if all are written in this way."""
    padded = b"".join([*lists, PAD])
    if b"\\" in padded:
        return None
    lengths = [len(some) for some in lists]
    if padded.isascii():
        letters, found = "", TextBytes(padded)
    else:
        letters = str(padded[: -len(PAD)], "utf-8")
        found = TextBytes.of(letters)
        lengths = [len(str(some, "utf-8")) for some in lists]
    quotes = found.places('"')
    if len(quotes) != layout.width * found.count("{"):
        return None
    # Row by row, so that a member's quotes stand side by side.
    rows = np.ascontiguousarray(quotes.reshape(-1, layout.width).T)
    edges = np.append(0, np.cumsum(lengths))
    firsts = np.searchsorted(rows[0], edges)
    counts = np.diff(firsts)
    has_words = counts > 0
    opened = _are_opened(found, rows[0], edges[:-1][has_words], firsts[:-1][has_words], layout)
    if not opened or not _are_alike(found, rows, layout):
        return None
    starts = _milliseconds(found, rows, layout.members["start"])
    ends = _milliseconds(found, rows, layout.members["end"])
    sures, written = _sures(found, rows, layout), _written(found, letters, rows, layout)
    if starts is None or ends is None or sures is None or written is None:
        return None
    return _Words(written[0], starts, ends, sures, written[1], written[2], counts)


def _are_opened(
    found: TextBytes, quotes: Places, lists: Places, firsts: Places, layout: _Layout
) -> bool:
    """Whether the objects with these first `quotes` are opened like the first one, and no list
    stands in another; `firsts` are the first objects of the `lists` that have some."""
    if (quotes[firsts] != lists + len(layout.opened)).any():
        return False
    brace = layout.opened[layout.opened.index(b"{") :]
    at = np.maximum(quotes - len(brace), 1)
    if not found.reading(lists, layout.opened).all() or not found.reading(at, brace).all():
        return False
    return np.count_nonzero(found.bytes[at - 1] == ord("[")) in {0, len(lists)}


def _are_alike(found: TextBytes, rows: Places, layout: _Layout) -> bool:
    """Whether all objects have names like the first one, each followed by its value."""
    return all(
        found.reading(rows[member.quote] + 1, member.written[1:]).all()  # the quote is there
        for member in layout.members.values()
    )


def _written(
    found: TextBytes, letters: str, rows: Places, layout: _Layout
) -> tuple[str, Numbers, Numbers] | None:
    """What is written of the words, how long each is, and how much of that is a blank before it;
    None if one has other blanks around it, or is none."""
    said = layout.members[layout.said]
    opens, closes = rows[said.quote + 2] + 1, rows[said.quote + 3]
    if (opens != rows[said.quote] + len(said.written) + 1).any():
        return None
    lengths = closes - opens
    leads = (found.bytes[opens] == _BLANK).astype(np.int64)
    blank_inside = (found.bytes[opens + leads] == _BLANK) | (found.bytes[closes - 1] == _BLANK)
    if (lengths <= leads).any() or blank_inside.any():
        return None
    text = found.said(letters, opens, lengths)
    # Blanks of other kinds cannot be printed.
    return (text, lengths, leads) if text.isprintable() else None


def _milliseconds(found: TextBytes, rows: Places, member: _Member) -> Numbers | None:
    """The times of this member, from seconds; None if one is no time."""
    seconds = _numbers(found, rows, member)
    if seconds is None or (seconds < 0).any() or (seconds > MAX_MS / 1000).any():
        return None
    return (seconds * 1000.0 + 0.5).astype(np.int64)


def _sures(found: TextBytes, rows: Places, layout: _Layout) -> Numbers | None:
    """How sure the recogniser was; nothing if it does not tell, None if in another measure."""
    for name in ("probability", "confidence"):
        if name in layout.members:
            shares = _numbers(found, rows, layout.members[name])
            if shares is None or not (np.abs(shares) < 2).all():
                return None
            percent = (100 * shares + 0.5).astype(np.int64)
            return None if (percent < 0).any() or (percent > 100).any() else percent
    return np.empty(0, np.int64)


def _numbers(found: TextBytes, rows: Places, member: _Member) -> NDArray[np.float64] | None:
    """The values of this member; None if one is no number."""
    places = rows[member.quote] + len(member.written)
    values, left = found.decimals(places)
    for index in left.tolist():
        number = _NUMBER.match(found.padded, places[index])
        if number is None:
            return None
        values[index] = float(number[0])
    return values
