"""File names for notes: safe everywhere, unique, and still telling."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.exporters.filenames import link_target, note_filename

DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A plain title", "A plain title.md"),
        ("AI: what now?", "AI - what now.md"),
        ('She said "no" <loudly>', "She said 'no' (loudly).md"),
        ("either/or", "either-or.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        (r"C:\Windows\system32", "C -Windows-system32.md"),
        ("trailing dots...", "trailing dots.md"),
        (".hidden", "hidden.md"),
        ("-rf", "rf.md"),
        ("CON", "_CON.md"),
        ("con.txt", "_con.txt.md"),
        ("Lpt1", "_Lpt1.md"),
        ("Console", "Console.md"),
        ("", "Untitled.md"),
        ("???", "Untitled.md"),
        ("\u202egnp.exe", "gnp.exe.md"),
        ("a\0b\nc\td", "ab c d.md"),
        ("Cafe\u0301", "Caf\u00e9.md"),
        ("日本の庭", "日本の庭.md"),
    ],
)
def test_titles_become_safe_names(title: str, name: str) -> None:
    assert note_filename(title, ".md") == name


def test_names_that_differ_only_in_case_are_numbered() -> None:
    taken = ["Talk.md", "TALK 2.md"]
    assert note_filename("talk", ".md", taken) == "talk 3.md"
    assert note_filename("talk", ".csv", taken) == "talk.csv"


def test_names_that_differ_only_in_composition_are_numbered() -> None:
    assert note_filename("Caf\u00e9", ".md", ["Cafe\u0301.md"]) == "Caf\u00e9 2.md"


def test_long_names_are_cut_and_still_told_apart() -> None:
    first = note_filename("x" * 400, ".md")
    second = note_filename("x" * 400, ".md", [first])
    assert len(first) == len(second) == 150
    assert second.endswith("x 2.md")


def test_names_are_cut_between_whole_characters() -> None:
    family = "👩\u200d👩\u200d👧"
    name = note_filename(family * 40, ".md")
    assert len(name.encode()) <= 240
    assert name.removesuffix(".md").replace(family, "") == ""


hostile = st.text(
    alphabet=st.one_of(
        st.sampled_from('[]#^|:\\/<>"?*. -\0\n\t\u202e\u2066\u200d\u0301éAaß漢🎧\ud800'),
        st.characters(),
    ),
    max_size=300,
)


@given(hostile, st.sampled_from([".md", "csv", ".jsonl"]), st.lists(hostile, max_size=4))
@example("aux.", ".md", [])
@example("a" * 147 + ". b", ".md", [])
@example("x" + "\u0301" * 400, ".md", [])
def test_any_title_gives_a_name_every_system_takes(
    title: str, extension: str, others: list[str]
) -> None:
    taken = [note_filename(other, extension) for other in others]
    name = note_filename(title, extension, taken)
    assert 0 < len(name) <= 150
    assert len(name.encode()) <= 240
    assert not set(name) & set('[]#^|:\\/<>"?*')
    # Format and control characters are gone but for the joiners that words and emoji need.
    assert all(
        unicodedata.category(char) not in {"Cc", "Cs"} and char not in "\u202e\u2066"
        for char in name
    )
    stem = name[: -len(extension.lstrip(".")) - 1]
    assert stem
    assert stem[-1] not in ". "
    assert stem[0] not in ".- "
    assert not DEVICE.match(stem)
    assert name == unicodedata.normalize("NFC", name)
    assert name.casefold() not in {other.casefold() for other in taken}
    assert note_filename(title, extension, taken) == name


@given(hostile)
def test_a_link_target_holds_nothing_that_ends_or_changes_a_link(name: str) -> None:
    target = link_target(name)
    assert target == target.strip() != ""
    assert not set(target) & set('[]#^|:\\/<>"?*`$~=')
    assert "%%" not in target
    assert "{{" not in target
