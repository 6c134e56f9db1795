"""Words that are read by the column must be the words that are read one by one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.errors import TranscriptError
from annotator.domain.timecode import format_precise
from annotator.domain.transcript import Cue
from annotator.formats import (
    Change,
    Receipt,
    read_text,
    timed_turns,
    typed_segments,
    webvtt,
    word_objects,
)
from annotator.formats.clock_columns import alike_ms
from annotator.formats.clocks import all_seconds_ms, clock_ms, clocks_ms, seconds_ms

_WORDS = st.sampled_from(
    [
        "we",
        "it's",
        "naïve",
        "日本",
        "20%",
        "|",
        "a|b",
        "&gt;&gt;",
        "R&amp;D",
        "x:",
        "[Music]",
        "\u05d0",
    ]
)
_ODD = st.sampled_from(["", "two words", "no\u00a0break", "soft\u00adhyphen", " led", "tab\tword"])
_LINES = st.lists(st.one_of(_WORDS, _WORDS, _WORDS, _WORDS, _ODD), min_size=1, max_size=6)
_STEP_MS = 400


def _automatic(lines: list[list[str]], *, tags: bool, holds: bool) -> str:
    """Captions as YouTube writes them: each line word by word, then above the next one."""
    blocks = ["WEBVTT\nKind: captions\nLanguage: en"]
    shown, start_ms = " ", 0
    for words in lines:
        end_ms = start_ms + _STEP_MS * (len(words) + 1)
        opened, closed = ("<c>", "</c>") if tags else ("", "")
        timed = words[0] + "".join(
            f"<{format_precise(start_ms + _STEP_MS * place)}>{opened} {word}{closed}"
            for place, word in enumerate(words[1:], 1)
        )
        first, last, after = map(format_precise, (start_ms, end_ms, end_ms + 10))
        blocks.append(f"{first} --> {last} align:start position:0%\n{shown}\n{timed}")
        shown = " ".join(words)
        if holds:
            blocks.append(f"{last} --> {after} align:start position:0%\n{shown}\n ")
        start_ms = end_ms + 10
    return "\n\n".join(blocks) + "\n"


@given(st.lists(_LINES, min_size=1, max_size=12), st.booleans(), st.booleans(), st.booleans())
def test_automatic_captions_read_by_the_column_or_line_by_line_are_the_same(
    lines: list[list[str]], tags: bool, holds: bool, as_written: bool
) -> None:
    assume(any(word.strip() for words in lines for word in words))
    text = _automatic(lines, tags=tags, holds=holds)
    # Any other tag, be it in a comment, sends the whole file the slow way.
    slowly = text.replace("WEBVTT\n", "WEBVTT\n\nNOTE by <b>hand</b>\n\n", 1)
    assert _read(text, as_written) == _read(slowly, as_written) == _read_as_long(text, as_written)


_ODD_LINES = st.sampled_from(
    ["", " ", "  ", "7", "more words", "NOTE so", "words\u00a0", "a --> b", "-->", "<c>", "</c>",
     "&gt;&gt;", "&nbsp;", "x<00:00:00.500>", "x<00:00:00.500><c> y</c>", "<00:00:01.000><c> y</c>",
     "00:00:09.000 --> 00:00:09.500", "00:09.000 --> 00:09.500", "00:00:09.000 --> 00:00:09.500x",
     "x<00:00:00.500><c> y</c> z", "x <00:00:00.500><c>y</c>", "x<00:00:00.500><c> y z</c>"]
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(st.sampled_from(["cut", "twice", "put"]), st.integers(3, 60), _ODD_LINES), max_size=3
)


@given(st.lists(_LINES, min_size=2, max_size=8), st.booleans(), st.integers(1, 400), _EDITS)
def test_long_automatic_captions_with_odd_lines_are_read_as_short_ones(
    lines: list[list[str]], tags: bool, together: int, edits: list[tuple[str, int, str]]
) -> None:
    written = _automatic(lines, tags=tags, holds=True).split("\n")
    for edit, at, odd in edits:
        here = slice(at, at + (edit != "put"))
        written[here] = {"cut": [], "twice": 2 * written[here], "put": [odd]}[edit]
    text = "\n".join(written)
    assume(any(line.strip() for line in written[3:] if "-->" not in line))
    try:
        expected = _read(text)
    except TranscriptError:
        return
    assert _read_as_long(text, together=together) == expected


def test_long_automatic_captions_are_read_part_by_part() -> None:
    lines = [["so", "&gt;&gt;", f"line{number}"] for number in range(200)]
    text = _automatic(lines, tags=True, holds=True)
    begin = text.index("00:00:00.000")
    changes: Counter[Change] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timed_turns, "_PART", 1000)
        cues = timed_turns.timed_turns(text, begin, changes)
    assert cues is not None
    assert [cue.text for cue in cues] == [f"so >> line{number}" for number in range(200)]
    assert list(cues[1].words) == [(1610, 2010, 0, 2), (2010, 2410, 3, 5), (2410, 3210, 6, 11)]
    # Each line is shown twice more, the last one once; the signs are written out there.
    assert changes == {Change.ROLLING: 399, Change.MARKUP: 200}


def test_each_automatic_caption_comes_once_with_the_times_of_its_words() -> None:
    text = _automatic([["open", "models"], ["are", "&gt;&gt;", "here"]], tags=True, holds=True)
    cues, receipt = _read(text)
    assert [cue.text for cue in cues] == ["open models", "are >> here"]
    assert [cue.text[word.begin : word.end] for cue in cues for word in cue.words] == [
        "open", "models", "are", ">>", "here",
    ]  # fmt: skip
    assert [(word.start_ms, word.end_ms) for word in cues[1].words] == [
        (1210, 1610), (1610, 2010), (2010, 2810),
    ]  # fmt: skip
    # A line alone after each, and the first one above the second; signs written as entities.
    assert dict(receipt.changes) == {Change.ROLLING: 3, Change.MARKUP: 1}


_TOKENS = st.sampled_from([" we", " it's", "-led", " 20", " naïve", "日", " .", "!", " two words"])
_SEGMENTS = st.lists(st.lists(_TOKENS, max_size=6), min_size=1, max_size=8)


@given(
    _SEGMENTS,
    st.sampled_from(["as said", "apart", "other blanks", "other words", "a word more"]),
    st.sampled_from([0.0, 0.25, 0.3]),
    st.sampled_from(["probability", "confidence", None]),
    st.sampled_from(["word", "text"]),
)
def test_whisper_words_read_by_the_column_or_one_by_one_are_the_same(
    segments: list[list[str]], text: str, length: float, sureness: str | None, name: str
) -> None:
    if text == "apart":
        segments = [[token.strip() for token in tokens] for tokens in segments]
    said = {
        "as said": lambda tokens: "".join(tokens),
        "apart": lambda tokens: " ".join(tokens),
        "other blanks": lambda tokens: "  ".join([*tokens, "so "]),
        "other words": lambda tokens: " Quite other words.",
        "a word more": lambda tokens: "".join([*tokens, " more"]),
    }[text]
    whole = _whisper(segments, said, length, sureness, name)
    # A time written as text is read by the slow way alone, with all the others.
    slowly = json.loads(json.dumps(whole))
    slowly["segments"][0]["start"] = "0.0"
    expected = _read(json.dumps(slowly))
    for ascii_only, indent in product([True, False], [None, 2]):
        written = json.dumps(whole, ensure_ascii=ascii_only, indent=indent)
        assert _read(written) == expected == _read_as_long(written)


def _whisper(
    segments: list[list[str]],
    said: Callable[[list[str]], str],
    length: float,
    sureness: str | None,
    name: str,
) -> dict[str, Any]:
    out = []
    for number, tokens in enumerate(segments):
        begin = 3.0 * number
        words = [
            {name: token, "start": begin + 0.3 * place, "end": begin + 0.3 * place + length}
            for place, token in enumerate(tokens)
        ]
        if sureness:
            words = [{**word, sureness: 0.875} for word in words]
        text = said(tokens) or " So."
        out.append({"start": begin, "end": begin + 2.9, "text": text, "words": words})
    return {"text": "", "segments": out, "language": "en", "no_speech_prob": 0}


@given(st.lists(st.tuples(*[st.integers(0, 1200)] * 4), min_size=1, max_size=5), st.data())
def test_times_of_a_column_are_the_times_of_each(
    fields: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    shape = data.draw(
        st.sampled_from(
            ["{0:02}:{1:02}:{2:02}.{3:03}", "{0}:{1:02}:{2:02},{3:03}", "{1:02}:{2:02}.{4:02}",
             "{1}:{2:02}", "{0:02}:{1:02}:{2:02}", "{2}", "{1:02}:{2:02}.{3:03}x"]
        )
    )  # fmt: skip
    tokens = [shape.format(h % 999, m % 60, s % 60, ms % 1000, ms % 100) for h, m, s, ms in fields]
    alike = alike_ms(tokens)
    assert alike is None or alike == [clock_ms(token) for token in tokens]


@pytest.mark.parametrize(
    ("tokens", "times"),
    [
        (["00:00:01.250", "101:02:03.004"], [1_250, 363_723_004]),
        (["9:59:59,5", "10:00:00,0"], [35_999_500, 36_000_000]),
        (["00:05", "99:07"], [5_000, 5_947_000]),
        (["999:59:59.999"], [3_599_999_999]),
        (["01:05", "1:02:03"], None),
        (["-1:05", "02:05"], None),
        ([], None),
    ],
)
def test_only_times_written_alike_make_a_column(tokens: list[str], times: list[int] | None) -> None:
    assert alike_ms(tokens) == times


def _read_as_long(
    text: str, as_written: bool = False, together: int = 1
) -> tuple[list[Cue], Receipt]:
    """What would be read if this were so long that numpy reads it, `together` so much at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webvtt, "LARGE", 0)
        patch.setattr(typed_segments, "LARGE", 0)
        patch.setattr(timed_turns, "_PART", together)
        patch.setattr(word_objects, "_TOGETHER", together)
        return _read(text, as_written)


