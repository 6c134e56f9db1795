"""What the pointer is over in the timeline: a mark, its edge, a chapter; and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.notes import Annotation, Chapter, chapter_at
from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Transcript
from annotator.gui.timeline.lanes import LEAST, Lanes
from annotator.gui.timeline.picture import TimelinePicture
from annotator.gui.timeline.stretch import Stretch

_NEAR = 4.0
"""Pixels by which an edge may be missed."""
_GRASP = 12.0
"""A mark narrower than this has no edges to take hold of: a click on it plays it."""
_AROUND_MS = 2_500
_MOST_CHARS = 220


@dataclass(frozen=True, slots=True)
class Under:
    """What lies at a place. `edge` is ``start``, ``end`` or "" of the mark there."""

    ms: int
    mark: Annotation | None = None
    edge: str = ""
    chapter: Chapter | None = None
    on_title: bool = False


def under(picture: TimelinePicture, shown: Stretch, x: float, y: float) -> Under:
    """What lies at a place of the view."""
    ms, rows = shown.ms(x), picture.rows
    chapter = chapter_at(picture.chapters, ms)
    place = rows.lane_at(y)
    if place is None:
        return Under(ms, chapter=chapter, on_title=chapter is not None and rows.in_chapters(y))
    found = _mark_at(picture.lanes, picture.lanes.shown[place], shown, x)
    edge = _edge(found, shown, x) if found else ""
    return Under(ms, found, edge, chapter)


def told(at: Under, lanes: Lanes, transcript: Transcript | None) -> list[str]:
    """The lines of the hover: when, which chapter or topics, and the words."""
    if at.mark is None:
        first = [format_clock(at.ms), at.chapter.title if at.chapter else ""]
        return [" · ".join(part for part in first if part), _heard(at.ms, transcript)]
    mark = at.mark
    names = [topic.name for ident in mark.topics if (topic := lanes.topic(ident))]
    when = f"{format_clock(mark.start_ms)}–{format_clock(mark.end_ms)}"
    kind = "" if mark.kind.value == "topic" else mark.kind.value.capitalize()
    lines = [" · ".join(part for part in (when, ", ".join(names), kind) if part)]
    lines.append(f"“{_cut(mark.text)}”" if mark.text else "")
    lines.append(_cut(mark.note))
    return lines


def _mark_at(lanes: Lanes, topic: int, shown: Stretch, x: float) -> Annotation | None:
    """The shortest of the marks there, which the others leave the least room to."""
    low, high = ((x + by + shown.first_px) * shown.scale for by in (-_NEAR, _NEAR))
    here = [
        mark
        for mark in lanes.lane(topic).between(low - LEAST * shown.scale, high)
        if shown.x(mark.start_ms) - _NEAR <= x
        and x <= max(shown.x(mark.end_ms), shown.x(mark.start_ms) + LEAST) + _NEAR
    ]
    return min(here, key=lambda mark: _away(mark, shown, x), default=None)


def _away(mark: Annotation, shown: Stretch, x: float) -> tuple[float, int]:
    left, right = shown.x(mark.start_ms), shown.x(mark.end_ms)
    return max(left - x, x - right, 0.0), mark.end_ms - mark.start_ms


def _edge(mark: Annotation, shown: Stretch, x: float) -> str:
    left, right = shown.x(mark.start_ms), shown.x(mark.end_ms)
    if right - left < _GRASP:
        return ""
    if abs(x - left) <= _NEAR:
        return "start"
    return "end" if abs(x - right) <= _NEAR else ""


def _heard(ms: int, transcript: Transcript | None) -> str:
    """The words around a time."""
    span = transcript.span_of(ms - _AROUND_MS, ms + _AROUND_MS) if transcript else None
    return f"… {_cut(transcript.text_of(span))} …" if transcript and span else ""


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS].rstrip()} …"
