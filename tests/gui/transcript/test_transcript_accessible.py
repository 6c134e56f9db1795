"""What a screen reader is told."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from annotator.gui.transcript import TranscriptView
from annotator.gui.transcript.pill import Pill


def test_the_view_is_a_document_named_after_the_episode(view: TranscriptView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.role() == QAccessible.Role.Document
    assert interface.text(QAccessible.Text.Name) == "Transcript of Hands and machines"


def test_the_cue_under_the_cursor_is_its_description(view: TranscriptView) -> None:
    view.set_cursor(3)
    interface = QAccessible.queryAccessibleInterface(view)
    described = interface.text(QAccessible.Text.Description)
    assert described == "Ada: So it is about judgement. (0:12)"


def test_other_widgets_keep_their_own_roles(view: TranscriptView) -> None:
    pill = view.findChild(Pill)
    assert QAccessible.queryAccessibleInterface(pill).role() == QAccessible.Role.Button
    assert QAccessible.queryAccessibleInterface(QWidget()).role() == QAccessible.Role.Client
    assert pill.accessibleName() == "Back to the voice"
