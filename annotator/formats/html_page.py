"""A transcript on a web page: the words of its blocks, read as dialogue."""

from __future__ import annotations

import re
from collections import Counter

from annotator.formats.draft import Draft
from annotator.formats.html_scan import is_html, lines
from annotator.formats.receipt import Change
from annotator.formats.turns_plain import without_front_matter
from annotator.formats.turns_scan import is_dialogue, is_labelled, turns

_ELSEWHERE = re.compile(r"""<cite[\s>]|<a[^<>]{0,80}name=["']ts_-?\d""", re.IGNORECASE)
"""Pages with readers of their own."""


def sniff(head: str) -> bool:
    if not is_html(head) or _ELSEWHERE.search(head) is not None:
        return False
    said = lines(head)
    return is_dialogue(said) or is_labelled(said)


def parse(text: str) -> Draft:
    cues = turns(lines(without_front_matter(text)))
    # What stands before the first time or name is the page's title and navigation.
    first = next((i for i, cue in enumerate(cues) if cue.start_ms is not None or cue.speaker), 0)
    return Draft(cues[first:], changes=Counter({Change.ASIDE: first}))
