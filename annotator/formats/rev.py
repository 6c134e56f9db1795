"""Rev and Rev AI: ``monologues[]{"speaker", "elements": [{"type", "value", "ts", "end_ts"}]}``.

``text`` elements are words with times in seconds (``timestamp`` and ``end_timestamp`` as clock
times in what people transcribed), ``punct`` elements are what stands between them, blanks
included; https://docs.rev.ai/api/asynchronous/.
"""

from __future__ import annotations

from itertools import chain

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of, spread
from annotator.formats.words import percent, percents


class _Element(msgspec.Struct, gc=False):
    type: str
    value: str
    ts: float | None = None
    end_ts: float | None = None
    confidence: float | None = None


class _Monologue(msgspec.Struct):
    speaker: int | str
    elements: list[_Element]
    speaker_name: str = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Whole(msgspec.Struct):
    monologues: list[_Monologue]
    speakers: list[object] = []
    language: str = ""


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    return {"monologues", "elements", "value"} <= keys(head)


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and not whole.speakers and _typed(whole)) or _parse(text)


def _typed(whole: _Whole) -> Draft | None:
    """The cues of speakers without names; None if some word has no times of its own."""
    texts: list[str] = []
    turns: list[list[_Element]] = []
    for monologue in whole.monologues:
        spoken: list[_Element] = []
        for element in monologue.elements:
            if element.type == "punct" and spoken:
                texts[-1] += element.value
            else:
                spoken.append(element)
                texts.append(element.value)
        turns.append(spoken)
    words = list(chain.from_iterable(turns))
    starts, ends = [word.ts for word in words], [word.end_ts for word in words]
    if not words or None in starts or None in ends:
        return None
    speakers = [turn.speaker_name or _named(str(turn.speaker)) for turn in whole.monologues]
    columns = SpokenColumns(
        texts,
        all_seconds_ms(starts),
        all_seconds_ms(ends),
        spread(speakers, turns),
        percents([word.confidence for word in words]),
    )
    return Draft(column_sentences(columns, edges_of(turns)), whole.language)


def _named(speaker: str) -> str:
    return f"Speaker {speaker}" if speaker.isdigit() else speaker


def _parse(text: str) -> Draft:
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
    speaker = speaker or _named(number)
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
