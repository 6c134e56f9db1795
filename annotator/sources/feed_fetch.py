"""What is at the address of a feed, and whether it is one."""

from __future__ import annotations

from annotator.sources.addresses import Guard
from annotator.sources.download import Answer, get
from annotator.sources.faults import SourceError
from annotator.sources.feed import read_feed
from annotator.sources.feed_xml import in_utf8

MAX_FEED_BYTES = 128 * 1024 * 1024


def fetch_feed(url: str, guard: Guard, *, etag: str = "", last_modified: str = "") -> Answer:
    """What is at the address of a feed, if it changed since. Raises SourceError."""
    return get(url, guard, limit=MAX_FEED_BYTES, etag=etag, last_modified=last_modified)


def is_feed(url: str, guard: Guard) -> bool:
    """Whether what is at `url` reads as a feed with something to hear or to read in it."""
    try:
        answer = fetch_feed(url, guard.fresh())
        feed = read_feed(in_utf8(answer.data, answer.charset), url)
    except SourceError:
        return False
    return any(item.media_url or item.transcripts for item in feed.items)
