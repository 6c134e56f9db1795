"""oTranscribe (``.otr``): JSON ``{"text": HTML, "media", "media-time"}``.

The HTML has ``<span class="timestamp" data-timestamp="2.25">0:02</span>`` before what is said
then; https://github.com/oTranscribe/oTranscribe.
"""

from __future__ import annotations

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_scan import attribute, tokens
from annotator.formats.json_scan import keys, load, text_at
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line


def sniff(head: str) -> bool:
    return {"text", "media", "media-time"} <= keys(head)


def parse(text: str) -> Draft:
    cues: list[RawCue] = []
    said: list[str] = []
    start_ms: int | None = None
    stamp = 0

    def close() -> None:
        words = one_line("".join(said))
        if words:
            cues.append(RawCue(start_ms, None, words))
        said.clear()

    for token in tokens(text_at(load(text), "text")):
        time = attribute(token, "data-timestamp") if token.name == "span" else ""
        if time:
            close()
            start_ms, stamp = seconds_ms(time), 1
        elif token.name == "span" and stamp:
            stamp += 1
        elif token.name == "/span" and stamp:
            stamp -= 1
        elif token.name and token.name.lstrip("/") in {"p", "br", "div"}:
            said.append(" ")
        elif not token.name and not stamp:  # the stamp's own text is the time again
            said.append(token.text)
    close()
    return Draft(name_speakers(cues))
