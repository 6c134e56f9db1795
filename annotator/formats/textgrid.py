"""Praat TextGrid, long and short: interval tiers of labels, seconds; a tier is a speaker.

https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html. Both forms are the same
values in the same order. Beside a tier of words, tiers of phones are left out, and counted, and
so are tiers that say the words of another again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, repeat

from annotator.domain.errors import TranscriptError
from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.text_clean import one_lines

_VALUE = re.compile(
    r'"((?:[^"]++|"")*)"|(?<![\w\[.])([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w\].])'
)
_WORDS = re.compile(r"\b(?:words?|wörter|wort|mots?|palabras?|ort|orthography)\b", re.IGNORECASE)
_PHONES = re.compile(r"phon|segment|syll|\bMAU\b|\bKAN\b|pitch|tone", re.IGNORECASE)

_Label = tuple[int | None, int | None, str]
_Tier = tuple[str, list[_Label]]


def sniff(head: str) -> bool:
    return "ooTextFile" in head[:200] and '"TextGrid"' in head[:400]


def parse(text: str) -> Draft:
    values = iter(_VALUE.findall(text.partition('"TextGrid"')[2]))
    tiers: list[_Tier] = []
    try:
        _, _, count = (float(next(values)[1]) for _ in range(3))
        tiers.extend(_tier(values) for _ in range(min(int(count), 1000)))
    except (StopIteration, ValueError, OverflowError, RuntimeError) as error:
        if not tiers:
            raise TranscriptError("This TextGrid is damaged or cut off.") from error
    changes: Counter[Change] = Counter()
    if any(_WORDS.search(name) for name, _ in tiers):
        for name, labels in tiers:
            if _PHONES.search(name):
                changes[Change.LEFT_OUT] += sum(1 for label in labels if label[2])
        tiers = [tier for tier in tiers if not _PHONES.search(tier[0])]
    tiers = _without_retellings(tiers, changes)
    cues = [cue for name, labels in tiers for cue in _cues(name, labels)]
    return Draft(cues, changes=changes)


def _without_retellings(tiers: list[_Tier], changes: Counter[Change]) -> list[_Tier]:
    """Of tiers that hold the same words, as words and as phrases, the one with the most times."""
    finest: dict[str, _Tier] = {}
    for tier in tiers:
        said = " ".join(label[2] for label in tier[1] if label[2]).casefold()
        other = finest.setdefault(said, tier)
        if said and len(_said(tier)) > len(_said(other)):
            finest[said] = tier
    kept = list(finest.values())
    changes[Change.LEFT_OUT] += sum(len(_said(tier)) for tier in tiers if tier not in kept)
    return [tier for tier in tiers if tier in kept]


def _said(tier: _Tier) -> list[_Label]:
    return [label for label in tier[1] if label[2]]


def _tier(values: Iterator[tuple[str, str]]) -> tuple[str, list[_Label]]:
    kind, name = next(values)[0], next(values)[0]
    _, _, count = (float(next(values)[1]) for _ in range(3))
    has_ends = kind == "IntervalTier"
    width = 3 if has_ends else 2
    rows = list(islice(values, width * max(int(count), 0)))
    if len(rows) < width * int(count):
        raise ValueError("cut off")
    starts = all_seconds_ms([number for _, number in rows[::width]])
    ends = all_seconds_ms([number for _, number in rows[1::width]]) if has_ends else repeat(None)
    texts = one_lines([text.replace('""', '"') for text, _ in rows[width - 1 :: width]])
    return name.replace('""', '"'), list(zip(starts, ends, texts, strict=False))


def _cues(name: str, labels: list[_Label]) -> list[RawCue]:
    """Intervals without a label are the silences between; a tier of single words is joined."""
    said = [label for label in labels if label[2]]
    single = sum(1 for label in said if " " not in label[2])
    if len(said) > 3 and single * 5 >= 4 * len(said):
        starts, ends, texts = zip(*said, strict=True)
        return column_sentences(SpokenColumns(texts, starts, ends, [name] * len(said)))
    return [RawCue(start, end, text, name) for start, end, text in said]
