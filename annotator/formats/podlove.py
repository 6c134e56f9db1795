"""Podlove: ``[{"start", "start_ms", "end", "end_ms", "speaker", "voice", "text"}]``.

The list stands alone, or as ``transcripts`` in an episode's JSON beside its ``contributors``;
clock times or milliseconds;
https://docs.podlove.org/podlove-web-player/.
"""

from __future__ import annotations

import msgspec

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.json_scan import (
    Milliseconds,
    Object,
    bare,
    keys,
    load,
    objects,
    text_at,
    typed,
)
from annotator.formats.text_clean import one_line, tidied


class _Entry(msgspec.Struct, gc=False):
    start_ms: Milliseconds
    end_ms: Milliseconds
    text: str
    voice: str = ""
    speaker: int | str | None = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Person(msgspec.Struct):
    id: int | str
    name: str


class _Whole(msgspec.Struct):
    transcripts: list[_Entry]
    contributors: list[_Person] = []


_WHOLE = msgspec.json.Decoder(_Whole)
_ENTRIES = msgspec.json.Decoder(list[_Entry])


def sniff(head: str) -> bool:
    found = keys(head)
    return {"start", "end", "text"} <= found and bool(found & {"start_ms", "voice", "transcripts"})


def parse(text: str) -> Draft:
    whole = _typed(text)
    return _parse(text) if whole is None else _draft(whole)


def _typed(text: str) -> _Whole | None:
    text = bare(text)
    if text[:1] != "[":
        return typed(_WHOLE, text)
    entries = typed(_ENTRIES, text)
    return None if entries is None else _Whole(entries)


def _draft(whole: _Whole) -> Draft:
    entries = whole.transcripts
    people = {str(person.id): person.name for person in whole.contributors}
    told = [(entry.voice, entry.speaker) for entry in entries]
    names = {
        (voice, speaker): one_line(voice or _named("" if speaker is None else str(speaker), people))
        for voice, speaker in set(told)
    }
    texts, are_tidy = tidied([entry.text for entry in entries])
    cues = raw_cues(
        [entry.start_ms for entry in entries],
        [entry.end_ms for entry in entries],
        texts,
        [names[each] for each in told],
    )
    return Draft(cues, has_tidy_texts=are_tidy)


def _named(number: str, names: dict[str, str]) -> str:
    return names.get(number) or number


def _parse(text: str) -> Draft:
    whole = load(text)
    entries = objects(whole) if isinstance(whole, list) else objects(whole, "transcripts")
    names = {text_at(one, "id"): text_at(one, "name") for one in objects(whole, "contributors")}
    return Draft(
        [
            RawCue(
                _time(entry, "start"),
                _time(entry, "end"),
                one_line(text_at(entry, "text")),
                one_line(text_at(entry, "voice") or _named(text_at(entry, "speaker"), names)),
            )
            for entry in entries
        ]
    )


def _time(entry: Object, name: str) -> int | None:
    stated = milliseconds(entry.get(f"{name}_ms"))
    return seconds_ms(entry.get(name)) if stated is None else stated
