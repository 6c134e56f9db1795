"""A Logseq page is an outline: what belongs under a heading is indented below it."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from keeper import Keeper

from annotator.domain.notes import Annotation
from annotator.store.vaults import packed, unpacked

BREAD = "On bread - a talk"


@pytest.fixture
def logseq(keeper_of: Callable[[str], Keeper]) -> Keeper:
    keeper = keeper_of("logseq")
    keeper.export()
    return keeper


def outline(text: str) -> list[str]:
    """The blocks of a page as Logseq nests them: two dots a level, without their properties."""
    shown = []
    for line in text.splitlines():
        tabs, bullet, said = line.partition("- ")
        if bullet and not tabs.strip("\t"):
            shown.append(".." * len(tabs) + said.partition(" {{youtube")[0])
    return shown


def topics_of(keeper: Keeper, words: str) -> list[str]:
    [mark] = [mark for mark in keeper.marks() if mark.text == words]
    return [topic.name for topic in keeper.session.topics if topic.id in mark.topics]


def settled(keeper: Keeper) -> None:
    files, marks = keeper.files(), keeper.marks()
    assert (keeper.sync().rows, keeper.files(), keeper.marks()) == ((), files, marks)
    assert keeper.export(whole=True).rows == ()


def as_it_was(keeper: Keeper) -> None:
    """The vault as it was written when statements stood beside their headings."""
    with closing(sqlite3.connect(keeper.library.path)) as database:
        for path, base in database.execute("SELECT path, base FROM vault_note").fetchall():
            flat = re.sub(r"(?m)^\t+", "", unpacked(base))
            digest = hashlib.sha256(flat.encode()).hexdigest()
            (keeper.folder / path).write_text(flat, encoding="utf-8")
            database.execute(
                "UPDATE vault_note SET base = ?, sha256 = ? WHERE path = ?",
                (packed(flat), digest, path),
            )
        database.commit()


WRITTEN = [
    "{{video https://youtu.be/abcDEF12345}}",
    "## [[Craft]]",
    '..**Ben:** "The dough tells you."',
    '..One line. <br/> Another. — **Ben:** "Taste it."',
    "## [[Open recipes]]",
    '..Ask her. — **Ben:** "Nobody owns a recipe." ([[Craft]])',
]


def test_marks_are_nested_below_their_topic_and_topics_below_theirs(
    logseq: Keeper,
) -> None:
    assert outline(logseq.text(BREAD)) == WRITTEN
    assert re.search(r"(?m)^\t- .*\n\t  id:: [0-9a-f-]{36}$", logseq.text(BREAD))
    assert [line[:4] for line in outline(logseq.text("Craft"))] == ["## [", "..((", "..((", "..(("]

    logseq.nest("Open recipes", "Craft")
    logseq.sync()

    assert outline(logseq.text(BREAD))[4:] == [
        "..### [[Open recipes]]",
        '....Ask her. — **Ben:** "Nobody owns a recipe." ([[Craft]])',
    ]
    settled(logseq)


def test_an_older_page_is_read_and_nested_when_it_is_written_again(logseq: Keeper) -> None:
    as_it_was(logseq)
    older, marks = logseq.files(), logseq.marks()
    assert all(b"\n\t" not in text for text in older.values())
    assert logseq.sync().rows == ()
    assert (logseq.files(), logseq.marks()) == (older, marks)

    logseq.mark(_episode(marks), 200, "Let it rest.", "Open recipes")
    logseq.sync()
    assert outline(logseq.text(BREAD)) == [*WRITTEN, '..**Ben:** "Let it rest."']
    settled(logseq)


def test_what_was_changed_in_an_older_page_is_read_and_what_was_added_stays_where_it_belongs(
    logseq: Keeper,
) -> None:
    as_it_was(logseq)
    before = {mark.uid: mark for mark in logseq.marks()}
    logseq.edit(BREAD, "Ask her.", "Ask her soon.")
    statement = _statement(logseq.text(BREAD), "The dough")
    added = f"{statement}\n\t- my own thought\n- a line of mine"
    logseq.edit(BREAD, statement, added)

    assert logseq.sync().ok

    assert outline(logseq.text(BREAD)) == [
        *WRITTEN[:3],
        "....my own thought",
        "..a line of mine",
        *WRITTEN[3:5],
        '..Ask her soon. — **Ben:** "Nobody owns a recipe." ([[Craft]])',
    ]
    changed = [mark for mark in logseq.marks() if mark.note != before[mark.uid].note]
    assert [mark.note for mark in changed] == ["Ask her soon."]
    assert all(mark.topics == before[mark.uid].topics for mark in logseq.marks())
    settled(logseq)


def test_a_heading_of_the_users_without_a_bullet_stays_one(logseq: Keeper) -> None:
    as_it_was(logseq)
    statement = _statement(logseq.text(BREAD), "Nobody owns")
    logseq.edit(BREAD, statement, f"### My own\n\n{statement}")
    marks = logseq.marks()
    logseq.mark(_episode(marks), 200, "Let it rest.", "Craft")
    assert logseq.sync().ok
    assert "\n### My own\n\n\t- Ask her." in logseq.text(BREAD)
    assert topics_of(logseq, "Nobody owns a recipe.") == ["Craft", "Open recipes"]
    settled(logseq)


def test_a_mark_moved_in_an_older_page_changes_its_topic(logseq: Keeper) -> None:
    as_it_was(logseq)
    _move(logseq, "Taste it.", behind="Nobody owns")
    assert logseq.sync().ok
    assert topics_of(logseq, "Taste it.") == ["Open recipes"]
    assert outline(logseq.text(BREAD))[-1].startswith("..One line.")
    settled(logseq)


def test_a_mark_is_under_the_heading_that_it_is_nested_in(logseq: Keeper) -> None:
    logseq.nest("Open recipes", "Craft")
    logseq.sync()
    # Behind what is nested in “Open recipes”, but beside that, below “Craft”.
    _move(logseq, "Taste it.", behind="Nobody owns")
    assert logseq.sync().rows == ()
    assert topics_of(logseq, "Taste it.") == ["Craft"]

    _move(logseq, "Taste it.", behind="Nobody owns", tabs=2)
    logseq.sync()
    assert topics_of(logseq, "Taste it.") == ["Open recipes"]
    settled(logseq)


def test_a_mark_taken_out_of_all_headings_keeps_its_topics(logseq: Keeper) -> None:
    _move(logseq, "Taste it.", behind="Nobody owns", tabs=0)
    assert logseq.sync().rows == ()
    assert topics_of(logseq, "Taste it.") == ["Craft"]
    assert outline(logseq.text(BREAD))[-1].startswith("One line.")
    settled(logseq)


def test_a_new_mark_takes_nothing_that_is_nested_in_the_one_before(logseq: Keeper) -> None:
    statement = _statement(logseq.text(BREAD), "The dough")
    logseq.edit(BREAD, statement, f"{statement}\n\t\t- my own thought\n\t\t\t- and why")
    logseq.mark(_episode(logseq.marks()), 20, "Fold it.", "Craft")
    logseq.sync()
    assert outline(logseq.text(BREAD))[2:6] == [
        '..**Ben:** "The dough tells you."',
        "....my own thought",
        "......and why",
        '..**Ben:** "Fold it."',
    ]
    settled(logseq)


def test_a_section_that_was_nested_elsewhere_gets_new_marks_there(logseq: Keeper) -> None:
    text = logseq.text(BREAD)
    begin = text.index("- ## [[Craft]]")
    nested = re.sub(r"(?m)^(?=.)", "\t", text[begin:])
    logseq.file(BREAD).write_text(f"{text[:begin]}- My reading\n{nested}", encoding="utf-8")
    logseq.mark(_episode(logseq.marks()), 20, "Fold it.", "Craft")
    logseq.sync()
    assert outline(logseq.text(BREAD))[1:5] == [
        "My reading",
        "..## [[Craft]]",
        '....**Ben:** "The dough tells you."',
        '....**Ben:** "Fold it."',
    ]
    settled(logseq)


def _episode(marks: list[Annotation]) -> int:
    return next(mark for mark in marks if mark.text.startswith("The dough")).episode_id


def _statement(text: str, words: str) -> str:
    """The lines of the statement of these words."""
    found = re.search(rf"(?m)^\t*- .*{re.escape(words)}.*\n\s*id:: .*$", text)
    assert found is not None
    return found[0]


def _move(keeper: Keeper, words: str, *, behind: str, tabs: int | None = None) -> None:
    """Drag a mark behind another, as deep as `tabs`; None as deep as it is."""
    text = keeper.text(BREAD)
    moved = _statement(text, words)
    text = re.sub(rf"{re.escape(moved)}\n+", "", text)
    there = _statement(text, behind)
    if tabs is not None:
        moved = re.sub(r"(?m)^\t*", "\t" * tabs, moved)
    text = text.replace(there, f"{there}\n{moved}")
    keeper.file(BREAD).write_text(text, encoding="utf-8")
