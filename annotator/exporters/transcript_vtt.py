"""WebVTT: the whole transcript, cue by cue, with its voices."""

from __future__ import annotations

from annotator.exporters.caption import cue_captions
from annotator.exporters.note import EpisodeNote
from annotator.exporters.subtitles import webvtt


def render(note: EpisodeNote) -> str:
    """The file with one cue per cue of the transcript."""
    return webvtt(cue_captions(note))
