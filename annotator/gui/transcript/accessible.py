"""What a screen reader is told of the transcript.

The view is a document with a name, and each cue the cursor comes to is announced. It offers
no QAccessibleTextInterface: PySide6 cannot hand one to Qt, because the pointer returned by
``interface_cast`` is lost on the way through the binding and the first screen reader that
asks ends the program (seen in 6.11.3 over AT-SPI).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Cue
from annotator.gui.language import tr

_documents: set[type[QWidget]] = set()


def announce_as_document(kind: type[QWidget]) -> None:
    """Present widgets of a class as documents; without this they are nameless panes."""
    if not _documents:
        QAccessible.installFactory(_interface_for)
    _documents.add(kind)


def _interface_for(_name: str, made_for: Any) -> QAccessibleWidget | None:
    if not any(isinstance(made_for, kind) for kind in _documents):
        return None
    return QAccessibleWidget(made_for, QAccessible.Role.Document, made_for.accessibleName())


def announce(view: QWidget, cue: Cue) -> None:
    """Have a cue read aloud, if anything listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, spoken_form(cue)))


def name_view(view: QWidget, title: str) -> None:
    """Say of which episode this is the transcript."""
    view.setAccessibleName(tr("Transcript of {0}").format(title) if title else tr("Transcript"))


def describe_cue(view: QWidget, cue: Cue | None) -> None:
    """Keep the cue under the cursor as the view's description, for whoever asks."""
    view.setAccessibleDescription(spoken_form(cue) if cue else "")
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)


def spoken_form(cue: Cue) -> str:
    """A cue as it is read aloud: who, what, when."""
    said = f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text
    return f"{said} ({format_clock(cue.start_ms)})"
