"""What every test room shares: no test touches the user's own files, and where to find ours."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# Set before any Qt import: a test that wants a real display starts its own under Xvfb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The window speaks its user's language; the tests read English.
os.environ["LANGUAGE"] = "en"

# No test here is about time: a slow machine must fail none of them.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("calm")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that libraries and settings of the user stay untouched."""
    home = tmp_path_factory.mktemp("home")
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("ANNOTATOR_LIBRARY", raising=False)
    return home
