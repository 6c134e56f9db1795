"""The whole job from the command line, on a real recording: import, tag, export, undo."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.app import run as annotator

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run(word, …)`: what `annotator` prints."""

    def run(*words: str | Path) -> str:
        capsys.readouterr()
        assert annotator(["--library", str(tmp_path / "library.sqlite"), *map(str, words)]) == 0
        return capsys.readouterr().out

    return run


def in_another_process(library: Path, verb: str) -> None:
    """The same as a program of its own."""
    subprocess.run([sys.executable, "-m", "annotator", "--library", library, verb], check=True)


def clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def test_a_real_recording_becomes_a_note_in_which_every_line_plays(
    corpus: Path, tmp_path: Path, run: Run
) -> None:
    sound = corpus / "audio" / "sonnets_1-3_en_PD.mp3"
    episode = run(
        "import", sound, "--transcript", sound.with_suffix(".srt"), "--title", "Three sonnets",
        "--show", "Readings", "--video-id", "abcDEF12_-9",
    ).strip()  # fmt: skip
    assert episode == "1"
    [listed] = json.loads(run("episodes", "--json"))
    assert 150_000 < listed["duration_ms"] < 165_000

    cues: list[dict[str, Any]] = json.loads(run("transcript", episode, "--json"))
    first, second = cues[2], cues[4]
    run("tag", episode, clock(first["start_ms"]), clock(first["end_ms"]), "--topic", "On time")
    run("tag", episode, clock(second["start_ms"]), clock(second["end_ms"]), "--quote",
        "--topic", "Beauty & age", "--note", "The heart of it")  # fmt: skip
    [early, late] = json.loads(run("marks", episode, "--json"))
    assert (early["text"], late["text"]) == (first["text"], second["text"])
    assert [mark["start_ms"] for mark in (early, late)] == [first["start_ms"], second["start_ms"]]

    target = tmp_path / "note.md"
    run("export", episode, "--format", "wiki", "--out", target)

    note = target.read_text(encoding="utf-8")
    anchor = r'<a class="yt-timestamp" data-t="(\d\d:\d\d:\d\d)">\[\1\]</a>\.'
    shape = (
        r"---\ntitle: Three sonnets\nvideoId: abcDEF12_-9\n---\n\n"
        r"From: \[\[readings \| Readings\]\] <br/> \n\n"
        r"## \[\[on_time \| On time\]\]\n"
        rf'\*   "[^"\n]+" {anchor}\n\n'
        r"## \[\[beauty_age \| Beauty & age\]\]\n"
        rf'\*   The heart of it — "[^"\n]+" {anchor.replace("1", "2")}'
    )
    found = re.fullmatch(shape, note)
    assert found is not None, note
    assert [found[1], found[2]] == [clock(mark["start_ms"])[:8] for mark in (early, late)]
    run("export", episode, "--format", "wiki", "--out", target)
    assert target.read_text(encoding="utf-8") == note, "same input, same bytes"

    in_another_process(tmp_path / "library.sqlite", "undo")
    assert [mark["id"] for mark in json.loads(run("marks", episode, "--json"))] == [early["id"]]
    in_another_process(tmp_path / "library.sqlite", "redo")
    assert len(json.loads(run("marks", episode, "--json"))) == 2


def test_what_was_said_is_found_in_a_real_recording(corpus: Path, run: Run) -> None:
    sound = corpus / "audio" / "librivox_en-de-es_PD_5min.mp3"
    run("import", sound)
    cues: list[dict[str, Any]] = json.loads(run("transcript", "1", "--json"))

    for cue in (cues[1], cues[len(cues) // 2], cues[-2]):
        words = " ".join(cue["text"].split()[-3:])
        hits = json.loads(run("search", words, "--json"))
        assert any(cue["start_ms"] <= hit["start_ms"] <= cue["end_ms"] for hit in hits), words
