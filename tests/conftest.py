"""What every test room shares: no test touches the user's own files, and where to find ours."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Set before any Qt import: a test that wants a real display starts its own under Xvfb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As the program does before it loads its recogniser; fixtures load that by themselves.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# The window speaks its user's language; the tests read English.
os.environ["LANGUAGE"] = "en"

# No test here is about time: a slow machine must fail none of them.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("calm")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that nobody has used. Counted here: pytest would look through all there are before
    each of some thousand tests."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that libraries and settings of the user stay untouched."""
    home = next(homes)
    home.mkdir()
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("ANNOTATOR_LIBRARY", raising=False)
    return home


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder of the test's own, in memory where there is some, for what is about what is
    written and not about how long this disk takes to sync it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="annotator", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new library, closed: a copy of it is quicker than all migrations before every test."""
    from annotator.store import open_library

    path = tmp_path_factory.mktemp("new") / "library.sqlite"
    open_library(path).close()
    return path
