"""YouTube srv1 and srv2: ``<transcript><text start dur>``, seconds; ``<timedtext><text t d>``, ms.

Entities are often escaped twice, tags once.
"""

from __future__ import annotations

import html
from collections import Counter
from xml.etree.ElementTree import Element

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line, strip_markup
from annotator.formats.xml_scan import parse_xml, root_name


def sniff(head: str) -> bool:
    root = root_name(head)
    return (root == "transcript" and "<text" in head) or (
        root == "timedtext" and "<text" in head and "<p " not in head
    )


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    cues: list[RawCue] = []
    for element in parse_xml(text).iter("text"):
        raw = html.unescape("".join(element.itertext()))
        said = strip_markup(raw)
        changes[Change.MARKUP] += said != raw
        lines = [line for part in said.split("\n") if (line := one_line(part))]
        start_ms, length_ms = _times(element)
        end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
        cues.append(RawCue(start_ms, end_ms, "\n".join(lines)))
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _times(element: Element) -> tuple[int | None, int | None]:
    if element.get("t") is not None:
        return milliseconds(element.get("t")), milliseconds(element.get("d"))
    return seconds_ms(element.get("start")), seconds_ms(element.get("dur"))
