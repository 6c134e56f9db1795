"""BBC Kaldi: ``words[]{"start", "end", "word", "punct"}``, seconds, perhaps under ``retval``.

``segmentation.segments[]{"start", "duration", "speaker": {"@id"}}`` tells the speakers;
read as https://github.com/bbc/react-transcript-editor reads it.
"""

from __future__ import annotations

from bisect import bisect_right

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent


def sniff(head: str) -> bool:
    found = keys(head)
    return "punct" in found and bool(found & {"retval", "words"})


def parse(text: str) -> Draft:
    whole = load(text)
    inner = at(whole, "retval") or whole
    turns = [
        (start_ms, text_at(segment, "speaker", "@id"))
        for segment in objects(inner, "segmentation", "segments")
        if (start_ms := seconds_ms(segment.get("start"))) is not None
    ]
    turns.sort()

    def speaker_at(time_ms: int | None) -> str:
        place = bisect_right(turns, time_ms or 0, key=lambda turn: turn[0]) - 1
        return turns[place][1] if place >= 0 else ""

    return Draft(
        sentences(
            SpokenWord(
                text_at(word, "punct") or text_at(word, "word"),
                start_ms := seconds_ms(word.get("start")),
                seconds_ms(word.get("end")),
                speaker_at(start_ms),
                percent(word.get("confidence")),
            )
            for word in objects(inner, "words")
        )
    )
