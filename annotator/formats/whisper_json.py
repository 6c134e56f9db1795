"""JSON of openai-whisper, faster-whisper, whisper-timestamped and the Whisper web service.

``{"segments": [{"start", "end", "text", "words": [{"word", "start", "end",
"probability"}]}], "language"}``, times in seconds, words with a leading blank;
whisper-timestamped says ``text`` for ``word`` and ``confidence`` for ``probability``;
dumps of faster-whisper's segments are a bare list; the web service has ``words`` at the top,
without the marks that its ``text`` has.
"""

from __future__ import annotations

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.json_scan import Object, keys, load, objects, text_at, texts_of
from annotator.formats.respelling import TimedPiece, respelled
from annotator.formats.sentences import sentences, spoken_word
from annotator.formats.text_clean import one_line, tidied
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
    whole = load(text)
    segments = objects(whole) if isinstance(whole, list) else objects(whole, "segments")
    language = text_at(whole, "language")
    language = _CODES.get(language.lower(), language)
    loose = pieces_of(objects(whole, "words"), "word", "text")
    has_words = any(segment.get("words") for segment in segments)
    if loose and not has_words:
        return Draft(_from_words(loose, segments, text_at(whole, "text")), language)
    starts = all_seconds_ms([segment.get("start") for segment in segments])
    ends = all_seconds_ms([segment.get("end") for segment in segments])
    if has_words:
        rows = zip(starts, ends, segments, strict=True)
        return Draft([_cue(*row) for row in rows], language)
    texts, are_tidy = tidied(texts_of(segments, "text"))
    return Draft(raw_cues(starts, ends, texts), language, has_tidy_texts=are_tidy)


def _cue(start_ms: int | None, end_ms: int | None, segment: Object) -> RawCue:
    if not segment.get("words"):
        return RawCue(start_ms, end_ms, one_line(text_at(segment, "text")))
    pieces = pieces_of(objects(segment, "words"), "word", "text")
    said, words = place_words(text_at(segment, "text"), pieces)
    return RawCue(start_ms, end_ms, said, words=words)


def _from_words(loose: list[TimedPiece], segments: list[Object], text: str) -> list[RawCue]:
    """Sentences of the words at the top, with the marks that only the texts have."""
    said = " ".join(text_at(segment, "text") for segment in segments) or text
    return sentences(map(spoken_word, respelled(said, loose) or loose))
