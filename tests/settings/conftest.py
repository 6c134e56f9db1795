"""Folders in memory, and property tests without a stopwatch."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def tmp_path(in_memory: Path) -> Path:
    """What is tested is what is written, not how long this disk takes to sync it."""
    return in_memory
