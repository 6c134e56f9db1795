"""Drafts to transcripts: the one place that makes what a source says true to the domain.

Afterwards the whole program relies on this: cues are sorted and do not overlap; each has text
that is not blank, is on one line, holds no invisible characters and is at most `MAX_CHARACTERS`
long; each lasts at least a millisecond a word; its words lie inside it in time, ordered, not
overlapping, each with a millisecond at least and exact offsets. With that a span of whole words
and its times are two names of one thing. No cue is dropped without an entry in the receipt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from operator import le, lt, sub
from statistics import median
from typing import cast

from annotator.domain.segmenting import is_unspaced
from annotator.domain.timecode import MAX_MS
from annotator.domain.transcript import Cue, Transcript, spread_words
from annotator.formats.as_written import is_as_written
from annotator.formats.draft import Draft, RawCue, RawWord
from annotator.formats.mending import TimedCue, estimated, open_ends, timed
from annotator.formats.receipt import Change, Receipt
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.text_clean import INVISIBLE, are_tidy, has_invisible, one_line
from annotator.formats.timeline import cue_of, laid_out
from annotator.formats.word_fit import fit_all
from annotator.formats.word_rows import counts_of

MAX_CHARACTERS = 2_000
"""A longer cue is split: moving the highlight costs in proportion to the cue."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONGEST_WORD = 30
_LONGEST_MS = 800
"""How long the cues of a file last that has one for every word."""
_BLANKS = re.compile(r"\s+")


def tidy(draft: Draft) -> tuple[Transcript, Receipt]:
    """The transcript of a draft, and what had to be changed."""
    changes = draft.changes.copy()
    cues = _clean(draft, changes)
    untimed = all(cue.start_ms is None for cue in cues)
    if untimed:
        cues = estimated(cues)
    placed = _as_they_are(cues)
    if placed is None:
        joined = _joined_words(cues)
        changes[Change.JOINED] += len(cues) if joined else 0
        in_time = joined or _joined(timed(cues, changes), changes)
        placed = (joined and _as_they_are(joined)) or laid_out(_split(in_time, changes), changes)
    transcript = Transcript(tuple(placed), draft.language, times_estimated=untimed)
    return transcript, Receipt.of(changes)


def _as_they_are(cues: Sequence[RawCue | TimedCue]) -> list[Cue] | None:
    """The cues if nothing is left to mend, as in most files: one cheap look instead of six."""
    if not cues:
        return None
    starts, stated, texts, speakers, words = zip(*cues, strict=True)
    are_timed = any(words)
    if None in starts or (are_timed and None in stated):
        return None
    ends = open_ends(starts, stated, texts) if None in stated else stated
    # The comparisons run over whole lists at once: no loop of our own.
    lengths = list(map(len, texts))
    needs = lengths
    if are_timed:
        needs = [count or length for count, length in zip(counts_of(words), lengths, strict=True)]
    in_order = starts[0] >= 0 and all(map(le, ends, starts[1:])) and ends[-1] <= MAX_MS
    roomy = all(map(le, needs, map(sub, ends, starts)))
    if not in_order or not roomy or max(lengths) > MAX_CHARACTERS:
        return None
    if sum([" " not in text for text in texts]) * 5 >= 4 * len(texts):
        return None
    if are_timed:
        return list(map(cue_of, starts, ends, texts, speakers, fit_all(words, starts, ends)))
    return list(map(cue_of, starts, ends, texts, speakers))


def _clean(draft: Draft, changes: Counter[Change]) -> list[RawCue]:
    """Texts and speakers on one line, without invisible characters; blank cues left out."""
    cues = draft.cues
    names = {cue[3] for cue in cues}
    named_well = all(name == one_line(name) and not has_invisible(name) for name in names)
    texts = [cue[2] for cue in cues]
    if named_well and "" not in texts and (draft.has_tidy_texts or are_tidy(texts)):
        return cues
    kept: list[RawCue] = []
    for cue in cues:
        cue = _cleaned(cue, changes)
        if cue.text:
            kept.append(cue)
        else:
            changes[Change.BLANK] += 1
    return kept


def _cleaned(cue: RawCue, changes: Counter[Change]) -> RawCue:
    removed = len(INVISIBLE.findall(cue.text)) + len(INVISIBLE.findall(cue.speaker))
    changes[Change.CONTROL] += removed
    speaker = one_line(INVISIBLE.sub("", cue.speaker))
    text = one_line(INVISIBLE.sub("", cue.text))
    if not cue.words or (text == cue.text):
        return cue._replace(text=text, speaker=speaker)
    text, words = _reworded(cue)
    return cue._replace(text=text, speaker=speaker, words=words)


