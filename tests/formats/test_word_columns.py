"""Words that are read by the column must be the words that are read one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.timecode import format_precise
from annotator.domain.transcript import Cue
from annotator.formats import Change, Receipt, read_text
from annotator.formats.clock_columns import alike_ms
from annotator.formats.clocks import clock_ms

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
    assert _read(text, as_written) == _read(slowly, as_written)


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
    st.sampled_from(["as said", "other blanks", "other words", "a word more"]),
    st.sampled_from([0.0, 0.25, 0.3]),
    st.sampled_from(["probability", "confidence", None]),
)
def test_whisper_words_read_by_the_column_or_one_by_one_are_the_same(
    segments: list[list[str]], text: str, length: float, sureness: str | None
) -> None:
    said = {
        "as said": lambda tokens: "".join(tokens),
        "other blanks": lambda tokens: "  ".join([*tokens, "so "]),
        "other words": lambda tokens: " Quite other words.",
        "a word more": lambda tokens: "".join([*tokens, " more"]),
    }[text]
    whole = _whisper(segments, said, length, sureness)
    # A time written as text is read by the slow way alone, with all the others.
    slowly = json.loads(json.dumps(whole))
    slowly["segments"][0]["start"] = "0.0"
    assert _read(json.dumps(whole)) == _read(json.dumps(slowly))


def _whisper(
    segments: list[list[str]], said: Callable[[list[str]], str], length: float, sureness: str | None
) -> dict[str, Any]:
    out = []
    for number, tokens in enumerate(segments):
        begin = 3.0 * number
        words = [
            {"word": token, "start": begin + 0.3 * place, "end": begin + 0.3 * place + length}
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


def _read(text: str, as_written: bool = False) -> tuple[list[Cue], Receipt]:
    found = read_text(text, as_written=as_written)
    for before, after in pairwise(found.transcript.cues):
        assert before.end_ms <= after.start_ms
    return list(found.transcript.cues), found.receipt
