"""Fetching: a feed as it is now, and the words, chapters and sound of one of its episodes."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from annotator.domain.entities import unescape
from annotator.domain.notes import Chapter, slug
from annotator.domain.timecode import parse_clock, seconds_to_ms
from annotator.sources.addresses import Guard
from annotator.sources.download import get
from annotator.sources.faults import SourceError
from annotator.sources.feed import Feed, FeedItem
from annotator.sources.fetched import Fetched, FetchedTranscript, Report

_MAX_CHAPTERS_BYTES = 4 * 1024 * 1024
_MOST_TRANSCRIPTS = 3


def fetch_item(
    feed: Feed,
    item: FeedItem,
    folder: Path,
    guard: Guard,
    *,
    media: bool = True,
    report: Report = lambda *_: None,
) -> Fetched:
    """An episode of a feed: its transcripts, its chapters and, with `media`, its sound in
    `folder`. A transcript or chapters that cannot be had are no reason to fail."""
    report(0.0, "")
    transcripts = _transcripts(feed, item, guard)
    if not media and not transcripts:
        raise SourceError(
            "“{0}” has no transcript in its feed; fetch its audio instead.", item.title
        )
    return Fetched(
        title=item.title or PurePosixPath(urlsplit(item.media_url).path).stem,
        media=_media(item, folder, guard, report) if media else None,
        transcripts=transcripts,
        show=feed.title,
        source_url=item.media_url or item.link,
        published_on=item.published_on,
        language=feed.language,
        description=described(item),
        chapters=_chapters(item, guard),
    )


def described(item: FeedItem) -> str:
    """The description as plain text, with who speaks below it."""
    text = re.sub(r"(?i)<(br|/p|/li|/div|/h\d)\b[^>]{0,200}>", "\n", item.description)
    text = unescape(re.sub(r"<[^<>]{0,2000}>", "", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    people = ", ".join(f"{one.name} ({one.role})" for one in item.persons)
    return "\n".join(filter(None, (*lines, f"With {people}." if people else "")))


def _media(item: FeedItem, folder: Path, guard: Guard, report: Report) -> Any:
    from annotator.sources.web import fetch_media
    from annotator.sources.web_page import WebPage

    if not item.media_url:
        raise SourceError("“{0}” has no sound in its feed; take its transcript alone.", item.title)
    guard.check(item.media_url)
    ending = PurePosixPath(urlsplit(item.media_url).path).suffix.lstrip(".").casefold()
    # yt-dlp cuts the name at eighty bytes, and what tells it from others stands at its end.
    begin = slug(item.title)[:60].encode()[:70].decode(errors="ignore")
    name = f"{begin}-{hashlib.sha256(item.guid.encode()).hexdigest()[:8]}"
    told = {"format_id": "0", "url": item.media_url, "ext": ending or "mp3", "vcodec": "none"}
    page = WebPage(
        url=item.media_url,
        title=item.title,
        size_bytes=item.media_bytes,
        info={
            "id": name,
            "title": item.title,
            "formats": [told],
            "extractor": "podcast",
            "extractor_key": "Podcast",
            "webpage_url": item.media_url,
        },
    )
    return fetch_media(page, folder, guard, report)


def _transcripts(feed: Feed, item: FeedItem, guard: Guard) -> tuple[FetchedTranscript, ...]:
    """Those in the language of the feed before others; which of them is read, is seen by
    whoever knows the formats: servers are prone to send a page where a transcript was."""
    spoken = feed.language.partition("-")[0].casefold()
    ranked = sorted(
        item.transcripts,
        key=lambda one: bool(
            one.language and spoken and one.language.partition("-")[0].casefold() != spoken
        ),
    )
    found = []
    for one in ranked[:_MOST_TRANSCRIPTS]:
        with suppress(SourceError):
            data = get(one.url, guard.fresh()).data
            if data.strip():
                name = PurePosixPath(urlsplit(one.url).path).name
                found.append(FetchedTranscript(name or f"transcript.{one.kind or 'txt'}", data))
    return tuple(found)


def _chapters(item: FeedItem, guard: Guard) -> tuple[Chapter, ...]:
    if not item.chapters_url:
        return item.chapters
    with suppress(SourceError):
        data = get(item.chapters_url, guard.fresh(), limit=_MAX_CHAPTERS_BYTES).data
        return read_chapters(data) or item.chapters
    return item.chapters


def read_chapters(data: bytes) -> tuple[Chapter, ...]:
    """Chapters of a Podcasting 2.0 JSON file (version 1.2, times in seconds), in order; those
    meant for no table of contents and those without a time are left out."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    entries = told.get("chapters") if isinstance(told, dict) else None
    found = [_chapter(one) for one in entries if isinstance(one, dict)] if isinstance(
        entries, list
    ) else []  # fmt: skip
    return tuple(sorted(filter(None, found), key=lambda one: one.start_ms))


def _chapter(told: dict[str, Any]) -> Chapter | None:
    start, end = _ms(told.get("startTime")), _ms(told.get("endTime"))
    if start is None or str(told.get("toc")).casefold() == "false":
        return None
    title = " ".join(unescape(str(told.get("title") or "")).split())
    return Chapter(start, title, end if end is not None and end > start else None)


def _ms(seconds: object) -> int | None:
    if isinstance(seconds, str):
        clock = parse_clock(seconds)
        if clock is not None:
            return clock
        seconds = float(seconds) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", seconds) else None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        return None
    return seconds_to_ms(float(seconds))
