"""What ``annotator doctor`` and the About box tell: versions, player, library, places."""

from __future__ import annotations

import platform
import sqlite3

from annotator import __version__
from annotator.commands.results import FactRow
from annotator.domain.errors import LibraryError
from annotator.phrases import phrase
from annotator.settings import Paths

_PACKAGES = ("PySide6", "python-vlc", "yt-dlp", "sqlite-utils", "av")


def examine(paths: Paths, player: str = "") -> tuple[FactRow, ...]:
    """Every fact as a row; `ok` is False for what needs the user's attention.

    `player` names the one in use; without it, the one that would be chosen is looked for.
    """
    return (
        FactRow("annotator", __version__),
        FactRow("python", f"{platform.python_version()} on {platform.platform()}"),
        *(FactRow(name, _version(name)) for name in _PACKAGES),
        FactRow("sqlite", sqlite3.sqlite_version),
        FactRow(phrase("player"), player) if player else _player(),
        FactRow(phrase("library"), str(paths.library)),
        _library(paths),
        FactRow(phrase("settings"), str(paths.settings)),
    )


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return phrase("built in")  # a frozen program carries its packages without their metadata


def _player() -> FactRow:
    from annotator.player import choose_player

    player, warning = choose_player()
    name = player.name
    player.close()
    return FactRow(phrase("player"), phrase("{0} ({1})", name, warning) if warning else name)


def _library(paths: Paths) -> FactRow:
    from annotator.store.backup import backups
    from annotator.store.database import check_integrity, open_database

    if not paths.library.exists():
        return FactRow(
            phrase("health"), phrase("there is no library yet; the first import makes it")
        )
    try:
        open_database(paths.library, read_only=True).close()
    except LibraryError as error:
        return FactRow(phrase("health"), str(error), ok=False)
    if complaint := check_integrity(paths.library):
        return FactRow(phrase("health"), phrase("damaged: {0}", complaint), ok=False)
    return FactRow(phrase("health"), phrase("sound, {0} backups", len(backups(paths.library))))
