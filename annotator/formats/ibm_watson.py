"""IBM Watson: ``results[].alternatives[0].timestamps[[word, from, to]]`` in seconds.

``speaker_labels[]{"from", "speaker"}`` name the speaker of the word that starts then; the whole
may be wrapped in another ``results``; https://cloud.ibm.com/apidocs/speech-to-text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.respelling import respelled
from annotator.formats.sentences import SpokenWord, sentences, spoken_word
from annotator.formats.text_clean import one_line
from annotator.formats.words import percent

_HESITATION = "…"


def sniff(head: str) -> bool:
    found = keys(head)
    # Of a long recording the speakers alone fill the head, where they come before the words.
    return {"results", "alternatives", "timestamps"} <= found or (
        {"speaker_labels", "from", "to"} <= found and bool(found & {"results", "result_index"})
    )


def parse(text: str) -> Draft:
    whole = load(text)
    blocks = [block for block in objects(whole, "results") if "results" in block] or [whole]
    cues: list[RawCue] = []
    for block in blocks:
        speakers = {
            seconds_ms(label.get("from")): f"Speaker {text_at(label, 'speaker')}"
            for label in objects(block, "speaker_labels")
        }
        for result in objects(block, "results"):
            cues += _result(result, speakers)
    return Draft(cues)


def _result(result: Object, speakers: dict[int | None, str]) -> list[RawCue]:
    best: Any = at(result, "alternatives", 0)
    words = list(_words(best, speakers))
    said = one_line(text_at(best, "transcript").replace("%HESITATION", _HESITATION))
    if len(words) != len(said.split()) and (spelled := respelled(said, [w.piece for w in words])):
        # Smart formatting writes numbers and dates into the text alone.
        at_ms = {word.start_ms: word.speaker for word in words}
        first = words[0].speaker
        words = [spoken_word(piece, at_ms.get(piece[1], first)) for piece in spelled]
    if words:
        return sentences(words)
    return [RawCue(None, None, said)] if said else []


def _words(best: Any, speakers: dict[int | None, str]) -> Iterator[SpokenWord]:
    stamps, sureness = (
        found if isinstance(found := at(best, name), list) else []
        for name in ("timestamps", "word_confidence")
    )
    told = sureness if len(sureness) == len(stamps) else None
    for number, entry in enumerate(stamps):
        if isinstance(entry, list) and len(entry) >= 3 and isinstance(entry[0], str):
            start_ms = seconds_ms(entry[1])
            # %HESITATION is Watson's spelling of "er".
            word = _HESITATION if entry[0] == "%HESITATION" else entry[0]
            sure = percent(at(told, number, 1)) if told else None
            speaker = speakers.get(start_ms, "")
            yield SpokenWord(word, start_ms, seconds_ms(entry[2]), speaker, sure)
