"""The sentences in which the players tell of the same troubles."""

from __future__ import annotations

from pathlib import Path

NO_DEVICE = "No audio device was found, so nothing can be heard; connect one and press play again."


def no_sound(path: Path) -> str:
    return f"“{path.name}” has no sound in it; open a recording that has."


def cannot_play(path: Path, player: str) -> str:
    return (
        f"“{path.name}” cannot be played: it is damaged, or of a kind that {player} does not know."
    )
