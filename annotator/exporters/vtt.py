"""WebVTT (W3C, https://www.w3.org/TR/webvtt1/): the marks as subtitles with voices and ids."""

from __future__ import annotations

from annotator.domain.timecode import format_precise
from annotator.exporters.caption import Caption, captions
from annotator.exporters.note import EpisodeNote
from annotator.exporters.wording import stable_id


def render(note: EpisodeNote) -> str:
    """The file with one cue per mark, under the mark's own id."""
    return "\n".join(["WEBVTT\n", *(_cue(caption) for caption in captions(note))])


def _cue(caption: Caption) -> str:
    start, end = format_precise(caption.start_ms), format_precise(caption.end_ms)
    text = _escaped("\n".join(caption.lines))
    voice = f"<v {_escaped(caption.speaker)}>" if caption.speaker else ""
    return f"{stable_id(caption.mark)}\n{start} --> {end}\n{voice}{text}\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
