"""TTML, DFXP and Apple's TTML: ``<p begin end>`` with ``<br/>`` and ``<span>``.

https://www.w3.org/TR/ttml2/. Apple nests ``<span podcasts:unit="sentence">`` and word spans
without blanks between them, and names speakers by ``ttm:agent``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import lt
from typing import NamedTuple, cast
from xml.etree.ElementTree import Element

from annotator.domain.entities import unescape
from annotator.domain.timecode import MAX_MS
from annotator.formats.clocks import alike_clocks_ms, clock_ms, clocks_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions, collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.spoken_columns import (
    SpokenColumns,
    edges_of,
    joined_columns,
    spread,
)
from annotator.formats.text_clean import are_tidy, one_line, one_lines
from annotator.formats.xml_scan import attribute, parse_xml, root_name

_BREAK = "\x85"
"""Stands for ``<br/>`` in a paragraph's words; a text that is being parsed never holds one."""

_OFFSET = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|h|m|s|f|t)$")
_FRAMES = re.compile(r"(\d+:\d+:\d+)[:;](\d+)(?:\.\d+)?$")
_ALL_SECONDS = re.compile(r"(?:\d{1,7}(?:\.\d{1,9})?s\n)++", re.ASCII)
_ALL_FRAMES = re.compile(r"(?:\d{1,3}:\d\d:\d\d[:;]\d\d\n)++", re.ASCII)


class _Timed(NamedTuple):
    """A cue whose words are its timed parts."""

    start_ms: int | None
    end_ms: int | None
    speaker: str
    parts: list[Element]
    outer_ms: int


class _Clock(NamedTuple):
    """What it takes to read a time."""

    frames: float
    ticks: float


def sniff(head: str) -> bool:
    return root_name(head) == "tt"


def parse(text: str) -> Draft:
    root = parse_xml(text.replace("<br/>", _BREAK).replace("<br />", _BREAK))
    tags = {element.tag for element in root.iter()}
    if "br" in tags:  # written with a prefix, or as two tags
        for line_end in root.iter("br"):
            line_end.text = _BREAK + (line_end.text or "")
    clock = _Clock(
        _number(attribute(root, "frameRate"), 30) * _ratio(attribute(root, "frameRateMultiplier")),
        _number(attribute(root, "tickRate"), 1),
    )
    agents = root.iter("agent") if "agent" in tags else ()
    names = {attribute(agent, "id"): one_line("".join(agent.itertext())) for agent in agents}
    if not names and "agent=" in text:
        names[""] = ""  # agents without a description are named by their ids
    changes: Counter[Change] = Counter()
    elements: list[Element] = []
    outer: list[int] = []
    for body in root.findall("body") or root.iter("body"):
        _empty_metadata(body)
        _find_paragraphs(body, clock, elements, outer)
    speakers = _speakers(elements, names) if names else None
    if _has_timed_parts(elements):
        rows = zip(elements, outer, speakers or repeat(""), strict=False)
        found = [cue for row in rows for cue in _paragraph(*row, clock)]
        cues = collapse(_with_words(found, clock), changes)
    else:
        starts, ends = _spans(elements, outer, clock)
        cues = captions(starts, ends, _texts(elements), changes, speakers)
    return Draft(name_speakers(cues), attribute(root, "lang"), changes)


def _empty_metadata(body: Element) -> None:
    """What is told about a paragraph within it is no part of its words."""
    for aside in body.iter("metadata"):
        tail = aside.tail
        aside.clear()
        aside.tail = tail


def _has_timed_parts(elements: list[Element]) -> bool:
    return any(part.get("begin") for p in elements if len(p) for part in p.iter() if part is not p)


def _speakers(elements: list[Element], names: dict[str, str]) -> list[str]:
    keys = {key for p in elements for key in p.keys()}  # noqa: SIM118  (an Element is no dict)
    stated = [key for key in keys if key == "agent" or key.endswith("}agent")]
    if len(stated) == 1:
        agents = [p.get(stated[0], "") for p in elements]
    else:
        agents = [attribute(p, "agent") for p in elements]
    return [names.get(agent) or agent for agent in agents]


def _texts(elements: list[Element]) -> list[str]:
    """The words of paragraphs on lines as their ``<br/>`` have them."""
    texts = ["".join(p.itertext()) if len(p) else p.text or "" for p in elements]
    joined = _BREAK.join(texts)
    rows = joined.split(_BREAK)
    if "" not in rows and are_tidy(rows):
        lined = [said.replace(_BREAK, "\n") for said in texts]
    else:
        waiting = iter(one_lines(rows))
        counts = [said.count(_BREAK) + 1 for said in texts]
        lined = ["\n".join(filter(None, islice(waiting, count))) for count in counts]
    return [unescape(said) for said in lined] if "&" in joined else lined


