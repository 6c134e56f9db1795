"""ELAN (``.eaf``): tiers of annotations between time slots; a tier is a speaker.

https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf. Tiers that hang on another
(translations, glosses, parts of speech) say the same words again and are left out, counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.text_clean import one_line
from annotator.formats.xml_scan import parse_xml, root_name

_Times = tuple[int | None, int | None]


def sniff(head: str) -> bool:
    return root_name(head) == "ANNOTATION_DOCUMENT"


def parse(text: str) -> Draft:
    root = parse_xml(text)
    slots = {
        slot.get("TIME_SLOT_ID", ""): milliseconds(slot.get("TIME_VALUE"))
        for slot in root.iter("TIME_SLOT")
    }
    tiers = list(root.iter("TIER"))
    independent = [tier for tier in tiers if not tier.get("PARENT_REF")]
    times = _times_of(tiers, slots)
    cues = [cue for tier in independent for cue in _cues(tier, times)]
    if not any(cue.text for cue in cues):
        cues = [cue for tier in tiers for cue in _cues(tier, times)]
        return Draft(cues)
    left_out = sum(
        1 for tier in tiers if tier.get("PARENT_REF") for cue in _cues(tier, times) if cue.text
    )
    return Draft(cues, changes=Counter({Change.LEFT_OUT: left_out}))


def _times_of(tiers: list[Element], slots: dict[str, int | None]) -> dict[str, _Times]:
    """Start and end of every annotation; one that refers to another has the other's."""
    times: dict[str, _Times] = {}
    refers: dict[str, str] = {}
    for tier in tiers:
        for entry in _entries(tier):
            name = entry.get("ANNOTATION_ID", "")
            if entry.get("TIME_SLOT_REF1") is not None:
                first, last = entry.get("TIME_SLOT_REF1", ""), entry.get("TIME_SLOT_REF2", "")
                times[name] = slots.get(first), slots.get(last)
            else:
                refers[name] = entry.get("ANNOTATION_REF", "")
    for name, other in refers.items():
        seen = {name}
        while other not in times and other in refers and other not in seen:
            seen.add(other)
            other = refers[other]
        times[name] = times.get(other, (None, None))
    return times


def _cues(tier: Element, times: dict[str, _Times]) -> Iterator[RawCue]:
    speaker = one_line(tier.get("PARTICIPANT") or tier.get("TIER_ID") or "")
    for entry in _entries(tier):
        said = one_line(
            "".join(text for value in entry.iter("ANNOTATION_VALUE") for text in value.itertext())
        )
        yield RawCue(*times[entry.get("ANNOTATION_ID", "")], said, speaker)


def _entries(tier: Element) -> Iterator[Element]:
    for annotation in tier.iter("ANNOTATION"):
        yield from annotation
