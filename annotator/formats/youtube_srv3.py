"""YouTube srv3 (also called YTT): ``<timedtext format="3"><body><p t d><s t>``, milliseconds.

``s@t`` counts from the start of its ``p``; a ``p`` with ``a="1"`` only adds a line end.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.offset_words import Caption, joined
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line
from annotator.formats.words import TimedPiece, join_pieces
from annotator.formats.xml_scan import parse_xml, root_name

_DIGITS = 9


def sniff(head: str) -> bool:
    return root_name(head) == "timedtext" and ("<p " in head or 'format="3"' in head)


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    elements = [
        p for p in parse_xml(text).iter("p") if p.get("a") != "1" or "".join(p.itertext()).strip()
    ]
    captions = list(map(_caption, elements))
    waiting = iter(joined([caption for caption in captions if caption is not None]))
    cues: list[RawCue] = []
    for p, caption in zip(elements, captions, strict=True):
        if caption is None:
            cues.append(_cue(p))
        else:
            said, words = next(waiting)
            cues.append(RawCue(caption.start_ms, caption.end_ms, said, words=words))
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _caption(p: Element) -> Caption | None:
    """The timed words of an element; None if it has none, or text beside them."""
    start_ms, length_ms = milliseconds(p.get("t")), milliseconds(p.get("d"))
    stamps = [s.get("t") or "0" for s in p]
    if start_ms is None or start_ms == BAD_MS or p.text or not any(s.get("t") for s in p):
        return None
    if not "".join(stamps).isdecimal() or any(map(len, p)) or max(map(len, stamps)) > _DIGITS:
        return None
    return Caption(
        start_ms,
        None if length_ms is None else start_ms + length_ms,
        [f"{s.text or ''}{s.tail or ''}" for s in p],
        list(map(int, stamps)),
    )


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