def _number(text: str, default: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return default
    return value if 1e-6 < value < 1e9 else default


def _ratio(text: str) -> float:
    """``1000 1001``, what makes 30 frames a second 29.97 of them."""
    upper, _, lower = text.replace(":", " ").strip().partition(" ")
    return _number(upper, 1) / _number(lower.strip(), 1)


def _find_paragraphs(
    root: Element, clock: _Clock, elements: list[Element], outer: list[int]
) -> None:
    """All paragraphs below `root`, and when what is around each begins.

    A stack, so that no depth is too deep.
    """
    waiting = [(root, 0)]
    while waiting:
        element, outer_ms = waiting.pop()
        if element.tag == "p":
            elements.append(element)
            outer.append(outer_ms)
            continue
        inner_ms = _time(element.get("begin"), clock)
        inner_ms = outer_ms if inner_ms is None or inner_ms < 0 else inner_ms
        waiting += zip(reversed(element), repeat(inner_ms), strict=False)


def _paragraph(p: Element, outer_ms: int, speaker: str, clock: _Clock) -> list[RawCue | _Timed]:
    start_ms, end_ms = _span(p, outer_ms, clock)
    timed = [child for child in p if child.get("begin")]
    nested = any(part.get("begin") for child in timed for part in child)
    if timed and (nested or start_ms is None):
        # A span is a sentence with words in it, or a caption of its own.
        return [_cue(child, speaker, outer_ms, clock) for child in timed]
    if timed:
        return [_cue(p, speaker, outer_ms, clock)]
    return [RawCue(start_ms, end_ms, _text(p), speaker)]


def _cue(element: Element, speaker: str, outer_ms: int, clock: _Clock) -> RawCue | _Timed:
    start_ms, end_ms = _span(element, outer_ms, clock)
    parts = [child for child in element if child.get("begin")]
    if not parts or _loose(element):
        return RawCue(start_ms, end_ms, _text(element), speaker)
    return _Timed(start_ms, end_ms, speaker, parts, outer_ms)


def _with_words(found: list[RawCue | _Timed], clock: _Clock) -> list[RawCue]:
    """The cues, the words of all of them joined and timed at once."""
    timed = [cue for cue in found if isinstance(cue, _Timed)]
    parts = list(chain.from_iterable([cue.parts for cue in timed]))
    edges = edges_of([cue.parts for cue in timed])
    outer = spread([cue.outer_ms for cue in timed], [cue.parts for cue in timed])
    texts = [("".join(p.itertext()) if len(p) else p.text or "").strip() for p in parts]
    if "&" in "".join(texts):
        texts = [unescape(text).strip() for text in texts]
    joined = iter(joined_columns(SpokenColumns(texts, *_spans(parts, outer, clock)), edges))
    cues: list[RawCue] = []
    for cue in found:
        if isinstance(cue, _Timed):
            text, words = next(joined)
            cues.append(RawCue(cue.start_ms, cue.end_ms, text, cue.speaker, words))
        else:
            cues.append(cue)
    return cues


def _loose(element: Element) -> bool:
    """Whether words stand beside the timed spans."""
    own = [element.text, *(child.tail for child in element)]
    own += ["".join(child.itertext()) for child in element if not child.get("begin")]
    return any(part and part.strip() for part in own)


def _text(element: Element) -> str:
    """The words of an element on lines as its ``<br/>`` has them."""
    rows = unescape("".join(element.itertext())).split(_BREAK)
    return "\n".join([line for row in rows if (line := one_line(row))])


_Times = Sequence[int | None]


def _spans(elements: list[Element], outer: list[int], clock: _Clock) -> tuple[_Times, _Times]:
    """The `_span` of each, all read at once where none is stated from its container's start."""
    starts = _times([p.get("begin") for p in elements], clock)
    if None in starts or any(map(lt, cast("list[int]", starts), outer)):
        spans = [_span(p, outer_ms, clock) for p, outer_ms in zip(elements, outer, strict=True)]
        return [span[0] for span in spans], [span[1] for span in spans]
    ends = _times([p.get("end") for p in elements], clock)
    if None in ends:
        lengths = _times([p.get("dur") for p in elements], clock)
        ends = [
            (start + length if start is not None and length is not None else None)
            if end is None
            else end
            for start, end, length in zip(starts, ends, lengths, strict=True)
        ]
    return starts, ends


def _span(element: Element, outer_ms: int, clock: _Clock) -> tuple[int | None, int | None]:
    start_ms, end_ms = _time(element.get("begin"), clock), _time(element.get("end"), clock)
    # Times are stated from the start of the media by nearly all writers, whatever the standard
    # says of nesting; only an earlier time than the container's can be meant as relative.
    if start_ms is not None and 0 <= start_ms < outer_ms:
        start_ms += outer_ms
        end_ms = end_ms + outer_ms if end_ms is not None and end_ms >= 0 else end_ms
    if end_ms is None and start_ms is not None:
        length_ms = _time(element.get("dur"), clock)
        end_ms = None if length_ms is None else start_ms + length_ms
    return start_ms, end_ms


def _times(stated: list[str | None], clock: _Clock) -> _Times:
    """The `_time` of each; five times as fast where all are written alike."""
    if None in stated:
        return [_time(text, clock) for text in stated]
    tokens = cast("list[str]", stated)
    joined = "\n".join([*tokens, ""])
    if _ALL_SECONDS.fullmatch(joined):
        return [round(float(token[:-1]) * 1000) for token in tokens]
    if _ALL_FRAMES.fullmatch(joined):
        frame_ms = 1000 / clock.frames
        return [
            None if whole is None else whole + round(int(token[-2:]) * frame_ms)
            for whole, token in zip(clocks_ms([t[:-3] for t in tokens]), tokens, strict=True)
        ]
    alike = alike_clocks_ms(tokens)
    return [_time(token, clock) for token in tokens] if alike is None else alike


def _time(text: str | None, clock: _Clock) -> int | None:
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