def _reworded(cue: RawCue) -> tuple[str, list[RawWord]]:
    """The clean text of a cue with words, their offsets following."""
    text = ""
    words: list[RawWord] = []
    at = 0

    def add(raw: str) -> str:
        clean = _BLANKS.sub(" ", INVISIBLE.sub("", raw))
        return text + (clean.lstrip() if not text or text.endswith(" ") else clean)

    for start, end, begin, stop, *sure in cue.words:
        text = add(cue.text[at:begin])
        token = one_line(INVISIBLE.sub("", cue.text[begin:stop]))
        if token:
            words.append((start, end, len(text), len(text) + len(token), *sure))
            text += token
        at = stop
    return add(cue.text[at:]).rstrip(), words


def _joined(cues: list[TimedCue], changes: Counter[Change]) -> list[TimedCue]:
    """Sentences, where the source has a cue for every word."""
    if is_as_written() or not _is_word_by_word(cues):
        return cues
    changes[Change.JOINED] += len(cues)
    spoken = [
        SpokenWord(cue.text[word.begin : word.end], word.start_ms, word.end_ms, cue.speaker)
        for cue in cues
        for word in spread_words(cue.text, cue.start_ms, cue.end_ms)
    ]
    return [
        TimedCue(cue.words[0][0], cue.words[-1][1], cue.text, cue.speaker, cue.words)
        for cue in sentences(spoken)
    ]


def _joined_words(cues: list[RawCue]) -> list[TimedCue]:
    """`_joined` of cues of a word each that need no mending: by the column, a fifth of the time.

    None at all if they are anything else.
    """
    if is_as_written() or len(cues) < 4:
        return []
    starts, ends, texts, speakers, words = zip(*cues, strict=True)
    if None in starts or None in ends or any(words):
        return []
    in_order = starts[0] >= 0 and all(map(le, ends, starts[1:])) and ends[-1] <= MAX_MS
    said = " ".join(texts)
    if not in_order or not all(map(lt, starts, ends)) or said.count(" ") >= len(texts):
        return []
    if max(map(len, texts)) > _LONGEST_WORD or is_unspaced(said):
        return []
    if median(map(sub, ends, starts)) > _LONGEST_MS:
        return []
    return [
        TimedCue(*cast("TimedCue", cue))
        for cue in column_sentences(SpokenColumns(texts, starts, ends, speakers))
    ]


def _is_word_by_word(cues: list[TimedCue]) -> bool:
    if len(cues) < 4:
        return False
    single = sum(1 for cue in cues if not cue.words and _is_one_word(cue.text))
    return single * 5 >= 4 * len(cues) and (
        median(cue.end_ms - cue.start_ms for cue in cues) <= _LONGEST_MS
    )


def _is_one_word(text: str) -> bool:
    return " " not in text and len(text) <= (4 if _UNSPACED.search(text) else _LONGEST_WORD)


def _split(cues: list[TimedCue], changes: Counter[Change]) -> list[TimedCue]:
    if all(len(cue.text) <= MAX_CHARACTERS for cue in cues):
        return cues
    out: list[TimedCue] = []
    for cue in cues:
        if len(cue.text) <= MAX_CHARACTERS:
            out.append(cue)
        else:
            changes[Change.SPLIT] += 1
            out += _parts(cue)
    return out


def _parts(cue: TimedCue) -> list[TimedCue]:
    """The cue cut at sentence ends, else at blanks, else anywhere; words keep their times."""
    start_ms, end_ms = cue.start_ms, cue.end_ms
    scale = (end_ms - start_ms) / len(cue.text)
    parts: list[TimedCue] = []
    words = list(cue.words)
    at = first = 0
    for begin, stop in _pieces(cue.text):
        last = first
        while last < len(words) and words[last][2] < stop:
            last += 1
        mine: list[RawWord] = [
            (s, e, b - begin, min(x, stop) - begin, *sure)
            for s, e, b, x, *sure in words[first:last]
        ]
        spread_ms = start_ms + round(begin * scale)
        at = max(at, mine[0][0] if mine and mine[0][0] >= 0 and parts else spread_ms)
        parts.append(TimedCue(at, end_ms, cue.text[begin:stop], cue.speaker, mine))
        first = last
    starts = [part.start_ms for part in parts[1:]]
    return [part._replace(end_ms=end) for part, end in zip(parts, [*starts, end_ms], strict=True)]


def _pieces(text: str) -> list[tuple[int, int]]:
    """[begin, end) of parts no longer than MAX_CHARACTERS, without blanks at their ends."""
    pieces: list[tuple[int, int]] = []
    at = 0
    while len(text) - at > MAX_CHARACTERS:
        window = text[at : at + MAX_CHARACTERS]
        ends = [found.end() for found in _SENTENCE_END.finditer(window, MAX_CHARACTERS // 2)]
        cut = ends[-1] if ends else window.rfind(" ") + 1
        cut = at + (cut or MAX_CHARACTERS)
        pieces.append((at, at + len(text[at:cut].rstrip())))
        at = cut
        while text[at : at + 1] == " ":
            at += 1
    if at < len(text):
        pieces.append((at, len(text)))
    return pieces
