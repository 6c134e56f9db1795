"""YouTube json3: ``events[]{"tStartMs", "dDurationMs", "segs": [{"utf8", "tOffsetMs"}]}``.

Events without ``segs`` lay out windows; those with ``aAppend`` only add a line end. Automatic
captions stay on screen for seconds after the next line has begun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, compress

import msgspec

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import BAD_MS, Draft, RawCue, RawWord, cue_of_row
from annotator.formats.json_scan import Milliseconds, Object, keys, load, objects, text_at, typed
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.spoken_columns import SpokenColumns, edges_of, joined_columns, spread
from annotator.formats.text_clean import one_line
from annotator.formats.words import TimedPiece, join_pieces, percent


class _Seg(msgspec.Struct, gc=False):
    utf8: str = ""
    tOffsetMs: Milliseconds | None = None  # noqa: N815  (as the file spells it)
    acAsrConf: int = 0  # noqa: N815


class _Event(msgspec.Struct, gc=False):
    tStartMs: Milliseconds  # noqa: N815
    dDurationMs: Milliseconds | None = None  # noqa: N815
    aAppend: int = 0  # noqa: N815
    segs: list[_Seg] = []

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""

    @property
    def end_ms(self) -> int | None:
        return None if self.dDurationMs is None else self.tStartMs + self.dDurationMs


class _Whole(msgspec.Struct):
    events: list[_Event]


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    return {"events", "tStartMs"} <= found or {"tStartMs", "segs", "utf8"} <= found


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    whole = typed(_WHOLE, text)
    cues = _typed(whole.events) if whole else _parse(text)
    said = [cue for cue in cues if cue[2]]
    return Draft(name_speakers(collapse(said, changes)), changes=changes)


def _typed(events: list[_Event]) -> list[RawCue]:
    shown = [event for event in events if event.segs and not event.aAppend]
    timed = [any(seg.tOffsetMs is not None for seg in event.segs) for event in shown]
    waiting = iter(_joined(list(compress(shown, timed))))
    cues: list[RawCue] = []
    for event, is_timed in zip(shown, timed, strict=True):
        said, words = next(waiting) if is_timed else (_lines([s.utf8 for s in event.segs]), ())
        cues.append(cue_of_row((event.tStartMs, event.end_ms, said, "", words)))
    return cues


def _joined(events: list[_Event]) -> list[tuple[str, Sequence[RawWord]]]:
    """Text and timed words of each; a word ends where the next one starts."""
    edges = edges_of([event.segs for event in events])
    segs = list(chain.from_iterable([event.segs for event in events]))
    begun = spread([event.tStartMs for event in events], [event.segs for event in events])
    starts = [begin + (seg.tOffsetMs or 0) for begin, seg in zip(begun, segs, strict=True)]
    ends: list[int | None] = [*starts[1:], None]
    for after, event in zip(edges[1:], events, strict=True):
        ends[after - 1] = event.end_ms
    sures = [_share(seg.acAsrConf) for seg in segs]
    words = SpokenColumns([seg.utf8 for seg in segs], starts, ends, sures=sures)
    return joined_columns(words, edges)


def _parse(text: str) -> list[RawCue]:
    events = objects(load(text), "events")
    return [_cue(event) for event in events if event.get("segs") and not event.get("aAppend")]


def _cue(event: Object) -> RawCue:
    start_ms, length_ms = (
        milliseconds(event.get("tStartMs")),
        milliseconds(event.get("dDurationMs")),
    )
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    segs = list(objects(event, "segs"))
    if start_ms is None or start_ms == BAD_MS or not any("tOffsetMs" in seg for seg in segs):
        return RawCue(start_ms, end_ms, _lines([text_at(seg, "utf8") for seg in segs]))
    text, words = join_pieces(_pieces(segs, start_ms, end_ms))
    return RawCue(start_ms, end_ms, text, words=words)


def _pieces(segs: list[Object], start_ms: int, end_ms: int | None) -> list[TimedPiece]:
    starts = [start_ms + (milliseconds(seg.get("tOffsetMs")) or 0) for seg in segs]
    ends = [*starts[1:], end_ms]
    return [
        (text_at(seg, "utf8"), start, end, *_sureness(seg))
        for seg, start, end in zip(segs, starts, ends, strict=True)
    ]


def _sureness(seg: Object) -> tuple[int, ...]:
    sure = _share(seg.get("acAsrConf"))
    return () if sure is None else (sure,)


def _share(stated: object) -> int | None:
    """How sure YouTube was, which it states of 255; newer files say 0 of every word."""
    return percent(stated, 255) or None if stated else None


def _lines(parts: Sequence[str]) -> str:
    return "\n".join([line for raw in "".join(parts).split("\n") if (line := one_line(raw))])
