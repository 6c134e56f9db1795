"""JSON of openai-whisper, faster-whisper, whisper-timestamped and the Whisper web service.

``{"segments": [{"start", "end", "text", "words": [{"word", "start", "end",
"probability"}]}], "language"}``, times in seconds, words with a leading blank;
whisper-timestamped says ``text`` for ``word`` and ``confidence`` for ``probability``;
dumps of faster-whisper's segments are a bare list; the web service has ``words`` at the top,
without the marks that its ``text`` has.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.text_clean import one_line
from annotator.formats.typed_segments import respelled_sentences, typed_segments
from annotator.formats.words import pieces_of, place_words

_CODES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "russian": "ru", "polish": "pl", "turkish": "tr",
    "japanese": "ja", "chinese": "zh", "korean": "ko", "arabic": "ar", "hindi": "hi",
    "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi", "czech": "cs",
}  # fmt: skip
"""The web service names languages in English; everything else writes codes."""

_OTHERS = {"score", "speaker", "word_segments", "wdlist", "version", "chunks", "monologues"}


def sniff(head: str) -> bool:
    found = keys(head)
    marks = {"segments", "no_speech_prob", "avg_logprob", "probability"}
    return (
        {"start", "end", "text"} <= found
        and (bool(found & marks) or {"words", "word", "language", "duration"} <= found)
        and not found & _OTHERS
    )


def parse(text: str) -> Draft:
    draft = typed_segments(text) or _parse(text)
    return replace(draft, language=_CODES.get(draft.language.lower(), draft.language))


def _parse(text: str) -> Draft:
    """What is spelled in other ways than mostly: words as ``text``, without times, at the top."""
    whole = load(text)
    segments = objects(whole) if isinstance(whole, list) else objects(whole, "segments")
    language = text_at(whole, "language")
    loose = pieces_of(objects(whole, "words"), "word", "text")
    if loose and not any(segment.get("words") for segment in segments):
        said = " ".join(text_at(segment, "text") for segment in segments)
        return Draft(respelled_sentences(said or text_at(whole, "text"), loose), language)
    starts = all_seconds_ms([segment.get("start") for segment in segments])
    ends = all_seconds_ms([segment.get("end") for segment in segments])
    return Draft(list(map(_cue, starts, ends, segments)), language)


def _cue(start_ms: int | None, end_ms: int | None, segment: Object) -> RawCue:
    if not segment.get("words"):
        return RawCue(start_ms, end_ms, one_line(text_at(segment, "text")))
    pieces = pieces_of(objects(segment, "words"), "word", "text")
    said, words = place_words(text_at(segment, "text"), pieces)
    return RawCue(start_ms, end_ms, said, words=words)
