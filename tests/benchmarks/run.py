"""Runs the benchmarks and prints one table: what was measured, at what size, the value.

A benchmark is a module ``bench_<name>.py`` in this folder with a function ``rows()`` that
yields ``(figure, data size, value)``, three strings; the value carries its unit and is a median
over runs. Each module runs in a process of its own, so that memory and start-up are its own
and one that fails leaves the others' figures standing::

    python tests/benchmarks/run.py            # all
    python tests/benchmarks/run.py store gui  # bench_store.py and bench_gui.py
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADINGS = ("figure", "data size", "value")
Row = tuple[str, str, str]


def measure(path: Path) -> list[Row]:
    """The rows of one benchmark module, run here."""
    sys.path.insert(0, str(HERE))  # benchmarks may share a module of made data
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return [(str(figure), str(size), str(value)) for figure, size, value in module.rows()]


def measure_apart(path: Path) -> list[Row] | None:
    """The rows of one benchmark module, run in a process of its own; None if it failed."""
    ended = subprocess.run(
        [sys.executable, __file__, "--rows", str(path)], stdout=subprocess.PIPE, text=True
    )
    if ended.returncode:
        return None
    # A benchmark may print on its way; its rows are the last line.
    return [(row[0], row[1], row[2]) for row in json.loads(ended.stdout.splitlines()[-1])]


def table(rows: list[Row]) -> str:
    widths = [max(len(row[column]) for row in [HEADINGS, *rows]) for column in range(3)]
    lines = [
        f"{figure:<{widths[0]}}  {size:<{widths[1]}}  {value:>{widths[2]}}"
        for figure, size, value in [HEADINGS, *rows]
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def main(names: list[str]) -> int:
    paths = [HERE / f"bench_{name}.py" for name in names] or sorted(HERE.glob("bench_*.py"))
    if missing := [path.name for path in paths if not path.is_file()]:
        print(f"No such benchmark: {', '.join(missing)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    failed: list[str] = []
    for path in paths:
        print(f"measuring {path.stem} …", file=sys.stderr, flush=True)
        found = measure_apart(path)
        rows += found or []
        if found is None:
            failed.append(path.name)
    print(table(rows))
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rows"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        sys.exit(main(sys.argv[1:]))
