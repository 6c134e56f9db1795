"""oTranscribe (``.otr``): JSON ``{"text": HTML, "media", "media-time"}``.

The HTML has ``<span class="timestamp" data-timestamp="2.25">0:02</span>`` before what is said
then; https://github.com/oTranscribe/oTranscribe.
"""

from __future__ import annotations

import re
from itertools import repeat

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.html_passes import Tags
from annotator.formats.html_scan import attribute, tokens
from annotator.formats.json_scan import keys, load, text_at
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line

_STAMP = re.compile(
    r"""<span class="timestamp"(?: contenteditable="[a-z]*+")? data-timestamp="([0-9.]++)">"""
    r"""[^<>]*+</span>"""
)
_BREAKS = ("p", "br", "div")
_TAGS = Tags(_BREAKS)


def sniff(head: str) -> bool:
    return {"text", "media", "media-time"} <= keys(head)


def parse(text: str) -> Draft:
    page = text_at(load(text), "text")
    cues = _alike(page)
    return Draft(name_speakers(_cues(page) if cues is None else cues))


def _alike(page: str) -> list[RawCue] | None:
    """`_cues` of a page whose stamps are all written as oTranscribe does."""
    above, *parts = _STAMP.split(page)
    if page.lower().count("data-timestamp") * 2 != len(parts):
        return None
    said = _TAGS.lines_of([above, *parts[1::2]])
    if said is None:
        return None
    starts = [None, *all_seconds_ms(parts[::2])]
    cues = raw_cues(starts, repeat(None), [words.replace("\n", " ") for words in said])
    return [cue for cue in cues if cue[2]]


def _cues(page: str) -> list[RawCue]:
    cues: list[RawCue] = []
    said: list[str] = []
    start_ms: int | None = None
    stamp = 0

    def close() -> None:
        words = one_line("".join(said))
        if words:
            cues.append(RawCue(start_ms, None, words))
        said.clear()

    for token in tokens(page):
        time = attribute(token, "data-timestamp") if token.name == "span" else ""
        if time:
            close()
            start_ms, stamp = seconds_ms(time), 1
        elif token.name == "span" and stamp:
            stamp += 1
        elif token.name == "/span" and stamp:
            stamp -= 1
        elif token.name and token.name.lstrip("/") in _BREAKS:
            said.append(" ")
        elif not token.name and not stamp:  # the stamp's own text is the time again
            said.append(token.text)
    close()
    return cues
