"""Templates from the command line: listed, copied, tried, added, used."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import Terminal

MINE = """\
format = 1
name = "My list"
about = "One line a mark."

[note]
body = '''
{% for mark in marks %}
{{ mark.time }} {{ mark.quote }}
{% endfor %}
'''
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.annotator-template"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_a_note_is_made_with_a_template(with_talk: Terminal, mine: Path) -> None:
    with_talk.ok("tag", 1, "0:04", "0:08", "--quote")
    made = with_talk.ok("export", 1, "--template", mine)
    assert made == "0:04 “you learn it by getting wet”\n"


def test_a_template_is_added_and_used_by_name(
    with_talk: Terminal, mine: Path, tmp_path: Path
) -> None:
    assert with_talk.ok("template", "check", mine) == "“My list” can be used.\n"
    with_talk.ok("template", "add", mine)
    assert [row["name"] for row in with_talk.json("templates") if row["origin"] == "yours"] == [
        "My list"
    ]
    with_talk.ok("tag", 1, "0:04", "0:08", "--quote")
    target = tmp_path / "out"
    target.mkdir()
    with_talk.ok("export", 1, "--format", "template:my list", "--out", target)
    assert [path.name for path in target.iterdir()] == ["a talk.md"]
    again = with_talk.types("template", "add", mine)
    assert (again.status, "you have one called “My list” already" in again.err) == (1, True)
    with_talk.ok("template", "add", mine, "--force")
    with_talk.ok("template", "remove", "My list")
    assert with_talk.types("export", 1, "--template", "My list").status == 1


def test_a_template_that_ships_can_be_copied_and_changed(
    with_talk: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.annotator-template"
    copy.write_text(with_talk.ok("template", "show", "wiki"), encoding="utf-8")
    with_talk.ok("tag", 1, "0:04", "0:08", "--topic", "Craft")
    made = with_talk.ok("export", 1, "--template", copy)
    assert made == with_talk.ok("export", 1, "--format", "wiki")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "is no text in UTF-8"),
        (b"x" * 500_000, "is far larger than any template"),
        (b"[note]", "does not say format = 1"),
        (b"format = 1\nname = 'x'\n[note]\nbody = '{{ open'", "line 1: unexpected end"),
    ],
)
def test_a_template_that_cannot_be_used_is_not_added(
    terminal: Terminal, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.annotator-template"
    path.write_bytes(content)
    assert said in terminal.types("template", "add", path).err
    assert all(row["origin"] == "built in" for row in terminal.json("templates"))


def test_a_template_that_is_not_there_is_told(terminal: Terminal) -> None:
    assert "There is no template “nothing”" in terminal.types("template", "show", "nothing").err


def test_a_format_and_a_template_are_too_much(with_talk: Terminal, mine: Path) -> None:
    said = with_talk.types("export", 1, "--format", "wiki", "--template", mine)
    assert said.status == 2
