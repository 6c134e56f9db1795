"""Tries out what ``make dist`` made, as a person with nothing else would: the last step of it.

The wheel, unpacked away from this checkout, and the frozen folder each import the sample, tag a
stretch of it and export the note, in a home folder of their own; with a template, which is filled
in by a process of its own, and from a folder of notes, which several read. The frozen program then
starts its window (drawn into memory) and closes it again. Exit code 1 and what went wrong
otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
SAMPLE = ROOT / "resources" / "sample" / "what-is-still-worth-learning.opus"
ENDING = ".exe" if sys.platform == "win32" else ""
WINDOW_SECONDS = 60


NOTES = 1_000
"""So many notes are read by several processes."""
TEMPLATE = """format = 1
name = "Tried out"

[note]
body = "{% for mark in marks %}Heard: {{ mark.quote }} {{ mark.hidden_id }}\\n{% endfor %}"
"""


class CheckFailedError(Exception):
    """What was tried and what came of it."""


def home(folder: Path) -> dict[str, str]:
    """An environment in which nothing of this user or this checkout is seen."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "ANNOTATOR_", "XDG_"))
    }
    own = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(folder))
    return {**inherited, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}


def said_by(program: list[str], *arguments: str, env: dict[str, str], cwd: Path) -> str:
    """The standard output of one run. Raises CheckFailedError if it fails."""
    ended = subprocess.run(
        [*program, *arguments], env=env, cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    if ended.returncode:
        raise CheckFailedError(
            f"{' '.join(arguments)} ended with {ended.returncode}: {ended.stderr.strip()[-2000:]}"
        )
    return ended.stdout


def check_job(program: list[str], folder: Path, extra: dict[str, str] | None = None) -> None:
    """The whole job on the command line: import, tag, export."""
    env = {**home(folder), **(extra or {})}

    def job(*arguments: str) -> str:
        library = str(folder / "library.sqlite")
        return said_by(program, "--library", library, *arguments, env=env, cwd=folder)

    if "import" not in said_by(program, "--help", env=env, cwd=folder):
        raise CheckFailedError("--help does not name the commands")
    episode = job("import", str(SAMPLE)).strip()
    job("tag", episode, "0:34", "0:38", "--topic", "What to learn", "--quote")
    note = job("export", episode, "--format", "wiki", "--out", "-")
    for expected in (
        "where the mind is built",
        "[[what_to_learn | What to learn]]",
        'data-t="00:00:34"',
    ):
        if expected not in note:
            raise CheckFailedError(f"The exported note lacks {expected}:\n{note}")
    check_processes(job, folder, episode)


def check_processes(job: Callable[..., str], folder: Path, episode: str) -> None:
    """What the program does by starting itself anew: filling in a template, reading many notes."""
    template, vault, notes = folder / "own.annotator-template", folder / "vault", folder / "notes"
    template.write_text(TEMPLATE, encoding="utf-8")
    job("vault", "export", str(vault), "--profile", "obsidian", "--template", str(template))
    written = [path.read_text(encoding="utf-8") for path in (vault / "Episodes").glob("*.md")]
    for note in (job("export", episode, "--template", str(template)), *written):
        if "Heard: “" not in note or "where the mind is built" not in note:
            raise CheckFailedError(f"The template was not filled in:\n{note}")
    notes.mkdir()
    for number in range(NOTES):
        text = f"---\ntitle: Note {number}\n---\n\nSaid at [00:01:{number % 60:02}].\n"
        (notes / f"{number}.md").write_text(text, encoding="utf-8")
    told = job("notes", "import", str(notes))
    if f"{NOTES:,} notes: {NOTES} made an episode" not in told:
        raise CheckFailedError(f"The notes were not imported:\n{told[-2000:]}")


def check_window(program: list[str], folder: Path) -> float:
    """Start the window and have it close by itself; how many seconds that took."""
    env = {**home(folder), "ANNOTATOR_QUIT_AFTER_START": "1"}
    library = str(folder / "window.sqlite")
    began = time.monotonic()
    try:
        ended = subprocess.run(
            [*program, "--library", library],
            env=env,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=WINDOW_SECONDS,
        )
    except subprocess.TimeoutExpired as expired:
        raise CheckFailedError(f"The window was not closed in {WINDOW_SECONDS} s") from expired
    if ended.returncode:
        raise CheckFailedError(f"The window ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return time.monotonic() - began


def check_wheel(folder: Path) -> str:
    (wheel,) = DIST.glob("annotator-*.whl")
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    # Before site-packages, so before the editable install of the checkout.
    check_job([sys.executable, "-m", "annotator"], folder, {"PYTHONPATH": str(unpacked)})
    return f"{wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) imports, tags and exports"


def check_frozen(folder: Path) -> str:
    program = DIST / "annotator" / f"annotator{ENDING}"
    check_job([str(program)], folder)
    seconds = check_window([str(program)], folder)
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if not path.is_symlink())
    return (
        f"{program.parent.relative_to(ROOT)} ({size / 1e6:.0f} MB) imports, tags and exports, "
        f"opens its window and closes it ({seconds:.1f} s)"
    )


def main() -> int:
    for check in (check_wheel, check_frozen):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            try:
                print(check(Path(folder)))
            except CheckFailedError as error:
                print(f"{check.__name__}: {error}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
