"""SBV, YouTube's plain captions: ``0:00:00.378,0:00:11.378``, lines of text, a blank line."""

from __future__ import annotations

import re
from collections import Counter
from operator import ne

from annotator.formats.clocks import clocks_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import has_markup, strip_markup

_TIME = r"-?\d{1,9}:\d{1,2}(?::\d{1,2})?[.]\d{1,3}"
_LINE = re.compile(rf"^[ \t]*({_TIME})[ \t]*,[ \t]*({_TIME})[ \t]*$", re.MULTILINE)


def sniff(head: str) -> bool:
    return _LINE.search(head) is not None and "-->" not in head


def parse(text: str) -> Draft:
    parts = _LINE.split(text)
    starts, ends, bodies = clocks_ms(parts[1::3]), clocks_ms(parts[2::3]), parts[3::3]
    changes: Counter[Change] = Counter()
    texts = [body.strip() for body in bodies]
    if "[br]" in text:
        texts = [said.replace("[br]", "\n") for said in texts]
    if has_markup(text):
        bare = [strip_markup(said) for said in texts]
        changes[Change.MARKUP] += sum(map(ne, texts, bare))
        texts = bare
    cues = [
        RawCue(_stated(start_ms), _stated(end_ms), said)
        for start_ms, end_ms, said in zip(starts, ends, texts, strict=True)
    ]
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _stated(time_ms: int | None) -> int:
    return BAD_MS if time_ms is None else time_ms
