"""The sentences in which the players tell of the same troubles."""

from __future__ import annotations

from pathlib import Path

from annotator.phrases import phrase

NO_DEVICE = phrase(
    "No audio device was found, so nothing can be heard; connect one and press play again."
)


def no_sound(path: Path) -> str:
    return phrase("“{0}” has no sound in it; open a recording that has.", path.name)


def cannot_play(path: Path, player: str) -> str:
    return phrase(
        "“{0}” cannot be played: it is damaged, or of a kind that {1} does not know.",
        path.name,
        player,
    )
