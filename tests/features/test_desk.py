"""The draft desk, without a window."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from front import Front
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import REGISTRY, Place
from annotator.commands.desk import choose_scope, take_correction

scenarios("desk.feature")


@given("a draft that says:", target_fixture="draft")
def write_draft(front: Front, datatable: list[list[str]]) -> Path:
    path = front.folder / "review.md"
    path.write_text("\n\n".join(row[0] for row in datatable[1:]) + "\n", encoding="utf-8")
    front.answers.files = (path,)
    return path


@pytest.fixture
def before(draft: Path) -> str:
    return draft.read_text(encoding="utf-8")


def press(front: Front, key: str) -> None:
    command = next(c for c in REGISTRY if key in c.keys and c.place is Place.DRAFT)
    front.run(command.id)


@when(parsers.parse('I press "{key}" in the draft'))
def press_in_draft(front: Front, before: str, key: str) -> None:
    press(front, key)


@when(parsers.parse('I press "{key}" in the draft and answer "{answer}"'))
def press_and_answer(front: Front, key: str, answer: str) -> None:
    front.answers.next = answer
    press(front, key)


@when(parsers.parse('I choose "{title}" and answer "{answer}"'))
def choose(front: Front, before: str, title: str, answer: str) -> None:
    front.answers.next = str(front.folder / answer)
    front.run(next(c.id for c in REGISTRY if c.title == title))


@then(parsers.parse('the file "{name}" holds "{words}"'))
def file_holds(front: Front, name: str, words: str) -> None:
    assert words in (front.folder / name).read_text(encoding="utf-8")


@when(parsers.parse('I look in "{scope}"'))
def look_in(front: Front, scope: str) -> None:
    front.do(choose_scope, scope)


@when("I look at the last quotation")
def look_at_last(front: Front) -> None:
    front.context.drafts.go(len(front.context.drafts.items) - 1)


@when("somebody else writes the draft")
def change_draft(draft: Path) -> None:
    draft.write_text("Somebody else.\n", encoding="utf-8")


@when("the correction is taken in")
def take_in(front: Front) -> None:
    assert front.session.transcript is not None
    take_correction(front.context, frozenset(cue.id for cue in front.session.transcript.cues))


@given(parsers.parse('a DOCX that says "{text}"'))
def write_docx(front: Front, text: str) -> None:
    path = front.folder / "review.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:p><w:r><w:t>{text[:20]}</w:t></w:r><w:r><w:b/><w:t>{text[20:]}</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
        file.writestr("word/media/image1.png", b"a picture")
    front.answers.files = (path,)


@then(parsers.parse('there is a file "{name}"'))
def file_there(front: Front, name: str) -> None:
    assert (front.folder / name).is_file()


@then(parsers.parse('the DOCX says "{text}" and keeps its picture'))
def docx_says(front: Front, text: str) -> None:
    with zipfile.ZipFile(front.folder / "review.docx") as file:
        assert file.read("word/media/image1.png") == b"a picture"
        xml = file.read("word/document.xml").decode()
    assert re.sub("<[^<>]*>", "", xml) == text
    assert xml.count("<w:r>") == 2


@given(parsers.parse('"{text}" is on the clipboard'))
def copied(front: Front, text: str) -> None:
    front.answers.clipboard = text


@then(parsers.re(r"the draft has (?P<quotations>\d+) quotations? and (?P<claims>\d+) claims?"))
def count_items(front: Front, quotations: str, claims: str) -> None:
    items = front.context.drafts.items
    assert sum(item.finding is not None for item in items) == int(quotations)
    assert sum(item.finding is None for item in items) == int(claims)


@then("I am shown nothing yet")
def nothing_shown(front: Front) -> None:
    assert front.context.drafts.item is None
    assert front.session.desk.selection is None


@then(parsers.parse('quotation "{text}" is shown as "{verdicts}"'))
def is_shown(front: Front, text: str, verdicts: str) -> None:
    item = front.context.drafts.item
    assert item is not None
    assert item.finding is not None
    assert item.text == text
    assert item.finding.verdict.value in verdicts.split(" or ")


@then(parsers.parse('the transcript shows "{words}"'))
def transcript_shows(front: Front, words: str) -> None:
    span, transcript = front.session.desk.selection, front.session.transcript
    assert span is not None
    assert transcript is not None
    assert transcript.text_of(span) == words


@then("a claim is shown")
def claim_is_shown(front: Front) -> None:
    item = front.context.drafts.item
    assert item is not None
    assert item.finding is None


@then(parsers.parse('the first passage holds "{words}"'))
def first_passage(front: Front, words: str) -> None:
    item = front.context.drafts.item
    assert item is not None
    assert words in item.passages[0].place.spoken


@then(parsers.parse('the draft holds "{words}"'))
def draft_holds(draft: Path, words: str) -> None:
    assert words in draft.read_text(encoding="utf-8")


@then("nothing else of the draft is changed")
def rest_is_same(draft: Path, before: str) -> None:
    assert draft.read_text(encoding="utf-8") == before.replace("teacher", "machine")


@then("the draft is as it was")
def as_it_was(draft: Path, before: str) -> None:
    assert draft.read_text(encoding="utf-8") == before


@then("the layers are shown")
def layers_shown(front: Front) -> None:
    assert front.context.drafts.shows_layers


@then("the layers are not shown")
def layers_hidden(front: Front) -> None:
    assert not front.context.drafts.shows_layers


@then(parsers.parse('"{text}" is on the clipboard now'))
def is_copied(front: Front, text: str) -> None:
    assert front.answers.clipboard == text, front.told


@then("every quotation is exact")
def all_exact(front: Front) -> None:
    items = front.context.drafts.items
    assert [item.finding.verdict.value for item in items if item.finding] == ["exact"] * len(items)
    assert not any(item.problem for item in items)
