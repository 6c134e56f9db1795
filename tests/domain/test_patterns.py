"""Patterns that could run away are refused; those people write are not."""

from __future__ import annotations

import pytest

from annotator.domain.errors import UsageError
from annotator.domain.patterns import Wanted, compiled
from annotator.domain.replacing import Hit, after, find_hits, replaced
from annotator.domain.transcript import Cue, Transcript


def pattern(text: str, longest: int = 120) -> Wanted:
    wanted = Wanted(text, is_pattern=True)
    compiled(wanted, longest)
    return wanted


@pytest.mark.parametrize(
    "text",
    [
        r"colou?r",
        r"\bum+\b,? ",
        r"(\w+) (\w+)",
        r"(?:uh|um|er) ",
        r"[^a-z)(*]+\.",
        r"(?P<first>\w+)-(?P<last>\w+)",
        r"(ab){3}",
        r"(abc)+",
        r"\(sic\)*",
        r"[]a]+",
        r"x{,5}y{2,}",
        r"{literally}",
        r"(?<=the )modal(?! village)",
    ],
)
def test_ordinary_patterns_are_taken(text: str) -> None:
    pattern(text)


@pytest.mark.parametrize(
    "text",
    [
        r"(a+)+$",
        r"(a*)*",
        r"(a|a)*b",
        r"(a|aa)+$",
        r"(a?){40}",
        r"((ab)*c)*",
        r"(.*)\1",
        r"(?P<x>a)(?P=x)",
        r"(?x) a # comment (",
        r"(?i)a",
        r"(a)(?(1)b|c)",
        r".*.*.*.*.*x",
        "a" * 501,
        "(",
        "[a",
        "a**",
    ],
)
def test_what_could_run_away_or_is_no_pattern_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        pattern(text)


def test_more_open_repeats_are_allowed_in_short_lines() -> None:
    pattern(r"\w+ \w+ \w+ \w+", longest=60)
    with pytest.raises(UsageError, match="too many open repeats"):
        pattern(r"\w+ \w+ \w+ \w+", longest=2_000)


def test_a_search_that_takes_too_long_gives_up() -> None:
    clock = iter(range(0, 1_000, 6))
    talk = Transcript(tuple(Cue(n, n + 1, "a b") for n in range(5)))
    with pytest.raises(UsageError, match="takes too long"):
        find_hits(talk, Wanted("a"), "b", clock=lambda: next(clock))


def test_hits_are_replaced_where_they_stand() -> None:
    talk = Transcript((Cue(0, 900, "a man a plan"), Cue(900, 1_000, "a")))
    hits = find_hits(talk, Wanted("a", whole_words=True), "the")
    assert hits == (Hit(0, 0, 1, "the"), Hit(0, 6, 7, "the"), Hit(1, 0, 1, "the"))
    assert after("a man a plan", hits[1:2]) == "a man the plan"
    assert [part.cues[0].text for part in replaced(talk, hits[:2])] == ["the man the plan"]


def test_what_is_typed_plainly_is_no_pattern() -> None:
    talk = Transcript((Cue(0, 900, "what? (really)"),))
    assert len(find_hits(talk, Wanted("what? ("), r"\1")) == 1
