"""SAMI (``.smi``): ``<SYNC Start=1000><P Class=ENCC>words``, milliseconds, as Windows players read.

A ``SYNC`` lasts until the next one; ``&nbsp;`` alone clears the screen. Of several languages the
first is read, the others are counted;
https://learn.microsoft.com/previous-versions/windows/desktop/dnacc/understanding-sami-1.0.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_passes import Tags, is_left_open
from annotator.formats.html_scan import Token, attribute, tokens
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line

_SYNC = re.compile(r"<sync\b[^<>]{0,200}\bstart\s*=", re.IGNORECASE)

_ALIKE = re.compile(
    r"""<sync +start=(["']?)([0-9]{1,9})\1 *>\s*<p +class=(["']?)([\w-]++)\3 *>""",
    re.IGNORECASE | re.ASCII,
)
_TAGS = Tags(["br"], others=["sync", "p"], closing=False)

_Passage = tuple[int | None, str, str]
"""When it begins, the class of its language, its lines."""


def sniff(head: str) -> bool:
    return _SYNC.search(head) is not None


def parse(text: str) -> Draft:
    passages = _alike(text) or _passages(text)
    spoken = Counter(kind for _, kind, said in passages if said)
    first = next((kind for _, kind, said in passages if said), "")
    changes = Counter({Change.LEFT_OUT: sum(spoken.values()) - spoken[first]})
    own = [passage for passage in passages if passage[1] == first]
    cues = [
        RawCue(start_ms, after_ms, said)
        for (start_ms, _, said), (after_ms, _, _) in pairwise([*own, (None, "", "")])
        if said
    ]
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


def _alike(text: str) -> list[_Passage] | None:
    """`_passages` of a file in which each is written in the same way, as tools do."""
    above, *parts = _ALIKE.split(text)
    if not parts or text.lower().count("<sync") * 5 != len(parts) or is_left_open(above):
        return None
    said = _TAGS.lines_of(parts[4::5])
    if said is None:
        return None
    kinds = {kind: kind.casefold() for kind in set(parts[3::5])}
    return list(zip(map(int, parts[1::5]), map(kinds.__getitem__, parts[3::5]), said, strict=True))


def _passages(text: str) -> list[_Passage]:
    out: list[_Passage] = []
    start_ms: int | None = None
    kind, parts = "", list[str]()
    begun = False

    def close() -> None:
        if begun:
            lines = "".join(parts).split("\n")
            out.append(
                (start_ms, kind, "\n".join(row for line in lines if (row := one_line(line))))
            )
        parts.clear()

    for token in tokens(text):
        if token.name == "sync":
            close()
            begun, kind = False, ""
            start_ms = milliseconds(attribute(token, "start").removesuffix("ms"))
        elif token.name == "p" and start_ms is not None:
            if begun:
                close()
            begun, kind = True, attribute(token, "class").casefold()
        elif begun:
            parts.append(_words(token))
    close()
    return out


def _words(token: Token) -> str:
    if token.name == "br":
        return "\n"
    # The lines of the file itself are no lines of the caption.
    return token.text.replace("\n", " ") if not token.name else ""
