"""Notes out, without a window; and every key has its scenario."""

from __future__ import annotations

import re
from pathlib import Path

from front import Front
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import REGISTRY

scenarios("export.feature")


def _export(front: Front, name: str, file: str, **given: object) -> None:
    front.run("export.note", episode="1", note_format=name, out=str(front.folder / file), **given)


@when(parsers.parse('I export "{name}" to "{file}"'))
def export(front: Front, name: str, file: str) -> None:
    _export(front, name, file)


@when(parsers.parse('I export "{name}" by time to "{file}"'))
def export_by_time(front: Front, name: str, file: str) -> None:
    _export(front, name, file, by_time=True)


@when(parsers.parse('I export "{name}" to "{file}" by force'))
def export_by_force(front: Front, name: str, file: str) -> None:
    _export(front, name, file, force=True)


@when(parsers.parse('somebody adds "{line}" to "{file}"'))
def add_line(front: Front, line: str, file: str) -> None:
    with (front.folder / file).open("a", encoding="utf-8") as note:
        note.write(f"\n{line}\n")


@given(parsers.parse('somebody wrote "{text}" in "{file}"'))
def foreign_file(front: Front, text: str, file: str) -> None:
    (front.folder / file).write_text(text, encoding="utf-8")


@given(parsers.parse('the folder "{name}"'))
def folder(front: Front, name: str) -> None:
    (front.folder / name).mkdir()


def _text(front: Front, file: str) -> str:
    return (front.folder / file).read_bytes().decode("utf-8")


@then(parsers.parse('the file "{file}" reads'))
def file_reads(front: Front, file: str, docstring: str) -> None:
    # The blanks at the ends of lines are held to the byte by the exporters' golden files.
    assert [line.rstrip() for line in _text(front, file).splitlines()] == docstring.splitlines()


@then(parsers.parse('the file "{file}" holds "{text}"'))
def file_holds(front: Front, file: str, text: str) -> None:
    assert text in _text(front, file)


@then(parsers.parse('the file "{file}" does not hold "{text}"'))
def file_holds_not(front: Front, file: str, text: str) -> None:
    assert text not in _text(front, file)


@then(parsers.parse('in the file "{file}" "{first}" comes before "{second}"'))
def comes_before(front: Front, file: str, first: str, second: str) -> None:
    text = _text(front, file)
    assert 0 <= text.index(first) < text.index(second)


@then(parsers.parse('the files "{one}" and "{two}" are the same'))
def files_same(front: Front, one: str, two: str) -> None:
    assert (front.folder / one).read_bytes() == (front.folder / two).read_bytes()


@then(parsers.parse('there is a file "{file}"'))
def file_there(front: Front, file: str) -> None:
    assert (front.folder / file).is_file()


@then(parsers.parse('there is no file "{file}"'))
def file_not_there(front: Front, file: str) -> None:
    assert not (front.folder / file).exists()


def test_every_key_of_the_program_is_pressed_in_a_scenario() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.feature")
    )
    pressed = set(re.findall(r'I press "([^"]+)"', written))
    pressed |= {cell.strip() for row in written.splitlines() for cell in row.split("|")}
    # Ctrl+E and Ctrl+Shift+E open previews, which need their window: tests/gui presses them.
    shown = {"Ctrl+E", "Ctrl+Shift+E", "Ctrl+="}
    keys = {key for command in REGISTRY for key in command.keys} - shown
    assert keys - pressed == set()
