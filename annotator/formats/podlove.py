"""Podlove: ``[{"start", "start_ms", "end", "end_ms", "speaker", "voice", "text"}]``.

The list stands alone, or as ``transcripts`` in an episode's JSON beside its ``contributors``;
clock times or milliseconds;
https://docs.podlove.org/podlove-web-player/.
"""

from __future__ import annotations

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.text_clean import one_line


def sniff(head: str) -> bool:
    found = keys(head)
    return {"start", "end", "text"} <= found and bool(found & {"start_ms", "voice", "transcripts"})


def parse(text: str) -> Draft:
    whole = load(text)
    entries = objects(whole) if isinstance(whole, list) else objects(whole, "transcripts")
    names = {text_at(one, "id"): text_at(one, "name") for one in objects(whole, "contributors")}
    return Draft(
        [
            RawCue(
                _time(entry, "start"),
                _time(entry, "end"),
                one_line(text_at(entry, "text")),
                one_line(text_at(entry, "voice") or _speaker(entry, names)),
            )
            for entry in entries
        ]
    )


def _speaker(entry: Object, names: dict[str, str]) -> str:
    number = text_at(entry, "speaker")
    return names.get(number) or number


def _time(entry: Object, name: str) -> int | None:
    stated = milliseconds(entry.get(f"{name}_ms"))
    return seconds_ms(entry.get(name)) if stated is None else stated
