"""Marks for other programs, without a window."""

from __future__ import annotations

from front import Front
from pytest_bdd import given, parsers, scenarios, then

scenarios("sharing.feature")


@given("both marks are chosen in the list")
def choose_all(front: Front) -> None:
    front.session.desk.chosen = tuple(mark.id for mark in front.session.marks)


@then(parsers.parse('the clipboard holds "{text}"'))
def clipboard_holds(front: Front, text: str) -> None:
    assert text in front.answers.clipboard, front.answers.clipboard


@then(parsers.parse('the clipboard reads "{text}"'))
def clipboard_reads(front: Front, text: str) -> None:
    assert front.answers.clipboard == text


@then("the clipboard has the same for programs that know HTML")
def clipboard_has_html(front: Front) -> None:
    assert front.answers.clipboard_html == front.answers.clipboard
