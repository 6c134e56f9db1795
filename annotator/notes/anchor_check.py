"""What is wrong with the anchors of a note, and what each would be if it were right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.timecode import format_clock, format_hms
from annotator.notes.clock import as_hms, as_shifted, fields
from annotator.notes.findings import Finding, Ill, Sure
from annotator.notes.note import WRITTEN, Anchor, AnchorForm, WikiNote
from annotator.notes.times import Doubt, judge
from annotator.phrases import joined, phrase

_EXTRA = re.compile(r"\b(?:href|id|style|title|target|onclick)\s*=", re.IGNORECASE)


def check_anchors(note: WikiNote, duration_ms: int | None) -> Iterator[Finding]:
    """Findings of the tags and bracketed times of a note, in order."""
    anchors = [anchor for anchor in note.anchors if anchor.form in WRITTEN]
    written = [fields(anchor.time) or fields(anchor.label) for anchor in anchors]
    untils = [fields(anchor.until) for anchor in anchors]
    doubts = judge([*written, *untils], duration_ms)
    for anchor, doubt, until in zip(anchors, doubts, doubts[len(anchors) :], strict=False):
        if anchor.form is AnchorForm.BARE:
            found = _bare(anchor, doubt, until)
        elif anchor.faults:
            found = _malformed(anchor, doubt)
        elif doubt is not None:
            found = _doubtful(anchor, doubt)
        else:
            found = _label(anchor)
        if found is not None:
            yield found


def tag(ms: int) -> str:
    """An anchor as it should be."""
    time = format_hms(ms)
    return f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'


def _finding(
    anchor: Anchor, ill: Ill, told: str, sure: Sure, repair: str | None = None
) -> Finding:  # fmt: skip
    if sure is Sure.HIGH and repair is not None and _EXTRA.search(anchor.source):
        sure = Sure.MEDIUM  # what else its author gave it would go
    return Finding(ill, anchor.begin, anchor.end, anchor.source, told, sure, repair)


def _bare(anchor: Anchor, doubt: Doubt | None, until: Doubt | None) -> Finding | None:
    worst = doubt or until
    if worst is None:
        return None
    told = phrase("“{0}”: {1}.", anchor.source, worst.why)
    meant = [d.ms for d in (doubt, until) if d is not None]
    if None in meant:
        return _finding(anchor, worst.ill, told, Sure.LOW)
    repair = anchor.source
    for written, one in ((anchor.time, doubt), (anchor.until, until)):
        if one is not None and one.ms is not None:
            repair = repair.replace(written, format_hms(one.ms), 1)
    sures = [d.sure for d in (doubt, until) if d is not None]
    sure = Sure.HIGH if all(s is Sure.HIGH for s in sures) else Sure.MEDIUM
    return _finding(anchor, worst.ill, told, sure, repair)


def _malformed(anchor: Anchor, doubt: Doubt | None) -> Finding:
    """A tag whose writing is broken; its time is taken from where it can be read."""
    told = phrase("The anchor is malformed: {0}.", joined(", ", anchor.faults))
    if doubt is not None and doubt.ill is Ill.SHIFTED and doubt.ms is not None:
        agrees = fields(anchor.label) in ((), fields(anchor.time)) or not fields(anchor.time)
        sure = doubt.sure if agrees else Sure.MEDIUM
        return _finding(anchor, Ill.SHIFTED, told, sure, tag(doubt.ms))
    ours, shown = as_hms(fields(anchor.time)), as_hms(fields(anchor.label))
    if ours is None and shown is None:
        return _finding(anchor, Ill.MALFORMED, told, Sure.LOW)
    if doubt is not None or (ours is not None and shown is not None and ours != shown):
        meant = shown if shown is not None else ours
        return _finding(anchor, Ill.MALFORMED, told, Sure.MEDIUM, tag(meant or 0))
    return _finding(
        anchor, Ill.MALFORMED, told, Sure.HIGH, tag((ours if ours is not None else shown) or 0)
    )


def _doubtful(anchor: Anchor, doubt: Doubt) -> Finding:
    if doubt.ms is None:
        told = phrase("{0}: {1}.", anchor.time, doubt.why)
        return _finding(anchor, doubt.ill, told, Sure.LOW)
    told = phrase("{0} is likely {1}: {2}.", anchor.time, format_clock(doubt.ms), doubt.why)
    shown = fields(anchor.label)
    sure = doubt.sure
    if shown and shown != fields(anchor.time):
        # A label that says the mended time settles it; one that says a third unsettles it.
        sure = Sure.HIGH if as_hms(shown) == doubt.ms else Sure.MEDIUM
    new = format_hms(doubt.ms)
    return _finding(anchor, doubt.ill, told, sure, _with_time(anchor, new))


def _with_time(anchor: Anchor, time: str) -> str:
    """The source of a tag with another time in its ``data-t`` and its label, all else kept."""
    repair = anchor.source.replace(anchor.time, time, 1)
    if anchor.label:
        before, shown, after = repair.rpartition(anchor.label)
        repair = f"{before}{time}{after}" if shown else repair
    return repair


def _label(anchor: Anchor) -> Finding | None:
    """A label that says another time than the anchor plays."""
    if anchor.ms is None or anchor.label_ms == anchor.ms or not anchor.label:
        return None
    shown = fields(anchor.label)
    placeholder = "HH:MM" in anchor.label.upper()
    if not shown and not placeholder:
        return None  # words of its author's own
    plays = format_hms(anchor.ms)
    told = phrase("The anchor shows {0} and plays {1}.", anchor.label, plays)
    sure = Sure.HIGH if placeholder or as_shifted(shown) == anchor.ms else Sure.LOW
    return _finding(anchor, Ill.LABEL, told, sure, _with_time(anchor, plays))
