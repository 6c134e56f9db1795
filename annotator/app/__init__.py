"""The composition root: the only room that constructs, and that knows both fronts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.cli.parser import verbs


def run(words: Sequence[str]) -> int:
    """Do what the command line says: a verb in the terminal, or else the window."""
    _speak_utf8()
    if _opens_window(words):
        return _open_window(words)
    from annotator.app.terminal import run_terminal

    return run_terminal(words)


def _open_window(words: Sequence[str]) -> int:
    """The window, unless what was asked for makes no sense: said here, before Qt starts.

    A link is fetched where there is no display, too, as by the verb ``import``.
    """
    from annotator.sources.addresses import is_link

    given = window_parser().parse_args(list(words))
    links = [source for source in given.sources if is_link(source)]
    paths = [Path(source) for source in given.sources if source not in links]
    missing = [path for path in paths if not path.exists()]
    if missing:
        sys.stderr.write(
            f"annotator: “{missing[0]}” is neither a verb nor a file (see annotator --help)\n"
        )
        return 2
    if not _has_display():
        if links:
            from annotator.app.terminal import run_terminal

            before = ["--library", str(given.library)] if given.library else []
            return run_terminal([*before, "import", *given.sources])
        sys.stderr.write(
            "annotator: there is no display for the window; `annotator --help` lists what works"
            " without one\n"
        )
        return 1
    from annotator.app.starting import run_window

    return run_window(given.library, (*(str(path.absolute()) for path in paths), *links))


def window_parser() -> argparse.ArgumentParser:
    """The grammar of ``annotator [--library PATH] [FILE|LINK…]``."""
    parser = argparse.ArgumentParser(prog="annotator", allow_abbrev=False)
    parser.add_argument("--library", type=Path)
    parser.add_argument("sources", nargs="*")
    return parser


def _has_display() -> bool:
    """Qt without a display ends the process with a page of its own; only X and Wayland can
    be missing."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _opens_window(words: Sequence[str]) -> bool:
    """Whether there is no verb: nothing, files, or only --library PATH before them."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        if rest[0] == "--library":
            rest = rest[2:]
        elif rest[0].startswith("--library="):
            rest = rest[1:]
        else:
            return False
    return not rest or rest[0] not in verbs()


def _speak_utf8() -> None:
    """Notes hold every script; a pipe in the C locale must not make them fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
