"""A draft to write around: quotes by topic, each with its speaker, episode, time and link.

Its quotes are block quotes with their speaker below, so that the check finds them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.timecode import format_clock

_SPECIAL = frozenset("\\`*_[]<>#|~")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an episode called `title`. `address` plays them, or is ""; so are the rest."""

    text: str
    start_ms: int
    title: str
    speaker: str = ""
    address: str = ""
    note: str = ""


def skeleton(name: str, chapters: Iterable[tuple[str, Sequence[Quote]]]) -> str:
    """Markdown with a heading for each topic that has quotes."""
    lines = [f"# {_plain(name)}", ""]
    for topic, quotes in chapters:
        if quotes:
            lines += [f"## {_plain(topic)}", ""]
        for quote in quotes:
            lines += _quote(quote)
    return "\n".join(lines).rstrip() + "\n"


def _quote(quote: Quote) -> list[str]:
    clock = format_clock(quote.start_ms)
    where = f"[{clock}]({quote.address})" if quote.address else clock
    lines = [f"> {_plain(quote.text)}"]
    if quote.speaker:
        lines += [">", f"> — {_plain(quote.speaker)}"]
    lines += ["", f"*{_plain(quote.title)}*, {where}", ""]
    return [*lines, _plain(quote.note), ""] if quote.note else lines


def _plain(text: str) -> str:
    """Text that means nothing to Markdown."""
    tidy = " ".join(text.split())
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in tidy)
