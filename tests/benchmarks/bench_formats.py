"""How long a day of speech takes to read, in every format that people write as text.

24 hours: 21,600 cues of 10 words each. ``python tests/benchmarks/bench_formats.py [format…]``
prints name, size and median; other readers, where they are installed, stand beside ours.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import Any

from annotator.domain.timecode import format_hms, format_precise
from annotator.formats import read_transcript

CUES = 21_600
STEP_MS = 4_000
RUNS = 5

_VOCABULARY = re.findall(
    r"\w+",
    "the of and people learn open model weights talk teacher question because always never "
    "thing really understand how why what when we you they know think should could early later",
)

Line = tuple[int, int, list[str]]
Reader = Callable[[Any, str], object]


def lines() -> list[Line]:
    """(start_ms, end_ms, ten words) for each cue of the day."""
    rng = random.Random(24)
    return [(i * STEP_MS, i * STEP_MS + 3_900, rng.choices(_VOCABULARY, k=10)) for i in range(CUES)]


def _comma(time_ms: int) -> str:
    return format_precise(time_ms).replace(".", ",")


def _srt(day: list[Line]) -> Iterator[str]:
    for number, (start, end, words) in enumerate(day, 1):
        said = f"{' '.join(words[:5])}\n{' '.join(words[5:])}"
        yield f"{number}\n{_comma(start)} --> {_comma(end)}\n{said}\n"


def _vtt(day: list[Line]) -> Iterator[str]:
    yield "WEBVTT\n"
    for number, (start, end, words) in enumerate(day):
        who = "Ann" if number % 3 else "Ben"
        yield f"{format_precise(start)} --> {format_precise(end)}\n<v {who}>{' '.join(words)}\n"


def _vtt_rolling(day: list[Line]) -> Iterator[str]:
    yield "WEBVTT\nKind: captions\nLanguage: en\n"
    shown = " "
    style = "align:start position:0%"
    for start, end, words in day:
        timed = words[0] + "".join(
            f"<{format_precise(start + 380 * place)}><c> {word}</c>"
            for place, word in enumerate(words[1:], 1)
        )
        first, last = format_precise(start), format_precise(end)
        yield f"{first} --> {last} {style}\n{shown}\n{timed}\n"
        shown = " ".join(words)
        yield f"{last} --> {format_precise(end + 10)} {style}\n{shown}\n \n"


def _sbv(day: list[Line]) -> Iterator[str]:
    for start, end, words in day:
        first, last = (format_precise(time).removeprefix("0") for time in (start, end))
        yield f"{first},{last}\n{' '.join(words)}\n"


def _microdvd(day: list[Line]) -> Iterator[str]:
    yield "{1}{1}25.000"
    for start, end, words in day:
        yield f"{{{start // 40}}}{{{end // 40}}}{' '.join(words[:5])}|{' '.join(words[5:])}"


def _lrc(day: list[Line]) -> Iterator[str]:
    for start, _, words in day:
        yield f"[{start // 60_000:02}:{start // 1000 % 60:02}.00]{' '.join(words)}"


def _ass(day: list[Line]) -> Iterator[str]:
    yield "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text"
    for start, end, words in day:
        first, last = (format_precise(time).removeprefix("0")[:-1] for time in (start, end))
        said = f"{' '.join(words[:5])}\\N{' '.join(words[5:])}"
        yield f"Dialogue: 0,{first},{last},Default,Ann,{said}"


def _tsv(day: list[Line]) -> Iterator[str]:
    yield "start\tend\ttext"
    for start, end, words in day:
        yield f"{start}\t{end}\t{' '.join(words)}"


def _whisper_text(day: list[Line]) -> Iterator[str]:
    for start, end, words in day:
        yield f"[{format_precise(start)} --> {format_precise(end)}]  {' '.join(words)}"


def _audacity(day: list[Line]) -> Iterator[str]:
    for start, end, words in day:
        yield f"{start / 1000:.6f}\t{end / 1000:.6f}\t{' '.join(words)}"


def _bracketed(day: list[Line]) -> Iterator[str]:
    for number, (start, _, words) in enumerate(day):
        yield f"[{format_hms(start)}] {'Ann' if number % 3 else 'Ben'}: {' '.join(words)}"


def _otter(day: list[Line]) -> Iterator[str]:
    for number, (start, _, words) in enumerate(day):
        who = "Ann Lee" if number % 3 else "Ben Ortiz"
        yield f"{who}  {format_hms(start)}\n{' '.join(words)}\n"


def _prose(day: list[Line]) -> Iterator[str]:
    for number, (_, _, words) in enumerate(day):
        yield f"{' '.join(words).capitalize()}." + ("" if number % 8 else "\n")


def _podcast_html(day: list[Line]) -> Iterator[str]:
    for start, _, words in day:
        clock = format_hms(start)
        yield f"<cite>Ann:</cite>\n<time>{clock}</time>\n<p>{' '.join(words)}</p>"


def _ttml(day: list[Line]) -> Iterator[str]:
    yield '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
    for start, end, words in day:
        times = f'begin="{format_precise(start)}" end="{format_precise(end)}"'
        yield f"<p {times}>{' '.join(words[:5])}<br/>{' '.join(words[5:])}</p>"
    yield "</div></body></tt>"


def _srv1(day: list[Line]) -> Iterator[str]:
    yield "<transcript>"
    for start, end, words in day:
        yield f'<text start="{start / 1000}" dur="{(end - start) / 1000}">{" ".join(words)}</text>'
    yield "</transcript>"


def _spacelog(day: list[Line]) -> Iterator[str]:
    for start, _, words in day:
        yield f"[00:{format_hms(start)}]\nCC: {' '.join(words)}\n"


def _whisper(day: list[Line], *, timed: bool) -> str:
    segments = []
    for number, (start, end, words) in enumerate(day):
        segment: dict[str, object] = {
            "id": number, "start": start / 1000, "end": end / 1000, "text": f" {' '.join(words)}",
        }  # fmt: skip
        if timed:
            segment["words"] = [
                {
                    "word": f" {word}", "start": (start + 390 * place) / 1000,
                    "end": (start + 390 * place + 350) / 1000, "probability": 0.9,
                }
                for place, word in enumerate(words)
            ]  # fmt: skip
        segments.append(segment)
    return json.dumps({"text": "", "segments": segments, "language": "en"})


def _podcast_json(day: list[Line]) -> str:
    return json.dumps(
        {
            "version": "1.0.0",
            "segments": [
                {
                    "speaker": "Ann",
                    "startTime": start / 1000,
                    "endTime": end / 1000,
                    "body": " ".join(words),
                }
                for start, end, words in day
            ],
        }
    )


def _joined(parts: Callable[[list[Line]], Iterator[str]]) -> Callable[[list[Line]], str]:
    return lambda day: "\n".join(parts(day)) + "\n"


TEXTS: dict[str, Callable[[list[Line]], str]] = {
    "SRT": _joined(_srt),
    "WebVTT with voices": _joined(_vtt),
    "SBV": _joined(_sbv),
    "MicroDVD": _joined(_microdvd),
    "LRC": _joined(_lrc),
    "ASS": _joined(_ass),
    "Whisper TSV": _joined(_tsv),
    "Whisper text": _joined(_whisper_text),
    "Audacity": _joined(_audacity),
    "dialogue, bracketed": _joined(_bracketed),
    "dialogue, Otter": _joined(_otter),
    "plain text": _joined(_prose),
    "Spacelog": _joined(_spacelog),
    "Podcasting 2.0 HTML": _joined(_podcast_html),
    "TTML": _joined(_ttml),
    "YouTube srv1": _joined(_srv1),
    "Podcasting 2.0 JSON": _podcast_json,
    "Whisper JSON": lambda day: _whisper(day, timed=False),
    "WebVTT rolling, word times": _joined(_vtt_rolling),
    "Whisper JSON, word times": lambda day: _whisper(day, timed=True),
}


def _pysubs2(kind: str) -> Reader:
    return lambda library, text: library.SSAFile.from_string(text, kind)


def _webvtt(kind: str) -> Reader:
    return lambda library, text: library.from_buffer(BytesIO(text.encode()), kind)


_OTHERS: dict[str, list[tuple[str, Reader]]] = {
    "SRT": [
        ("pysubs2", _pysubs2("srt")),
        ("srt", lambda library, text: list(library.parse(text))),
        ("webvtt", _webvtt("srt")),
    ],
    "WebVTT with voices": [("pysubs2", _pysubs2("vtt")), ("webvtt", _webvtt("vtt"))],
    "WebVTT rolling, word times": [("pysubs2", _pysubs2("vtt")), ("webvtt", _webvtt("vtt"))],
    "SBV": [("webvtt", _webvtt("sbv"))],
    "MicroDVD": [("pysubs2", _pysubs2("microdvd"))],
    "ASS": [("pysubs2", _pysubs2("ass"))],
    "TTML": [("pysubs2", _pysubs2("ttml"))],
    "Whisper JSON": [
        ("pysubs2", lambda library, text: library.load_from_whisper(json.loads(text)))
    ],
    "Whisper JSON, word times": [
        ("pysubs2", lambda library, text: library.load_from_whisper(json.loads(text))),
        # What no reader of it can be quicker than.
        ("json", lambda library, text: library.loads(text)),
    ],
}
"""The nearest libraries for each format that one of them reads."""


def _others(name: str, text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Those of the libraries that are installed here, ready to read `text`."""
    for module, read in _OTHERS.get(name, []):
        try:
            library = import_module(module)
        except ImportError:
            continue
        yield module, partial(read, library, text)


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _speed(taken_ms: float, data: bytes) -> str:
    return f"{taken_ms:.0f} ms, {len(data) / 1e3 / taken_ms:.1f} MB/s"


def rows(chosen: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """(figure, data size, value) for each format, medians of five runs."""
    day = lines()
    table: list[tuple[str, str, str]] = []
    for name, write in TEXTS.items():
        if chosen and not any(part.lower() in name.lower() for part in chosen):
            continue
        text = write(day)
        data = text.encode()
        size = f"24 h, {len(data) / 1e6:.1f} MB"
        taken = median_ms(lambda data=data: read_transcript(data))  # type: ignore[misc]
        table.append((f"parse {name}", size, _speed(taken, data)))
        for library, work in _others(name, text):
            table.append((f"parse {name} with {library}", size, _speed(median_ms(work, 1), data)))
    return table


if __name__ == "__main__":
    for figure, size, value in rows(tuple(sys.argv[1:])):
        print(f"{figure:45} {size:18} {value}")
