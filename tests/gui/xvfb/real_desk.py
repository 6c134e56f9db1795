"""The program in a process of its own, on a screen of its own, used with xdotool."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_PATIENCE_S = 60.0


def until(question: Callable[[], T], what: str) -> T:
    """Ask until the answer is true; `what` is what a failure says was waited for."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {_PATIENCE_S:.0f} s for {what}")


class Desk:
    """One screen and one home; programs started here are ended with it."""

    def __init__(self, display: str, home: Path) -> None:
        self.home = home
        self.library = home / "data" / "annotator" / "library.sqlite"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": display,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "xcb",
        }
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.env[f"XDG_{name}_HOME"] = str(home / name.lower())
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the program as a user does; what it says on stderr is in ``home/stderr.txt``."""
        with (self.home / "stderr.txt").open("ab") as said:
            program = subprocess.Popen(
                [sys.executable, "-m", "annotator", *words],
                env={**self.env, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        self._started.append(program)
        return program

    def window(self, title: str) -> str:
        """The id of the window of this title, once it is there and has the keyboard."""
        pattern = f"^{title}$"
        window = until(lambda: self._find(pattern), f"the window “{title}”")
        until(lambda: self._activate(window), f"the focus of “{title}”")
        return window

    def _activate(self, window: str) -> bool:
        if self.tool("getwindowfocus") == window:
            return True
        self.tool("windowactivate", window)
        return False

    def _find(self, pattern: str) -> str:
        return self.tool("search", "--onlyvisible", "--name", pattern).partition("\n")[0]

    def titles(self) -> list[str]:
        """The titles of all windows in view."""
        ids = self.tool("search", "--onlyvisible", "--name", ".").split()
        return [self.tool("getwindowname", ident) for ident in ids]

    def key(self, *names: str) -> None:
        """Press keys, one after the other, as X calls them."""
        self.tool("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        self.tool("type", "--clearmodifiers", "--delay", "15", text)

    def tool(self, *words: str) -> str:
        """Run xdotool; what it prints."""
        run = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, check=False, timeout=30
        )
        return run.stdout.decode().strip()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the library file; nothing while there is none."""
        if not self.library.exists():
            return []
        with closing(sqlite3.connect(self.library, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def close(self) -> None:
        for program in self._started:
            if program.poll() is None:
                program.kill()
            program.wait(timeout=30)
