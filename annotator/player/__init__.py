"""The players behind the `Player` port of `annotator.session.ports`, and the choice among them.

``vlc_player`` plays through libVLC, ``qt_player`` through Qt Multimedia, ``null_player`` keeps
time without a sound. Importing this package loads neither library; choosing does.

To add a player: one module with a class that passes ``tests/player/test_player_contract.py``,
and one row in `_PLAYERS`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from annotator.domain.errors import MediaError, UsageError
from annotator.phrases import phrase
from annotator.session.ports import Clock, Player, SilentPlayer


def _vlc(clock: Clock) -> Player:
    from annotator.player.vlc_player import VlcPlayer

    return VlcPlayer(clock)


def _qt(clock: Clock) -> Player:
    try:
        from annotator.player.qt_player import QtPlayer
    except ImportError as error:
        raise MediaError("Qt Multimedia cannot be loaded ({0}).", error) from error
    return QtPlayer(clock)


def silent_player(clock: Clock = time.monotonic) -> SilentPlayer:
    """The player that keeps the time of words without their sound."""
    from annotator.player.null_player import NullPlayer

    return NullPlayer(clock)


_PLAYERS: dict[str, Callable[[Clock], Player]] = {"vlc": _vlc, "qt": _qt, "none": silent_player}
"""In the order in which they are tried."""

PREFERENCES = ("auto", *_PLAYERS)


def load_early(preferred: str = "auto") -> None:
    """Begin what takes long about the player that `choose_player` will try first."""
    if preferred in {"auto", "vlc"}:
        from annotator.player import vlc_library

        vlc_library.load_early()


def choose_player(preferred: str = "auto", clock: Clock = time.monotonic) -> tuple[Player, str]:
    """The first player that works, and one sentence on why it is not the one hoped for, or "".

    `preferred` is one of `PREFERENCES` and is tried before the others. Raises UsageError for
    any other name.
    """
    if preferred not in PREFERENCES:
        raise UsageError(
            "There is no player called “{0}”; choose one of {1}.", preferred, ", ".join(PREFERENCES)
        )
    names = sorted(_PLAYERS, key=lambda name: name != preferred)
    reasons: list[str] = []
    for name in names:
        try:
            player = _PLAYERS[name](clock)
        except MediaError as error:
            reasons.append(str(error))
        else:
            return player, " ".join(
                [*reasons, phrase("Playing with {0}.", player.name)] if reasons else []
            )
    raise MediaError(" ".join(reasons))
