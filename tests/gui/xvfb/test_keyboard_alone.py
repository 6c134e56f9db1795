"""The main job from the keyboard alone, in a real window: found in the library and in the note."""

from __future__ import annotations

import signal
import sqlite3
import wave
from contextlib import closing
from pathlib import Path

from real_desk import Desk, until

SAMPLE = "What is still worth learning — Annotator"
TAGGED = "SELECT count(*) FROM annotation_flat WHERE topics LIKE '%What to learn%'"
QUOTED = "SELECT count(*) FROM annotation_flat WHERE kind = 'quote'"
AFTERNOONS = "SELECT text, start_time FROM annotation_flat WHERE topics LIKE '%Afternoons%'"
LEFT_AT = "SELECT position_ms FROM playback"


def _marked(desk: Desk, query: str, count: int, what: str) -> None:
    until(lambda: desk.rows(query) == [(count,)], what)


def test_play_tag_quote_new_topic_undo_and_export(desk: Desk) -> None:
    program = desk.start()
    desk.window(SAMPLE)
    _marked(desk, TAGGED, 4, "the sample's marks")

    desk.key("space")
    desk.key("1")
    _marked(desk, TAGGED, 5, "the tag")
    desk.key("q")
    _marked(desk, QUOTED, 4, "the quote")
    desk.key("t")
    desk.type("Afternoons")
    desk.key("Return")
    until(lambda: desk.rows(AFTERNOONS), "the new topic")
    desk.key("ctrl+z")
    until(lambda: not desk.rows(AFTERNOONS), "the new topic to be taken back")
    assert desk.rows("SELECT count(*) FROM topic WHERE name = 'Afternoons'") == [(0,)]
    desk.key("ctrl+shift+z")
    ((said, start_time),) = until(lambda: desk.rows(AFTERNOONS), "the new topic again")

    desk.key("ctrl+e")
    desk.window("Export the note")
    desk.key("Return")
    note = desk.home / "What is still worth learning.md"
    until(note.exists, "the note on the disk")
    text = note.read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: What is still worth learning\n---\n")
    # The line stands under its first topic; further topics are links on the line or a heading.
    (line,) = [line for line in text.splitlines() if f'"{said}"' in line]
    assert f'data-t="{start_time}">[{start_time}]</a>' in line
    assert "[[afternoons | Afternoons]]" in text
    for (quoted,) in desk.rows("SELECT text FROM annotation_flat WHERE kind = 'quote'"):
        assert f'"{quoted}"' in text

    desk.window(SAMPLE)
    desk.key("ctrl+q")
    assert program.wait(timeout=30) == 0
    assert desk.rows(LEFT_AT)[0][0] > 0  # it has played all the while
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_second_start_raises_the_first_window_and_opens_its_file_there(desk: Desk) -> None:
    first = desk.start()
    window = desk.window(SAMPLE)
    desk.tool("windowminimize", "--sync", window)
    recording = _recording(desk.home / "two voices.wav")
    second = desk.start(str(recording))
    assert second.wait(timeout=60) == 0
    assert desk.window("two voices — Annotator") == window
    assert first.poll() is None
    with closing(sqlite3.connect(desk.library)) as connection:
        titles = connection.execute("SELECT title FROM episode ORDER BY id").fetchall()
    assert titles == [("What is still worth learning",), ("two voices",)]


def test_a_crash_of_the_program_loses_no_mark_and_the_next_start_resumes(desk: Desk) -> None:
    program = desk.start()
    desk.window(SAMPLE)
    desk.key("Down", "Down", "Down", "b")
    query = "SELECT text FROM annotation_flat WHERE kind = 'bookmark'"
    kept = until(lambda: desk.rows(query), "the bookmark")
    desk.key("space")
    until(lambda: desk.rows(LEFT_AT)[0][0] > 3_000, "the place to be kept")
    ((place,),) = desk.rows(LEFT_AT)
    program.send_signal(signal.SIGSEGV)  # as a fault inside libVLC does
    assert program.wait(timeout=30) == -signal.SIGSEGV
    assert desk.rows(query) == kept

    again = desk.start()
    desk.window(SAMPLE)
    desk.key("ctrl+q")
    assert again.wait(timeout=30) == 0
    assert desk.rows(query) == kept
    ((resumed,),) = desk.rows(LEFT_AT)
    assert resumed >= place - 1_000


def _recording(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes([128]) * 16_000)
    return path
