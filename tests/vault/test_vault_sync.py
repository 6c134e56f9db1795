"""What users change in the notes comes back into the library, and nothing of theirs is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from keeper import Keeper

from annotator.domain.errors import NotFoundError, UsageError
from annotator.session.vault_folder import VaultFolder
from annotator.vault.blocks import split
from annotator.vault.profiles import PROFILES

BREAD = "On bread - a talk"


def uid_of(keeper: Keeper, words: str) -> str:
    return next(mark.uid for mark in keeper.marks() if mark.text == words)


def in_library(keeper: Keeper, words: str) -> bool:
    return any(mark.text == words for mark in keeper.marks())


def settled(keeper: Keeper) -> None:
    """A second synchronisation changes nothing, on neither side."""
    files, marks = keeper.files(), keeper.marks()
    report = keeper.sync()
    assert (report.rows, keeper.files(), keeper.marks()) == ((), files, marks)
    assert keeper.export(whole=True).rows == ()


def test_a_reworded_note_is_the_marks_note(keeper: Keeper) -> None:
    keeper.export()
    keeper.edit(BREAD, "Ask her.", "Ask *her* about <it>.")
    report = keeper.sync()
    assert report.ok, report.text
    mark = keeper.known(uid_of(keeper, "Nobody owns a recipe."))
    assert mark.note == "Ask *her* about <it>."
    assert "Ask *her* about <it>." in keeper.text(BREAD)  # as the user wrote it
    settled(keeper)


def test_a_users_way_to_write_a_note_outlives_changes_of_the_library(keeper: Keeper) -> None:
    keeper.export()
    keeper.edit(BREAD, "Ask her.", "Ask *her* of [[Rye]].")
    keeper.sync()
    uid = uid_of(keeper, "Nobody owns a recipe.")
    keeper.change(uid, topics=(*keeper.known(uid).topics, keeper.topic("Late").id))
    keeper.rename("Craft", "Handwork")
    assert keeper.sync().ok
    text = keeper.text(BREAD)
    assert "Ask *her* of [[Rye]]." in text
    assert "ate" in text
    assert "andwork" in text
    settled(keeper)


def test_a_corrected_quotation_is_the_marks_words(keeper: Keeper) -> None:
    keeper.export()
    keeper.edit(BREAD, "The dough tells you.", "The dough tells you, Ida.")
    keeper.sync()
    assert in_library(keeper, "The dough tells you, Ida.")
    settled(keeper)


@pytest.mark.parametrize("profile", ["wiki", "markdown", "logseq"])
def test_an_editors_own_quotation_marks_quote_too(
    keeper_of: Callable[[str], Keeper], profile: str
) -> None:
    keeper = keeper_of(profile)
    keeper.export()
    keeper.edit(BREAD, '"Nobody owns a recipe."', "“Nobody owns the recipe.”")
    keeper.sync()
    assert keeper.known(uid_of(keeper, "Nobody owns the recipe.")).note == "Ask her."
    settled(keeper)


@pytest.mark.parametrize("profile", ["wiki", "markdown", "logseq"])
def test_words_without_quotation_marks_are_not_taken_for_a_note(
    keeper_of: Callable[[str], Keeper], profile: str
) -> None:
    keeper = keeper_of(profile)
    keeper.export()
    marks = keeper.marks()
    keeper.edit(BREAD, '"Nobody owns a recipe."', "Nobody owns any recipe.")
    text = keeper.text(BREAD)
    for _ in range(2):
        assert "left as they are" in keeper.sync().text
        assert keeper.marks() == marks
        assert keeper.text(BREAD) == text


def test_prose_around_the_statements_stays_and_goes_nowhere(keeper: Keeper) -> None:
    keeper.export()
    marks = keeper.marks()
    text = keeper.text(BREAD).rstrip("\n")
    first = text.index("The dough")
    begin = text.rindex("\n\n", 0, first)
    text = f"{text[:begin]}\n\n# My heading\n\nMy prose, [[linked]].{text[begin:]}\n\nThe end."
    keeper.file(BREAD).write_text(text)
    assert keeper.sync().rows == ()
    assert keeper.text(BREAD) == text
    assert keeper.marks() == marks
    settled(keeper)


def test_a_deleted_statement_removes_its_mark_and_can_be_undone(keeper: Keeper) -> None:
    keeper.export()
    text = keeper.text(BREAD)
    uid = uid_of(keeper, "Taste it.")
    keeper.file(BREAD).write_text(text.replace(_statement(keeper, text, "Taste it."), ""))
    assert "removed" in keeper.sync(dry_run=True).text
    assert in_library(keeper, "Taste it.")
    keeper.sync()
    assert not in_library(keeper, "Taste it.")
    settled(keeper)
    keeper.session.undo()
    assert keeper.known(uid).text == "Taste it."
    keeper.sync()
    assert "Taste it." in keeper.text(BREAD)
    settled(keeper)


def _statement(keeper: Keeper, text: str, words: str) -> str:
    """The statement of these words as the file has it, with its line breaks."""
    blocks = split(PROFILES[keeper.profile], text)
    [found] = [block for block in blocks if block.idents and words in block.text]
    return found.source + found.gap


def test_a_statement_moved_under_another_heading_has_that_topic(keeper: Keeper) -> None:
    keeper.export()
    text = keeper.text(BREAD)
    moved, other = (_statement(keeper, text, w) for w in ("Nobody owns", "The dough tells"))
    text = text.replace(moved, "", 1).replace(other, f"{other.rstrip()}\n\n{moved.rstrip()}\n\n")
    keeper.file(BREAD).write_text(text)
    uid = uid_of(keeper, "Nobody owns a recipe.")
    assert keeper.names_of(uid) == ["Open recipes", "Craft"]
    report = keeper.sync()
    assert report.ok, report.text
    assert keeper.names_of(uid) == ["Craft"]
    settled(keeper)


def test_the_order_of_statements_is_the_users(keeper: Keeper) -> None:
    keeper.export()
    text = keeper.text(BREAD)
    one, two = (_statement(keeper, text, words) for words in ("The dough tells", "Taste it."))
    gap = "\n\n" if keeper.profile == "obsidian" else "\n"
    swapped = text.replace(two, "").replace(one, f"{two.rstrip()}{gap}{one.rstrip()}\n\n")
    keeper.file(BREAD).write_text(swapped)
    assert keeper.sync().rows == ()
    keeper.mark(1, 300, "Late.", "Craft")
    keeper.sync()
    text = keeper.text(BREAD)
    assert 0 < text.index("Taste it.") < text.index("The dough tells")
    assert "Late." in text
    settled(keeper)


@pytest.mark.parametrize(
    ("profile", "old", "new"),
    [
        ("wiki", "([[craft | Craft]])", "([[quiet_rooms | Quiet rooms]])"),
        ("markdown", "([Craft](../Topics/Craft.md", "([Quiet rooms](../Topics/Quiet%20rooms.md"),
        ("logseq", "([[Craft]])", "([[Quiet rooms]])"),
        ("obsidian", "> [[Craft]]", "> [[Quiet rooms]]"),
    ],
)  # fmt: skip
def test_another_link_is_another_topic(keeper_of, profile: str, old: str, new: str) -> None:  # type: ignore[no-untyped-def]
    keeper = keeper_of(profile)
    keeper.export()
    keeper.edit(BREAD, old, new)
    report = keeper.sync()
    assert report.ok, report.text
    uid = uid_of(keeper, "Nobody owns a recipe.")
    assert keeper.names_of(uid) == ["Open recipes", "Quiet rooms"]
    settled(keeper)
    keeper.session.undo()
    assert keeper.names_of(uid) == ["Open recipes", "Craft"]


def test_both_sides_go_together_where_they_can(keeper: Keeper) -> None:
    keeper.export()
    uid = uid_of(keeper, "Nobody owns a recipe.")
    keeper.edit(BREAD, "Ask her.", "Ask her soon.")
    keeper.change(uid, topics=(keeper.topic("Open recipes").id, keeper.topic("Late").id))
    keeper.rename("Open recipes", "Shared recipes")
    report = keeper.sync()
    assert report.ok, report.text
    assert keeper.known(uid).note == "Ask her soon."
    assert keeper.names_of(uid) == ["Shared recipes", "Late"]
    text = keeper.text(BREAD)
    assert "Ask her soon." in text
    assert "hared" in text
    assert "pen_recipes" not in text
    settled(keeper)


def _clashing(keeper: Keeper) -> str:
    keeper.export()
    uid = uid_of(keeper, "Nobody owns a recipe.")
    keeper.edit(BREAD, "Ask her.", "Ask him.")
    keeper.change(uid, note="Ask them.")
    return uid


def test_a_clash_is_shown_and_nothing_is_taken_until_it_is_decided(keeper: Keeper) -> None:
    uid = _clashing(keeper)
    for _ in range(3):
        report = keeper.sync()
        assert [row.fate for row in report.rows] == ["clash"]
        assert not report.ok
        assert "Ask him." in report.text
        assert "Ask them." in report.text
        assert "Ask him." in keeper.text(BREAD)
        assert keeper.known(uid).note == "Ask them."


@pytest.mark.parametrize(
    ("side", "kept", "note"),
    [
        ("file", ["Ask him."], "Ask him."),
        ("library", ["Ask them."], "Ask them."),
        ("both", ["Ask him.", "Ask them."], "Ask them.\n\nAsk him."),
    ],
)
def test_a_clash_is_decided(keeper: Keeper, side: str, kept: list[str], note: str) -> None:
    uid = _clashing(keeper)
    keeper.sync()
    assert keeper.sync(take=side).ok
    assert keeper.known(uid).note == note
    text = keeper.text(BREAD)
    assert [words for words in ("Ask him.", "Ask them.") if words in text] == kept
    settled(keeper)


@pytest.mark.parametrize("side", ["file", "library", "both"])
def test_changed_here_and_removed_there_is_a_clash_too(keeper: Keeper, side: str) -> None:
    keeper.export()
    keeper.edit(BREAD, "Ask her.", "Ask him.")
    keeper.remove(uid_of(keeper, "Nobody owns a recipe."))
    text = keeper.text(BREAD)
    keeper.change(uid_of(keeper, "Taste it."), note="Changed here.")
    keeper.file(BREAD).write_text(text.replace(_statement(keeper, text, "Taste it."), ""))
    assert [row.fate for row in keeper.sync().rows] == ["clash", "clash"]
    assert "Ask him." in keeper.text(BREAD)
    assert in_library(keeper, "Taste it.")
    keeper.sync(take=side)
    assert ("Ask him." in keeper.text(BREAD)) is (side != "library")
    assert in_library(keeper, "Taste it.") is (side != "file")
    assert ("Changed here." in keeper.text(BREAD)) is (side != "file")
    settled(keeper)


def test_a_file_without_any_statement_is_taken_for_damaged(keeper: Keeper) -> None:
    keeper.export()
    keeper.file(BREAD).write_text("Gone.")
    report = keeper.sync()
    assert "none of its statements" in report.text
    assert len(keeper.marks()) == 5
    assert keeper.text(BREAD) == "Gone."


def test_a_statement_that_lost_its_id_takes_no_mark_with_it(keeper: Keeper) -> None:
    keeper.export()
    text = keeper.text(BREAD)
    [ident] = split(PROFILES[keeper.profile], _statement(keeper, text, "The dough"))[0].idents
    keeper.file(BREAD).write_text(text.replace(ident, "x"))
    report = keeper.sync()
    assert "lost its shape or its id" in report.text
    assert in_library(keeper, "The dough tells you.")
    assert keeper.text(BREAD).count("The dough tells you.") == 1


def test_a_file_that_is_gone_takes_no_mark_with_it(keeper: Keeper) -> None:
    keeper.export()
    keeper.file(BREAD).unlink()
    report = keeper.sync()
    assert "is gone; its marks stay" in report.text
    assert len(keeper.marks()) == 5
    assert "The dough tells you." in keeper.text(BREAD)


def test_what_is_no_vault_is_told(keeper: Keeper) -> None:
    with pytest.raises(NotFoundError, match="is no vault of this library"):
        keeper.sync()
    keeper.export()
    with pytest.raises(UsageError, match="file, library or both"):
        keeper.sync(take="mine")


@pytest.mark.parametrize(("profile", "topic"), [("wiki", "craft"), ("obsidian", "Craft")])
def test_a_topics_note_is_read_back_too(keeper_of, profile: str, topic: str) -> None:  # type: ignore[no-untyped-def]
    keeper = keeper_of(profile)
    keeper.export()
    keeper.edit(topic, "Ask her.", "Ask her twice.")
    uid = uid_of(keeper, "The dough tells you.")
    text = keeper.text(topic)
    keeper.file(topic).write_text(text.replace(_statement(keeper, text, "The dough"), ""))
    report = keeper.sync()
    assert report.ok, report.text
    assert keeper.known(uid_of(keeper, "Nobody owns a recipe.")).note == "Ask her twice."
    assert "Ask her twice." in keeper.text(BREAD)
    assert keeper.names_of(uid) == []  # out of the topic's note: the topic goes, the mark stays
    settled(keeper)


def test_one_mark_reworded_in_two_notes_keeps_both(wiki: Keeper) -> None:
    wiki.export()
    wiki.edit(BREAD, "Ask her.", "Ask him.")
    wiki.edit("craft", "Ask her.", "Ask them.")
    assert not wiki.sync().ok
    assert [row.fate for row in wiki.sync().rows] == ["clash"]
    wiki.sync(take="both")
    note = wiki.known(uid_of(wiki, "Nobody owns a recipe.")).note
    assert "Ask him." in note
    assert "Ask them." in note
    settled(wiki)


@pytest.mark.parametrize("content", [b"\xff\xfe broken", b"---\ntitle: [\n---\n\nMine."])
def test_a_note_that_is_none_is_told_and_left(wiki: Keeper, content: bytes) -> None:
    wiki.export()
    file = wiki.file(BREAD)
    file.write_bytes(content)
    wiki.edit("Salt", "Salt is slow.", "Salt is slow, she said.")
    report = wiki.sync()
    assert "On bread" in report.text
    assert file.read_bytes() == content
    assert in_library(wiki, "Salt is slow, she said.")


def test_a_file_edited_during_the_synchronisation_is_left(
    wiki: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki.export()
    wiki.edit("Salt", "Salt is slow.", "Salt is slow, she said.")
    wiki.rename("Open recipes", "Shared")
    late = "\n\nWritten while it was read.\n"
    really = VaultFolder.write

    def write(self: VaultFolder, path: str, content: bytes, expected: bytes | None) -> None:
        if path.endswith("Salt.md") and late.encode() not in (expected or b""):
            file = self.root / path
            file.write_bytes(file.read_bytes() + late.encode())
        really(self, path, content, expected)

    monkeypatch.setattr(VaultFolder, "write", write)
    report = wiki.sync()
    assert "was changed just now, by another program" in report.text
    assert late in wiki.text("Salt")
    assert in_library(wiki, "Salt is slow, she said.")
    assert wiki.sync().ok
    text = wiki.text("Salt")
    assert late in text
    assert "[[shared | Shared]]" in text
    assert "she said" in text
    settled(wiki)
