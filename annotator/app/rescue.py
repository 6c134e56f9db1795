"""A library that cannot be opened: said where it is seen, and a sound backup offered."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from annotator.domain.errors import LibraryCorruptError, LibraryError
from annotator.store.backup import backups
from annotator.store.database import check_integrity
from annotator.store.restore import restore


def rescued(path: Path, error: LibraryError, ask: Callable[[str, str], bool] | None = None) -> bool:
    """Tell `error`, and put the newest sound backup in the library's place if the user wants it;
    whether it is there now. `ask` gets the sentence and the title of the button."""
    sys.stderr.write(f"annotator: {error}\n")
    ask = ask or _ask
    backup = newest_sound(path) if isinstance(error, LibraryCorruptError) else None
    if backup is None:
        ask(str(error), "")
        return False
    title = f"Restore {backup.stem}"
    if not ask(f"{error} The damaged file is kept beside it.", title):
        return False
    try:
        restore(path, backup)
    except LibraryError as failure:
        ask(str(failure), "")
        return False
    return True


def newest_sound(path: Path) -> Path | None:
    """The newest backup of the library without a fault in it."""
    return next((backup for backup in backups(path) if not check_integrity(backup)), None)


def _ask(sentence: str, button: str) -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False  # nobody is there to answer
    box = QMessageBox(QMessageBox.Icon.Critical, "Annotator", sentence)
    if not button:
        box.exec()
        return False
    wanted = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.setDefaultButton(wanted)
    box.exec()
    return box.clickedButton() is wanted
