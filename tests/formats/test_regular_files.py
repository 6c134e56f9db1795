"""A file that is written alike throughout is read at a gallop; it must read as any other does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.domain.transcript import Cue
from annotator.formats import read_transcript

_TURNS = [("Ann Lee", "Should a model be open?"), ("Ben", "Yes: all of it."), ("Ann Lee", "Why?")]


def _srt(number: int, _who: str, said: str) -> str:
    return f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{said}\n"


def _vtt(number: int, who: str, said: str) -> str:
    return f"00:00:0{number}.000 --> 00:00:0{number}.900\n<v {who}>{said}\n"


def _otter(number: int, who: str, said: str) -> str:
    return f"{who}  0:0{number}\n{said}\n"


def _bracketed(number: int, who: str, said: str) -> str:
    return f"[00:00:0{number}] {who}: {said}"


def _ttml(number: int, _who: str, said: str) -> str:
    return f'<p begin="00:00:0{number}.000" end="00:00:0{number}.900">{said}</p>'


_TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'


@pytest.mark.parametrize(
    ("turn", "before", "after", "odd"),
    [
        (_srt, "", "", "\n00:00:04.500 -> 00:00:04.900\nOdd.\n"),
        (_vtt, "WEBVTT\n\n", "", "\n00:00:04.500 --> 00:00:04.900\n<v Ann Lee>Odd &amp; so.\n"),
        (_otter, "", "", "\nAnn Lee (0:04):\n7 odd.\n"),
        (_bracketed, "", "", "\n(00:00:04) Ann Lee: Odd."),
        (_ttml, _TTML, "</div></body></tt>", '<p begin="4.5s" end="4.9s">Odd.</p>'),
    ],
    ids=["srt", "vtt", "otter", "bracketed", "ttml"],
)  # fmt: skip
def test_one_odd_cue_leaves_the_others_as_they_are_read_without_it(
    turn: Callable[[int, str, str], str], before: str, after: str, odd: str
) -> None:
    whole = "\n".join(turn(number, *said) for number, said in enumerate(_TURNS, 1))
    regular = read_transcript(f"{before}{whole}{after}".encode()).transcript.cues
    mixed = read_transcript(f"{before}{whole}{odd}{after}".encode()).transcript.cues
    assert len(regular) == len(_TURNS)
    assert list(map(_shown, mixed[:2])) == list(map(_shown, regular[:2]))
    assert _shown(mixed[2])[2:] == _shown(regular[2])[2:]
    assert len(mixed) == len(_TURNS) + 1


def _shown(cue: Cue) -> tuple[int, int, str, str]:
    return cue.start_ms, cue.end_ms, cue.text, cue.speaker
