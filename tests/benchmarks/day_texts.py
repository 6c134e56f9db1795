"""A day of talk in every format of captions, text, pages and XML, as the tools write it.

24 hours: 21,600 cues of 10 words each. What recognisers write in JSON is in `day_words`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import count
from typing import NamedTuple

from annotator.domain.timecode import format_hms, format_precise

CUES = 21_600
STEP_MS = 4_000
WORD_MS = 390

_VOCABULARY = re.findall(
    r"\w+",
    "the of and people learn open model weights talk teacher question because always never "
    "thing really understand how why what when we you they know think should could early later",
)

Line = tuple[int, int, list[str]]


class DayText(NamedTuple):
    """One way to write the day: the format that claims it, whether its words are timed, and
    whether it tells where each cue begins."""

    format: str
    write: Callable[[list[Line]], str]
    timed: bool = False
    cut: bool = True


def lines(cues: int = CUES) -> list[Line]:
    """(start_ms, end_ms, ten words) for each cue of the day, or of its first part."""
    rng = random.Random(24)
    return [(i * STEP_MS, i * STEP_MS + 3_900, rng.choices(_VOCABULARY, k=10)) for i in range(cues)]


def as_json(value: Callable[[list[Line]], object]) -> Callable[[list[Line]], str]:
    return lambda day: json.dumps(value(day))


def sentence(words: list[str]) -> list[str]:
    """The words with a capital and a full stop, by which word lists are cut into cues."""
    return [words[0].capitalize(), *words[1:-1], f"{words[-1]}."]


def speaker(number: int) -> str:
    return "Ann" if number % 3 else "Ben"


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


def _srv3(day: list[Line]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">\n<head>\n<ws id="0"/>'
    yield '<wp id="0"/>\n</head>\n<body>\n<w t="0" id="1" wp="1" ws="1"/>'
    for start, _, words in day:
        timed = "".join(f'<s t="{WORD_MS * i}" ac="0"> {word}</s>' for i, word in enumerate(words))
        timed = timed.replace(' t="0"', "", 1).replace("> ", ">", 1)
        yield f'<p t="{start}" d="6500" w="1">{timed}</p>'
        yield f'<p t="{start + 3_890}" d="2610" w="1" a="1">\n</p>'
    yield "</body>\n</timedtext>"


def _lrc_words(day: list[Line]) -> Iterator[str]:
    def clock(time_ms: int) -> str:
        return f"{time_ms // 60_000:02}:{time_ms // 1000 % 60:02}.{time_ms // 10 % 100:02}"

    for start, _, words in day:
        timed = " ".join(f"<{clock(start + WORD_MS * i)}>{word}" for i, word in enumerate(words))
        yield f"[{clock(start)}]{timed}"


def _apple(day: list[Line]) -> Iterator[str]:
    yield (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
        'xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal" xml:lang="en">'
        "<head><metadata/></head><body><div>"
    )

    def times(start: int, end: int) -> str:
        first, last = (f"{time // 1000 % 60}.{time % 1000:03}" if time < 60_000 else
                       format_precise(time).lstrip("0:") for time in (start, end))  # fmt: skip
        return f'begin="{first}" end="{last}"'

    for number, (start, end, words) in enumerate(day):
        begins = range(start, start + WORD_MS * len(words), WORD_MS)
        spans = "".join(
            f'<span {times(begin, begin + 350)} podcasts:unit="word">{word}</span>'
            for begin, word in zip(begins, sentence(words), strict=True)
        )
        yield (
            f'<p {times(start, end)} ttm:agent="SPEAKER_{number % 2 + 1}">'
            f'<span {times(start, end)} podcasts:unit="sentence">{spans}</span></p>'
        )
    yield "</div></body></tt>"


def _sami(day: list[Line]) -> Iterator[str]:
    yield "<SAMI>\n<HEAD>\n<TITLE>Talk</TITLE>\n</HEAD>\n<BODY>"
    for start, end, words in day:
        said = f"{' '.join(words[:5])}<br>{' '.join(words[5:])}"
        yield f"<SYNC Start={start}><P Class=ENCC>{said}"
        yield f"<SYNC Start={end}><P Class=ENCC>&nbsp;"
    yield "</BODY>\n</SAMI>"


def _elan(day: list[Line]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0">'
    yield '    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n    <TIME_ORDER>'
    for number, (start, end, _) in enumerate(day):
        for place, time in ((1, start), (2, end)):
            slot = f'TIME_SLOT_ID="ts{2 * number + place}" TIME_VALUE="{time}"'
            yield f"        <TIME_SLOT {slot}/>"
    yield "    </TIME_ORDER>"
    for who in ("Ann", "Ben"):
        yield f'    <TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{who}" TIER_ID="{who}">'
        for number, (_, _, words) in enumerate(day):
            if speaker(number) == who:
                refs = f'TIME_SLOT_REF1="ts{2 * number + 1}" TIME_SLOT_REF2="ts{2 * number + 2}"'
                yield f"""        <ANNOTATION>
            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number + 1}" {refs}>
                <ANNOTATION_VALUE>{" ".join(words)}</ANNOTATION_VALUE>
            </ALIGNABLE_ANNOTATION>
        </ANNOTATION>"""
        yield "    </TIER>"
    yield "</ANNOTATION_DOCUMENT>"


Label = tuple[int, int, str]


def _phrases(day: list[Line]) -> Iterator[Label]:
    for start, end, words in day:
        yield start, end, " ".join(words)
        yield end, start + STEP_MS, ""


def _words(day: list[Line]) -> Iterator[Label]:
    for start, end, words in day:
        for place, word in enumerate(sentence(words)):
            yield start + WORD_MS * place, start + WORD_MS * (place + 1), word
        yield end, start + STEP_MS, ""


def _textgrid(labels: Callable[[list[Line]], Iterator[Label]], day: list[Line]) -> str:
    intervals = list(labels(day))
    rows = [
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 86400 ',
        "tiers? <exists> \nsize = 1 \nitem []: \n    item [1]:",
        '        class = "IntervalTier" \n        name = "words" \n        xmin = 0 ',
        f"        xmax = 86400 \n        intervals: size = {len(intervals)} ",
    ]
    for number, (start, end, said) in enumerate(intervals, 1):
        rows.append(f"        intervals [{number}]:\n            xmin = {start / 1000} ")
        rows.append(f'            xmax = {end / 1000} \n            text = "{said}" ')
    return "\n".join(rows) + "\n"


def _noscribe(day: list[Line]) -> Iterator[str]:
    yield "<!DOCTYPE HTML>\n<html >\n<head >\n<style>p { x: y }</style></head>\n<body><p >Talk</p>"
    for number, (start, end, words) in enumerate(day):
        who = f"S{number // 4 % 2:02}"
        clock = f'<span style="color: #78909C" >[{format_hms(start)}]</span>'
        head = f"{who}: {clock}" if number % 4 == 0 else ""
        opened, closed = "<p >" * (number % 4 == 0), "</p>" * (number % 4 == 3)
        said = f"{head} {' '.join(words)}."
        yield f'{opened}<a name="ts_{start}_{end}_{who}" >{said}</a>{closed}'
    yield "</body>\n</html>"


def otranscribed(day: list[Line]) -> str:
    """oTranscribe's page of stamps and words."""
    return "".join(
        f'<p><span class="timestamp" contenteditable="false" data-timestamp="{start / 1000}">'
        f"{format_hms(start)}</span>{escape(' '.join(words))}.</p>"
        for start, _, words in day
    )


