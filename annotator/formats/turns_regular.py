"""Dialogue all of whose heads are written alike and name their speaker, as tools write it.

    Ann Lee  0:15              [00:01:02] Ann: Well,
    Well, yes.

Half the time of looking at every line by itself, as `turns_scan` does for all other dialogue.
"""

from __future__ import annotations

import re
from itertools import repeat

from annotator.formats.clocks import clocks_ms
from annotator.formats.draft import RawCue, raw_cues
from annotator.formats.speaker_labels import found_label, has_colon, is_name
from annotator.formats.text_clean import one_lines
from annotator.formats.turns_scan import INLINE, timed_head

_TIME = r"([0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?)"
# A line without a time is passed over at its end, not at each of its blanks.
_ABOVE = re.compile(
    rf"\n(?=[^\n:]*+:\d)([^\W\d_][^\n:(){{}}<>|\[\],.]{{0,40}}?)[ \t]+{_TIME}(?=\n)"
)
_BEFORE = re.compile(rf"\n\[{_TIME}\] ([^\W\d_][^\n:(){{}}<>|\[\]]{{0,30}}): (?=[^\s\d])")
_DECORATED = re.compile(r"\n[ \t]*[>#\-*_=\d]")


def regular_turns(text: str) -> list[RawCue] | None:
    """A cue for each turn, as `turns_scan.turns` has them; None where the text is not regular."""
    if "**" in text or "__" in text or "](" in text:
        return None
    text = f"\n{text}"
    is_bracketed = text.lstrip()[:1] == "["
    parts = (_BEFORE if is_bracketed else _ABOVE).split(text)
    bodies = parts[3::3]
    if len(bodies) < 2 or parts[0].strip() or _DECORATED.search("".join(bodies)):
        return None
    stamps, speakers = (parts[1::3], parts[2::3]) if is_bracketed else (parts[2::3], parts[1::3])
    starts = clocks_ms(stamps)
    if not all(map(_is_speaker, set(speakers))) or None in starts:
        return None
    said = "".join(bodies)
    if has_colon(said) and any(map(_has_head, bodies)):
        return None
    if "[" in said and INLINE.search(said) is not None:
        return None
    cues = raw_cues(starts, repeat(None), one_lines(bodies), speakers)
    return [cue for cue in cues if cue[2]]


def _is_speaker(name: str) -> bool:
    return is_name(name) and found_label(f"{name}: x") == (name, len(name) + 2)


def _has_head(body: str) -> bool:
    """Whether another line of a turn could begin one."""
    if not has_colon(body):
        return False
    rows = [row.strip() for row in body.split("\n")]
    return any(timed_head(row) is not None or found_label(row) is not None for row in rows)
