"""What tests of vaults share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.store import Library, open_library
from annotator.vault.profiles import PROFILES, Profile

sys.path.insert(0, str(Path(__file__).parent))  # for `keeper`

from keeper import Keeper


@pytest.fixture(params=list(PROFILES))
def profile(request: pytest.FixtureRequest) -> Profile:
    """Each kind of vault in turn."""
    return PROFILES[request.param]


@pytest.fixture
def tmp_path(in_memory: Path) -> Path:
    """What is tested is what is written, not how long this disk takes to sync it."""
    return in_memory


@pytest.fixture
def library(tmp_path: Path, new_library: Path) -> Iterator[Library]:
    path = tmp_path / "library.sqlite"
    shutil.copyfile(new_library, path)
    with closing(open_library(path, busy_ms=20)) as opened:
        yield opened


@pytest.fixture
def keeper_of(library: Library, tmp_path: Path) -> Callable[[str], Keeper]:
    """`keeper_of("wiki")`: somebody with two episodes and five marks, not yet exported."""

    def made(profile: str) -> Keeper:
        keeper = Keeper(library, tmp_path / "vault", profile)
        keeper.fill()
        return keeper

    return made


@pytest.fixture
def keeper(keeper_of: Callable[[str], Keeper], profile: Profile) -> Keeper:
    """The same for each kind of vault."""
    return keeper_of(profile.name)


@pytest.fixture
def wiki(keeper_of: Callable[[str], Keeper]) -> Keeper:
    return keeper_of("wiki")
