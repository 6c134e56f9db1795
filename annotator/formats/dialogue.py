"""Dialogue text with times: Otter, Rev, Lex-style pages, minutes, lines copied from YouTube.

``Name  0:15``, ``Name (00:12:33):``, ``[00:01:02] Name: …``, ``Speaker: 00:01:02``, bare
``0:05`` lines, and all of that in Markdown with headings and links.
"""

from __future__ import annotations

import re

from annotator.formats.draft import Draft
from annotator.formats.turns_regular import regular_turns
from annotator.formats.turns_scan import is_dialogue, turns

_ELSEWHERE = re.compile(
    r"-->|^[ \t]*(?:\[\d{1,4}:\d\d\.\d{2,3}\]"
    r"|\[-?\d{1,4}:\d\d:\d\d:\d\d\][ \t]*$|-?[\d:.]{4,20},-?[\d:.]{4,20}[ \t]*$)",
    re.MULTILINE,
)
"""Arrows, lyrics' stamps, mission clocks, pairs of times: they have readers of their own."""


def sniff(head: str) -> bool:
    return (
        head.lstrip()[:1] not in {"<", "{"}
        and _ELSEWHERE.search(head) is None
        and is_dialogue(head)
    )


def parse(text: str) -> Draft:
    cues = regular_turns(text)
    return Draft(turns(text) if cues is None else cues)
