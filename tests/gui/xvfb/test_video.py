"""The picture of a film, drawn by libVLC into a window on a real screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import MediaError
from annotator.player.vlc_library import load_vlc
from tests.made_film import make_film


def test_a_window_given_while_playing_gets_the_picture_and_the_sound_goes_on(
    display: str, tmp_path: Path
) -> None:
    try:
        load_vlc()
    except MediaError as error:
        pytest.skip(f"no libVLC here: {error}")
    film = make_film(tmp_path / "talk.mp4", red=220)
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("film_window.py")), str(film)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
             "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
        timeout=90,
        check=True,
    )  # fmt: skip
    seen = json.loads(ended.stdout.splitlines()[-1])

    assert seen["red"] > 150
    assert seen["states"] == ["playing"]
    assert seen["earliest_ms"] >= 8_700
