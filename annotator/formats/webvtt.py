"""WebVTT (``.vtt``), https://www.w3.org/TR/webvtt1/, in the forms that are really served.

Speakers from ``<v Name>`` (closed or not) and from ``Name: text``; word times from inline
``<00:00:14.670>``; hours optional, minutes too; NOTE, STYLE, REGION, ids and settings left out,
but for ids that name the speaker, as Webex writes them: ``7 "Ann Lee" (123)``.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.domain.entities import unescape
from annotator.domain.transcript import spread_words
from annotator.formats.as_written import is_as_written
from annotator.formats.clocks import clocks_ms
from annotator.formats.cues_scan import Block, scan
from annotator.formats.draft import Draft, RawCue, RawWord, cue_of_row
from annotator.formats.lifting import MARK, TimedLines, lifted
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions, collapse
from annotator.formats.speaker_labels import carried, name_speakers
from annotator.formats.text_clean import one_line, strip_markup
from annotator.formats.word_rows import LARGE

_FIRST_WORDS = 10_000
"""So far the first timed words stand in a file that has them."""

_LANGUAGE = re.compile(r"^(?:language|lang):[ \t]*([\w-]{2,12})", re.IGNORECASE | re.MULTILINE)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t\n]|$)|X-TIMESTAMP-MAP")
_ONE_VOICE = re.compile(r"<v ([^<>&\n\0]{1,200})>([^<>&\0]*)(?:</v>)?")
_VOICES = re.compile(r"(?:<v [^<>&\n\0]{1,200}+>[^<>&\0]*+(?:</v>)?+\0)++")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]+([^<>\n]{0,200}))?>")
_STAMP = re.compile(r"<((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d+)>")
_RUBY = re.compile(r"<r[tp](?:[.\s][^<>]{0,200})?>[^<>]{0,200}(?:</r[tp]>|(?=<))")
_SPEAKING_ID = re.compile(r'\d{1,9} "([^"\n]{1,100})" \(\d{1,20}\)')
_COLOUR = re.compile(r"<c\.[^<>\s]{0,200}>")
_CLASS = re.compile(r"</?[cv](?:[.\s][^<>]{0,200})?>")


def sniff(head: str) -> bool:
    return head.lstrip()[:6].upper() == "WEBVTT"


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    preamble, cues = _long(text, changes) or _read(text, changes)
    language = _LANGUAGE.search(preamble)
    return Draft(carried(name_speakers(cues)), language[1] if language else "", changes)


def _long(text: str, changes: Counter[Change]) -> tuple[str, list[RawCue]] | None:
    """What stands before the first time, and the cues, if these are long automatic captions."""
    if len(text) < LARGE or is_as_written() or not _STAMP.search(text, 0, _FIRST_WORDS):
        return None
    from annotator.formats.timed_turns import timed_turns

    begin = text.rfind("\n", 0, max(text.find("-->"), 0)) + 1
    cues = None if "<" in text[:begin] else timed_turns(text, begin, changes)
    return None if cues is None else (text[:begin], cues)


def _read(text: str, changes: Counter[Change]) -> tuple[str, list[RawCue]]:
    # Automatic captions have a pair of these around every word; they say nothing.
    text = text.replace("<c>", "").replace("</c>", "")
    if "<c." in text:
        text = _COLOUR.sub("", text)
    if timed := lifted(text):
        plain, lines = timed
        preamble, blocks = scan(plain)
        written = lines.written(preamble)
        return preamble, collapse(_by_block(written, blocks, lines, changes), changes)
    preamble, blocks = scan(text)
    cues = _regular(blocks, changes)
    return preamble, cues or collapse(_by_block(preamble, blocks, None, changes), changes)


def _regular(blocks: list[Block], changes: Counter[Change]) -> list[RawCue] | None:
    """The cues, if all hold words alone or all one voice; a few passes over lists."""
    if not blocks:
        return None
    starts, ends, _, bodies = zip(*blocks, strict=True)
    texts = [body.strip() for body in bodies]
    joined = "\0".join([*texts, ""])
    if "\n\n" in joined or "\nWEBVTT" in joined or "&" in joined:
        return None
    if "\n" in {body[:1] for body in bodies}:
        return None
    speakers = None
    if "<" in joined:
        if not _VOICES.fullmatch(joined):
            return None
        speakers, texts = map(list, zip(*_ONE_VOICE.findall(joined), strict=True))
        names = {name: name.strip(" /") for name in set(speakers)}
        speakers, texts = [names[name] for name in speakers], [text.strip() for text in texts]
    return captions(starts, ends, texts, changes, speakers)


def _by_block(
    preamble: str, blocks: list[Block], lines: TimedLines | None, changes: Counter[Change]
) -> list[RawCue]:
    lined: list[RawCue] = []
    speakers: dict[int, str] = {}
    before = preamble
    for index, (start_ms, end_ms, _, body) in enumerate(blocks):
        if '"' in before and (named := _SPEAKING_ID.fullmatch(_last_line(before))):
            speakers[len(lined)] = named[1]
        payload, is_followed = body.strip(), index + 1 < len(blocks)
        if lines and MARK in body:
            plain = payload[-1] == MARK and body.count(MARK) == 1 and "\n\n" not in payload
            if plain and (cue := lines.cue(payload, start_ms, end_ms)):
                lined.append(cue)
                before = ""  # it ends with its words
                continue
            body = lines.written(body)
            payload = body.strip()
        if "\n\n" in payload or "\nWEBVTT" in payload or body[:1] == "\n":
            payload = _payload(body, is_followed)
        before = body
        if "<" not in payload and "&" not in payload:
            lined.append(cue_of_row((start_ms, end_ms, payload, "", ())))
        elif (plain_voice := _ONE_VOICE.fullmatch(payload)) is not None:
            said, name = plain_voice[2].strip(), plain_voice[1].strip(" /")
            lined.append(RawCue(start_ms, end_ms, said, name))
        else:
            lined += _marked_up(start_ms, end_ms, payload, changes)
    for place, name in speakers.items():
        lined[place] = lined[place]._replace(speaker=lined[place].speaker or name)
    return lined


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2].strip()


def _payload(body: str, followed: bool) -> str:
    """The text of a cue whose body has blank lines: without notes, and without the next id."""
    parts = body.replace("\nWEBVTT", "\n\nWEBVTT").split("\n\n")
    blocks = [block for part in parts if (block := part.strip("\n"))]
    # An id stands right above the next timing line, alone between it and a blank line. Where a
    # blank line is all that a cue has of words, what follows is taken for one if it looks so.
    above = followed and bool(blocks) and not body.endswith("\n") and "\n" not in blocks[-1]
    if above and (len(blocks) > 1 or not any(map(str.isalpha, blocks[-1]))):
        blocks.pop()
    return "\n".join(block for block in blocks if not _ASIDE.match(block)).strip()


def _marked_up(start_ms: int, end_ms: int, payload: str, changes: Counter[Change]) -> list[RawCue]:
    """One cue for each voice in the payload, normally one."""
    voices = _VOICE.split(payload)
    parts = [("", voices[0])] if voices[0].strip() or len(voices) == 1 else []
    parts += [
        (unescape(name or "").strip(" /"), said)
        for name, said in zip(voices[1::2], voices[2::2], strict=True)
    ]
    cues = []
    for speaker, said in parts:
        if "<r" in said:
            said = _RUBY.sub("", said)
        if "<c" in said or "</" in said:
            said = _CLASS.sub("", said)
        if _STAMP.search(said):
            text, words = _timed_text(said, start_ms, end_ms)
            cues.append(RawCue(start_ms, end_ms, text, speaker, words))
            continue
        bare = strip_markup(said)
        changes[Change.MARKUP] += bare != said
        cues.append(RawCue(start_ms, end_ms, bare.strip(), speaker))
    return cues


def _timed_text(said: str, start_ms: int, end_ms: int) -> tuple[str, list[RawWord]]:
    """Text, its lines kept, and words from ``one<00:00:01.000> two<00:00:02.000> three``."""
    cut = said.rfind("\n", 0, said.index("<")) + 1
    timed = said[cut:]
    shown = "\n".join(one_line(line) for line in said[:cut].split("\n")[:-1])
    text = strip_markup(shown) + "\n" if shown else ""
    return _piece_by_piece(text, _STAMP.split(timed), start_ms, end_ms)


def _piece_by_piece(
    text: str, pieces: list[str], start_ms: int, end_ms: int
) -> tuple[str, list[RawWord]]:
    times = [start_ms, *(time or 0 for time in clocks_ms(pieces[1::2])), end_ms]
    words: list[RawWord] = []
    blank = False
    for place, piece in enumerate(pieces[::2]):
        if "<" in piece or "&" in piece:
            piece = strip_markup(piece)
        token = piece.strip()
        if not token:
            blank = blank or bool(piece)
            continue
        if text and text[-1] != "\n" and (blank or piece[0].isspace()):
            text += "\n" if piece[0] == "\n" else " "
        blank = piece[-1].isspace()
        begin = len(text)
        token = one_line(token)
        words += [
            (word.start_ms, word.end_ms, word.begin + begin, word.end + begin)
            for word in spread_words(token, times[place], times[place + 1])
        ]
        text += token
    return text, words
