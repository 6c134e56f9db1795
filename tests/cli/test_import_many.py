"""`annotator import` with many sources: files, folders, patterns and links."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from local_web import VTT, LocalWeb, tone

from annotator.app import run as main
from annotator.app.terminal import run_terminal

SRT = "1\n00:00:00,000 --> 00:00:02,000\n{0} speaks of kettles.\n"

Run = Callable[..., tuple[int, str, str]]

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on a library of the test's own: its status, what it printed and complained."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        library = tmp_path / "library.sqlite"
        status = run_terminal(["--library", str(library), *map(str, words)])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


@pytest.fixture
def web(own_home: Path) -> Iterator[LocalWeb]:
    """A server on this machine, and settings that allow to follow links to it."""
    settings = own_home / "config" / "annotator" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("private_links = true\n")
    made = LocalWeb()
    yield made
    made.close()


def talk(folder: Path, name: str, pitch: int = 440) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(tone(1, pitch) if name.endswith(".wav") else SRT.format(path.stem).encode())
    return path


def stored(tmp_path: Path) -> list[tuple[str, bool, int]]:
    """Title, whether there is sound, and number of cues of each episode, by id."""
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        return [
            (title, bool(sound), cues or 0)
            for title, sound, cues in connection.execute(
                "SELECT title, media.episode_id IS NOT NULL, cue_count FROM episode"
                " LEFT JOIN media ON media.episode_id = episode.id"
                " LEFT JOIN transcript ON transcript.id = episode.transcript_id ORDER BY episode.id"
            )
        ]


def test_one_source_prints_its_id_alone(run: Run, tmp_path: Path) -> None:
    assert run("import", talk(tmp_path / "in", "ada.srt"))[:2] == (0, "1\n")


def test_many_sources_print_a_line_each(run: Run, tmp_path: Path) -> None:
    first, second = talk(tmp_path / "in", "ada.srt"), talk(tmp_path / "in", "ben.srt")

    assert run("import", first, second)[:2] == (0, "1  ada\n2  ben\n")


def test_a_failure_is_a_line_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    first, last = talk(folder, "ada.srt"), talk(folder, "ben.srt")
    empty = folder / "empty.srt"
    empty.touch()

    status, out, err = run("import", first, folder / "gone.srt", empty, last)

    lines = out.splitlines()
    assert status == 1
    assert lines[0] == "1  ada"
    assert lines[1].startswith("–  ")
    assert "There is no file" in lines[1]
    assert "empty.srt" in lines[2]
    assert lines[3] == "2  ben"
    assert "Traceback" not in err


def test_media_takes_the_transcript_of_its_name_even_from_another_folder(
    run: Run, tmp_path: Path
) -> None:
    sound = [talk(tmp_path / "sound", "ada.wav", 300), talk(tmp_path / "sound", "ben.wav", 500)]
    words = [talk(tmp_path / "words", "ben.srt"), talk(tmp_path / "words", "ada.en.srt")]

    status, out, _ = run("import", *words, *sound)

    assert (status, out) == (0, "1  ada\n2  ben\n")
    assert stored(tmp_path) == [("ada", True, 1), ("ben", True, 1)]


def test_recordings_of_one_name_keep_what_lies_beside_them(run: Run, tmp_path: Path) -> None:
    for number, folder in enumerate(("one", "two")):
        talk(tmp_path / "in" / folder, "talk.wav", 300 + 100 * number)
    talk(tmp_path / "in" / "two", "talk.srt")

    assert run("import", tmp_path / "in")[0] == 0
    assert stored(tmp_path) == [("talk", True, 0), ("talk", True, 1)]


def test_a_folder_is_searched_through_and_what_is_no_episode_passed_over(
    run: Run, tmp_path: Path
) -> None:
    talk(tmp_path / "in" / "a", "ada.wav", 300)
    talk(tmp_path / "in" / "a", "ada.srt")
    talk(tmp_path / "in" / "b" / "deep", "ben.srt")
    talk(tmp_path / "in" / ".hidden", "cy.srt")
    (tmp_path / "in" / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    facts = tmp_path / "in" / "facts.json"
    facts.write_text('{"colour": "blue"}')

    status, out, _ = run("import", tmp_path / "in")

    assert status == 0
    assert out.splitlines()[:2] == [
        f"–  passed over {facts}: This JSON holds no transcript of a known shape.",
        "1  ada",
    ]
    assert stored(tmp_path) == [("ada", True, 1), ("ben", False, 1)]


def test_a_pattern_no_shell_expanded_is_expanded(run: Run, tmp_path: Path) -> None:
    talk(tmp_path / "in", "ada.srt")
    talk(tmp_path / "in", "ben.srt")

    assert run("import", tmp_path / "in" / "*.srt")[1] == "1  ada\n2  ben\n"
    assert run("import", tmp_path / "in" / "*.vtt")[0] == 1


def test_an_empty_folder_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, _, err = run("import", tmp_path / "in")
    assert status == 2
    assert "There is no audio, video or transcript in" in err


def test_importing_again_finds_the_same_episodes(run: Run, tmp_path: Path) -> None:
    talk(tmp_path / "in", "ada.srt")
    talk(tmp_path / "in", "ben.srt")
    first = run("import", tmp_path / "in")
    assert run("import", tmp_path / "in") == first
    assert len(stored(tmp_path)) == 2


def test_as_json_every_source_is_an_object(run: Run, tmp_path: Path) -> None:
    first = talk(tmp_path / "in", "ada.srt")
    _, out, _ = run("import", first, tmp_path / "gone.srt", "--json")
    rows = json.loads(out)
    assert [(row["id"], row["title"]) for row in rows] == [(1, "ada"), (None, "")]
    assert rows[0]["source"] == str(first)
    assert "no file" in rows[1]["failure"]


def test_what_is_said_of_one_is_refused_for_many(run: Run, tmp_path: Path) -> None:
    both = talk(tmp_path / "in", "ada.srt"), talk(tmp_path / "in", "ben.srt")
    assert run("import", *both, "--title", "Both")[0] == 2
    assert run("import", *both, "--show", "Kettles")[0] == 0


def test_a_link_becomes_an_episode_with_its_sound_beside_the_library(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    link = web.put("/ada.wav", tone(1), "audio/wav")

    assert run("import", link)[:2] == (0, "1\n")

    assert stored(tmp_path) == [("ada", True, 0)]
    assert (tmp_path / "library.sqlite.media" / "ada.wav").read_bytes() == tone(1)


def test_a_link_that_is_known_is_not_fetched_again(run: Run, web: LocalWeb, tmp_path: Path) -> None:
    link = web.put("/ada.wav", tone(1), "audio/wav")
    run("import", link)
    before = (tmp_path / "library.sqlite.media" / "ada.wav").stat().st_mtime_ns

    assert run("import", link)[:2] == (0, "1\n")

    assert (tmp_path / "library.sqlite.media" / "ada.wav").stat().st_mtime_ns == before
    assert len(stored(tmp_path)) == 1


def test_the_words_of_a_link_first_and_its_sound_later_are_one_episode(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    web.put("/ada.wav", tone(4), "audio/wav")
    web.put("/ada.vtt", VTT, "text/vtt")
    link = web.put(
        "/page",
        '<title>Ada</title><audio src="/ada.wav">'
        '<track kind="captions" srclang="en" src="/ada.vtt"></audio>',
        "text/html",
    )

    assert run("import", link, "--transcript-only")[:2] == (0, "1\n")
    assert stored(tmp_path) == [("Ada", False, 2)]
    assert not (tmp_path / "library.sqlite.media").exists()

    assert run("import", link)[:2] == (0, "1\n")
    assert stored(tmp_path) == [("Ada", True, 2)]


def test_links_and_files_go_together_and_a_dead_link_is_a_line(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    link = web.put("/ada.wav", tone(1), "audio/wav")
    status, out, _ = run("import", talk(tmp_path / "in", "ben.srt"), web.url("/gone.mp3"), link)
    lines = out.splitlines()
    assert status == 1
    assert lines[0] == "1  ben"
    assert "nothing at this link" in lines[1]
    assert lines[2] == "2  ada"


def test_a_link_to_this_machine_is_refused_by_default(run: Run, tmp_path: Path) -> None:
    status, _, err = run("import", "http://127.0.0.1:9/ada.wav")
    assert status == 1
    assert "on this machine or its network" in err
    assert err.count("\n") == 1


def test_a_link_without_a_verb_is_imported_where_there_is_no_display(
    web: LocalWeb,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    link = web.put("/ben.wav", tone(1), "audio/wav")

    assert main(["--library", str(tmp_path / "library.sqlite"), link]) == 0

    assert capsys.readouterr().out == "1\n"
    assert stored(tmp_path) == [("ben", True, 0)]


def test_a_link_that_is_here_is_not_fetched_again(run: Run, web: LocalWeb, tmp_path: Path) -> None:
    link = web.put("/ben.wav", tone(1), "audio/wav")
    run("import", link)
    fetched = web.asked.count("/ben.wav")
    status, out, err = run("import", link)

    assert (status, out) == (0, "1\n")
    assert "“ben” is in the library already." in err
    assert len(stored(tmp_path)) == 1
    assert web.asked.count("/ben.wav") == fetched + 1  # looked at, not fetched


def test_files_of_other_names_are_put_together_and_it_is_said_why(run: Run, tmp_path: Path) -> None:
    talk(tmp_path / "in", "a 031.wav")
    words = SRT.format("Ada").replace("00:00:02,000", "00:00:01,000")
    (tmp_path / "in" / "export.srt").write_text(words)
    status, out, err = run("import", tmp_path / "in")

    assert status == 0
    assert "Put together with “export.srt”: both last 0:01." in out + err
    assert stored(tmp_path) == [("a 031", True, 1)]
