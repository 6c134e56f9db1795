"""Dialogue as people write it down: heads with a name, a time or both, then what is said.

    Ann Lee  0:15              Ann Lee (00:12:33): Well,        [00:01:02] Ann: Well,
    Well, yes.                 Ann: 00:01:02                    0:05

Every line is looked at by itself; a line that is no head goes on with the turn before it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from annotator.formats.clocks import clock_ms
from annotator.formats.draft import RawCue
from annotator.formats.speaker_labels import accepted_names, found_label, has_colon, is_name
from annotator.formats.text_clean import one_line
from annotator.formats.turns_plain import plain

_TIME = r"-?(?:\d{1,9}:)?\d{1,9}:\d{2}(?:[.,]\d{1,3})?"
_RANGE = rf"(?P<time>{_TIME})(?:\s*(?:-+>?|[–—→]|to)\s*(?P<end>{_TIME}))?"
_NAME = r"(?P<name>[^\W_][^:\n\[\](){}<>|]{0,48}?(?:\s\([^()\n\d]{1,24}\))?)"
_TIME_FIRST = re.compile(rf"[\[(<]?{_RANGE}[\])>]?(?=[\s:\-–—]|$)[ \t]*[:\-–—]?[ \t]*(?P<rest>.*)$")
_NAME_FIRST = re.compile(
    rf"{_NAME}(?:[ \t]*:?[ \t]*[\[(<]{_RANGE}[\])>][ \t]*:?[ \t]*(?P<rest>.*)"
    rf"|(?:[ \t]*:)?[ \t,|·•–—-]+(?P<bare>{_TIME})[ \t]*(?::(?:[ \t]+(?P<said>.*))?)?)$"
)
_BULLETS = frozenset(("- ", "* ", "+ ", "• "))
_HEADING = re.compile(r"#{1,6}\s")
_SPOKEN_AGE = re.compile(
    r"^[ \t]*(?:\d+ (?:hours?|minutes?|seconds?)(?:,? |(?=[ \t]*$)))+[ \t]*$", re.MULTILINE
)
"""What screen readers say for a time, copied along with it."""
INLINE = re.compile(
    r"(?<=\S)[ \t]+\[(?P<stamp>(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.]\d{1,3})?)\][ \t]+(?=\S)"
)
"""A time in brackets within what is said: from there on it is said then."""
_LOOSE = re.compile(rf"{_NAME}[ \t]*[\[(<]{_RANGE}[\])>][ \t]+[^\s:]")


class Head(NamedTuple):
    """What begins a turn. `rest` is what is said on the same line."""

    start_ms: int | None
    end_ms: int | None
    speaker: str
    rest: str


def timed_head(line: str) -> Head | None:
    """The head that `line` is, if it states a time."""
    if ":" not in line[:90]:
        return None
    found = _TIME_FIRST.match(line)
    if found:
        start_ms = clock_ms(found["time"])
        end_ms = clock_ms(found["end"]) if found["end"] else None
        label = found_label(found["rest"])
        if label:
            return Head(start_ms, end_ms, label[0], found["rest"][label[1] :])
        return Head(start_ms, end_ms, "", found["rest"])
    if (ended := _name_then_time(line)) is not None:
        return ended
    found = _NAME_FIRST.match(line[:400])
    if found and is_name(found["name"].rstrip(" :,-")):
        rest = (found["rest"] or found["said"] or "") + line[400:]
        end_ms = clock_ms(found["end"]) if found["end"] else None
        start_ms = clock_ms(found["time"] or found["bare"])
        return Head(start_ms, end_ms, found["name"].rstrip(" :,-"), rest)
    return None


def _name_then_time(line: str) -> Head | None:
    """``Ann Lee  0:15``, the commonest head of all, without an expression."""
    before, _, last = line.rstrip(":").rpartition(" ")
    if last.count(":") not in {1, 2} or not last[0].isdigit():
        return None
    start_ms = clock_ms(last)
    name = before.rstrip(" \t,|·•–—-:")
    if name[:1] == "[" and name[-1:] == "]":
        name = name[1:-1]
    return Head(start_ms, None, name, "") if start_ms is not None and is_name(name) else None


def is_dialogue(head: str) -> bool:
    """Whether lines of a text begin turns with times."""
    rows = _rows(plain(head))[:400]
    timed = sum(1 for row in rows if timed_head(row) is not None)
    return timed >= 2 or (timed > 0 and timed * 4 >= len(rows))


def is_labelled(head: str) -> bool:
    """Whether the lines of a text without times say who speaks, again and again."""
    rows = _rows(plain(head))[:400]
    labels = [found[0] for row in rows if (found := found_label(row)) is not None]
    again = sum(count for count in Counter(labels).values() if count > 1)
    return again > 1 and len(labels) * 4 >= len(rows)


def turns(text: str, *, by_paragraph: bool = False) -> list[RawCue]:
    """A cue for each turn, its end open; start None where its head states no time.

    With `by_paragraph` a blank line ends a cue too, and the next has the same speaker.
    """
    rows = _rows(plain(text), keep_blank=by_paragraph)
    turn = _Turn([], Head(None, None, "", ""), [])
    for row, head in zip(rows, _heads(rows), strict=True):
        if head is not None:
            turn.begin(head)
        elif not row:
            turn.begin(Head(None, None, turn.head.speaker, ""))
        elif any(turn.said) or not _SPOKEN_AGE.match(row):
            turn.say(row)
    turn.close()
    return turn.cues


@dataclass(slots=True)
class _Turn:
    """The cues so far, and the turn that is being read."""

    cues: list[RawCue]
    head: Head
    said: list[str]

    def begin(self, head: Head) -> None:
        waiting = not any(self.said) and self.head.start_ms is not None
        if head.start_ms is None and waiting:
            # A time alone, above a name or a paragraph, is the time of what follows.
            head = head._replace(start_ms=self.head.start_ms, end_ms=self.head.end_ms)
        # A time alone does not change who is speaking.
        speaker = head.speaker or self.head.speaker
        self.close()
        self.head = head._replace(speaker=speaker)
        self.say(head.rest)

    def say(self, row: str) -> None:
        at = 0
        for stamp in INLINE.finditer(row) if "[" in row else ():
            start_ms = clock_ms(stamp["stamp"])
            if start_ms is None or start_ms < (self.head.start_ms or 0):
                continue
            self.said.append(row[at : stamp.start()])
            self.close()
            self.head = Head(start_ms, None, self.head.speaker, "")
            at = stamp.end()
        self.said.append(row[at:])

    def close(self) -> None:
        words = one_line(" ".join(self.said))
        if words:
            self.cues.append(RawCue(self.head.start_ms, self.head.end_ms, words, self.head.speaker))
        self.said = []


def _heads(rows: list[str]) -> list[Head | None]:
    """The head each row is, by its own shape and by the habits of the text."""
    heads = [timed_head(row) if ":" in row else None for row in rows]
    labels = {
        index: label
        for index, row in enumerate(rows)
        if has_colon(row) and heads[index] is None and (label := found_label(row)) is not None
    }
    lines = sum(1 for row in rows if row)
    names = accepted_names([name for name, _ in labels.values()], lines) if labels else ()
    named = bool(names) or any(head.speaker for head in heads if head)
    for index, (name, offset) in labels.items():
        before = heads[index - 1] if index and named else None
        # Where others are named, a time alone stands above who speaks then, be it but once.
        if name in names or (before is not None and not (before.rest or before.speaker)):
            heads[index] = Head(None, None, name, rows[index][offset:])
    _without_asides(rows, heads)
    unnamed = [i for i, head in enumerate(heads) if head and not head.speaker]
    _name_behind_times(rows, heads, unnamed)
    _name_above_times(rows, heads, unnamed)
    _name_below_times(rows, heads, unnamed)
    return heads


def _without_asides(rows: list[str], heads: list[Head | None]) -> None:
    """``Say (12:30) again`` is no head where nobody else is named so and heads look otherwise."""
    loose = [
        index
        for index, head in enumerate(heads)
        if head and head.rest and head.speaker and _LOOSE.match(rows[index])
    ]
    if not loose:
        return
    named = Counter(head.speaker for head in heads if head and head.speaker)
    if len(loose) * 4 <= sum(named.values()):
        for index in loose:
            if (head := heads[index]) and named[head.speaker] == 1:
                heads[index] = None


def _name_behind_times(rows: list[str], heads: list[Head | None], unnamed: list[int]) -> None:
    """``0:15 Ann Lee``, with what is said on the next line."""
    found = [
        index
        for index in unnamed
        if (head := heads[index])
        and is_name(head.rest)
        and index + 1 < len(rows)
        and heads[index + 1] is None
    ]
    if len(found) * 2 > len(unnamed):
        for index in found:
            if head := heads[index]:
                heads[index] = head._replace(speaker=head.rest.rstrip(":"), rest="")


def _name_above_times(rows: list[str], heads: list[Head | None], unnamed: list[int]) -> None:
    """A line ``Ann Lee``, with the time, and perhaps the words, on the next."""
    found = [
        index
        for index in unnamed
        if index and heads[index - 1] is None and is_name(rows[index - 1].rstrip(":"))
    ]
    names = {rows[index - 1].rstrip(":") for index in found}
    # Lines of lyrics or captions can look like names, but people speak more than once.
    if len(found) * 2 > len(unnamed) and (len(names) * 2 <= len(found) or len(found) < 5):
        for index in found:
            if head := heads[index]:
                heads[index] = head._replace(speaker=rows[index - 1].rstrip(":"))
                heads[index - 1] = Head(None, None, "", "")
                rows[index - 1] = ""


def _name_below_times(rows: list[str], heads: list[Head | None], unnamed: list[int]) -> None:
    """A time, or a range of them, then a line ``Ann Lee``, then the words."""
    found = [
        index
        for index in unnamed
        if (head := heads[index])
        and not (head.rest or head.speaker)
        and index + 2 < len(rows)
        and heads[index + 1] is None
        and heads[index + 2] is None
        and is_name(rows[index + 1])
    ]
    names = {rows[index + 1] for index in found}
    if len(found) * 2 > len(unnamed) and (len(names) * 2 <= len(found) or len(found) < 5):
        for index in found:
            if head := heads[index]:
                heads[index] = None
                heads[index + 1] = head._replace(speaker=rows[index + 1].rstrip(":"))
                rows[index] = ""


def _rows(text: str, *, keep_blank: bool = False) -> list[str]:
    """The lines of a text without quote marks, rules and headings that are no heads."""
    rows: list[str] = []
    repeated = _repeated_headings(text) if "#" in text else frozenset()
    if "second" in text and len(_SPOKEN_AGE.findall(text)) > 1:
        text = _SPOKEN_AGE.sub("", text)
    for raw in text.split("\n"):
        row = raw.strip()
        if row.startswith((">", "#", "-", "*", "+", "•", "_", "=")):
            row = _undecorated(row, repeated)
            if not row:
                continue
        if row or keep_blank:
            rows.append(row)
    return rows


def _undecorated(row: str, repeated: frozenset[str]) -> str:
    """The words of a quoted line; of a heading only what makes it a head; of a rule nothing."""
    row = row.lstrip("> ")
    if not _HEADING.match(row):
        item = row[2:].lstrip() if row[:2] in _BULLETS else ""
        if item and timed_head(item) is not None:
            return item
        return row if row.strip("-*_= ") else ""
    title = row.lstrip("# ")
    if title in repeated:
        return title if timed_head(title) else f"{title.rstrip(':')}:"
    head = timed_head(title)
    if head is None:
        return ""
    # The name of a chapter is not spoken; its time is worth keeping.
    return title if head.speaker else title.removesuffix(head.rest)


def _repeated_headings(text: str) -> frozenset[str]:
    """Headings that come again: names of speakers, not of chapters."""
    counts = Counter(re.findall(r"^#{1,6}[ \t]+(.{1,60}?)[ \t]*$", text, re.MULTILINE))
    return frozenset(title for title, count in counts.items() if count > 1)
