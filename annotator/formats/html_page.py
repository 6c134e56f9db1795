"""A transcript on a web page: the words of its blocks, read as dialogue."""

from __future__ import annotations

import re
from collections import Counter

from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_passes import Tags
from annotator.formats.html_scan import BLOCKS, is_html, lines, without_hidden
from annotator.formats.receipt import Change
from annotator.formats.turns_plain import without_front_matter
from annotator.formats.turns_regular import regular_turns
from annotator.formats.turns_scan import is_dialogue, is_labelled, turns

_ELSEWHERE = re.compile(r"""<cite[\s>]|<a[^<>]{0,80}name=["']ts_-?\d""", re.IGNORECASE)
"""Pages with readers of their own."""

_TAGS = Tags(BLOCKS)


def sniff(head: str) -> bool:
    if not is_html(head) or _ELSEWHERE.search(head) is not None:
        return False
    said = lines(head)
    return is_dialogue(said) or is_labelled(said)


def parse(text: str) -> Draft:
    page = without_front_matter(text)
    cues = _alike(page)
    cues = turns(lines(page)) if cues is None else cues
    # What stands before the first time or name is the page's title and navigation.
    first = next((i for i, cue in enumerate(cues) if cue.start_ms is not None or cue.speaker), 0)
    return Draft(cues[first:], changes=Counter({Change.ASIDE: first}))


def _alike(page: str) -> list[RawCue] | None:
    """The turns of a page in which each is written in the same way, as tools do."""
    said = _TAGS.lines(without_hidden(page), " ")
    return None if said is None else regular_turns(said)
