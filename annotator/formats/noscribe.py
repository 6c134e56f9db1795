"""noScribe's HTML: ``<a name="ts_<start>_<end>_<speaker>">`` around each stretch, milliseconds.

``//S02: … //`` marks what is said over somebody; https://github.com/kaixxx/noScribe.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.html_passes import Tags, hides, is_left_open
from annotator.formats.html_scan import attribute, tokens
from annotator.formats.text_clean import one_line

_ANCHOR = re.compile(r"ts_(-?\d{1,15})_(-?\d{1,15})_(.*)$")
_NAMED = re.compile(r"""<a[^<>]{0,80}name=["']ts_-?\d+_-?\d+_""")
_PREFIX = re.compile(r"^(?://\s*)?(?:[^\s:\[\]]{1,40}:)?\s*(?:\[[\d:.]{4,12}\])?\s*")

_ALIKE = re.compile(r'<a name="ts_([0-9]{1,9})_([0-9]{1,9})_([^"&<>\n]*+)" ?>')
_TAGS = Tags()


def sniff(head: str) -> bool:
    return _NAMED.search(head) is not None


def parse(text: str) -> Draft:
    cues = _alike(text)
    return Draft(_cues(text) if cues is None else cues)


def _alike(text: str) -> list[RawCue] | None:
    """`_cues` of a page in which each stretch is written as noScribe does."""
    above, *parts = _ALIKE.split(text)
    if not parts or text.lower().count("<a") * 4 != len(parts) or is_left_open(above):
        return None
    rows = [row.partition("</a>") for row in parts[3::4]]
    within, ends, beside = zip(*rows, strict=True)
    said = _TAGS.lines_of(within)
    if said is None or "" in ends or hides("".join(beside)):
        return None
    names = {name: name.strip(" /") for name in set(parts[2::4])}
    speakers = [names[name] for name in parts[2::4]]
    marks = ("/", "[0", *{f"{name}:" for name in names.values() if name})
    texts = [
        _without_head(words, name) if words.startswith(marks) else words
        for words, name in zip(said, speakers, strict=True)
    ]
    return raw_cues(map(int, parts[::4]), map(int, parts[1::4]), texts, speakers)


def _cues(text: str) -> list[RawCue]:
    cues: list[RawCue] = []
    said: list[str] | None = None
    anchor: re.Match[str] | None = None
    for token in tokens(text):
        if token.name == "a":
            anchor = _ANCHOR.match(attribute(token, "name"))
            said = [] if anchor else None
        elif token.name == "/a" and anchor is not None and said is not None:
            cues.append(_cue(anchor, "".join(said)))
            said = anchor = None
        elif not token.name and said is not None:
            said.append(token.text)
    return cues


def _cue(anchor: re.Match[str], said: str) -> RawCue:
    speaker = anchor[3].strip(" /")
    text = _without_head(one_line(said), speaker)
    return RawCue(milliseconds(anchor[1]), milliseconds(anchor[2]), text, speaker)


def _without_head(text: str, speaker: str) -> str:
    """What is said in a stretch: the first one of a turn repeats speaker and time in its text."""
    if speaker and text.lstrip("/ ").startswith(f"{speaker}:"):
        text = text.lstrip("/ ")[len(speaker) + 1 :]
    text = _PREFIX.sub("", text) if text.startswith(("//", " [", "[0")) else text
    return one_line(text)
