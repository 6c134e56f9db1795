"""Chapters from the terminal."""

from __future__ import annotations

import pytest
from typed import Terminal


@pytest.fixture
def chapters(with_talk: Terminal) -> Terminal:
    """The talk in two chapters, of ids 1 and 2."""
    assert with_talk.ok("chapter", "add", 1, "0:00", "The  start") == "1\n"
    assert with_talk.ok("chapter", "add", 1, "0:06.500", "The rest") == "2\n"
    return with_talk


def test_chapters_are_listed_with_where_they_end(chapters: Terminal) -> None:
    assert chapters.json("chapters", 1) == [
        {"id": 1, "start_ms": 0, "end_ms": 6_500, "title": "The start"},
        {"id": 2, "start_ms": 6_500, "end_ms": 12_000, "title": "The rest"},
    ]
    assert chapters.ok("chapters", "a talk").splitlines()[1].split() == [
        "1", "0:00", "0:06", "The", "start",
    ]  # fmt: skip


def test_a_chapter_is_renamed_and_removed_by_id_or_time_and_undone(chapters: Terminal) -> None:
    chapters.ok("chapter", "rename", 1, 2, "The end")
    chapters.ok("chapter", "remove", 1, "0:03")
    assert [row["title"] for row in chapters.json("chapters", 1)] == ["The end"]

    chapters.ok("undo")
    chapters.ok("undo")
    titles = [row["title"] for row in chapters.json("chapters", 1)]
    assert titles == ["The start", "The rest"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", 1, "0:06.500", "Again"), "begins at 0:06 already"),
        (("add", 1, "0:01", "  "), "needs a name"),
        (("rename", 1, 9, "Other"), "has no chapter 9"),
        (("remove", 1, "soon"), "has no chapter soon"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    chapters: Terminal, words: tuple[str | int, ...], sentence: str
) -> None:
    said = chapters.types("chapter", *words)

    assert said.status in (1, 2)
    assert sentence in said.complaint
    assert len(chapters.json("chapters", 1)) == 2
