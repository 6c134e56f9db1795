"""What single actions of the draft desk cost the window's thread, each the longest of many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 3
SIZE = "3,000 words, 40 quotations, beside 3 h and 24 h"


def rows() -> list[tuple[str, str, str]]:
    runs = [_apart() for _ in range(RUNS)]
    return [
        (f"draft desk: {name}", SIZE, f"{min(run[name] for run in runs):.0f} ms")
        for name in runs[0]
    ]


def _apart() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        places = {f"XDG_{n}_HOME": folder for n in ("DATA", "CONFIG", "STATE", "CACHE")}
        ended = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("desk_runs.py"))],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **places},
        )
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found
