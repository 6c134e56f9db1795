"""SubRip: the marks as subtitles, to be seen over the recording in any player."""

from __future__ import annotations

from annotator.exporters.caption import captions
from annotator.exporters.note import EpisodeNote
from annotator.exporters.subtitles import subrip


def render(note: EpisodeNote) -> str:
    """Numbered subtitles, one per mark; empty text for an episode without marks."""
    return subrip(captions(note))
