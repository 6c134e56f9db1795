"""Statements on one line: wiki, markdown and logseq, and the lines of a topic's note.

*   note — **Speaker:** "words" ([[other_topic]]) <a class="yt-timestamp" data-t="…" id="…">…</a>.
- note — **Speaker:** "words" ([Other](../Topics/Other.md)) [1:52](https://…) <!-- a-… -->
- note — **Speaker:** "words" ([[Other]]) {{youtube-timestamp 112}}
  id:: 0c5e…
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from annotator.domain.notes import Annotation
from annotator.domain.timecode import format_hms
from annotator.exporters.wording import times
from annotator.vault.clock import NO_TIMES, TIME, VIDEO_TIME, times_of, times_of_tag
from annotator.vault.profiles import Profile
from annotator.vault.said import read_body
from annotator.vault.statement import Said


@dataclass(frozen=True, slots=True)
class Line:
    """How a line begins, what ends it (from a mark, its address and its id), and how that is
    found again: groups ``body``, ``id`` and what stands around them."""

    bullet: str
    ending: Callable[[Annotation, str, str], str]
    found: re.Pattern[str]
    ident: re.Pattern[str]


def _wiki_ending(mark: Annotation, _address: str, ident: str) -> str:
    time = format_hms(mark.start_ms)
    return f'<a class="yt-timestamp" data-t="{time}" id="{ident}">[{time}]</a>.'


def _markdown_ending(mark: Annotation, address: str, ident: str) -> str:
    return f"{_linked(mark, address)} <!-- {ident} -->"


def _logseq_ending(mark: Annotation, address: str, ident: str) -> str:
    if address.startswith("https://youtu.be/"):
        time = f"{{{{youtube-timestamp {mark.start_ms // 1000}}}}}"
    else:
        time = _linked(mark, address)
    return f"{time}\n  id:: {ident}"


def _linked(mark: Annotation, address: str) -> str:
    return f"[{times(mark)}]({address})" if address else times(mark)


COMMENTED = Line(
    "- ",
    _markdown_ending,
    re.compile(
        rf"(?P<body>.*){TIME}(?P<between>[^<]*)<!-- (?P<id>a-[A-Za-z0-9-]+) -->(?P<rest>.*)",
        re.DOTALL,
    ),
    re.compile(r"<!-- (a-[A-Za-z0-9-]+) -->"),
)
_LINES = {
    "wiki": Line(
        "*   ",
        _wiki_ending,
        re.compile(
            r"(?P<body>.*?)(?P<between>)(?P<tag><a\s[^<>]*\bid=\"(?P<id>a-[A-Za-z0-9-]+)\"[^<>]*>)"
            r"(?P<label>[^<]*)</a>(?P<rest>.*)",
            re.DOTALL,
        ),
        re.compile(r"<a\s[^<>]*\bid=\"(a-[A-Za-z0-9-]+)\"|<!-- (a-[A-Za-z0-9-]+) -->"),
    ),
    "markdown": COMMENTED,
    "logseq": Line(
        "- ",
        _logseq_ending,
        re.compile(
            rf"(?P<body>.*)(?:{VIDEO_TIME}|{TIME})(?P<between>[^\n]*)\n"
            r"[ \t]*id:: (?P<id>[0-9a-f-]{36})(?P<rest>.*)",
            re.DOTALL,
        ),
        re.compile(r"(?m)^[ \t]*id:: ([0-9a-f-]{36})[ \t]*$|\(\(([0-9a-f-]{36})\)\)"),
    ),
}
_IN_CALLOUTS = re.compile(r"(?m)(?:^|[ \t])\^(a-[A-Za-z0-9-]+)[ \t]*$")


def line_of(profile: Profile) -> Line:
    """The form of the lines of `profile`."""
    return _LINES[profile.name]


def idents_in(profile: Profile, text: str) -> list[str]:
    """The ids of statements in `text`, in their order."""
    pattern = _IN_CALLOUTS if profile.callouts else _LINES[profile.name].ident
    return [next(filter(None, found.groups())) for found in pattern.finditer(text)]


_MIRRORED = re.compile(
    r"(?P<body>.*) \[\[[^\[\]]*#\^[A-Za-z0-9-]+\|↗\]\](?P<between>[^\n]*?)"
    r"\^(?P<id>a-[A-Za-z0-9-]+)(?P<rest>.*)",
    re.DOTALL,
)


def read_line(profile: Profile, source: str) -> Said | None:
    """What a statement on a line says, in the note of an episode or of a topic; None where it
    cannot be taken apart any more."""
    in_topic = _MIRRORED if profile.callouts else COMMENTED.found
    own = None if profile.callouts else line_of(profile).found.fullmatch(source)
    found = own or in_topic.fullmatch(source)
    if found is None:
        return None
    groups = found.groupdict()
    times = times_of_tag(groups["tag"], groups["label"]) if groups.get("tag") else NO_TIMES
    if {"shown", "video"} & groups.keys():
        times = times_of(found)
    return read_body(profile, found["body"].rstrip(), f"{found['between']} {found['rest']}", times)
