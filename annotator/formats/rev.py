"""Rev and Rev AI: ``monologues[]{"speaker", "elements": [{"type", "value", "ts", "end_ts"}]}``.

``text`` elements are words with times in seconds (``timestamp`` and ``end_timestamp`` as clock
times in what people transcribed), ``punct`` elements are what stands between them, blanks
included; https://docs.rev.ai/api/asynchronous/.
"""

from __future__ import annotations

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent


def sniff(head: str) -> bool:
    return {"monologues", "elements", "value"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    names = {
        text_at(speaker, "id"): text_at(speaker, "name") for speaker in objects(whole, "speakers")
    }
    cues: list[RawCue] = []
    for monologue in objects(whole, "monologues"):
        cues += sentences(_words(monologue, names))
    return Draft(cues, text_at(whole, "language"))


def _words(monologue: Object, names: dict[str, str]) -> list[SpokenWord]:
    number = text_at(monologue, "speaker")
    speaker = names.get(number) or text_at(monologue, "speaker_name")
    speaker = speaker or (f"Speaker {number}" if number.isdigit() else number)
    words: list[SpokenWord] = []
    for element in objects(monologue, "elements"):
        value = text_at(element, "value")
        if element.get("type") == "punct" and words:
            words[-1] = words[-1]._replace(text=words[-1].text + value)
        else:
            start_ms, end_ms = (
                _time(element, "ts", "timestamp"),
                _time(element, "end_ts", "end_timestamp"),
            )
            sure = percent(element.get("confidence"))
            words.append(SpokenWord(value, start_ms, end_ms, speaker, sure))
    return words


def _time(element: Object, *names: str) -> int | None:
    return next((seconds_ms(element[name]) for name in names if name in element), None)
