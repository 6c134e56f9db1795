"""A server on this machine, and who may follow links to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `local_web`

from local_web import LocalWeb

from annotator.sources.addresses import Guard


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    made = LocalWeb()
    yield made
    made.close()


@pytest.fixture
def home() -> Guard:
    """For those who serve themselves, as these tests do."""
    return Guard(allow_private=True)
