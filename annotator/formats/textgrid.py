"""Praat TextGrid, long and short: interval tiers of labels, seconds; a tier is a speaker.

https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html. Both forms are the same
values in the same order. Beside a tier of words, tiers of phones are left out, and counted, and
so are tiers that say the words of another again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
_ITEM = re.compile(r"^ *+item ?\[\d++\]: *+\n", re.MULTILINE | re.ASCII)
_INTERVAL = re.compile(
    r"^ *+intervals ?\[\d++\]:? *+\n *+xmin = (\d++(?:\.\d++)?+) *+\n"
    r' *+xmax = (\d++(?:\.\d++)?+) *+\n *+text = "([^"\n]*+(?:""[^"\n]*+)*+)" *+\n',
    re.MULTILINE | re.ASCII,
)
"""An interval of the long form, as Praat writes it: four lines."""
_MOST = 1000
"""Tiers that are read of a file."""
_WORDS = re.compile(r"\b(?:words?|wörter|wort|mots?|palabras?|ort|orthography)\b", re.IGNORECASE)
_PHONES = re.compile(r"phon|segment|syll|\bMAU\b|\bKAN\b|pitch|tone", re.IGNORECASE)

_Label = tuple[int | None, int | None, str]
_Tier = tuple[str, list[_Label]]


def sniff(head: str) -> bool:
    return "ooTextFile" in head[:200] and '"TextGrid"' in head[:400]


def parse(text: str) -> Draft:
    written = text.partition('"TextGrid"')[2]
    tiers = _regular(written)
    return _draft(_tiers(written) if tiers is None else tiers)


def _tiers(written: str) -> list[_Tier]:
    """The tiers of either form, value after value."""
    values = iter(_VALUE.findall(written))
    tiers: list[_Tier] = []
    try:
        _, _, count = (float(next(values)[1]) for _ in range(3))
        tiers.extend(_tier(values) for _ in range(min(int(count), _MOST)))
    except (StopIteration, ValueError, OverflowError, RuntimeError) as error:
        if not tiers:
            raise TranscriptError("This TextGrid is damaged or cut off.") from error
    return tiers


def _regular(written: str) -> list[_Tier] | None:
    """The tiers of the long form in a fifth of the time; None if a line is not as Praat writes."""
    head, *items = _ITEM.split(written)
    tiers: list[_Tier] = []
    for item in items:
        begin = item.find("intervals [")
        begin = item.rfind("\n", 0, begin) + 1
        values = _VALUE.findall(item[:begin])
        body = f"{item[begin:].rstrip()}\n"
        rows = _INTERVAL.findall(body)
        stated = [number for _, number in values]
        if stated[4:] != [str(len(rows))] or not all(stated[2:]) or not rows:
            return None
        if values[0][0] != "IntervalTier" or body.count("\n") != 4 * len(rows):
            return None
        tiers.append(_labelled(values[1][0], *zip(*rows, strict=True)))
    stated = [number for _, number in _VALUE.findall(head)]
    is_whole = all(stated) and stated[2:] == [str(len(items))] and 0 < len(items) <= _MOST
    return tiers if is_whole else None


def _draft(tiers: list[_Tier]) -> Draft:
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
    numbers = [number for _, number in rows]
    texts = [text for text, _ in rows[width - 1 :: width]]
    return _labelled(name, numbers[::width], numbers[1::width] if has_ends else None, texts)


def _labelled(
    name: str, starts: Sequence[str], ends: Sequence[str] | None, texts: Sequence[str]
) -> _Tier:
    ends_ms = repeat(None) if ends is None else all_seconds_ms(list(ends))
    said = one_lines([text.replace('""', '"') for text in texts])
    labels = zip(all_seconds_ms(list(starts)), ends_ms, said, strict=False)
    return name.replace('""', '"'), list(labels)


def _cues(name: str, labels: list[_Label]) -> list[RawCue]:
    """Intervals without a label are the silences between; a tier of single words is joined."""
    said = [label for label in labels if label[2]]
    single = sum(1 for label in said if " " not in label[2])
    if len(said) > 3 and single * 5 >= 4 * len(said):
        starts, ends, texts = zip(*said, strict=True)
        return column_sentences(SpokenColumns(texts, starts, ends, [name] * len(said)))
    return [RawCue(start, end, text, name) for start, end, text in said]
