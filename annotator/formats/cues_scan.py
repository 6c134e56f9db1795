"""A tolerant scanner for files that time their cues by arrows: SubRip and WebVTT.

It goes by the timing lines alone. What stands between two of them (text, counters, ids,
notes, too many or too few blank lines) is handed on as it is.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clock_ms, clocks_ms
from annotator.formats.draft import BAD_MS

# Possessive throughout: no two ways to read it, so no time lost on lines that are no times.
_TIME = r"(?:[-\u2212]?\d++(?: ?[:.,] ?\d++)*+|[-+]?(?:nan|inf(?:inity)?))"
ARROW_LINE = re.compile(
    rf"^[ \t]*{_TIME}[ \t]*(?:-+>|[–—]>|→)[ \t]*{_TIME}(?=[ \t\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A timing line, for sniffing. A bracket before it makes another format: ``[0.0 --> 1.5]``."""

_PLAIN_LINE = re.compile(r"\n[ \t]*+([0-9:.,]++)[ \t]*+-->[ \t]*+([0-9:.,]++)(| [^\n]*+)(?=\n|\Z)")
_ODD_ARROW = re.compile(r"(?<=[\d\t ])(?:->|[–—]>|→|-{3,9}>)(?=[ \t]*[-\u2212]?\d)")
_BLANKS_IN_TIME = re.compile(r"[ \t]*([:,.])[ \t]*")
_BROKEN_TIME = re.compile(r"\d[\w:.,]*:[\w:.,]*")
_SPACED = re.compile(rf"\s*({_TIME})(?=[ \t]|$)(.*)", re.IGNORECASE)

Block = tuple[int, int, str, str]
"""start_ms, end_ms, what follows the times on their line, and the text up to the next timing
line, whose last line may be the next cue's counter or id."""


def plain_arrows(text: str) -> str:
    """`text` with the arrows between times all written ``-->``."""
    arrows = text.count("-->")
    # Most texts have no other ">"; that is counted five times as fast as arrows are.
    is_odd = text.count(">") > arrows and text.count("->") > arrows
    if is_odd or "–>" in text or "→" in text or "—>" in text:
        return _ODD_ARROW.sub("-->", text)
    return text


def scan(text: str) -> tuple[str, list[Block]]:
    """(what stands before the first cue, the blocks). Line ends must be ``\n``."""
    text = plain_arrows(text)
    return _regular(text) or _irregular(text.split("-->"))


def _regular(text: str) -> tuple[str, list[Block]] | None:
    """The blocks, if every arrow stands between two plain times; a few passes over lists."""
    parts = _PLAIN_LINE.split(f"\n{text}")
    if len(parts) < 2 or len(parts) // 4 != text.count("-->"):
        return None
    starts, ends = clocks_ms(parts[1::4]), clocks_ms(parts[2::4])
    if None in starts or None in ends:
        return None
    rests = [rest.strip() for rest in parts[3::4]]
    bodies = [body[1:] for body in parts[4::4]]
    return parts[0][1:], list(zip(starts, ends, rests, bodies, strict=True))  # type: ignore[arg-type]


def _irregular(pieces: list[str]) -> tuple[str, list[Block]]:
    """The blocks, where some arrows are words or some times are written strangely."""
    blocks: list[Block] = []
    preamble, _, start_text = pieces[0].rpartition("\n")
    held: list[str] = []
    current: tuple[int, int, str] | None = None
    for piece in pieces[1:]:
        line, _, following = piece.partition("\n")
        start_ms = _time(start_text)
        end_ms, rest = _end(line)
        if start_ms is None or end_ms is None:
            start_ms, end_ms, rest = _half(start_text, start_ms, line, end_ms, rest)
        body, _, next_start = following.rpartition("\n")
        if start_ms is None or end_ms is None:
            # An arrow inside words or a comment: it and what follows belong to the text before.
            held += [f"{start_text}-->{line}", body]
        else:
            if current is None:
                preamble = "\n".join([preamble, *held])
            else:
                blocks.append((*current, "\n".join(held)))
            current, held = (start_ms, end_ms, rest), [body]
        start_text = next_start
    if current is not None:
        blocks.append((*current, "\n".join([*held, start_text])))
    return preamble, blocks


def _half(
    start_text: str, start_ms: int | None, line: str, end_ms: int | None, rest: str
) -> tuple[int | None, int | None, str]:
    """A timing line one of whose times is damaged is one all the same."""
    token, _, following = line.strip().partition(" ")
    if start_ms is None and end_ms is not None and _BROKEN_TIME.fullmatch(start_text.strip()):
        return BAD_MS, end_ms, rest
    if start_ms is not None and ":" in start_text and _BROKEN_TIME.fullmatch(token):
        return start_ms, BAD_MS, following
    return start_ms, end_ms, rest


def _time(token: str) -> int | None:
    token = token.strip()
    found = clock_ms(token)
    if found is None and ":" in token and len(token) < 40:
        found = clock_ms(_BLANKS_IN_TIME.sub(r"\1", token))
    return found


def _end(line: str) -> tuple[int | None, str]:
    """The time that begins `line`, perhaps with blanks in it, and what follows."""
    token, _, rest = line.strip().partition(" ")
    end_ms = clock_ms(token)
    if end_ms is not None and not rest.startswith(":") and not token.endswith(":"):
        return end_ms, rest
    found = _SPACED.match(line[:200])
    return (_time(found[1]), found[2].strip()) if found else (end_ms, rest)
