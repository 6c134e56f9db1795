"""whisper.cpp (``-oj``, ``-ojf``): ``transcription[]{"offsets": {"from", "to"}, "text"}``.

Offsets in milliseconds. The full form adds ``tokens``, parts of words, each with its
probability ``p``: they are merged where one begins with a blank, and a word is as sure as the
least sure part that holds a letter; ``[_BEG_]`` and its like are left out; speaker turns are marked
``(speaker 0)`` or ``[SPEAKER_TURN]``. https://github.com/ggml-org/whisper.cpp.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clock_ms, milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.words import TimedPiece, percent, place_words

_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts without blanks between words: each token is one."""
_SPEAKER = re.compile(r"^\s*\((speaker [\d?]+)\)\s*", re.IGNORECASE)


def sniff(head: str) -> bool:
    return {"transcription", "offsets", "text"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    language = text_at(whole, "result", "language") or text_at(whole, "params", "language")
    return Draft(
        [_cue(segment) for segment in objects(whole, "transcription")],
        "" if language == "auto" else language,
    )


def _cue(segment: Object) -> RawCue:
    said = text_at(segment, "text").replace("[SPEAKER_TURN]", "")
    speaker = ""
    if found := _SPEAKER.match(said):
        speaker, said = found[1].capitalize(), said[found.end() :]
    elif number := text_at(segment, "speaker"):
        speaker = f"Speaker {number}" if number.isdigit() else number
    said, words = place_words(said, _words(segment))
    return RawCue(_time(segment, "from"), _time(segment, "to"), said, speaker, words)


def _words(segment: Object) -> list[TimedPiece]:
    words: list[TimedPiece] = []
    whole = True
    for token in objects(segment, "tokens"):
        piece = text_at(token, "text")
        if not piece or piece.startswith(("[_", "<|")):
            continue
        if "\N{REPLACEMENT CHARACTER}" in piece:
            # A letter in two tokens: neither can be read, the text has it whole.
            whole = False
            continue
        start_ms, end_ms = _time(token, "from"), _time(token, "to")
        sure = percent(token.get("p")) if any(map(str.isalnum, piece)) else None
        told = () if sure is None else (sure,)
        if piece[0].isspace() or _UNSPACED.match(piece):
            words.append((piece, start_ms, end_ms, *told))
            whole = True
        elif words and whole:
            text, begun_ms, _, *before = words[-1]
            words[-1] = (text + piece, begun_ms, end_ms, *sorted((*before, *told))[:1])
        elif whole:
            words.append((piece, start_ms, end_ms, *told))
    return words


def _time(owner: Object, end: str) -> int | None:
    time_ms = milliseconds(at(owner, "offsets", end))
    return clock_ms(text_at(owner, "timestamps", end)) if time_ms is None else time_ms
