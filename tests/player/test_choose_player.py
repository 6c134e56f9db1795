"""Which player is taken, and what is said when it is not the first choice."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.errors import MediaError, UsageError
from annotator.player import choose_player
from annotator.player.vlc_library import load_vlc


@pytest.fixture
def no_vlc(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_imports(monkeypatch, "vlc", NotImplementedError("Cannot find libvlc lib"))


def refuse_imports(monkeypatch: pytest.MonkeyPatch, refused: str, error: BaseException) -> None:
    real_import: Callable[..., Any] = builtins.__import__

    def refusing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == refused or name.startswith(f"{refused}."):
            raise error
        return real_import(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, refused, raising=False)
    monkeypatch.setattr(builtins, "__import__", refusing)


def test_vlc_comes_first_and_needs_no_word() -> None:
    player, reason = choose_player()
    assert player.name.startswith("VLC 3.")
    assert reason == ""
    player.close()


@pytest.mark.usefixtures("no_vlc")
def test_without_vlc_qt_plays_and_says_so(qtbot: QtBot) -> None:
    player, reason = choose_player()
    assert player.name.startswith("Qt Multimedia 6.")
    assert reason.startswith("VLC's library was not found: install VLC")
    assert reason.endswith(f"Playing with {player.name}.")
    player.close()


@pytest.mark.usefixtures("no_vlc")
def test_without_both_time_is_kept_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QCoreApplication

    monkeypatch.setattr(QCoreApplication, "instance", staticmethod(lambda: None))
    player, reason = choose_player()
    assert player.name == "No sound"
    assert "Qt Multimedia plays only while the window is open." in reason


@pytest.mark.parametrize(
    ("preferred", "name"), [("vlc", "VLC"), ("qt", "Qt Multimedia"), ("none", "No sound")]
)
def test_a_preference_is_followed(qtbot: QtBot, preferred: str, name: str) -> None:
    player, reason = choose_player(preferred)
    assert player.name.startswith(name)
    assert reason == ""
    player.close()


def test_an_unknown_preference_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="auto, vlc, qt, none"):
        choose_player("winamp")


@pytest.mark.parametrize(
    "error",
    [
        OSError("libvlc.dll is for another processor"),
        NotImplementedError("Cannot find libvlc lib"),
        SystemExit(1),
        ImportError("No module named 'vlc'"),
        NameError("no function 'libvlc_media_player_set_role'"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_importing_vlc_does_becomes_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    refuse_imports(monkeypatch, "vlc", error)
    with pytest.raises(MediaError, match=r"^VLC's library was not found: install VLC"):
        load_vlc()


def test_a_library_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ModuleType("vlc")
    broken.Instance = lambda _options: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vlc", broken)
    with pytest.raises(MediaError, match="did not start"):
        load_vlc()


def test_importing_the_room_loads_no_player() -> None:
    code = (
        "import sys, annotator.player\nprint(sorted({'vlc', 'PySide6', 'av'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
