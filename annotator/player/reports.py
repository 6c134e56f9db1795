"""The sentences in which the players tell of the same troubles."""

from __future__ import annotations

from pathlib import Path

from annotator.phrases import joined, phrase

NO_DEVICE = phrase(
    "No audio device was found, so nothing can be heard; connect one and press play again."
)
NO_PICTURE = phrase(
    "VLC lacks what shows a picture on this screen, so only the sound plays; install VLC's video"
    " output (for Debian and Ubuntu: sudo apt install vlc-plugin-video-output) or choose “qt” as"
    " the player in the settings, and start again."
)


def lacking(*, sound: bool, picture: bool) -> str:
    """What cannot be heard or seen, "" where nothing is missing."""
    return joined(
        " ", [text for text, lacks in ((NO_DEVICE, sound), (NO_PICTURE, picture)) if lacks]
    )


def no_sound(path: Path) -> str:
    return phrase("“{0}” has no sound in it; open a recording that has.", path.name)


def cannot_play(path: Path, player: str) -> str:
    return phrase(
        "“{0}” cannot be played: it is damaged, or of a kind that {1} does not know.",
        path.name,
        player,
    )
