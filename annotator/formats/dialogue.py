"""Dialogue text with times: Otter, Rev, Lex-style pages, minutes, lines copied from YouTube.

``Name  0:15``, ``Name (00:12:33):``, ``[00:01:02] Name: …``, ``Speaker: 00:01:02``, bare
``0:05`` lines, and all of that in Markdown with headings and links.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.formats.draft import Draft, RawCue
from annotator.formats.mending import spoken_ms
from annotator.formats.receipt import Change
from annotator.formats.turns_regular import regular_turns
from annotator.formats.turns_scan import is_dialogue, turns

_FOOTER = re.compile(
    r"^[ \t]*(?:Transcribed by https?://\S+|Meeting ended after [\d:]+\b.*"
    r"|This editable transcript was computer generated.*)$",
    re.MULTILINE,
)
"""What Otter and Meet write below the talk."""
_BELOW = 1_000
_FACTS = re.compile(
    r"(?:[-*•][ \t]*)?(?:date|duration|length|languages?|lines|words|recorded|created|participants"
    r"|attendees|speakers|keywords|model|url|source|file(?:name)?|title)[ \t]*:",
    re.IGNORECASE,
)
"""What a tool tells of a recording above the talk."""
_ELSEWHERE = re.compile(
    r"-->|[#\[]\d{1,3}:\d\d:\d\d-\d\d?[#\]]|^[ \t]*(?:\[\d{1,4}:\d\d\.\d{2,3}\]"
    r"|\[[ \t]*[\d:.]{4,20}s?[ \t]*[-–][ \t]*[\d:.]{4,20}s?[ \t]*\]"
    r"|\[-?\d{1,4}:\d\d:\d\d:\d\d\][ \t]*$|-?[\d:.]{4,20},-?[\d:.]{4,20}[ \t]*$)",
    re.MULTILINE,
)
"""Arrows, lyrics' stamps, ranges in brackets, mission clocks, pairs of times: they have readers
of their own."""


def sniff(head: str) -> bool:
    return (
        head.lstrip()[:1] not in {"<", "{"}
        and _ELSEWHERE.search(head) is None
        and is_dialogue(head)
    )


def parse(text: str) -> Draft:
    below, footers = _FOOTER.subn("", text[-_BELOW:])
    text = text[:-_BELOW] + below if footers else text
    cues = regular_turns(text)
    cues = turns(text) if cues is None else cues
    first = _first_spoken(cues)
    return Draft(cues[first:], changes=Counter({Change.ASIDE: first + footers}))


def _first_spoken(cues: list[RawCue]) -> int:
    """Where the talk begins: a title or a summary above the first time has no time to be said."""
    first = next((i for i, cue in enumerate(cues) if cue.start_ms is not None), 0)
    above = cues[:first]
    if not above or any(cue.speaker for cue in above):
        return 0
    if _FACTS.match(above[0].text):
        return first
    return first if (cues[first].start_ms or 0) < sum(spoken_ms(cue.text) for cue in above) else 0
