"""ELAN (``.eaf``): tiers of annotations between time slots; a tier is a speaker.

https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf. Tiers that hang on another
(translations, glosses, parts of speech) say the same words again and are left out, counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, repeat
from xml.etree.ElementTree import Element

from annotator.domain.errors import TranscriptError
from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.text_clean import one_line, one_lines
from annotator.formats.xml_scan import parse_xml, root_name

_NAME = r'"([\w.-]++)"'
_ALIKE = re.compile(
    rf"<ANNOTATION>\s*+<ALIGNABLE_ANNOTATION ANNOTATION_ID={_NAME}"
    rf" TIME_SLOT_REF1={_NAME} TIME_SLOT_REF2={_NAME}>\s*+"
    r"<ANNOTATION_VALUE>([^<>]*+)</ANNOTATION_VALUE>\s*+</ALIGNABLE_ANNOTATION>\s*+</ANNOTATION>",
    re.ASCII,
)
_SLOT = re.compile(
    rf'<TIME_SLOT TIME_SLOT_ID={_NAME} TIME_VALUE="([0-9]{{1,9}})" ?/>\s*+', re.ASCII
)
_READ = "\ue000"
"""Stands in the XML for an annotation that is read already."""
_OTHERWISE = re.compile("&#|[\ufffe\uffff]")
"""Within words, what XML makes something else of, or nothing."""
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}

_Times = tuple[int | None, int | None]
_Tier = tuple[bool, list[RawCue]]
"""Whether a tier stands by itself, and what it has."""


def sniff(head: str) -> bool:
    return root_name(head) == "ANNOTATION_DOCUMENT"


def parse(text: str) -> Draft:
    tiers = _alike(text) or _tiers(text)
    cues = [cue for is_own, said in tiers if is_own for cue in said]
    if not any(cue.text for cue in cues):
        return Draft([cue for _, said in tiers for cue in said])
    left_out = sum(1 for is_own, said in tiers if not is_own for cue in said if cue.text)
    return Draft(cues, changes=Counter({Change.LEFT_OUT: left_out}))


def _alike(text: str) -> list[_Tier] | None:
    """`_tiers` of a file that is written throughout as ELAN itself does, without references.

    The annotations are taken out of the XML by columns, and what is left of it is read as XML.
    """
    head, opened, order = text.partition("<TIME_ORDER>")
    order, closed, body = order.partition("</TIME_ORDER>")
    if not (opened and closed) or _READ in text:
        return None
    above, *slots = _SLOT.split(order.strip())
    bare, *parts = _ALIKE.split(body)
    ids, firsts, lasts, said = (parts[column::5] for column in range(4))
    frame = _READ.join([head + bare, *parts[4::5]])
    if any(odd in frame for odd in ("<!", "&#", "ANNOTATION_ID")) or _OTHERWISE.search(
        "<".join(said)
    ):
        return None
    if above or any(slots[2::3]) or len({*ids}) < len(ids):
        return None
    try:
        tiers = list(parse_xml(frame).iter("TIER"))
    except TranscriptError:
        return None
    edges = [0]
    for tier in tiers:
        edges.append(edges[-1] + "".join(tier.itertext()).count(_READ))
    if edges[-1] != len(said):
        return None
    time_of = dict(zip(slots[::3], map(int, slots[1::3]), strict=True)).get
    texts = one_lines([_named(words) if "&" in words else words for words in said])
    starts, ends = list(map(time_of, firsts)), list(map(time_of, lasts))
    rows = [slice(*edge) for edge in pairwise(edges)]
    return [
        (_is_own(tier), raw_cues(starts[row], ends[row], texts[row], repeat(_speaker(tier))))
        for tier, row in zip(tiers, rows, strict=True)
    ]


def _named(text: str) -> str:
    """With the five characters that XML has names for; the last of them may begin no other."""
    for name, character in _NAMED.items():
        text = text.replace(name, character)
    return text


def _tiers(text: str) -> list[_Tier]:
    root = parse_xml(text)
    slots = {
        slot.get("TIME_SLOT_ID", ""): milliseconds(slot.get("TIME_VALUE"))
        for slot in root.iter("TIME_SLOT")
    }
    tiers = list(root.iter("TIER"))
    times = _times_of(tiers, slots)
    return [(_is_own(tier), list(_cues(tier, times))) for tier in tiers]


def _is_own(tier: Element) -> bool:
    return not tier.get("PARENT_REF")


def _speaker(tier: Element) -> str:
    return one_line(tier.get("PARTICIPANT") or tier.get("TIER_ID") or "")


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
    speaker = _speaker(tier)
    for entry in _entries(tier):
        said = one_line(
            "".join(text for value in entry.iter("ANNOTATION_VALUE") for text in value.itertext())
        )
        yield RawCue(*times[entry.get("ANNOTATION_ID", "")], said, speaker)


def _entries(tier: Element) -> Iterator[Element]:
    for annotation in tier.iter("ANNOTATION"):
        yield from annotation
