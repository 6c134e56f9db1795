"""SubRip (``.srt``): a counter, ``00:00:01,000 --> 00:00:02,500``, lines of text, a blank line.

Read in all its spoiled forms: no counters, no blank lines or too many, ``.`` for ``,``, one-digit
hours, text on the timing line, tags, ``{\\an8}`` codes, speakers as ``Name: text`` or alone on
the first line of their cues, as Teams copies them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotator.formats.clocks import clocks_ms
from annotator.formats.cues_scan import ARROW_LINE, Block, plain_arrows, scan
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions
from annotator.formats.speaker_labels import name_speakers, named_above
from annotator.formats.text_clean import has_markup, strip_markup

_COUNTER = "0123456789 \t"
_COUNTED = re.compile(r"\n[0-9]++\n([0-9:.,]++) --> ([0-9:.,]++)(?=\n|\Z)")

_Columns = tuple[Sequence[int | None], Sequence[int | None], list[str]]


def sniff(head: str) -> bool:
    return head.lstrip()[:6].upper() != "WEBVTT" and ARROW_LINE.search(head) is not None


def parse(text: str) -> Draft:
    changes: Counter[Change] = Counter()
    text = plain_arrows(text)
    starts, ends, texts = _regular(text) or _columns(*scan(text))
    if has_markup(text):
        for index, raw in enumerate(texts):
            if has_markup(raw) and (bare := strip_markup(raw)) != raw:
                changes[Change.MARKUP] += 1
                texts[index] = bare
    named = named_above(texts)
    if named is not None:
        return Draft(raw_cues(starts, ends, *named), changes=changes)
    return Draft(name_speakers(captions(starts, ends, texts, changes)), changes=changes)


def _regular(text: str) -> _Columns | None:
    """Starts, ends, texts, if every arrow has a counter above it and nothing else beside it."""
    parts = _COUNTED.split(f"\n{text}")
    if len(parts) // 3 != text.count("-->") or parts[0].strip():
        return None
    starts, ends = clocks_ms(parts[1::3]), clocks_ms(parts[2::3])
    if None in starts or None in ends:
        return None
    return starts, ends, [body.strip() for body in parts[3::3]]


def _columns(preamble: str, blocks: list[Block]) -> _Columns:
    starts: list[int | None] = [block[0] for block in blocks]
    ends: list[int | None] = [block[1] for block in blocks]
    return starts, ends, _texts(blocks, _has_counters(preamble, blocks))


def _texts(blocks: list[Block], counted: bool) -> list[str]:
    """The text of each block, without the counter of the next."""
    texts: list[str] = []
    last = len(blocks) - 1
    for index, (_, _, rest, body) in enumerate(blocks):
        bare = body.rstrip(_COUNTER)
        # A cue may say just "1984"; in a file without counters only a number after a blank
        # line is taken for one.
        if index < last and bare != body and (counted or bare == "\n" or bare[-2:] == "\n\n"):
            body = bare if not bare or bare[-1] == "\n" else body
        body = body.strip()
        texts.append(f"{rest}\n{body}" if rest and not _is_position(rest) else body)
    return texts


def _has_counters(preamble: str, blocks: list[Block]) -> bool:
    """Whether most timing lines have a number before them."""
    before = [preamble, *(block[3] for block in blocks[:200])]
    numbered = sum(1 for text in before if text.rpartition("\n")[2].strip().isdigit())
    return numbered * 2 >= len(before) - 1 > 0


def _is_position(rest: str) -> bool:
    """``X1:40 X2:600 Y1:20 Y2:50`` and WebVTT settings, not words."""
    return all(
        name.isalnum() and value
        for name, _, value in (part.partition(":") for part in rest.split())
    )
