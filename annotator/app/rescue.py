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
from annotator.gui.language import local
from annotator.phrases import joined, phrase
from annotator.sources import Report
from annotator.store.restore import Remedy, Restored, remedy_for, restore

T = TypeVar("T")
Ask = Callable[[str, str], bool]

_NOUNS = {
    "annotation": phrase("marks"),
    "annotation_topic": phrase("topics of marks"),
    "chapter": phrase("chapters"),
    "cue": phrase("lines of transcripts"),
    "episode": phrase("episodes"),
    "journal": phrase("steps of undo"),
    "media": phrase("places of recordings"),
    "speaker": phrase("names of speakers"),
    "topic": phrase("topics"),
    "transcript": phrase("transcripts"),
}


def rescued(path: Path, error: LibraryError, ask: Ask | None = None) -> Restored | None:
    """Tell `error` of a library that does not open, and put it right if it can be and the user
    wants it. `ask` gets the sentence and the title of the button."""
    sys.stderr.write(f"annotator: {error}\n")
    ask = ask or _ask
    remedy = None
    if isinstance(error, LibraryCorruptError):
        remedy = _worked(
            phrase("Looking for a sound backup"), lambda _report: remedy_for(path), ask
        )
    if remedy is None:
        ask(str(error), "")
        return None
    title = phrase("Keep what can be read")
    if remedy.backup is not None:
        title = phrase("Restore {0}", remedy.backup.stem)
    if not ask(phrase("{0} The damaged file is kept beside it.", error), title):
        return None
    return put_right(path, remedy, ask)


def put_right(path: Path, remedy: Remedy, ask: Ask | None = None) -> Restored | None:
    """Restore the library, which nobody has open; None where that was stopped or failed, which
    is told. The library then is as it was."""
    instance = Instance(path)
    if holder := instance.claim():
        (ask or _ask)(phrase("The library is in use by {0}; nothing was changed.", holder), "")
        return None
    try:
        return _worked(
            phrase("Restoring the library"),
            lambda report: restore(path, remedy.backup, report),
            ask or _ask,
        )
    finally:
        instance.release()


def told(restored: Restored) -> str:
    """What was restored and what was not, for the user."""
    salvage, backup = restored.salvage, restored.backup
    if backup is None:
        said = [phrase("The library was made anew of what can be read.")]
    elif salvage.read:
        name = backup.stem
        said = [
            phrase(
                "The library was restored from its backup “{0}”, with what was done since.", name
            )
        ]
    else:
        said = [phrase("The library was restored from its backup “{0}”.", backup.stem)]
    if restored.kept is not None:
        said.append(phrase("The damaged file is kept as “{0}”.", restored.kept.name))
    if not salvage.read:
        said.append(phrase("Of what was done since, nothing could be read."))
    elif not salvage.broken:
        said.append(phrase("Nothing is lost."))
    else:
        unsaid = phrase("facts about them")
        parts = joined(", ", dict.fromkeys(_NOUNS.get(t, unsaid) for t in salvage.broken))
        said.append(
            phrase("Some could not be read and are as they were in the backup: {0}.", parts)
            if backup
            else phrase("Some could not be read and are lost: {0}.", parts)
        )
    return joined(" ", said)


def _worked(title: str, work: Callable[[Report], T], ask: Ask) -> T | None:
    from annotator.gui.dialogs.work_dialog import WorkDialog

    with _staying():
        dialog = WorkDialog(title, phrase("{0}…", title), work)
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
        box = QMessageBox(QMessageBox.Icon.Critical, "Annotator", local(sentence))
        if not button:
            box.exec()
            return False
        wanted = box.addButton(local(button), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.setDefaultButton(wanted)
        box.exec()
        return box.clickedButton() is wanted
