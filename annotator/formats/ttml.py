"""TTML, DFXP and Apple's TTML: ``<p begin end>`` with ``<br/>`` and ``<span>``.

https://www.w3.org/TR/ttml2/. Apple nests ``<span podcasts:unit="sentence">`` and word spans
without blanks between them, and names speakers by ``ttm:agent``.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from operator import lt
from typing import NamedTuple
from xml.etree.ElementTree import Element

from annotator.domain.timecode import MAX_MS
from annotator.formats.clocks import clock_ms, clocks_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import are_tidy, one_line
from annotator.formats.words import TimedPiece, join_pieces
from annotator.formats.xml_scan import attribute, parse_xml, root_name

_BREAK = "\x85"
"""Stands for ``<br/>`` in a paragraph's words; a text that is being parsed never holds one."""

_OFFSET = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|h|m|s|f|t)$")
_FRAMES = re.compile(r"(\d+:\d+:\d+)[:;](\d+)(?:\.\d+)?$")


_Found = tuple[Element, int]
"""A paragraph, and when the container around it begins."""


class _Clock(NamedTuple):
    """What it takes to read a time."""

    frames: float
    ticks: float


def sniff(head: str) -> bool:
    return root_name(head) == "tt"


def parse(text: str) -> Draft:
    root = parse_xml(text.replace("<br/>", _BREAK).replace("<br />", _BREAK))
    clock = _Clock(
        _number(attribute(root, "frameRate"), 30), _number(attribute(root, "tickRate"), 1)
    )
    names = {
        attribute(agent, "id"): one_line("".join(agent.itertext())) for agent in root.iter("agent")
    }
    if not names and "agent=" in text:
        names[""] = ""  # agents without a description are named by their ids
    found = [entry for body in root.iter("body") for entry in _paragraphs(body, clock)]
    cues = None if names else _plain(found)
    if cues is None:
        cues = [cue for p, outer_ms in found for cue in _paragraph(p, outer_ms, clock, names)]
    changes: Counter[Change] = Counter()
    language = attribute(root, "lang")
    return Draft(name_speakers(collapse(cues, changes)), language, changes)


def _plain(found: list[_Found]) -> list[RawCue] | None:
    """The cues, if every paragraph has plain times and holds nothing but lines of words."""
    elements = [p for p, _ in found]
    starts, ends = _plain_times(elements, "begin"), _plain_times(elements, "end")
    if starts is None or ends is None or any(map(lt, starts, [outer for _, outer in found])):
        return None
    texts = [p.text or "" for p in elements]
    rows = _BREAK.join(texts).split(_BREAK)
    if any(map(len, elements)) or "" in rows or "&" in "".join(texts) or not are_tidy(rows):
        return None
    return raw_cues(starts, ends, [said.replace(_BREAK, "\n") for said in texts])


def _plain_times(elements: list[Element], name: str) -> list[int] | None:
    """The times, if all are written ``00:00:00.000``."""
    stated = [p.get(name, "") for p in elements]
    if set(map(len, stated)) != {12}:
        return None
    times = [time for time in clocks_ms(stated) if time is not None]
    return times if len(times) == len(stated) else None


