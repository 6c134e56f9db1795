"""The figures promised for verdicts and places, on made talks with damage of known kind."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from damage import Case, Damager, misheard
from judging import Judged, altered_called_exact, judge, share_placed, share_right
from made_talk import talk

from annotator.domain.transcript import Transcript


@cache
def _talk() -> Transcript:
    return talk(12_000)


@cache
def _cases(each: int = 20) -> list[Case]:
    made = _talk()
    other = Damager(talk(3_000, seed=77, rare=9_000), 9)
    drawn = (other.stretch(8, 20) for _ in range(80))
    invented = [
        Case("invented", " ".join(spot.text for spot in said), "", ("not_found",))
        for said in drawn
        if said
    ]
    return [*Damager(made).cases(each), *invented[:20]]


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judge(_cases(), _talk())


def test_verdicts_are_right(judged: list[Judged]) -> None:
    wrong = [(i.case.kind, i.finding.verdict, i.case.text) for i in judged if not i.right]
    assert share_right(judged) >= 0.97, wrong
    assert len({item.case.kind for item in judged}) == 11


def test_no_altered_quotation_is_called_exact(judged: list[Judged]) -> None:
    assert altered_called_exact(judged) == []


def test_long_quotations_are_found_within_one_word(judged: list[Judged]) -> None:
    assert share_placed(judged) >= 0.99


def test_changed_negations_and_numbers_are_warned_of(judged: list[Judged]) -> None:
    unwarned = [item.case.text for item in judged if not item.warned]
    assert unwarned == []


@pytest.mark.parametrize("rate", [0.05, 0.1])
def test_recognition_errors_move_no_quotation(rate: float) -> None:
    heard = misheard(_talk(), rate)
    # A sound quotation of a misheard passage differs from it, and that is what is to be said.
    cases = [
        replace(case, right=(*case.right, "near", "altered"))
        if case.kind in ("exact", "punctuation", "ellipsis")
        else case
        for case in _cases(60)
    ]
    judged = judge(cases, heard)
    wrong = [(i.case.kind, i.finding.verdict, i.case.text) for i in judged if not i.right]
    assert share_right(judged) >= 0.97, wrong
    assert share_placed(judged) >= 0.99
