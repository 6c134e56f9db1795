"""SubRip: the marks as subtitles, to be seen over the recording in any player.

SubRip knows no escaping. What players take for markup or a time line is replaced by its
likeness: ``<i>`` by ``‹i›``, ``{\\an8}`` by ``(\\an8)``, ``-->`` by ``--›``.
"""

from __future__ import annotations

from annotator.domain.timecode import format_precise
from annotator.exporters.caption import Caption, captions
from annotator.exporters.note import EpisodeNote

_LIKENESS = (("<", "‹"), (">", "›"), ("{", "("), ("}", ")"))


def render(note: EpisodeNote) -> str:
    """Numbered subtitles, one per mark; empty text for an episode without marks."""
    blocks = (_block(number, each) for number, each in enumerate(captions(note), start=1))
    return "\n".join(blocks)


def _block(number: int, caption: Caption) -> str:
    start, end = _time(caption.start_ms), _time(caption.end_ms)
    text = "\n".join(caption.lines)
    if caption.speaker:
        text = f"{caption.speaker}: {text}"
    for char, likeness in _LIKENESS:
        text = text.replace(char, likeness)
    return f"{number}\n{start} --> {end}\n{text}\n"


def _time(ms: int) -> str:
    return format_precise(ms).replace(".", ",")
