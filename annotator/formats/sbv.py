"""SBV, YouTube's plain captions: ``0:00:00.378,0:00:11.378``, lines of text, a blank line."""

from __future__ import annotations

import re
from collections import Counter
from operator import ne

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import has_markup, strip_markup

_TIME = r"-?\d{1,9}:\d{1,2}(?::\d{1,2})?[.]\d{1,3}"
_LINE = re.compile(rf"^[ \t]*({_TIME})[ \t]*,[ \t]*({_TIME})[ \t]*$", re.MULTILINE)


def sniff(head: str) -> bool:
    return _LINE.search(head) is not None and "-->" not in head


def parse(text: str) -> Draft:
    parts = _LINE.split(text)
    starts, ends = stated_clocks_ms(parts[1::3]), stated_clocks_ms(parts[2::3])
    changes: Counter[Change] = Counter()
    texts = [body.strip() for body in parts[3::3]]
    if "[br]" in text:
        texts = [said.replace("[br]", "\n") for said in texts]
    if has_markup(text):
        bare = [strip_markup(said) for said in texts]
        changes[Change.MARKUP] += sum(map(ne, texts, bare))
        texts = bare
    return Draft(name_speakers(captions(starts, ends, texts, changes)), changes=changes)
