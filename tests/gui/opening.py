"""Opening the whole program in a real window, on a clock of the test's own: fixtures that the
tests of the window and the features share."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hands import Ear, Hands, shut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app import window as composition
from annotator.app.application import make_application
from annotator.app.window import Desktop
from annotator.gui.instance import Instance
from annotator.settings import default_paths


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample episode, made once and copied for each test."""
    from annotator.app.terminal import make_context
    from annotator.commands.sample import add_sample

    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        context = make_context(default_paths(folder / "library.sqlite"))
    add_sample(context)
    context.session.library.close()
    return folder / "library.sqlite"


OpenWindow = Callable[..., Hands]


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    sample_library: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[OpenWindow]:
    """Starts the program; `sample=False` with an empty library. Closing is the test's or ours."""
    started: list[Hands] = []

    def start(
        files: tuple[Path, ...] = (), *, sample: bool = True, with_instance: bool = False
    ) -> Hands:
        # One cache for all: decoding the sample's waveform in each test would double their time.
        monkeypatch.setenv("XDG_CACHE_HOME", str(sample_library.parent / "cache"))
        paths = default_paths()
        if sample and not paths.library.exists():
            paths.library.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(sample_library, paths.library)
        ear = Ear()
        monkeypatch.setattr(composition, "time", SimpleNamespace(monotonic=lambda: ear.now))
        instance = Instance(paths.library) if with_instance else None
        desktop = Desktop(make_application(), paths, instance, player=ear)
        hands = Hands(desktop, ear, qtbot)
        started.append(hands)
        with qtbot.waitActive(desktop.window):
            desktop.start(tuple(map(str, files)))
            desktop.window.activateWindow()
        qtbot.waitUntil(lambda: not desktop.jobs.running)
        return hands

    yield start
    for hands in started:
        shut(hands)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


def open_lines(open_window: OpenWindow, folder: Path, lines: tuple[str, ...]) -> Hands:
    """The program on a transcript of these lines alone, one every four seconds."""
    cues = [f"00:{4 * n:02}.000 --> 00:{4 * n + 4:02}.000\n{line}" for n, line in enumerate(lines)]
    path = folder / "lines.vtt"
    path.write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")
    hands = open_window((path,), sample=False)
    hands.bot.waitUntil(lambda: hands.session.transcript is not None)
    return hands
