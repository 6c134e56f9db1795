"""SubRip and WebVTT, whatever it is that they show.

SubRip knows no escaping. What players take for markup or a time line is replaced by its
likeness: ``<i>`` by ``‹i›``, ``{\\an8}`` by ``(\\an8)``, ``-->`` by ``--›``. WebVTT
(W3C, https://www.w3.org/TR/webvtt1/) has entities, voices and ids.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.timecode import format_precise
from annotator.exporters.caption import Caption

_LIKENESS = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")"})
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def subrip(captions: Iterable[Caption]) -> str:
    """Numbered subtitles; empty text for none."""
    return "\n".join(_block(number, each) for number, each in enumerate(captions, start=1))


def webvtt(captions: Iterable[Caption]) -> str:
    """The file with one cue per caption, under its id where it has one."""
    return "\n".join(["WEBVTT\n", *map(_cue, captions)])


def _block(number: int, caption: Caption) -> str:
    start, end = (format_precise(ms).replace(".", ",") for ms in (caption.start_ms, caption.end_ms))
    text = "\n".join(caption.lines)
    if caption.speaker:
        text = f"{caption.speaker}: {text}"
    return f"{number}\n{start} --> {end}\n{text.translate(_LIKENESS)}\n"


def _cue(caption: Caption) -> str:
    start, end = format_precise(caption.start_ms), format_precise(caption.end_ms)
    text = "\n".join(caption.lines).translate(_ENTITIES)
    speaker = caption.speaker.translate(_ENTITIES)
    # With its bracket, a name that ends in dashes would be the arrow of a time line.
    gap = " " if speaker.endswith("--") else ""
    voice = f"<v {speaker}{gap}>" if speaker else ""
    ident = f"{caption.ident}\n" if caption.ident else ""
    return f"{ident}{start} --> {end}\n{voice}{text}\n"
