"""Words without times: paragraphs, perhaps with ``Name:`` before them.

A cue is a sentence or two. The times are estimated by the pace of speech until the text is
aligned with the sound.
"""

from __future__ import annotations

import re

from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_scan import is_html
from annotator.formats.turns_scan import turns

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*\s+")
_LONG = 280
_CODE = re.compile(r"\s*(?:[{<]|\[\s*\{)")
_WORD = re.compile(r"[^\W\d_]{2}")


def sniff(head: str) -> bool:
    is_code = _CODE.match(head) is not None
    return not is_code and not is_html(head[:2000]) and _WORD.search(head) is not None


def parse(text: str) -> Draft:
    return Draft([cue for turn in turns(text, by_paragraph=True) for cue in _sentences(turn)])


def _sentences(turn: RawCue) -> list[RawCue]:
    """The turn cut where a sentence ends, so that no part but a long sentence is long."""
    text, cues, begin, cut = turn.text, [], 0, 0
    for found in _SENTENCE_END.finditer(text):
        if cut > begin and found.end() - begin > _LONG:
            cues.append(turn._replace(text=text[begin:cut].rstrip()))
            begin = cut
        cut = found.end()
    if cut > begin and len(text) - begin > _LONG:
        cues.append(turn._replace(text=text[begin:cut].rstrip()))
        begin = cut
    cues.append(turn._replace(text=text[begin:]))
    return [cue for cue in cues if cue.text]
