"""Words made into cues by columns must be the cues that they make one by one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.draft import BAD_MS, RawCue
from annotator.formats.sentences import SpokenWord, cue_of, sentences
from annotator.formats.spoken_columns import (
    SpokenColumns,
    column_sentences,
    joined_columns,
    placed_columns,
)
from annotator.formats.words import join_pieces, place_words

_SAID = st.sampled_from(
    ["we", "it's", "Mr.", "last.", "so,", "why?", "naïve", "日本", "…", "x" * 70, "and;", "end.”"]
)
_ODD = st.sampled_from(["", " ", "two words", "no\u00a0break", "tab\tword", "a\nb"])
_BLANKS = st.sampled_from(["{}", " {}", "{} "])
_STEP = st.sampled_from([0, 0, 10, 10, 10, 301, 1_501, -5])
_LENGTH = st.sampled_from([200, 200, 200, 200, 0, -1])
_NAMES = st.sampled_from(["Ann"] * 8 + ["Ben", ""])


@st.composite
def _columns(draw: st.DrawFn) -> tuple[SpokenColumns, list[int]]:
    """Mostly regular words, at times with something missing or odd."""
    count = draw(st.integers(0, 60))
    is_regular = draw(st.booleans())
    blanks = draw(_BLANKS)
    texts, starts, ends, names = list[str](), list[int | None](), list[int | None](), list[str]()
    at_ms = draw(st.integers(0, 50))
    for _ in range(count):
        odd = not is_regular and draw(st.integers(0, 15)) == 0
        texts.append(draw(_ODD if odd else _SAID))
        own = draw(_BLANKS) if odd else blanks
        texts[-1] = own.format(texts[-1])
        at_ms += draw(_STEP)
        length = draw(_LENGTH)
        starts.append(draw(st.sampled_from([None, BAD_MS])) if odd else at_ms)
        ends.append(draw(st.sampled_from([None, BAD_MS])) if odd else at_ms + length)
        names.append(draw(_NAMES))
        at_ms += max(length, 0)
    if texts and draw(st.booleans()):  # the last word has no blank behind it, mostly
        texts[-1] = texts[-1].rstrip()
    sure = draw(st.sampled_from([(), [None] * count, [87] * count, [87, None] * count]))
    columns = SpokenColumns(
        texts, starts, ends, draw(st.sampled_from([(), names])), list(sure)[:count]
    )
    inner = draw(st.lists(st.integers(0, count), max_size=4))
    return columns, sorted([0, *inner, count])


@given(_columns())
def test_sentences_by_the_column_are_the_sentences_of_word_after_word(
    made: tuple[SpokenColumns, list[int]],
) -> None:
    columns, edges = made
    rows = list(columns.words())
    turns = [rows[first:last] for first, last in pairwise(edges)]
    slowly = [cue for turn in turns for cue in sentences(turn)]
    assert _listed(column_sentences(columns, edges)) == _listed(slowly)
    assert _listed(column_sentences(columns)) == _listed(sentences(rows))


@given(_columns())
def test_pieces_joined_by_the_column_are_the_pieces_joined_one_by_one(
    made: tuple[SpokenColumns, list[int]],
) -> None:
    columns, edges = made
    pieces = [word.piece for word in columns.words()]
    slowly = [join_pieces(pieces[first:last]) for first, last in pairwise(edges)]
    quickly = [(text, list(words)) for text, words in joined_columns(columns, edges)]
    assert quickly == slowly


@given(_columns(), st.data())
def test_words_placed_by_the_column_are_the_words_placed_text_by_text(
    made: tuple[SpokenColumns, list[int]], data: st.DataObject
) -> None:
    columns, edges = made
    pieces = [word.piece for word in columns.words()]
    turns = [pieces[first:last] for first, last in pairwise(edges)]
    texts = [
        data.draw(st.sampled_from([f" {said} ", said, "", said.title(), f"{said} more", "Else."]))
        for turn in turns
        for said in [" ".join(piece[0].strip() for piece in turn)]
    ]
    slowly = [place_words(text, turn) for text, turn in zip(texts, turns, strict=True)]
    quickly = [(text, list(words)) for text, words in placed_columns(texts, columns, edges)]
    assert quickly == slowly


def test_a_long_stretch_without_a_stop_is_cut_at_commas_and_moments() -> None:
    said = ["word,"] * 100 + ["word"] * 200
    rows = [SpokenWord(text, 100 * at, 100 * at + 90) for at, text in enumerate(said)]
    texts, starts, ends, *_ = zip(*rows, strict=True)
    cues = column_sentences(SpokenColumns(texts, starts, ends))
    assert [len(cue.words) for cue in cues] == [41, 41, 81, 85, 52]
    assert _listed(cues) == _listed(sentences(rows))
    assert _listed([cues[0]]) == _listed([cue_of(rows[:41])])


def _listed(cues: list[RawCue]) -> list[RawCue]:
    return [cue._replace(words=list(cue.words)) for cue in cues]
