"""`annotator notes import`: notes become episodes, marks and topics, and once only."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest
from vault_notes import MARKS, Rows, Run, note, put


def test_a_note_becomes_an_episode_with_marks_and_topics(run: Run, rows: Rows, vault: Path) -> None:
    status, out, _ = run("notes", "import", put(vault, "a.md", note()))

    assert status == 0
    assert out == (
        "1  How bridges stand: new, 3 marks\n"
        "1 note: 1 made an episode, 0 went to one that was there, 0 had changed, 0 were known;"
        " 3 new marks, 3 new topics.\n"
    )
    assert rows("SELECT title, video_id, name FROM episode JOIN show ON show.id = show_id") == [
        ("How bridges stand", "abcDEF12345", "quiet_builders")
    ]
    assert rows(MARKS) == [
        ("note", 12_000, "Bridges stand by load paths", "", "Load paths", 0),
        ("note", 80_000, "Weight: the stones push each other", "", "Stone arches", 0),
        ("quote", 120_000, "", "An arch never sleeps at all", "Stone arches", 0),
    ]
    assert rows(
        "SELECT topic.name, above.name FROM topic LEFT JOIN topic above"
        " ON above.id = topic.parent_id ORDER BY topic.id"
    ) == [("Load paths", None), ("Arches", None), ("Stone arches", "Arches")]


def test_importing_again_changes_nothing(run: Run, rows: Rows, vault: Path) -> None:
    put(vault, "a.md", note())
    run("notes", "import", vault)
    before = rows("SELECT count(*), max(id) FROM journal") + rows(MARKS)

    status, out, _ = run("notes", "import", vault, "--json")

    assert status == 0
    assert [(row["fate"], row["marks"], row["topics"]) for row in json.loads(out)] == [
        ("known", 0, 0)
    ]
    assert rows("SELECT count(*), max(id) FROM journal") + rows(MARKS) == before


def test_notes_of_one_video_belong_to_one_episode(run: Run, rows: Rows, vault: Path) -> None:
    put(vault, "a.md", note())
    put(vault, "b.md", note("More of bridges", times=("00:05:00", "00:06:00", "00:07:00")))

    _, out, _ = run("notes", "import", vault, "--json")

    assert [(row["episode"], row["fate"]) for row in json.loads(out)] == [(1, "new"), (1, "added")]
    assert rows("SELECT count(*) FROM annotation") == [(6,)]


def test_a_note_goes_to_the_episode_its_video_has(run: Run, rows: Rows, vault: Path) -> None:
    talk = put(vault, "talk.srt", "1\n00:00:10,000 --> 00:00:20,000\nbridges stand by load\n")
    run("import", talk, "--video-id", "abcDEF12345", "--title", "The talk")

    run("notes", "import", put(vault, "a.md", note()))

    assert rows("SELECT title FROM episode") == [("The talk",)]
    # The words that are heard at its time are the mark's words.
    assert rows("SELECT start_ms, end_ms, text FROM annotation_flat ORDER BY 1")[0] == (
        12_000, 20_000, "stand by load",
    )  # fmt: skip


def test_a_note_that_changed_brings_what_is_new_and_takes_what_is_gone(
    run: Run, rows: Rows, vault: Path
) -> None:
    path = put(vault, "a.md", note())
    run("notes", "import", path)
    put(vault, "a.md", note(times=("00:00:12", "00:01:25", "00:02:00")))

    _, out, _ = run("notes", "import", path, "--json")

    assert json.loads(out)[0]["fate"] == "changed"
    assert [start for _, start, *_ in rows(MARKS)] == [12_000, 85_000, 120_000]
    assert run("notes", "export", "1")[1] == path.read_text()


def test_undo_takes_an_import_back_and_importing_brings_it_again(
    run: Run, rows: Rows, vault: Path, tmp_path: Path
) -> None:
    from annotator.store import open_library

    path = put(vault, "a.md", note())
    other = put(vault, "b.md", note("More", times=("00:05:00", "00:06:00", "00:07:00")))
    run("notes", "import", path, other)
    with closing(open_library(tmp_path / "l.sqlite")) as library:
        library.undo(1)
        assert [mark.start_ms for mark in library.notebook.annotations(1)] == [
            12_000, 80_000, 120_000,
        ]  # fmt: skip
        library.undo(1)
        assert library.episodes.summaries() == ()

    run("notes", "import", path, other)

    assert len(rows(MARKS)) == 6
    assert rows("SELECT count(*) FROM episode") == [(1,)]


def test_a_note_without_times_is_the_description_of_its_episode(
    run: Run, rows: Rows, vault: Path
) -> None:
    path = put(vault, "a.md", "---\ntitle: T\nvideoId: v1\n---\n\nAll about [[a_b]].\n")

    run("notes", "import", path)

    assert rows("SELECT title, description FROM episode") == [("T", "All about a b.")]


def test_times_that_cannot_be_right_are_for_review(run: Run, rows: Rows, vault: Path) -> None:
    text = note(times=("11:31:94", "00:01:20", "later"))

    _, out, _ = run("notes", "import", put(vault, "a.md", text))

    assert "2 marks to review: the times cannot be right; `annotator notes check` says which" in out
    assert [(start, review) for _, start, *_, review in rows(MARKS)] == [
        (0, 1),
        (80_000, 0),
        (80_000, 1),
    ]


def test_front_matter_that_is_not_yaml_is_told_and_the_note_imported(
    run: Run, rows: Rows, vault: Path
) -> None:
    _, out, _ = run("notes", "import", put(vault, "a.md", note("Bridges: how they stand")))

    assert "a.md: The front matter is not YAML (line 2); quote its values." in out
    assert rows("SELECT title FROM episode") == [("Bridges: how they stand",)]


def test_what_cannot_be_imported_is_said_and_the_rest_is(run: Run, rows: Rows, vault: Path) -> None:
    put(vault, "big.md", b"x" * 10_000_000)
    put(vault, "good.md", note())

    status, out, _ = run("notes", "import", vault)

    assert status == 1
    assert f"“{vault / 'big.md'}” has 10.0 MB; a note may have 4 MB, so it was left out." in out
    assert rows("SELECT title FROM episode") == [("How bridges stand",)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gone.md", "annotator: There is no file or folder “{path}”.\n"),
        ("", "annotator: There are no notes (.md) in the folder “{path}”.\n"),
    ],
)
def test_nothing_to_import_is_one_sentence(run: Run, vault: Path, name: str, sentence: str) -> None:
    path = vault / name if name else vault

    assert run("notes", "import", path) == (1, "", sentence.format(path=path))


def test_a_settings_folder_of_a_vault_is_passed_over(run: Run, vault: Path) -> None:
    (vault / ".trash").mkdir()
    put(vault / ".trash", "old.md", note("Old", "oldold12345"))
    put(vault, "a.md", note())

    _, out, _ = run("notes", "import", vault, "--json")

    assert [Path(row["path"]).name for row in json.loads(out)] == ["a.md"]


def test_the_first_word_alone_is_wrong_usage(run: Run, capsysbinary: object) -> None:
    with pytest.raises(SystemExit) as ended:
        run("notes")

    assert ended.value.code == 2


def test_a_note_kept_in_the_library_has_its_path_and_hash(
    run: Run, rows: Rows, vault: Path
) -> None:
    path = put(vault, "a.md", note())

    run("notes", "import", path)

    digest = hashlib.sha256(note().encode()).hexdigest()
    assert rows("SELECT path, sha256, cast(source AS text), trashed_at FROM wiki_note") == [
        (str(path), digest, note(), None)
    ]
