"""The synced transcript view: `TranscriptView` and the values it is told."""

from annotator.gui.transcript.values import MarkSpan
from annotator.gui.transcript.view import TranscriptView
from annotator.gui.transcript.waiting_marks import WaitingMarks

__all__ = ["MarkSpan", "TranscriptView", "WaitingMarks"]
