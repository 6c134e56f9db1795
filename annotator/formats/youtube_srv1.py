"""YouTube srv1 and srv2: ``<transcript><text start dur>``, seconds; ``<timedtext><text t d>``, ms.

Entities are often escaped twice, tags once.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from annotator.domain.entities import unescape
from annotator.formats.clocks import all_seconds_ms, milliseconds
from annotator.formats.draft import Draft
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line, one_lines, strip_markup
from annotator.formats.xml_scan import parse_xml, root_name


def sniff(head: str) -> bool:
    root = root_name(head)
    return (root == "transcript" and "<text" in head) or (
        root == "timedtext" and "<text" in head and "<p " not in head
    )


def parse(text: str) -> Draft:
    elements = list(parse_xml(text).iter("text"))
    in_ms = any(element.get("t") is not None for element in elements[:9])
    changes: Counter[Change] = Counter()
    starts = _times(elements, "t", "start", in_ms)
    lengths = _times(elements, "d", "dur", in_ms)
    ends = [
        None if start_ms is None or length_ms is None else start_ms + length_ms
        for start_ms, length_ms in zip(starts, lengths, strict=True)
    ]
    texts = _texts(elements, changes)
    return Draft(name_speakers(captions(starts, ends, texts, changes)), changes=changes)


def _texts(elements: list[Element], changes: Counter[Change]) -> list[str]:
    said = [element.text or "" for element in elements]
    joined = "\0".join(said)
    if "&" in joined or "<" in joined or "\n" in joined or any(map(len, elements)):
        return [_said(element, changes) for element in elements]
    return one_lines(said)


def _times(elements: list[Element], short: str, long: str, in_ms: bool) -> list[int | None]:
    if in_ms:
        return [milliseconds(element.get(short)) for element in elements]
    return all_seconds_ms([element.get(long) for element in elements])


def _said(element: Element, changes: Counter[Change]) -> str:
    said = "".join(element.itertext()) if len(element) else element.text or ""
    if "&" in said or "<" in said:
        raw = unescape(said)
        said = strip_markup(raw)
        changes[Change.MARKUP] += said != raw
    return "\n".join([line for part in said.split("\n") if (line := one_line(part))])
