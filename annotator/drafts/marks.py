"""Quotation marks: where a paragraph opens one, and where it is closed again.

Only the outermost quotations are found; marks within them belong to their words. What opens and
closes with the same mark (``"``, ``'``, ``”`` in Swedish) is told by what stands on both sides,
and an apostrophe is no mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What opens, and what closes it. German „…“ may also end like English, Danish »…« turns around.
_CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    '"': '"', "＂": "＂", "'": "'", "‘": "’", "‚": "‘’", "「": "」", "『": "』",
}  # fmt: skip
_SINGLES = "'‘‚"
_BOTH_WAYS = "\"'”»›＂"
_BEFORE = re.compile(r"[\s(\[{<—–\-/:,;.*_]|[“„«‹‘‚‟\"']")
_ELISION = re.compile(
    r"['‘’](?:\d\ds?|tis|twas|em|til|till|cause|bout|round|n|nother|cuz|im|er|kay)\b", re.IGNORECASE
)
_LONGEST_SINGLE = 1_500


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation: the mark that opens it at `open`, its words `begin` to `end`, closed before
    `close`. `closed` is False where the paragraph ends without a closing mark."""

    open: int
    begin: int
    end: int
    close: int
    closed: bool = True


def marked(text: str, begin: int, end: int) -> list[Marked]:
    """The quotations of the paragraph ``text[begin:end]`` in order, unclosed ones included.

    An unclosed one is taken only where its mark can mean nothing else: double and curly ones.
    """
    found: list[Marked] = []
    unclosed: set[str] = set()
    at = begin
    while at < end:
        char = text[at]
        if char not in _CLOSERS or not _opens(text, at, begin, end):
            at += 1
            continue
        # What closes nothing from here on closes nothing further on either.
        close = None if char in unclosed else _close(text, at, end)
        if close is None and char not in _SINGLES:
            unclosed.add(char)
        if close is not None:
            if text[at + 1 : close].strip():
                found.append(Marked(at, at + 1, close, close + 1))
            at = close + 1
            continue
        if char not in _SINGLES and char != "”":
            found.append(Marked(at, at + 1, end, end, closed=False))
        at += 1
    return found


def closing(text: str, mark: str, begin: int, end: int) -> int | None:
    """Where a quotation that `mark` opened in an earlier paragraph ends in this one."""
    wanted = _CLOSERS.get(mark, "")
    return next(
        (at for at in range(begin, end) if text[at] in wanted and _closes(text, at, end)), None
    )


def carries_on(text: str, mark: str, begin: int, end: int) -> int | None:
    """Where the words begin in a paragraph that repeats `mark`, None if it does not.

    French and older English books set the opening mark, or its closing twin, again.
    """
    at = begin
    while at < end and text[at].isspace():
        at += 1
    return at + 1 if at < end and text[at] in (mark, "»" if mark == "«" else mark) else None


def _opens(text: str, at: int, begin: int, end: int) -> bool:
    char = text[at]
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1] if at > begin else " "
    if char in _SINGLES:
        return (
            not after.isspace()
            and _BEFORE.match(before) is not None
            and not (_ELISION.match(text, at, end) and not _ends_clause(text, at, end))
            and (after.isalnum() or after in '“"[…¿¡.(')
        )
    if char in _BOTH_WAYS:
        return not after.isspace() and (_BEFORE.match(before) is not None or not before.isalnum())
    return True


def _ends_clause(text: str, at: int, end: int) -> bool:
    """Whether a quotation that opens at `at` closes after a stop: 'Tis the season,' she said."""
    close = _close(text, at, end)
    return close is not None and text[close - 1] in ",.!?…"


def _closes(text: str, at: int, end: int) -> bool:
    """Whether a mark at `at` can close: what also opens must not look like an opener."""
    if text[at] not in _BOTH_WAYS or text[at] in "”»›":
        return True
    after = text[at + 1] if at + 1 < end else " "
    return not (text[at - 1].isspace() and after.isalnum())


def _close(text: str, at: int, end: int) -> int | None:
    if text[at] in _SINGLES:
        return _single_close(text, at, min(end, at + _LONGEST_SINGLE))
    opener, wanted = text[at], _CLOSERS[text[at]]
    depth, first = 0, None
    for place in range(at + 1, end):
        char = text[place]
        if char in wanted and _closes(text, place, end):
            if depth == 0:
                return place
            first = place if first is None else first
            depth -= 1
        elif char == opener and opener not in wanted:
            depth += 1
    # A nested quotation that was never closed takes no closing mark away from the outer one.
    return first


def _single_close(text: str, at: int, end: int) -> int | None:
    """Where a single quotation ends: an apostrophe stands between letters, and one after an s
    with small letters following is a genitive where a likelier end is there."""
    wanted, doubtful = _CLOSERS[text[at]], None
    if text[at] == "'":
        wanted = "'"
    for place in range(at + 2, end):
        if text[place] not in wanted:
            continue
        before, after = text[place - 1], text[place + 1] if place + 1 < end else " "
        if before.isspace() or after.isalnum():
            continue
        following = text[place + 1 : place + 3]
        if before in "sz" and following[:1] == " " and following[1:].islower():
            doubtful = place if doubtful is None else doubtful
            continue
        return place
    return doubtful
