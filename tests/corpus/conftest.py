"""Where the corpus of real files is: $ANNOTATOR_CORPUS, else ../shared/corpus by the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the corpus; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("ANNOTATOR_CORPUS", _BESIDE))
    if not (folder / "transcripts").is_dir():
        pytest.skip(f"no corpus at {folder}; set ANNOTATOR_CORPUS to its folder")
    return folder
