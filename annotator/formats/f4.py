"""Interviews as f4, easytranscript and MAXQDA write them: ``#00:01:02-3#``, the last a tenth.

A stamp stands at the end of what was said by then, or, where the text begins with one, before
what is said from then on; https://www.audiotranskription.de/f4.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.speaker_labels import found_label
from annotator.formats.text_clean import one_line

_STAMP = re.compile(r"[#\[](\d{1,3}:\d\d:\d\d)-(\d)\d?[#\]]")
_TURN = re.compile(r"\n(?=[ \t]*[^\W\d_][^\n:]{0,40}:)")


def sniff(head: str) -> bool:
    return len(_STAMP.findall(head)) > 1 and head.lstrip()[:1] not in {"{", "<"}


def parse(text: str) -> Draft:
    parts = _STAMP.split(text)
    clocks = stated_clocks_ms(parts[1::3])
    times = [clock + 100 * int(tenth) for clock, tenth in zip(clocks, parts[2::3], strict=True)]
    said = parts[::3]
    if not times:
        return Draft([RawCue(None, None, one_line(text))])
    cues: list[RawCue] = []
    speaker = ""
    # What is said after each stamp, or before it.
    spans = _from_stamps(times) if not said[0].strip() else _up_to_stamps(times)
    for (start_ms, end_ms), passage in zip(spans, said, strict=True):
        turns = [turn for turn in _TURN.split(passage) if turn.strip()]
        for place, turn in enumerate(turns):
            words = one_line(turn)
            if label := found_label(words):
                speaker, words = label[0], words[label[1] :]
            first, last = place == 0, place == len(turns) - 1
            cues.append(
                RawCue(start_ms if first else None, end_ms if last else None, words, speaker)
            )
    return Draft([cue for cue in cues if cue.text])


def _from_stamps(times: list[int]) -> list[tuple[int | None, int | None]]:
    return [
        (None, None),
        *((time, after) for time, after in zip(times, [*times[1:], None], strict=True)),
    ]


def _up_to_stamps(times: list[int]) -> list[tuple[int | None, int | None]]:
    return [*zip([0, *times[:-1]], times, strict=True), (times[-1], None)]
