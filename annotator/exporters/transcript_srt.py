"""SubRip: the whole transcript, cue by cue, for any player."""

from __future__ import annotations

from annotator.exporters.caption import cue_captions
from annotator.exporters.note import EpisodeNote
from annotator.exporters.subtitles import subrip


def render(note: EpisodeNote) -> str:
    """Numbered subtitles, one per cue, the speaker before the words."""
    return subrip(cue_captions(note))