def _f4(day: list[Line]) -> Iterator[str]:
    for number, (start, _, words) in enumerate(day):
        yield f"#{format_hms(start)}-0# {'I' if number % 2 else 'B'}: {' '.join(words)}."


def _page(day: list[Line]) -> Iterator[str]:
    yield "<!doctype html>\n<html><head><title>Talk</title></head><body><nav>Home</nav>"
    for number, (start, _, words) in enumerate(day):
        yield f"<p>[{format_hms(start)}] {speaker(number)}: {' '.join(words)}</p>"
    yield "<footer>made by hand</footer></body></html>"


def _csv(day: list[Line]) -> Iterator[str]:
    yield "Index,Start,End,Speaker,Text"
    for number, (start, end, words) in zip(count(1), day, strict=False):
        times = f"{format_precise(start)},{format_precise(end)}"
        yield f'{number},{times},{speaker(number)},"{words[0]}, {" ".join(words[1:])}"'


def _joined(parts: Callable[[list[Line]], Iterator[str]]) -> Callable[[list[Line]], str]:
    return lambda day: "\n".join(parts(day)) + "\n"


TEXTS: dict[str, DayText] = {
    "SRT": DayText("srt", _joined(_srt)),
    "WebVTT with voices": DayText("vtt", _joined(_vtt)),
    "WebVTT rolling, word times": DayText("vtt", _joined(_vtt_rolling), timed=True),
    "SBV": DayText("sbv", _joined(_sbv)),
    "MicroDVD": DayText("microdvd", _joined(_microdvd)),
    "LRC": DayText("lrc", _joined(_lrc)),
    "LRC, word times": DayText("lrc", _joined(_lrc_words), timed=True),
    "ASS": DayText("ass", _joined(_ass)),
    "SAMI": DayText("sami", _joined(_sami)),
    "Whisper TSV": DayText("whisper-tsv", _joined(_tsv)),
    "table (CSV)": DayText("whisper-tsv", _joined(_csv)),
    "Whisper text": DayText("whisper-text", _joined(_whisper_text)),
    "Audacity": DayText("audacity", _joined(_audacity)),
    "dialogue, bracketed": DayText("dialogue", _joined(_bracketed)),
    "dialogue, Otter": DayText("dialogue", _joined(_otter)),
    "plain text": DayText("text", _joined(_prose), cut=False),
    "Spacelog": DayText("spacelog", _joined(_spacelog)),
    "f4": DayText("f4", _joined(_f4)),
    "Podcasting 2.0 HTML": DayText("podcast-html", _joined(_podcast_html)),
    "HTML page": DayText("html", _joined(_page)),
    "noScribe": DayText("noscribe", _joined(_noscribe)),
    "TTML": DayText("ttml", _joined(_ttml)),
    "TTML of Apple, word times": DayText("ttml", _joined(_apple), timed=True),
    "YouTube srv1": DayText("youtube-srv1", _joined(_srv1)),
    "YouTube srv3, word times": DayText("youtube-srv3", _joined(_srv3), timed=True),
    "ELAN": DayText("elan", _joined(_elan)),
    "TextGrid": DayText("textgrid", lambda day: _textgrid(_phrases, day)),
    "TextGrid, word times": DayText("textgrid", lambda day: _textgrid(_words, day), timed=True),
}