def _read(text: str, as_written: bool = False) -> tuple[list[Cue], Receipt]:
    found = read_text(text, as_written=as_written)
    for before, after in pairwise(found.transcript.cues):
        assert before.end_ms <= after.start_ms
    return list(found.transcript.cues), found.receipt


_CLOCKS = st.sampled_from(
    ["{2}.{3:03}", "{1}:{2:02}.{3:03}", "{0}:{1:02}:{2:02}.{3:03}", "{1}:{2:02}", "{2}",
     "{2:02},{4:02}", "{1}:{2:02}.{4:02}", "{2}s", "-{2}.{3:03}", "{1}:{2}", "", "{3}.{3}",
     "{0}{3}{3}.5"]
)  # fmt: skip


@given(st.lists(st.tuples(_CLOCKS, *[st.integers(0, 1200)] * 4), max_size=6), st.booleans())
def test_times_written_in_several_ways_are_the_times_of_each(
    fields: list[tuple[str, int, int, int, int]], alike: bool
) -> None:
    tokens = [
        (fields[0][0] if alike else shape).format(h % 999, m % 60, s % 60, ms % 1000, ms % 100)
        for shape, h, m, s, ms in fields
    ]
    assert list(clocks_ms(tokens)) == [clock_ms(token) for token in tokens]
    assert all_seconds_ms(list(tokens)) == [seconds_ms(token) for token in tokens]


def test_seconds_by_the_column_are_rounded_as_each_is() -> None:
    seconds = [0.0005, 0.0015, 1.0125, 2, 0.1 + 0.2]
    assert all_seconds_ms(seconds) == [seconds_ms(value) for value in seconds]