def _number(text: str, default: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return default
    return value if 0 < value < 1e9 else default


def _paragraphs(root: Element, clock: _Clock) -> Iterator[_Found]:
    """All paragraphs below `root`; a stack, so that no depth is too deep."""
    waiting: list[_Found] = [(root, 0)]
    while waiting:
        element, outer_ms = waiting.pop()
        if element.tag == "p":
            yield element, outer_ms
            continue
        inner_ms = _time(element, "begin", clock)
        inner_ms = outer_ms if inner_ms is None or inner_ms < 0 else inner_ms
        waiting += [(child, inner_ms) for child in reversed(element)]


def _paragraph(p: Element, outer_ms: int, clock: _Clock, names: dict[str, str]) -> list[RawCue]:
    agent = attribute(p, "agent") if names else ""
    speaker = names.get(agent, agent)
    start_ms, end_ms = _span(p, outer_ms, clock)
    timed = [child for child in p if child.get("begin")]
    nested = any(part.get("begin") for child in timed for part in child)
    if timed and (nested or start_ms is None):
        # A span is a sentence with words in it, or a caption of its own.
        return [_cue(child, speaker, outer_ms, clock) for child in timed]
    if timed:
        return [_cue(p, speaker, outer_ms, clock)]
    return [RawCue(start_ms, end_ms, _text(p), speaker)]


def _cue(element: Element, speaker: str, outer_ms: int, clock: _Clock) -> RawCue:
    start_ms, end_ms = _span(element, outer_ms, clock)
    pieces: list[TimedPiece] = [
        (html.unescape("".join(child.itertext())), *_span(child, outer_ms, clock))
        for child in element
        if child.get("begin")
    ]
    text, words = join_pieces([(piece.strip(), start, end) for piece, start, end in pieces])
    if not pieces or _loose(element):
        return RawCue(start_ms, end_ms, _text(element), speaker)
    return RawCue(start_ms, end_ms, text, speaker, words)


def _loose(element: Element) -> bool:
    """Whether words stand beside the timed spans."""
    own = [element.text, *(child.tail for child in element)]
    own += ["".join(child.itertext()) for child in element if not child.get("begin")]
    return any(part and part.strip() for part in own)


def _rows(element: Element) -> str | None:
    """The words of an element that has no child but ``<br/>``; None if it has others."""
    whole = element.text or ""
    for child in element:
        if child.tag != "br" or len(child):
            return None
        whole += _BREAK + (child.tail or "")
    said = "\n".join([line for row in whole.split(_BREAK) if (line := one_line(row))])
    return html.unescape(said) if "&" in said else said


def _text(element: Element) -> str:
    """The words of an element on lines as its ``<br/>`` has them."""
    if (rows := _rows(element)) is not None:
        return rows
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.tag == "br":
            parts.append(_BREAK)
        parts.append(part.text or "")
        for child in reversed(part):
            waiting += (child.tail or "", child)
    lines = html.unescape("".join(parts)).split(_BREAK)
    return "\n".join(line for raw in lines if (line := one_line(raw)))


def _span(element: Element, outer_ms: int, clock: _Clock) -> tuple[int | None, int | None]:
    start_ms, end_ms = _time(element, "begin", clock), _time(element, "end", clock)
    # Times are stated from the start of the media by nearly all writers, whatever the standard
    # says of nesting; only an earlier time than the container's can be meant as relative.
    if start_ms is not None and 0 <= start_ms < outer_ms:
        start_ms += outer_ms
        end_ms = end_ms + outer_ms if end_ms is not None and end_ms >= 0 else end_ms
    if end_ms is None and start_ms is not None:
        length_ms = _time(element, "dur", clock)
        end_ms = None if length_ms is None else start_ms + length_ms
    return start_ms, end_ms


def _time(element: Element, name: str, clock: _Clock) -> int | None:
    text = element.get(name)
    if not text or not (text := text.strip()):
        return None
    if text[-1].isdigit() and text.count(":") < 3 and ";" not in text:
        stated = clock_ms(text)
    elif found := _OFFSET.match(text):
        stated = _offset_ms(float(found[1]), found[2], clock)
    elif found := _FRAMES.match(text):
        whole, part = clock_ms(found[1]), _offset_ms(float(found[2]), "f", clock)
        stated = None if whole is None or part is None else whole + part
    else:
        stated = None
    return BAD_MS if stated is None else stated


def _offset_ms(value: float, unit: str, clock: _Clock) -> int | None:
    unit_ms = {
        "h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0,
        "f": 1000 / clock.frames, "t": 1000 / clock.ticks,
    }[unit]  # fmt: skip
    return round(value * unit_ms) if value * unit_ms <= MAX_MS else None
