"""The composition root: the only room that constructs, and that knows both fronts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from annotator.cli.parser import verbs


def run(words: Sequence[str]) -> int:
    """Do what the command line says: a verb in the terminal, or else the window."""
    _speak_utf8()
    if _opens_window(words):
        from annotator.app.window import run_window

        return run_window(words)
    from annotator.app.terminal import run_terminal

    return run_terminal(words)


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
