"""A library of the test's own, a vault beside it, and the verbs as a user types them."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `vault_notes`, which the tests share

from vault_notes import Rows, Run

from annotator.app.terminal import run_terminal


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a verb on a library of the test's own: its status, what it printed and told."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = run_terminal(["--library", str(tmp_path / "l.sqlite"), *map(str, words)])
        out = capsysbinary.readouterr()
        return status, out.out.decode("utf-8", "surrogateescape"), out.err.decode()

    return run


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    def read(query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(tmp_path / "l.sqlite")) as connection:
            return connection.execute(query).fetchall()

    return read


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder
