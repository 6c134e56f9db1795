"""A library written into a folder of notes, and kept up to date there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from keeper import Keeper

from annotator.domain.errors import AnnotatorError, ExportError, NotFoundError, UsageError
from annotator.exporters import logseq as plain_logseq
from annotator.exporters import wiki as plain_wiki
from annotator.exporters.note import EpisodeNote
from annotator.session import vault_folder
from annotator.store import open_library


def test_there_is_a_note_for_each_episode_topic_and_show(keeper: Keeper) -> None:
    report = keeper.export()
    assert report.ok
    stems = {Path(name).stem.casefold().replace("_", " ") for name in keeper.files()}
    assert stems == {
        "on bread - a talk", "salt", "craft", "open recipes", "the long table", "ovens"
    }  # fmt: skip


def test_a_topics_note_holds_its_marks_of_all_episodes(wiki: Keeper) -> None:
    wiki.export()
    text = wiki.text("open_recipes")
    assert "[[On bread - a talk | On bread: a talk]]" in text
    assert "Nobody owns a recipe." in text
    assert "Salt is slow." in text
    assert "[[open_recipes | Open recipes]]" in wiki.text("Salt")


def test_a_wiki_note_of_a_vault_is_the_plain_one_but_for_its_ids(wiki: Keeper) -> None:
    wiki.export()
    episode = wiki.library.episodes.get(1)
    assert episode is not None
    note = EpisodeNote(episode, tuple(wiki.library.notebook.annotations(1)), wiki.session.topics)
    text = wiki.text("On bread - a talk")
    for mark in note.annotations:
        assert f' id="a-{mark.uid}"' in text
        text = text.replace(f' id="a-{mark.uid}"', "")
    assert text == plain_wiki.render(note)


def test_what_did_not_change_is_not_written(keeper: Keeper) -> None:
    keeper.export()
    before = {path: path.stat().st_mtime_ns for path in keeper.folder.rglob("*.md")}
    assert keeper.export().rows == ()
    keeper.mark(1, 200, "Nothing is wasted.", "Craft")
    changed = {Path(row.path).stem.casefold() for row in keeper.export().rows}
    assert changed == {"on bread - a talk", "craft"}
    after = {path: path.stat().st_mtime_ns for path in keeper.folder.rglob("*.md")}
    assert sum(before[path] != after[path] for path in before) == 2


def test_a_run_over_everything_changes_nothing(keeper: Keeper) -> None:
    keeper.export()
    assert keeper.export(whole=True).rows == ()


def test_a_renamed_topic_is_renamed_in_every_note(wiki: Keeper) -> None:
    wiki.export()
    wiki.rename("Craft", "Handwork")
    preview = wiki.export(preview=True)
    assert "-## [[craft | Craft]]" in preview.text
    assert "+## [[handwork | Handwork]]" in preview.text
    assert "[[craft" in wiki.text("On bread - a talk")  # only shown
    wiki.export()
    assert all(b"raft" not in content for content in wiki.files().values())
    assert "Topics/handwork.md" in wiki.files()
    assert "Topics/craft.md" not in wiki.files()


def test_a_merged_topic_leaves_no_note_and_no_link(wiki: Keeper) -> None:
    wiki.export()
    wiki.merge("Open recipes", "Craft")
    wiki.export()
    assert "Topics/open_recipes.md" not in wiki.files()
    assert all(b"open_recipes" not in content for content in wiki.files().values())
    assert "Salt is slow." in wiki.text("craft")


def test_a_removed_mark_leaves_no_orphan(keeper: Keeper) -> None:
    keeper.export()
    gone = keeper.marks()[1]
    keeper.remove(gone.uid)
    keeper.export()
    for content in keeper.files().values():
        assert gone.text.encode() not in content


def test_an_episode_in_the_trash_has_no_note(keeper: Keeper) -> None:
    keeper.export()
    keeper.trash(2)
    keeper.export()
    assert not [name for name in keeper.files() if "Salt" in name or "vens" in name]
    assert all(b"Salt is slow" not in content for content in keeper.files().values())


def test_what_a_user_wrote_stays_through_every_change(keeper: Keeper) -> None:
    keeper.export()
    for name, content in keeper.files().items():
        (keeper.folder / name).write_bytes(content + b"\n\nMy own thoughts.\n")
    keeper.rename("Craft", "Handwork")
    keeper.mark(1, 300, "Late.", "Handwork")
    keeper.remove(keeper.marks()[0].uid)
    report = keeper.export()
    assert report.ok, report.text
    files = keeper.files()
    assert len(files) == 6
    assert all(b"My own thoughts." in content for content in files.values())
    text = keeper.text("On bread - a talk")
    assert "Late." in text
    assert "andwork" in text
    assert "The dough tells you." not in text
    assert keeper.export(whole=True).rows == ()


def test_the_last_run_can_be_taken_back(keeper: Keeper) -> None:
    keeper.export()
    before = keeper.files()
    keeper.rename("Craft", "Handwork")
    keeper.export()
    assert keeper.files() != before
    assert "as before" in keeper.undo().text
    assert keeper.files() == before
    keeper.export()
    assert any("andwork" in name for name in keeper.files())


def test_the_first_run_can_be_taken_back_too(wiki: Keeper) -> None:
    wiki.export()
    wiki.undo()
    assert wiki.files() == {}
    with pytest.raises(NotFoundError, match="no run"):
        wiki.undo()


def test_a_file_edited_since_stays_when_a_run_is_taken_back(wiki: Keeper) -> None:
    wiki.export()
    wiki.rename("Craft", "Handwork")
    wiki.export()
    wiki.edit("Salt", "title: Salt", "title: Salt of mine")
    wiki.edit("handwork", "title: Handwork", "title: Mine")
    report = wiki.undo()
    assert "“Topics/handwork.md” was changed since" in report.text
    assert "title: Mine" in wiki.text("handwork")


def test_names_that_clash_are_numbered_and_stay(wiki: Keeper) -> None:
    wiki.folder.mkdir()
    (wiki.folder / "craft.md").write_text("A note that was there.")
    twin = wiki.episode("Salt")
    wiki.mark(twin, 3, "Another.", "CON", "C/raft")
    wiki.export()
    files = set(wiki.files())
    assert {"craft.md", "Topics/craft_2.md", "Episodes/Salt 2.md"} <= files
    assert "Topics/_con.md" in files
    assert (wiki.folder / "craft.md").read_text() == "A note that was there."
    wiki.rename("Craft", "Art")
    wiki.export()
    assert "Episodes/Salt 2.md" in wiki.files()


def test_only_a_part_of_the_library(wiki: Keeper) -> None:
    wiki.export(show="ovens")
    assert {Path(name).stem for name in wiki.files()} == {"Salt", "ovens", "open_recipes"}
    wiki.mark(1, 500, "More.", "Open recipes")
    wiki.export()
    assert "On bread" not in "".join(wiki.files())
    wiki.export(whole=True)
    assert "Episodes/On bread - a talk.md" in wiki.files()
    with pytest.raises(NotFoundError, match="no show “Nobody”"):
        wiki.export(show="Nobody")
    with pytest.raises(NotFoundError, match="no topic “Nothing”"):
        wiki.export(topic="Nothing")


def test_a_vault_that_was_moved_is_known_again(wiki: Keeper) -> None:
    wiki.export()
    new = wiki.folder.with_name("elsewhere")
    wiki.folder.rename(new)
    with pytest.raises(ExportError, match="is not there any more"):
        wiki.export()
    wiki.folder = new
    assert wiki.export().rows == ()


def test_notes_that_are_missing_are_written_again(wiki: Keeper) -> None:
    wiki.export()
    before = wiki.files()
    for name in ("Episodes/Salt.md", "Topics/craft.md"):
        (wiki.folder / name).unlink()
    wiki.export()
    assert wiki.files() == before


@pytest.mark.parametrize("place", ["Archive/2026/On bread - a talk.md", "Bread.md"])
def test_a_note_that_a_user_moved_or_renamed_stays_where_it_is(keeper: Keeper, place: str) -> None:
    keeper.export()
    names = set(keeper.files())
    old = keeper.file("On bread - a talk")
    new = keeper.folder / place
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    text = new.read_text().replace("Ask her.", "Ask her now.")
    new.write_text(f"{text}\n\nMine: [[On bread - a talk]].\n")
    keeper.rename("Craft", "Handwork")

    report = keeper.sync()

    assert report.ok, report.text
    assert not old.exists()
    assert len(keeper.files()) == len(names)
    assert "Ask her now." in [mark.note for mark in keeper.marks()]
    text = new.read_text()
    assert "andwork" in text
    assert f"Mine: [[{new.stem}]]." in text
    # What leads to it leads to it still.
    topic = next(t.decode() for name, t in keeper.files().items() if "andwork" in name)
    if keeper.profile == "markdown":
        assert f"(../{place.replace(' ', '%20')})" in topic
    else:
        assert f"[[{new.stem}" in topic
    assert keeper.sync().rows == ()
    assert keeper.export(whole=True).rows == ()
    keeper.remove(keeper.marks()[0].uid)
    keeper.export()
    assert "The dough tells you." not in new.read_text()
    assert not old.exists()


def test_a_copy_of_a_note_is_not_taken_for_it(wiki: Keeper) -> None:
    wiki.export()
    note = wiki.file("Salt")
    copy = wiki.folder / "Salt again.md"
    copy.write_bytes(note.read_bytes())
    wiki.mark(2, 300, "Late.", "Craft")
    wiki.export()
    assert "Late." in note.read_text()
    assert "Late." not in copy.read_text()


def test_another_kind_or_another_library_is_refused(wiki: Keeper, tmp_path: Path) -> None:
    wiki.export()
    with pytest.raises(UsageError, match="is a vault of the kind wiki"):
        wiki.export(profile="obsidian")
    stranger = Keeper(open_library(tmp_path / "other.sqlite"), wiki.folder, "wiki")
    with pytest.raises(ExportError, match="the vault of another library"):
        stranger.export()
    stranger.library.close()


def test_nothing_is_written_outside_of_the_vault(wiki: Keeper, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    wiki.folder.mkdir()
    (wiki.folder / "Topics").symlink_to(outside)
    report = wiki.export()
    assert "leads out of the vault" in report.text
    assert not report.ok
    assert list(outside.iterdir()) == []
    assert "Episodes/Salt.md" in wiki.files()


def test_a_folder_that_cannot_be_is_told(wiki: Keeper, tmp_path: Path) -> None:
    wiki.folder = tmp_path / "no" / "where"
    with pytest.raises(ExportError, match="There is no folder"):
        wiki.export()
    (tmp_path / "file").write_text("x")
    wiki.folder = tmp_path / "file"
    with pytest.raises(ExportError, match="cannot be written"):
        wiki.export()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe broken", "no UTF-8 text"),
        (b"---\ntitle: [\n---\n\nMine.", "not YAML"),
        (b"---\nno end", "no end"),
        (b"x" * (vault_folder.MOST_BYTES + 1), "more than a note may have"),
    ],
)
def test_a_note_that_is_none_is_left_as_it_is(wiki: Keeper, content: bytes, told: str) -> None:
    wiki.export()
    file = wiki.file("Salt")
    file.write_bytes(content)
    wiki.mark(2, 100, "New.", "Craft")
    report = wiki.export()
    assert told in report.text
    assert not report.ok
    assert file.read_bytes() == content
    assert "New." in wiki.text("craft")


def test_line_ends_and_byte_order_marks_stay(wiki: Keeper) -> None:
    wiki.export()
    file = wiki.file("Salt")
    text = wiki.text("Salt") + "\n\nMine.\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    wiki.mark(2, 100, "New.", "Craft")
    wiki.export()
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf---\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"New." in content
    assert b"Mine." in content


def test_a_full_disk_leaves_every_file_whole(wiki: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    wiki.export()
    before = wiki.files()

    def full(path: Path, content: bytes, *, settled: bool = True) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(vault_folder, "write_atomically", full)
    wiki.rename("Craft", "Handwork")
    report = wiki.export()
    assert "No space left" in report.text
    assert wiki.files() == before
    monkeypatch.undo()
    wiki.export()
    assert "Topics/handwork.md" in wiki.files()


def test_a_read_only_library_writes_nothing(wiki: Keeper) -> None:
    wiki.library.read_only = True
    with pytest.raises(AnnotatorError, match="can only be read"):
        wiki.export()
    assert not wiki.folder.exists()


def test_titles_that_are_devices_or_the_same_get_names_of_their_own(keeper: Keeper) -> None:
    titles = ["CON", "nul.txt", "Salt", "SALT", "../../etc/passwd", "a/b:c*?", "x" * 300, "."]
    for number, title in enumerate(titles):
        episode = keeper.episode(title, "AUX")
        keeper.mark(episode, 10, f"Said in {number}.", "Lpt1", "lpt1.")
    assert keeper.export().ok
    files = keeper.files()
    names = [path.rpartition("/")[2].removesuffix(".md") for path in files]
    assert len({name.casefold() for name in names}) == len(names)
    devices = {"con", "nul", "aux", "lpt1"}
    assert not devices & {name.partition(".")[0].casefold() for name in names}
    assert all(len(name.encode()) <= 240 for name in names)
    assert sorted(keeper.folder.parent.iterdir()) == sorted(
        [*keeper.folder.parent.glob("library.sqlite*"), keeper.folder]
    )
    said = b"\n".join(content for path, content in files.items() if path.count("/") == 1)
    assert all(f"Said in {number}.".encode() in said for number in range(len(titles)))
    assert keeper.export(whole=True).rows == ()


def test_a_note_of_ten_megabytes_is_told_and_left(wiki: Keeper) -> None:
    wiki.export()
    file = wiki.file("Salt")
    file.write_bytes(file.read_bytes() + b"\n\n" + b"Mine. " * 1_700_000)
    content = file.read_bytes()
    wiki.mark(2, 100, "New.", "Craft")
    for report in (wiki.export(), wiki.sync()):
        assert not report.ok
        assert "has 10.2 MB, more than a note may have" in report.text
    assert file.read_bytes() == content
    assert "New." in wiki.text("craft")


def test_a_vault_that_is_half_deleted_is_whole_again(keeper: Keeper) -> None:
    keeper.export()
    names = keeper.files()
    for number, name in enumerate(names):
        if number % 2:
            (keeper.folder / name).unlink()
    (keeper.folder / ".annotator-vault").unlink()
    marks = keeper.marks()
    assert "is gone; its marks stay" in keeper.sync().text
    assert keeper.marks() == marks
    keeper.export()
    assert keeper.files() == names


def test_a_mark_has_one_id_in_a_logseq_vault_and_in_a_logseq_page(
    keeper_of: Callable[[str], Keeper],
) -> None:
    keeper = keeper_of("logseq")
    keeper.export()
    episode = keeper.library.episodes.get(2)
    assert episode is not None
    marks = tuple(keeper.library.notebook.annotations(2))
    page = plain_logseq.render(EpisodeNote(episode, marks, keeper.session.topics))
    ids = [set(re.findall(r"id:: (\S+)", text)) for text in (keeper.text("Salt"), page)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_a_logseq_page_of_a_vault_holds_the_video_that_its_times_play(
    keeper_of: Callable[[str], Keeper],
) -> None:
    keeper = keeper_of("logseq")
    keeper.export()
    text = keeper.text("Salt")
    assert text.count("{{video https://youtu.be/abcDEF12345}}") == 1
    assert text.index("{{video") < text.index("{{youtube-timestamp 5}}")
    keeper.file("Salt").write_text(text.replace("Salt is slow.", "Salt is very slow."))
    assert keeper.sync().ok
    assert keeper.sync().rows == ()
    assert "Salt is very slow." in [mark.text for mark in keeper.marks()]
    assert keeper.text("Salt").count("{{video") == 1
