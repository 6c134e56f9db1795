"""WebVTT: the marks as subtitles with voices and ids."""

from __future__ import annotations

from annotator.exporters.caption import captions
from annotator.exporters.note import EpisodeNote
from annotator.exporters.subtitles import webvtt


def render(note: EpisodeNote) -> str:
    """The file with one cue per mark, under the mark's own id."""
    return webvtt(captions(note))
