"""Advanced SubStation Alpha and SSA: ``Dialogue:`` lines under ``[Events]``.

http://www.tcax.org/docs/ass-specs.htm. The ``Name`` field is the speaker; ``{\\k50}`` karaoke
durations, in hundredths of a second, become word times; drawings are no words.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, RawWord, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line, one_lines
from annotator.formats.words import TimedPiece, join_pieces, merged_syllables

_FORMAT = re.compile(r"^Format:(.*)$", re.MULTILINE | re.IGNORECASE)
_DIALOGUE = re.compile(r"^Dialogue:[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_EVENTS = re.compile(r"^\[Events\]", re.MULTILINE | re.IGNORECASE)
_SCRIPT = re.compile(
    r"^[ \t]*\[Script Info\]|^\[V4\+? Styles\]|^\[Events\]\n", re.MULTILINE | re.IGNORECASE
)
_BLOCK = re.compile(r"\{([^{}]*)\}")
_KARAOKE = re.compile(r"\\[kK][fo]?(\d{1,6})")
_DRAWING = re.compile(r"\\p([1-9])")
_TIMED = re.compile(r"\\[kK]|\\p[1-9]")
_BREAKS = ("\\N", "\\n", "\\h")
_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"


def sniff(head: str) -> bool:
    return _SCRIPT.search(head) is not None


def parse(text: str) -> Draft:
    events = _EVENTS.search(text)
    section = text[events.end() :] if events else text
    fields = _FORMAT.search(section)
    names = [name.strip().lower() for name in (fields[1] if fields else _FIELDS).split(",")]
    rows = [line.split(",", len(names) - 1) for line in _DIALOGUE.findall(section)]
    starts, ends = _times(rows, names, "start"), _times(rows, names, "end")
    blank = [""] * len(rows)
    speakers = _column(rows, names, "name") or _column(rows, names, "actor") or blank
    texts = _column(rows, names, "text") or blank
    changes: Counter[Change] = Counter()
    speakers = one_lines(speakers)
    for line_end in _BREAKS:
        if line_end in section:
            texts = [said.replace(line_end, " ") for said in texts]
    cues = raw_cues(
        starts, ends, one_lines(["" if "{" in said else said for said in texts]), speakers
    )
    if "{" in section:
        for index, said in enumerate(texts):
            if "{" in said:
                changes[Change.MARKUP] += 1
                text, words = _marked(said, starts[index])
                cues[index] = cues[index]._replace(text=text, words=words)
    return Draft(name_speakers(cues), changes=changes)


def _column(rows: list[list[str]], names: list[str], name: str) -> list[str]:
    if name not in names:
        return []
    place = names.index(name)
    return [row[place] if place < len(row) else "" for row in rows]


def _times(rows: list[list[str]], names: list[str], name: str) -> list[int]:
    column = _column(rows, names, name) or [""] * len(rows)
    return stated_clocks_ms(column)


def _marked(raw: str, start_ms: int) -> tuple[str, list[RawWord]]:
    if not _TIMED.search(raw):
        return one_line(_BLOCK.sub("", raw)), []
    parts = _BLOCK.split(raw)
    pieces: list[TimedPiece] = [(parts[0], None, None)]
    at_ms, drawing, timed = start_ms, False, False
    for codes, said in zip(parts[1::2], parts[2::2], strict=True):
        lengths = _KARAOKE.findall(codes)
        if _DRAWING.search(codes):
            drawing = True
        elif "\\p0" in codes or "\\r" in codes:
            drawing = False
        begin_ms = at_ms + 10 * sum(map(int, lengths[:-1]))
        if lengths:
            timed = True
            at_ms = begin_ms + 10 * int(lengths[-1])
            pieces.append(("" if drawing else said, begin_ms, at_ms))
        elif pieces[-1][1] is not None:  # styling within a syllable
            before = pieces[-1]
            pieces[-1] = (before[0] + ("" if drawing else said), before[1], before[2])
        else:
            pieces.append(("" if drawing else said, None, None))
    if not timed or start_ms < 0:
        return one_line("".join(piece[0] for piece in pieces)), []
    return join_pieces(merged_syllables(pieces))
