"""Real files of every kind, and the two real players with an ear on each."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from annotator.session.ports import Player

sys.path.insert(0, str(Path(__file__).parent))  # for `listening`, which the benchmark shares

from listening.ears import QtEar, VlcEar
from listening.rig import Rig
from listening.tone import RECIPES, write


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """File name to path, for each of the kinds in `RECIPES`."""
    folder = tmp_path_factory.mktemp("media")
    return {recipe.file_name: write(recipe, folder) for recipe in RECIPES}


@pytest.fixture(scope="session")
def silent_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of picture without sound."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in range(20):
            picture = np.full((48, 64, 3), shade * 10, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture(params=["vlc", "qt"])
def rig(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Rig]:
    """Each of the two real players in turn."""
    ear: VlcEar | QtEar
    if request.param == "vlc":
        from annotator.player.vlc_player import VlcPlayer

        ear = VlcEar()
        player: Player = VlcPlayer(time.monotonic, ear.listen_to)
    else:
        from annotator.player.qt_player import QtPlayer

        ear = QtEar()
        player = QtPlayer(time.monotonic, ear.listen_to)
    rig = Rig(player, ear, qtbot)
    player.listen(rig.reports.append)
    yield rig
    player.close()
