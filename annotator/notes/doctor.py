"""The time doctor: everything wrong with a note that can be told from what is known.

How long the episode is, its transcript and the other notes are handed in where they are known;
what needs them is not looked for where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.domain.timecode import format_clock, format_hms
from annotator.domain.transcript import Transcript
from annotator.notes.anchor_check import check_anchors
from annotator.notes.findings import Finding, Ill, Sure, mended
from annotator.notes.front import quoted
from annotator.notes.note import WRITTEN, Anchor, AnchorForm, Link, WikiNote
from annotator.notes.pages import Pages
from annotator.notes.quotes import Heard
from annotator.notes.reader import read_note
from annotator.notes.statements import statements
from annotator.phrases import phrase

_YOUTUBE = re.compile(
    r"https?://(?:(?:[\w-]+\.)*youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/"
    r"|live/)|youtu\.be/)(?P<id>[^?&#/]*)",
    re.IGNORECASE,
)
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SLACK_MS = 2_000
_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the note. `file_is_there` answers for a path relative to it."""

    duration_ms: int | None = None
    transcript: Transcript | None = None
    pages: Pages | None = None
    file_is_there: Callable[[str], bool] | None = None


_NOTHING = Known()


def examine(note: WikiNote, known: Known = _NOTHING) -> tuple[Finding, ...]:
    """What is wrong with a note, in its order."""
    found = [
        *_front(note),
        *check_anchors(note, known.duration_ms),
        *_addresses(note, known),
        *_links(note, known.pages),
    ]
    found += _quotes(note, known.transcript, {finding.begin for finding in found})
    return tuple(sorted(found, key=lambda finding: (finding.begin, finding.end)))


def mend(text: str, known: Known = _NOTHING) -> tuple[str, tuple[Finding, ...]]:
    """`text` with all sure repairs made, and those that were, in the order they were made.

    A repair can make another one sure, by the order of the times; so until none is.
    """
    made: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        fresh, repairs = mended(text, examine(read_note(text), known))
        if not repairs or fresh == text:
            break
        text = fresh
        made += repairs
    return text, tuple(made)


def _front(note: WikiNote) -> Iterator[Finding]:
    front = note.front
    if front.complaint:
        repair = quoted(front) if front.source else None
        sure = Sure.HIGH if repair is not None else Sure.LOW
        end = len(front.source)
        yield Finding(Ill.FRONT_MATTER, 0, end, front.source, front.complaint, sure, repair)


def _addresses(note: WikiNote, known: Known) -> Iterator[Finding]:
    for anchor in note.anchors:
        if anchor.form is AnchorForm.ADDRESS:
            told, sure, repair = _address(anchor, note.front.video_id, known)
            if told:
                yield Finding(
                    Ill.ADDRESS, anchor.begin, anchor.end, anchor.source, told, sure, repair
                )


def _address(anchor: Anchor, video_id: str, known: Known) -> tuple[str, Sure, str | None]:
    """What is wrong with a link that plays, "" if nothing, and its repair."""
    video = _YOUTUBE.match(anchor.address)
    if video and not _VIDEO_ID.fullmatch(video["id"]):
        told = phrase("The link plays nothing: “{0}” is no video.", video["id"])
        if not _VIDEO_ID.fullmatch(video_id):
            return told, Sure.LOW, None
        address = anchor.address[: video.start("id")] + video_id + anchor.address[video.end("id") :]
        # A beginning of the note's own id is that id, cut off.
        cut = len(video["id"]) > 5 and video_id.startswith(video["id"])
        here = anchor.source.replace(anchor.address, address)
        return told, Sure.HIGH if cut else Sure.MEDIUM, here
    seconds = None if anchor.label_ms is None else f"t={anchor.label_ms // 1000}"
    repair = None if seconds is None else anchor.source.replace(f"t={anchor.time}", seconds, 1)
    if anchor.faults:
        return (
            phrase("The link plays nothing: {0}.", anchor.faults[0]),
            _if(repair, Sure.HIGH),
            repair,
        )
    own = video is None or video["id"] == video_id
    if own and anchor.ms is not None and known.duration_ms:
        end_ms = known.duration_ms + _SLACK_MS
        if anchor.ms > end_ms:
            inside = anchor.label_ms is not None and anchor.label_ms <= end_ms
            told = phrase(
                "The link plays {0}, past the end of the episode.", format_clock(anchor.ms)
            )
            return told, Sure.MEDIUM if inside else Sure.LOW, repair if inside else None
    path = anchor.address.partition("#")[0]
    if known.file_is_there and not _WEB.match(path) and path and not known.file_is_there(path):
        return phrase("The link plays nothing: there is no file “{0}”.", path), Sure.LOW, None
    return "", Sure.LOW, None


def _if(repair: str | None, sure: Sure) -> Sure:
    return Sure.LOW if repair is None else sure


def _links(note: WikiNote, pages: Pages | None) -> Iterator[Finding]:
    if pages is None:
        return
    for block in note.blocks:
        for link in block.links:
            if link.page and not pages.has(link.page):
                source = block.source[link.begin - block.begin : link.end - block.begin]
                yield _missing(link, source, pages)


def _missing(link: Link, source: str, pages: Pages) -> Finding:
    nearest = pages.nearest(link.page)
    if nearest is None:
        told = phrase("There is no note “{0}”.", link.page)
        return Finding(Ill.LINK, link.begin, link.end, source, told, Sure.LOW)
    name, sure = nearest
    repair = source.replace(link.page, name, 1)
    told = phrase("There is no note “{0}”; “{1}” is likely meant.", link.page, name)
    return Finding(Ill.LINK, link.begin, link.end, source, told, sure, repair)


def _quotes(
    note: WikiNote, transcript: Transcript | None, ill_already: set[int]
) -> Iterator[Finding]:
    if transcript is None:
        return
    heard = Heard(transcript)
    for statement in statements(note):
        anchor = statement.anchors[0]
        if anchor.begin in ill_already:
            continue
        for quote in heard.misplaced(statement):
            words = quote.quote if len(quote.quote) < 60 else quote.quote[:57] + "…"
            repair, sure = None, Sure.LOW
            at = format_clock(statement.ms or 0)
            if quote.ms is None:
                told = phrase("“{0}” is not said at {1}, nor anywhere in these words.", words, at)
            else:
                told = phrase(
                    "“{0}” is not said at {1}, but at {2}.", words, at, format_clock(quote.ms)
                )
                repair = anchor.source.replace(anchor.time, format_hms(quote.ms))
                alone = quote.only_there and len(statement.anchors) == 1
                sure = Sure.HIGH if alone and len(statement.quotes) == 1 else Sure.MEDIUM
            if anchor.form not in WRITTEN:
                repair, sure = None, Sure.LOW
            yield Finding(Ill.QUOTE, anchor.begin, anchor.end, anchor.source, told, sure, repair)
            break
