"""JSON that is read straight into objects must come as it does through dictionaries."""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import TranscriptError
from annotator.domain.transcript import Cue
from annotator.formats import Receipt, json_cues, read_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from day_edits import EDITS
from day_texts import lines
from day_words import WORDS

_ALL = {**WORDS, **EDITS}
_JSON = [name for name, day in _ALL.items() if day.write(lines(1))[0] in "{["]
_VALUES: list[Any] = [
    None, "", " ", "0.5", "1.25s", "PT1S", "so so", " led", "end. ", "a\nb", "\u200b", "x" * 300,
    "Ann", "7", "0:00:01.5", "0:00:02.1234567", "-0:00:01.0", "00:01.25",
    0, 1, 7, -1, 0.0005, 1.5, 40_000, 10**9, 1e300, True, [], {}, [{}], ["a", 1, 2],
]  # fmt: skip
_CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["put", "put", "drop", "repeat"]),
              st.sampled_from(_VALUES)),
    max_size=4,
)  # fmt: skip


@pytest.mark.parametrize("name", _JSON)
@given(changes=_CHANGES)
def test_quick_or_slow_the_transcript_is_the_same(
    name: str, changes: list[tuple[int, str, Any]]
) -> None:
    whole = json.loads(_written(name))
    for at, what, value in changes:
        _change(whole, at, what, value)
    text = json.dumps(whole)
    # NaN is no JSON, but Python reads it: the whole file goes the slow way.
    note = "NaN" if text.startswith("[") else '"note": NaN'
    slowly = f"{text[:-1]}{', ' * (len(text) > 2)}{note}{text[-1]}"
    assert _read(text, _ALL[name].format) == _read(slowly, _ALL[name].format)


@given(changes=_CHANGES, clocks=st.booleans(), whole_ms=st.booleans())
def test_a_cue_list_by_the_column_is_what_it_is_entry_by_entry(
    changes: list[tuple[int, str, Any]], clocks: bool, whole_ms: bool
) -> None:
    whole = json.loads(_written("JSON cue list"))
    for entry in whole:
        for name in ("start", "end"):
            if clocks:
                entry[name] = f"0:00:{entry[name]:06.3f}"
            elif whole_ms:
                entry[name] = int(1000 * entry[name])
    for at, what, value in changes:
        _change(whole, at, what, value)
    text = json.dumps(whole)
    quickly = _read(text, "json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_cues, "_by_column", lambda *_: [])
        assert _read(text, "json") == quickly


@cache
def _written(name: str) -> str:
    return _ALL[name].write(lines(4))


def _change(whole: Any, at: int, what: str, value: Any) -> None:
    """One change at one of the places of a JSON value."""
    places = list(_places(whole)) or [({"": ""}, "")]
    owner, key = places[at % len(places)]
    if what == "put":
        owner[key] = deepcopy(value)
    elif what == "repeat" and isinstance(owner, list):
        owner.insert(key, deepcopy(owner[key]))
    else:
        del owner[key]


def _places(value: Any) -> Any:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _read(text: str, format_name: str) -> tuple[list[Cue], str, Receipt] | str:
    try:
        found = read_text(text, format_name=format_name)
    except TranscriptError as error:
        return str(error)
    return list(found.transcript.cues), found.transcript.language, found.receipt
