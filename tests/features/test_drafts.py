"""Drafts, without a window."""

from __future__ import annotations

from typing import Any

from front import Front, clock_ms
from pytest_bdd import given, parsers, scenarios, then, when

scenarios("drafts.feature")


@given(parsers.parse('a draft that reads "{text}"'))
def write_draft(front: Front, text: str) -> None:
    (front.folder / "draft.txt").write_text(text, encoding="utf-8")


@when("I check the draft")
def check_draft(front: Front) -> None:
    front.run("draft.check", draft=front.folder / "draft.txt")


def _row(front: Front, number: int) -> Any:
    return front.printed.rows[number - 1]  # type: ignore[attr-defined]


@then(parsers.parse("there is {count:d} quotation"))
def count_quotations(front: Front, count: int) -> None:
    assert len(front.printed.rows) == count  # type: ignore[attr-defined]


@then(parsers.parse('quotation {number:d} is "{verdict}" and begins at {at}'))
def is_judged(front: Front, number: int, verdict: str, at: str) -> None:
    row = _row(front, number)
    assert (row.verdict, row.start_ms) == (verdict, clock_ms(at))


@then(parsers.parse('quotation {number:d} is warned of "{what}"'))
def is_warned(front: Front, number: int, what: str) -> None:
    assert any(line.startswith(what) for line in _row(front, number).warnings)
