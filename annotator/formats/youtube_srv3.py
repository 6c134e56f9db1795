"""YouTube srv3 (also called YTT): ``<timedtext format="3"><body><p t d><s t>``, milliseconds.

``s@t`` counts from the start of its ``p``; a ``p`` with ``a="1"`` only adds a line end.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line
from annotator.formats.words import TimedPiece, join_pieces
from annotator.formats.xml_scan import parse_xml, root_name


def sniff(head: str) -> bool:
    return root_name(head) == "timedtext" and ("<p " in head or 'format="3"' in head)


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    cues: list[RawCue] = []
    for p in parse_xml(text).iter("p"):
        if p.get("a") == "1" and not "".join(p.itertext()).strip():
            continue
        cues.append(_cue(p))
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _cue(p: Element) -> RawCue:
    start_ms, length_ms = milliseconds(p.get("t")), milliseconds(p.get("d"))
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    if start_ms is None or start_ms == BAD_MS or not any(s.get("t") for s in p):
        lines = "".join(p.itertext()).split("\n")
        return RawCue(start_ms, end_ms, "\n".join(line for raw in lines if (line := one_line(raw))))
    offsets = [milliseconds(s.get("t")) or 0 for s in p]
    starts = [start_ms + max(offset, 0) for offset in offsets]
    pieces: list[TimedPiece] = [(p.text or "", start_ms, start_ms)]
    for s, start, end in zip(p, starts, [*starts[1:], end_ms], strict=True):
        pieces.append(("".join(s.itertext()) + (s.tail or ""), start, end))
    text, words = join_pieces(pieces)
    return RawCue(start_ms, end_ms, text, words=words)
