"""autoEdit 2: ``text[]{"speaker", "paragraph": [{"line": [{"text", "startTime", "endTime"}]}]}``.

Times in seconds; https://github.com/OpenNewsLabs/autoEdit_2.
"""

from __future__ import annotations

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences


def sniff(head: str) -> bool:
    return {"paragraph", "line", "startTime"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    cues: list[RawCue] = []
    for part in objects(whole) if isinstance(whole, list) else objects(whole, "text"):
        speaker = text_at(part, "speaker")
        speaker = "" if speaker == "Unnamed Speaker" else speaker
        for paragraph in objects(part, "paragraph"):
            cues += sentences(
                SpokenWord(
                    text_at(word, "text"),
                    seconds_ms(word.get("startTime")),
                    seconds_ms(word.get("endTime")),
                    speaker,
                )
                for word in objects(paragraph, "line")
            )
    return Draft(cues)
