"""What bad input gets: one sentence on stderr, the right status, and nothing changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typed import Terminal

from annotator.store import open_library


def no_episode(name: str) -> str:
    return f"There is no episode “{name}” in the library; `annotator episodes` lists them."


def required(name: str, verb: str) -> str:
    return f"the following arguments are required: {name} (see annotator {verb} --help)"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["marks", "9"], no_episode("9")),
        (["marks", "no such"], no_episode("no such")),
        (["transcript", "٣"], no_episode("٣")),
        (["import", "gone.mp3"], "There is no file “gone.mp3”."),
        (["redo"], "There is nothing to redo."),
    ],
)
def test_a_failure_is_told_in_one_sentence_with_status_1(
    with_talk: Terminal, words: list[str], sentence: str
) -> None:
    said = with_talk.types(*words)

    assert (said.status, said.complaint) == (1, sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tag", "1", "0:04", "0:02", "--quote"], "The end 0:02 must come after the start 0:04."),
        (["tag", "1", "soon", "0:02", "--quote"],
         "“soon” is not a time; write 1:02, 00:01:02.500 or 62500ms."),
        (["tag", "1", "-5", "0:02", "--quote"],
         "“-5” is not a time; write 1:02, 00:01:02.500 or 62500ms."),
        (["tag", "1", "0:00", "0:02"],
         "Say what the mark is: --topic NAME, --quote or --note TEXT."),
        (["tag", "1", "0:00", "0:02", "--note", " "],
         "Say what the mark is: --topic NAME, --quote or --note TEXT."),
        (["tag", "1", "0:00", "0:02", "--topic", " "], "A topic needs a name."),
        (["tag", "1", "0:13", "0:14", "--quote"],
         "“a talk” ends at 0:12; 0:13 is past its end."),
        (["tag", "1", "0:00"], required("END", "tag")),
        (["export", "1", "--out", ""], "--out needs a file or folder, or - to print the note."),
        (["search"], required("TEXT", "search")),
        (["search", "x", "--limit", "many"],
         "argument --limit: invalid int value: 'many' (see annotator search --help)"),
        (["undo", "--hard"], "unrecognized arguments: --hard (see annotator --help)"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_sentence_with_status_2(
    with_talk: Terminal, words: list[str], sentence: str
) -> None:
    said = with_talk.types(*words)

    assert (said.status, said.complaint) == (2, sentence)
    assert with_talk.json("marks", 1) == []


def test_an_unknown_format_names_those_there_are(with_talk: Terminal) -> None:
    said = with_talk.types("export", 1, "--format", "docx")

    assert said.status == 2
    assert "docx" in said.complaint
    assert "wiki" in said.complaint


def test_two_episodes_of_one_title_are_told_apart_by_id(with_talk: Terminal, talk: Path) -> None:
    other = talk.with_name("other.wav")
    other.write_bytes(talk.read_bytes() + b"\0\0")
    with_talk.ok("import", other, "--title", "A Talk")

    said = with_talk.types("marks", "a talk")

    assert (said.status, said.complaint) == (2, "2 episodes are called “a talk”; give the id.")
    assert with_talk.ok("marks", "2") == ""


def test_an_episode_called_like_a_number_is_found_by_its_title(
    with_talk: Terminal, talk: Path
) -> None:
    other = talk.with_name("1984.wav")
    other.write_bytes(talk.read_bytes() + b"\0\0")
    with_talk.ok("import", other)

    assert with_talk.json("marks", "1984") == []


def test_an_end_past_the_end_is_brought_back_to_it(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:08", "9:00", "--quote")

    [mark] = with_talk.json("marks", 1)
    assert mark["end_ms"] == 12_000


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is an empty file; restore a backup"),
        (b"just words, " * 30, "is not an Annotator library; choose another file with --library"),
    ],
)
def test_a_file_that_is_no_library_is_refused(
    terminal: Terminal, content: bytes, sentence: str
) -> None:
    terminal.library.write_bytes(content)

    said = terminal.types("episodes")

    assert said.status == 1
    assert sentence in said.complaint
    assert terminal.library.read_bytes() == content


def test_a_newer_library_is_refused(with_talk: Terminal) -> None:
    with closing(sqlite3.connect(with_talk.library)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()

    said = with_talk.types("episodes")

    assert said.status == 1
    assert "was written by a newer Annotator (schema 999" in said.complaint


def test_a_library_locked_by_another_program_is_told(
    with_talk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.database._BUSY_MS", 20)
    monkeypatch.setattr(open_library, "__kwdefaults__", {**open_library.__kwdefaults__,
                                                         "busy_ms": 20})  # fmt: skip
    with closing(open_library(with_talk.library)) as other, other.changing("Long work", None):
        said = with_talk.types("tag", 1, "0:00", "0:04", "--quote")
        listed = with_talk.types("episodes")

    assert said.status == 1
    assert said.complaint.endswith("try again in a moment.")
    assert listed.status == 0


def test_control_characters_in_names_cannot_steer_the_terminal(
    with_talk: Terminal, talk: Path
) -> None:
    nasty = talk.with_name("red\x1b[31m \u202e talk.wav")
    nasty.write_bytes(talk.read_bytes() + b"\0\0")
    with_talk.ok("import", nasty)
    with_talk.ok("tag", 2, "0:00", "0:04", "--topic", "blue\x1b[34m", "--note", "bell\x07")

    printed = [with_talk.types(*words) for words in (
        ["episodes"], ["topics"], ["marks", "2"], ["transcript", "2"], ["undo"], ["import",
        "no\x1b[31m.mp3"], ["tag", "2", "9:00", "9:01", "--quote"],
    )]  # fmt: skip

    for said in printed:
        assert "\x1b" not in said.out + said.err
        assert "\x07" not in said.out + said.err
        assert "\u202e" not in said.out + said.err
    assert len(printed[3].err.splitlines()) == 1


def test_a_file_whose_name_is_no_text_is_told(with_talk: Terminal, talk: Path) -> None:
    odd = os.fsencode(talk.parent) + b"/t\xffk.wav"
    Path(os.fsdecode(odd)).write_bytes(talk.read_bytes() + b"\0\0")

    said = with_talk.types("import", os.fsdecode(odd))

    assert said.status == 1
    assert said.complaint == "The name “t?k.wav” is no readable text; rename the file first."
    assert len(with_talk.json("episodes")) == 1


def test_words_that_are_no_text_are_told(with_talk: Terminal) -> None:
    said = with_talk.types("tag", 1, "0:00", "0:04", "--note", "caf\udce9")

    assert said.status == 2
    assert said.complaint == "“caf?” holds bytes that are no text; type it in UTF-8."
    assert with_talk.json("marks", 1) == []


def test_reading_on_to_a_closed_pipe_is_no_failure(with_talk: Terminal) -> None:
    words = [sys.executable, "-m", "annotator", "--library", with_talk.library, "transcript", "1"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_told(with_talk: Terminal) -> None:
    words = [sys.executable, "-m", "annotator", "--library", with_talk.library, "transcript", "1"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8"
        )

    assert ended.returncode == 1
    assert ended.stderr == (
        "annotator: The output could not be written: No space left on device.\n"
    )


def test_a_wrong_setting_is_told_and_the_verb_done(with_talk: Terminal, own_home: Path) -> None:
    settings = own_home / "config" / "annotator" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "pink"\n')

    said = with_talk.types("episodes")

    assert said.status == 0
    assert said.err == "annotator: The setting “theme” cannot be 'pink'; 'system' is used.\n"


def test_what_is_neither_a_verb_nor_a_file_is_told(with_talk: Terminal) -> None:
    said = with_talk.types("epsiodes")

    assert said.status == 2
    assert said.complaint == "“epsiodes” is neither a verb nor a file (see annotator --help)"
