"""A damaged library: said where it is seen, and put right from its newest sound backup."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.domain.errors import LibraryCorruptError, LibraryError
from annotator.gui.instance import Instance
from annotator.sources import Report
from annotator.store.restore import Restored, newest_sound, restore

T = TypeVar("T")
Ask = Callable[[str, str], bool]

_NOUNS = {
    "annotation": "marks",
    "annotation_topic": "topics of marks",
    "chapter": "chapters",
    "cue": "lines of transcripts",
    "episode": "episodes",
    "journal": "steps of undo",
    "media": "places of recordings",
    "speaker": "names of speakers",
    "topic": "topics",
    "transcript": "transcripts",
}


def rescued(path: Path, error: LibraryError, ask: Ask | None = None) -> Restored | None:
    """Tell `error` of a library that does not open, and restore it if the user wants it and a
    backup is sound. `ask` gets the sentence and the title of the button."""
    sys.stderr.write(f"annotator: {error}\n")
    ask = ask or _ask
    backup = None
    if isinstance(error, LibraryCorruptError):
        backup = _worked("Looking for a sound backup", lambda _report: newest_sound(path), ask)
    if backup is None:
        ask(str(error), "")
        return None
    if not ask(f"{error} The damaged file is kept beside it.", f"Restore {backup.stem}"):
        return None
    return put_right(path, backup, ask)


def put_right(path: Path, backup: Path, ask: Ask | None = None) -> Restored | None:
    """Restore the library, which nobody has open, from `backup`; None where that was stopped or
    failed, which is told. The library then is as it was."""
    instance = Instance(path)
    if holder := instance.claim():
        (ask or _ask)(f"The library is in use by {holder}; nothing was changed.", "")
        return None
    try:
        return _worked(
            "Restoring the library", lambda report: restore(path, backup, report), ask or _ask
        )
    finally:
        instance.release()


def told(restored: Restored) -> str:
    """What was restored and what was not, for the user."""
    said = f"The library was restored from its backup “{restored.backup.stem}”"
    salvage = restored.salvage
    if salvage.read:
        said += ", with what was done since"
    if restored.kept is not None:
        said += f"; the damaged file is kept as “{restored.kept.name}”"
    said += "."
    if not salvage.read:
        return f"{said} Of what was done since, nothing could be read."
    if not salvage.broken:
        return f"{said} Nothing is lost."
    parts = dict.fromkeys(_NOUNS.get(table, "facts about them") for table in salvage.broken)
    return f"{said} Some could not be read and are as they were in the backup: {', '.join(parts)}."


def _worked(title: str, work: Callable[[Report], T], ask: Ask) -> T | None:
    from annotator.gui.dialogs.work_dialog import WorkDialog

    with _staying():
        dialog = WorkDialog(title, f"{title}…", work)
        result = dialog.do()
    if dialog.failure is not None:
        ask(str(dialog.failure), "")
    return result


@contextmanager
def _staying() -> Iterator[None]:
    """The program does not end with its last dialog."""
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        yield
    finally:
        QApplication.setQuitOnLastWindowClosed(True)


def _ask(sentence: str, button: str) -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False  # nobody is there to answer
    with _staying():
        box = QMessageBox(QMessageBox.Icon.Critical, "Annotator", sentence)
        if not button:
            box.exec()
            return False
        wanted = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.setDefaultButton(wanted)
        box.exec()
        return box.clickedButton() is wanted
