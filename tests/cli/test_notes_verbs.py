"""`annotator notes import`, `notes export` and `notes check`, as a user types them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.app.terminal import run_terminal

NOTE = """\
---
title: {title}
videoId: {video}
---

From: [[quiet_builders]] <br/>\u0020

Bridges stand by [[load_paths | load paths]] {one}.

## Arches
### [[stone_arches | Stone]]
*   **Weight:** the stones push each other {two}.
> "An arch never sleeps at all" {three}"""

Run = Callable[..., tuple[int, str, str]]
Rows = Callable[..., list[tuple[Any, ...]]]


def tag(time: str) -> str:
    return f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'


def note(
    title: str = "How bridges stand",
    video: str = "abcDEF12345",
    times: tuple[str, str, str] = ("00:00:12", "00:01:20", "00:02:00"),
) -> str:
    one, two, three = map(tag, times)
    return NOTE.format(title=title, video=video, one=one, two=two, three=three)


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a verb on a library of the test's own: its status, what it printed and told."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = run_terminal(["--library", str(tmp_path / "l.sqlite"), *map(str, words)])
        out = capsysbinary.readouterr()
        return status, out.out.decode("utf-8", "surrogateescape"), out.err.decode()

    return run


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    def read(query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(tmp_path / "l.sqlite")) as connection:
            return connection.execute(query).fetchall()

    return read


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


MARKS = (
    "SELECT kind, start_ms, note, text, topics, needs_review FROM annotation_flat ORDER BY start_ms"
)


# Import


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


# Export


@pytest.mark.parametrize(
    "data",
    [
        note().encode(),
        note().replace("\n", "\r\n").encode() + b"\r\n",
        b"\xef\xbb\xbf" + note().encode(),
        note().encode().replace(b"stand", b"st\xff\xfend"),
        note("x", "-VqmFI9vY7w").encode() + b"\x00 \xf0\x9f\x8c\x89",
    ],
    ids=["plain", "crlf", "bom", "not utf-8", "odd"],
)
def test_an_untouched_note_goes_out_byte_for_byte(run: Run, vault: Path, data: bytes) -> None:
    run("notes", "import", put(vault, "a.md", data))
    out = vault / "out.md"

    assert run("notes", "export", "1")[1].encode("utf-8", "surrogateescape") == data
    assert run("notes", "export", "1", "--out", out)[0] == 0
    assert out.read_bytes() == data


def test_several_notes_go_into_a_folder(run: Run, vault: Path, tmp_path: Path) -> None:
    texts = {"a.md": note(), "b.md": note("More", times=("00:05:00", "00:06:00", "00:07:00"))}
    for name, text in texts.items():
        put(vault, name, text)
    run("notes", "import", vault)
    out = tmp_path / "out"
    out.mkdir()

    status, _, told = run("notes", "export", "1")
    assert (status, told) == (
        2, "annotator: “How bridges stand” has 2 notes; name a folder for them with --out.\n",
    )  # fmt: skip
    assert run("notes", "export", "1", "--out", out)[0] == 0
    assert {path.name: path.read_text() for path in out.iterdir()} == texts


def test_clashing_names_write_nothing(run: Run, vault: Path, tmp_path: Path) -> None:
    for place, text in (("x", note()), ("y", note("More"))):
        (vault / place).mkdir()
        put(vault / place, "a.md", text)
    run("notes", "import", vault)
    out = tmp_path / "out"
    out.mkdir()

    status, _, told = run("notes", "export", "1", "--out", out)

    assert status == 1
    assert told.endswith(f"would both be “a.md” in “{out}”; nothing was written.\n")
    assert list(out.iterdir()) == []


def test_another_file_is_not_overwritten(run: Run, vault: Path) -> None:
    run("notes", "import", put(vault, "a.md", note()))
    mine = put(vault, "mine.md", "my own words")

    status, _, told = run("notes", "export", "1", "--out", mine)

    assert status == 1
    assert told == (
        f"annotator: “{mine}” exists and is another note; choose another name or pass --force.\n"
    )
    assert mine.read_text() == "my own words"


def test_export_says_that_later_changes_are_not_in_it(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    from annotator.store import open_library

    run("notes", "import", put(vault, "a.md", note()))
    with closing(open_library(tmp_path / "l.sqlite")) as library:
        mark = library.notebook.annotations(1)[0]
        with library.changing("Remove mark", 1) as change:
            change.writes.remove_annotation(mark)

    _, out, told = run("notes", "export", "1")

    assert out == note()
    assert "Its marks were changed since the import" in told


# Check


SLIPPED = note(times=("02:19:00", "03:48:00", "04:31:00"))
MENDED = note(times=("00:02:19", "00:03:48", "00:04:31"))


def test_a_sound_note_is_clean(run: Run, vault: Path) -> None:
    assert run("notes", "check", put(vault, "a.md", note()))[:2] == (
        0, "Notes: 1 checked, nothing found.\n",
    )  # fmt: skip


def test_check_names_what_is_wrong_and_touches_nothing(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path)

    assert status == 1
    lines = out.splitlines()
    assert lines[0] == (
        f"{path}:8:46: shifted-time: 02:19:00 is likely 2:19: the note writes minutes and seconds"
        " as hours and minutes."
    )
    assert lines[1] == f"    high: {tag('00:02:19')}"
    assert lines[-1] == "Notes: 1 checked, 3 found, 3 of them would be mended with --fix."
    assert path.read_text() == SLIPPED


def test_fix_mends_the_sure_ones_and_shows_the_difference(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path, "--fix")

    assert status == 0
    assert path.read_text() == MENDED
    assert f"--- {path}\n+++ {path}\n@@ " in out
    assert "\n-*   **Weight:** the stones push each other " + tag("03:48:00") in out
    assert "\n+*   **Weight:** the stones push each other " + tag("00:03:48") in out
    assert out.endswith("Notes: 1 checked, nothing left, 3 mended.\n")
    assert run("notes", "check", path, "--fix")[:2] == (0, "Notes: 1 checked, nothing found.\n")


def test_fix_keeps_line_breaks_and_bytes_that_are_no_text(run: Run, vault: Path) -> None:
    data = SLIPPED.replace("\n", "\r\n").encode().replace(b"stand", b"st\xffnd")
    path = put(vault, "a.md", data)

    run("notes", "check", path, "--fix")

    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode().replace(b"stand", b"st\xffnd")


def test_json_has_every_finding_with_its_repair(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path, "--json")

    [found] = json.loads(out)
    assert status == 1
    assert found["path"] == str(path)
    assert found["findings"][0] == {
        "line": 8,
        "column": 46,
        "kind": "shifted-time",
        "told": "02:19:00 is likely 2:19: the note writes minutes and seconds as hours and"
        " minutes.",
        "found": tag("02:19:00"),
        "repair": tag("00:02:19"),
        "sure": "high",
        "fixed": False,
    }


def test_the_length_of_the_episode_is_taken_from_the_library(run: Run, vault: Path) -> None:
    talk = put(vault, "talk.srt", "1\n00:00:10,000 --> 00:09:00,000\nan arch never sleeps at all\n")
    run("import", talk, "--video-id", "abcDEF12345")
    path = put(vault, "a.md", note(times=("00:00:12", "03:48:00", "00:05:00")))

    _, out, _ = run("notes", "check", path)

    assert "it is past the end of the episode, and minutes and seconds fit" in out


def test_links_are_checked_in_a_folder(run: Run, vault: Path) -> None:
    put(vault, "load_paths.md", "Words.\n")
    (vault / "quiet_builders").mkdir()
    path = put(vault / "quiet_builders", "a.md", note())

    status, out, _ = run("notes", "check", vault)

    assert status == 1
    assert out == (
        f"{path}:11:5: missing-note: There is no note “stone_arches”.\nNotes: 2 checked, 1 found.\n"
    )
    assert run("notes", "check", path)[0] == 0


def test_a_note_that_cannot_be_written_is_left_as_it_is(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(vault, "a.md", SLIPPED)

    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("annotator.commands.note_check.write_atomically", refuse)

    status, out, _ = run("notes", "check", path, "--fix")

    assert status == 1
    assert f"“{path}” could not be mended: Read-only file system; it is as it was." in out
    assert path.read_text() == SLIPPED
    assert [item.name for item in vault.iterdir()] == ["a.md"]


# Two words


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
