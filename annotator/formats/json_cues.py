"""Any JSON with lists of timed texts: ``[{"start", "end", "text", "speaker"?}, …]``.

The last resort for JSON: objects with a text and a start, all that stand at one place of the
whole; of several such places the one that says most. Times are clock texts, or seconds, or
milliseconds where the names or the numbers say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import median
from typing import Any, NamedTuple, cast

from annotator.formats.clocks import (
    all_clock_seconds_ms,
    all_milliseconds,
    all_seconds_ms,
    milliseconds,
    seconds_ms,
)
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.json_scan import Object, keys, load, objects, text_at, texts_of
from annotator.formats.sentences import sentences, spoken_word
from annotator.formats.text_clean import has_markup, one_line, one_lines, strip_markup
from annotator.formats.words import TimedPiece, merged_syllables, place_words, with_sureness

_TEXTS = (
    "text", "body", "content", "transcript", "sentence", "caption", "line", "lines", "word",
    "value",
)  # fmt: skip
_STARTS = (
    "start", "starttime", "startms", "starttimems", "startoffset", "startseconds", "datastart",
    "begin", "beginoffsetmillis", "from", "offset", "timestamp", "time", "ts",
)  # fmt: skip
_ENDS = (
    "end", "endtime", "endms", "endtimems", "endoffset", "endseconds", "dataend",
    "endoffsetmillis", "to", "stop", "endts",
)  # fmt: skip
_LENGTHS = ("duration", "durationms", "dur", "length")
_VOICES = (
    "speaker", "speakername", "speakerlabel", "speakerdesignation", "speakerid",
    "participantrole", "participant", "voice",
)  # fmt: skip
_SPEAKERS = (*_VOICES, "name")
_PLAIN_KINDS = frozenset({str, int, float, bool, type(None)})


class _Entry(NamedTuple):
    """An object with a text and a start, and the speaker told for all around it."""

    fields: Object
    speaker: str


class _Names(NamedTuple):
    """The keys of the entries of one place."""

    said: str
    start: str
    end: str
    length: str
    speaker: str
    in_ms: bool


def sniff(head: str) -> bool:
    found = {_plain(key) for key in keys(head)}
    return not found.isdisjoint(_TEXTS) and not found.isdisjoint(_STARTS)


def parse(text: str) -> Draft:
    whole = load(text)
    entries = _fullest(whole)
    if not entries:
        return Draft([])
    names = _names_of([entry.fields for entry in entries])
    people = {text_at(one, "id"): text_at(one, "name") for one in objects(whole, "speakers")}
    raw = _all_said([entry.fields for entry in entries], names)
    cues = _by_column(entries, names, people) or [_cue(each, names, people) for each in entries]
    if any(said[:1].isspace() or said[-1:].isspace() for said in raw) and _are_words(cues):
        return Draft(_joined(raw, cues))
    return Draft(cues)


def _names_of(entries: list[Object]) -> _Names:
    said, start, end, length, speaker = (
        _named(entries[0], names) for names in (_TEXTS, _STARTS, _ENDS, _LENGTHS, _SPEAKERS)
    )
    return _Names(
        said, start, end, length, speaker, _is_milliseconds(entries, start, end or length)
    )


def _by_column(entries: list[_Entry], names: _Names, people: dict[str, str]) -> list[RawCue]:
    """The `_cue` of each in a third of the time; none if an entry holds a list."""
    rows = [entry.fields for entry in entries]
    kinds = set[type]()
    for row in rows:
        kinds.update(map(type, row.values()))
    if list in kinds:
        return []
    starts, ends = _times(rows, names.start, names.in_ms), _times(rows, names.end, names.in_ms)
    if not names.end:
        lengths = _times(rows, names.length, names.in_ms)
        ends = [
            end if start is None or length is None else start + length
            for start, end, length in zip(starts, ends, lengths, strict=True)
        ]
    speakers, outer = texts_of(rows, names.speaker), [entry.speaker for entry in entries]
    told = list(zip(speakers, outer, strict=True))
    voices = {each: _person(one_line(each[0]) or each[1], people) for each in set(told)}
    texts = texts_of(rows, names.said)
    if has_markup("".join(texts)):
        texts = list(map(strip_markup, texts))
    return raw_cues(starts, ends, one_lines(texts), [voices[each] for each in told])


def _times(rows: list[Object], name: str, in_ms: bool) -> Sequence[int | None]:
    """The `_time` of each."""
    values: list[Any] = [row.get(name) for row in rows]
    kinds = set(map(type, values))
    if kinds == {str} and ":" in values[0]:
        return all_clock_seconds_ms(values)
    if in_ms and str not in kinds:
        return all_milliseconds(values)
    return [_time(value, in_ms) for value in values] if in_ms else all_seconds_ms(values)


def _time(value: object, in_ms: bool) -> int | None:
    return milliseconds(value) if in_ms and not isinstance(value, str) else seconds_ms(value)


def _person(speaker: str, people: dict[str, str]) -> str:
    return people.get(speaker) or (f"Speaker {speaker}" if speaker.isdigit() else speaker)


def _cue(entry: _Entry, names: _Names, people: dict[str, str]) -> RawCue:
    fields = entry.fields
    start_ms, end_ms = _span(fields, names)
    said = one_line(strip_markup(_said(fields, names)))
    speaker = one_line(text_at(fields, names.speaker)) or entry.speaker
    inner = [value for value in fields.values() if isinstance(value, list)]
    words = next((_pieces(value) for value in inner if _timed(value)), []) if inner else []
    text, placed = place_words(said, words) if words else (said, [])
    return RawCue(start_ms, end_ms, text, _person(speaker, people), placed)


def _span(fields: Object, names: _Names) -> tuple[int | None, int | None]:
    def time(name: str) -> int | None:
        return _time(fields.get(name), names.in_ms)

    start_ms, end_ms = time(names.start), time(names.end)
    if not names.end and start_ms is not None and (length_ms := time(names.length)) is not None:
        end_ms = start_ms + length_ms
    return start_ms, end_ms


def _all_said(rows: list[Object], names: _Names) -> list[str]:
    """The `_said` of each; at once where all are texts, as mostly."""
    texts = [fields.get(names.said) for fields in rows]
    if set(map(type, texts)) == {str}:
        return cast("list[str]", texts)
    return [_said(fields, names) for fields in rows]


def _said(fields: Object, names: _Names) -> str:
    value = fields.get(names.said)
    if isinstance(value, list):
        return " ".join(line for line in value if isinstance(line, str))
    return text_at(fields, names.said)


def _pieces(inner: Any) -> list[TimedPiece]:
    entries = _timed(inner)
    names = _names_of(entries)
    return [
        with_sureness((_said(fields, names), *_span(fields, names)), fields.get("confidence"))
        for fields in entries
    ]


def _are_words(cues: list[RawCue]) -> bool:
    return sum(1 for cue in cues if " " not in cue.text) * 5 >= 4 * len(cues)


def _joined(raw: list[str], cues: list[RawCue]) -> list[RawCue]:
    """Sentences of words, or parts of them, that carry their own blanks."""
    out: list[RawCue] = []
    rows = zip(raw, cues, strict=True)
    for speaker, turn in groupby(rows, key=lambda row: row[1].speaker):
        pieces = [(said, cue.start_ms, cue.end_ms) for said, cue in turn]
        out += sentences(spoken_word(piece, speaker) for piece in merged_syllables(pieces))
    return out


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _named(entry: Object, names: tuple[str, ...]) -> str:
    """The key of `entry` that is one of `names`, however it is cased; "" if none is."""
    return _key_of(tuple(entry), names)


@lru_cache(maxsize=512)
def _key_of(keys: tuple[str, ...], names: tuple[str, ...]) -> str:
    # Entries of a list have the same keys, one and all.
    keys_by_name = {_plain(key): key for key in keys}
    return next((keys_by_name[name] for name in names if name in keys_by_name), "")


def _timed(value: Any) -> list[Object]:
    """The objects of a list that have a text and a start."""
    if not isinstance(value, list):
        return []
    entries = [item for item in value if isinstance(item, dict)]
    return [entry for entry in entries if _named(entry, _TEXTS) and _named(entry, _STARTS)]


def _fullest(whole: Any) -> list[_Entry]:
    """The entries of the place that says most; of those that say as much, the one with fewest."""
    places: dict[tuple[str, ...], list[_Entry]] = {}
    waiting: list[tuple[Any, tuple[str, ...], str]] = [(whole, (), "")]
    while waiting:
        value, path, speaker = waiting.pop()
        if isinstance(value, dict):
            speaker = one_line(text_at(value, _named(value, _VOICES))) or speaker
            waiting += [
                (inner, (*path, key), speaker)
                for key, inner in reversed(value.items())
                if isinstance(inner, dict | list)
            ]
        elif isinstance(value, list):
            if entries := _timed(value):
                places.setdefault(path, []).extend(_Entry(fields, speaker) for fields in entries)
            inner = [item for item in value if isinstance(item, dict | list) and _holds_more(item)]
            waiting += [(item, path, speaker) for item in reversed(inner)]
    said = {path: _spoken(entries) for path, entries in places.items()}
    most = max(said.values(), default=0)
    full = [entries for path, entries in places.items() if said[path] * 10 >= most * 9]
    return min(full, key=len, default=[])


def _holds_more(value: Object | list[Any]) -> bool:
    return isinstance(value, list) or not _PLAIN_KINDS.issuperset(map(type, value.values()))


def _spoken(entries: list[_Entry]) -> int:
    """How many letters are said, blanks aside."""
    name = _named(entries[0].fields, _TEXTS)
    values = [entry.fields.get(name) for entry in entries]
    texts = [str(value) for value in values if value is not None]
    return len("".join(" ".join(texts).split()))


def _is_milliseconds(entries: list[Object], start: str, end: str) -> bool:
    if _plain(start).endswith(("ms", "millis")):
        return True
    numbers = [e.get(name) for e in entries[:500] for name in (start, end) if name in e]
    if not numbers or not all(isinstance(number, int) for number in numbers):
        return False
    starts = sorted(e[start] for e in entries[:500] if isinstance(e.get(start), int))
    steps = [after - before for before, after in pairwise(starts)]
    return bool(steps) and median(steps) >= 100
