"""YouTube json3: ``events[]{"tStartMs", "dDurationMs", "segs": [{"utf8", "tOffsetMs"}]}``.

Events without ``segs`` lay out windows; those with ``aAppend`` only add a line end. Automatic
captions stay on screen for seconds after the next line has begun.
"""

from __future__ import annotations

from collections import Counter

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line
from annotator.formats.words import TimedPiece, join_pieces, percent


def sniff(head: str) -> bool:
    found = keys(head)
    return {"events", "tStartMs"} <= found or {"tStartMs", "segs", "utf8"} <= found


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    cues: list[RawCue] = []
    for event in objects(load(text), "events"):
        if event.get("aAppend") or not event.get("segs"):
            continue
        cue = _cue(event)
        if cue.text:
            cues.append(cue)
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _cue(event: Object) -> RawCue:
    start_ms, length_ms = (
        milliseconds(event.get("tStartMs")),
        milliseconds(event.get("dDurationMs")),
    )
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    segs = list(objects(event, "segs"))
    if start_ms is None or start_ms == BAD_MS or not any("tOffsetMs" in seg for seg in segs):
        lines = "".join(text_at(seg, "utf8") for seg in segs).split("\n")
        said = "\n".join(line for raw in lines if (line := one_line(raw)))
        return RawCue(start_ms, end_ms, said)
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
    """How sure YouTube was, which it states of 255; newer files say 0 of every word."""
    sure = percent(seg.get("acAsrConf"), 255)
    return (sure,) if sure else ()
