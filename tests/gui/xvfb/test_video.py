"""The picture of a film, drawn by libVLC into a window on a real screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import MediaError
from annotator.player.reports import NO_PICTURE
from annotator.player.vlc_library import load_vlc
from tests.made_film import make_film


def run_on(display: str, script: str, *given: str, **environment: str) -> Any:
    """What a script beside this file printed last, in a process with a real screen."""
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script)), *given],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
             "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        stdout=subprocess.PIPE,
        text=True,
        timeout=90,
        check=True,
    )  # fmt: skip
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A red one. Skips where libVLC is not there to show it."""
    try:
        load_vlc()
    except MediaError as error:
        pytest.skip(f"no libVLC here: {error}")
    return make_film(tmp_path / "talk.mp4", red=220)


def test_a_card_opened_over_a_film_is_seen(display: str, film: Path) -> None:
    assert run_on(display, "covered_picture.py", str(film)) == ["film", "card", "film"]


def test_a_film_is_seen_when_it_is_opened_and_gives_way_to_the_ground_at_its_end(
    display: str, film: Path
) -> None:
    opened, ended, looked_at, played_again = run_on(display, "ended_film.py", str(film))

    assert opened == "film", "before it is played"
    assert ended == "#8080ff"
    assert looked_at == "film", "at a place gone to after the end"
    assert played_again == "film"


def test_a_window_given_while_playing_gets_the_picture_and_the_sound_goes_on(
    display: str, film: Path
) -> None:
    seen = run_on(display, "film_window.py", str(film))

    assert seen["red"] > 150
    assert seen["states"] == ["playing"]
    assert seen["earliest_ms"] >= 8_700
    assert not any(NO_PICTURE in message for message in seen["told"])


def test_a_window_in_which_vlc_can_show_nothing_is_not_left_black_without_a_word(
    display: str, film: Path, tmp_path: Path
) -> None:
    whole = Path(f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}")
    if not (whole / "vlc" / "plugins" / "video_output").is_dir():
        pytest.skip("not a VLC as Debian installs it")
    # A VLC as it is with its base package alone: it looks for what it needs beside itself.
    bare = tmp_path / "plugins-of" / "vlc" / "plugins"
    bare.mkdir(parents=True)
    for folder in (whole / "vlc" / "plugins").iterdir():
        if folder.is_dir() and folder.name != "video_output":
            (bare / folder.name).symlink_to(folder)
    for library in ("libvlc.so.5", "libvlccore.so.9"):
        shutil.copy(whole / library, bare.parent.parent)

    seen = run_on(display, "film_window.py", str(film), LD_LIBRARY_PATH=str(bare.parent.parent))

    assert any(NO_PICTURE in message for message in seen["told"])
    assert seen["states"] == ["playing"], "the sound plays"
