"""Annotator: listen to long conversations, mark them from the keyboard, leave with notes."""

__version__ = "0.1.0"
