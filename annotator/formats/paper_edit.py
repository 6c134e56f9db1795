"""Digital Paper Edit and slate: ``{"words": [{"start", "end", "text"}], "paragraphs": […]}``.

A paragraph is ``{"start", "end", "speaker"}``; all times in seconds;
https://github.com/bbc/digital-paper-edit-client, https://github.com/pietrop/slate-transcript-editor.
"""

from __future__ import annotations

from bisect import bisect_right

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences

_OTHERS = {
    "segments", "utterances", "audio_url", "punct", "retval", "paragraph", "alternatives",
    "confidence", "score", "probability", "no_speech_prob", "avg_logprob", "word", "logprob",
}  # fmt: skip


def sniff(head: str) -> bool:
    found = keys(head)
    return {"words", "start", "end", "text"} <= found and not found & _OTHERS


def parse(text: str) -> Draft:
    whole = load(text)
    inner = at(whole, "transcript") if isinstance(at(whole, "transcript"), dict) else whole
    paragraphs = [
        (start_ms, text_at(paragraph, "speaker"))
        for paragraph in objects(inner, "paragraphs")
        if (start_ms := seconds_ms(paragraph.get("start"))) is not None
    ]
    paragraphs.sort(key=lambda paragraph: paragraph[0])
    cues: list[RawCue] = []
    group: list[SpokenWord] = []
    current = -1
    for word in objects(inner, "words"):
        start_ms = seconds_ms(word.get("start"))
        place = bisect_right(paragraphs, start_ms or 0, key=lambda entry: entry[0]) - 1
        if place != current:
            cues += sentences(group)
            group, current = [], place
        group.append(_word(word, start_ms, paragraphs[place][1] if place >= 0 else ""))
    return Draft(cues + sentences(group))


def _word(word: Object, start_ms: int | None, speaker: str) -> SpokenWord:
    return SpokenWord(text_at(word, "text"), start_ms, seconds_ms(word.get("end")), speaker)
