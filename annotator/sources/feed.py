"""A podcast feed: RSS 2.0 or Atom with what Podcasting 2.0 adds, and OPML lists of feeds.

The podcast namespace: https://podcasting2.org/docs/podcast-namespace. Read here in one pass of
our own: feedparser keeps only the last transcript of an episode and takes 9 s for a feed of
10,000 episodes, and a feed is a plain table once document types are forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element  # for types only, feed_xml parses

from annotator.domain.entities import unescape
from annotator.domain.notes import Chapter
from annotator.domain.timecode import parse_clock, seconds_to_ms
from annotator.sources.faults import SourceError
from annotator.sources.feed_xml import parsed

_NAMESPACES: tuple[tuple[str, str], ...] = (
    # Feeds spell it in several ways, the address of the standard's page on GitHub among them.
    ("podcastindex", "podcast:"),
    ("itunes.com/dtds/podcast", "itunes:"),
    ("podlove.org/simple-chapters", "psc:"),
    ("purl.org/rss/1.0/modules/content", "content:"),
    ("purl.org/dc/elements", "dc:"),
    ("search.yahoo.com/mrss", "media:"),
    ("www.w3.org/2005/atom", ""),
    ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0/", ""),
    # Some give RSS 2.0, which has no namespace, that of its makers.
    ("userland.com", ""),
    ("harvard.edu", ""),
)
_TRANSCRIPT_KINDS: tuple[tuple[str, str], ...] = (
    ("json", "json"), ("vtt", "vtt"), ("subrip", "srt"), ("srt", "srt"), ("html", "html"),
    ("plain", "txt"),
)  # fmt: skip
_ENDINGS = {".json": "json", ".vtt": "vtt", ".srt": "srt", ".html": "html", ".htm": "html",
            ".txt": "txt"}  # fmt: skip
_ORDER = ("json", "vtt", "srt", "html", "txt", "")
_Kin = dict[str, list[Element]]
"""The children of an element by name."""

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|\w{2,31});")
_PAGE = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?"
    rb"(?:<!--.{0,2000}?-->\s{0,99}){0,9}<(?:!doctype\s+html|html[\s>])"
)
_PAGE_LINK = re.compile(r"(?i)<link\s[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"""([\w-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class FeedTranscript:
    """A transcript an episode offers. `kind` is json, vtt, srt, html, txt, or "" unknown."""

    url: str
    kind: str = ""
    language: str = ""
    captions: bool = False


@dataclass(frozen=True, slots=True)
class FeedPerson:
    name: str
    role: str = "host"


@dataclass(frozen=True, slots=True)
class Soundbite:
    """A stretch the makers point out."""

    start_ms: int
    duration_ms: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An episode as its feed tells of it. `transcripts` has the best first; `description` is
    as it stands there, often HTML; `chapters_url` leads to JSON chapters."""

    guid: str
    title: str
    link: str = ""
    published_on: str = ""
    duration_ms: int = 0
    description: str = ""
    media_url: str = ""
    media_type: str = ""
    media_bytes: int = 0
    transcripts: tuple[FeedTranscript, ...] = ()
    chapters_url: str = ""
    chapters: tuple[Chapter, ...] = ()
    persons: tuple[FeedPerson, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    url: str
    title: str
    language: str = ""
    items: tuple[FeedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A line of an OPML list."""

    url: str
    title: str


def read_feed(data: bytes, url: str, base: str = "") -> Feed:
    """The feed that `data` is, its items in the order they stand. Raises SourceError.

    `base` is where it came from in the end: addresses in it are relative to that.
    """
    if _PAGE.match(data):
        raise SourceError(
            "“{0}” is a web page, it is not a podcast feed; give the address of its RSS.", url
        )
    root = parsed(data, url)
    channel = next((one for one in root if _name(one.tag) == "channel"), root)
    empty = channel is root and not any(
        _name(one.tag) in ("item", "entry", "title") for one in root
    )
    if root.tag.rpartition("}")[2].lower() not in ("rss", "rdf", "feed") or empty:
        raise SourceError("“{0}” is not a podcast feed; give the address of its RSS.", url)
    base = _based(base or url, root)
    items: dict[str, FeedItem] = {}
    # RSS 1.0 has its items beside the channel, all others within.
    for element in [*channel, *(root if channel is not root else ())]:
        if _name(element.tag) in ("item", "entry"):
            item = _item(element, base)
            if item.title or item.media_url:
                _add(items, item)
    texts = _texts(channel)
    title = texts.get("title") or url
    return Feed(url, title, texts.get("language", ""), tuple(items.values()))


def _add(items: dict[str, FeedItem], item: FeedItem) -> None:
    """Add an item, if it is not there; some feeds give one guid to several episodes."""
    there = items.setdefault(item.guid, item)
    if not item.media_url or there.media_url == item.media_url:
        return
    if there.media_url:
        items.setdefault(item.media_url, replace(item, guid=item.media_url))
    else:
        items[item.guid] = item


def read_links(data: bytes, url: str) -> tuple[FeedLink, ...] | None:
    """The feeds of an OPML list, or those a web page names; None where `data` is neither.
    Raises SourceError for bad XML."""
    if _PAGE.match(data):
        return tuple(_page_links(data[:262_144].decode("utf-8", "replace"), url)) or None
    if b"<opml" not in data[:4_096].lower():
        return None
    found: dict[str, FeedLink] = {}
    for outline in parsed(data, url).iter("outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if address.startswith(("http://", "https://")):
            title = outline.get("title") or outline.get("text") or address
            found.setdefault(address, FeedLink(address, _line(title)))
    return tuple(found.values())


def _page_links(page: str, url: str) -> Iterator[FeedLink]:
    for tag in _PAGE_LINK.findall(page):
        told = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag)
        }
        if told.get("type", "").lower() in _FEED_TYPES and "alternate" in told.get("rel", ""):
            address = _absolute(url, told.get("href", ""))
            if address.startswith(("http://", "https://")):
                yield FeedLink(address, _line(told.get("title", "")) or address)


@lru_cache(maxsize=512)
def _name(tag: str) -> str:
    """``podcast:transcript`` of ``{https://podcastindex.org/namespace/1.0}transcript``."""
    space, _, local = tag.rpartition("}")
    if not space:
        return local
    for part, prefix in _NAMESPACES:
        if part in space.lower():
            return prefix + local
    return "?:" + local


def _item(element: Element, base: str) -> FeedItem:
    base = _based(base, element)
    kin: _Kin = {}
    for child in element:
        kin.setdefault(_name(child.tag), []).append(child)
    texts = _texts(element)
    links = [*_links(kin, base)]
    media_url, media_type, media_bytes = _sound(links)
    link = texts.get("link") or next((at[0] for kind, at in links if kind == "alternate"), "")
    title = texts.get("title") or texts.get("itunes:title", "")
    guid = texts.get("guid") or texts.get("id") or media_url or link
    day = _day(texts.get("pubDate") or texts.get("published") or texts.get("updated") or
               texts.get("dc:date", ""))  # fmt: skip
    transcripts = [_transcript(one, base) for one in kin.get("podcast:transcript", ())]
    chapters_url = next((one.get("url", "") for one in kin.get("podcast:chapters", ())), "")
    described = (texts.get(name, "") for name in _DESCRIPTIONS)
    return FeedItem(
        guid=guid or f"{title} {day}",
        title=title or _file_name(media_url),
        link=_absolute(base, link),
        published_on=day,
        duration_ms=_duration(texts.get("itunes:duration", "")),
        description=max(described, key=len),
        media_url=media_url,
        media_type=media_type,
        media_bytes=media_bytes,
        transcripts=tuple(sorted((one for one in transcripts if one.url), key=_likely)),
        chapters_url=_absolute(base, chapters_url),
        chapters=tuple(_simple_chapters(kin)),
        persons=tuple(_persons(kin)),
        soundbites=tuple(_soundbites(kin)),
    )


_DESCRIPTIONS = ("description", "content:encoded", "itunes:summary", "summary", "content")
_LONG = frozenset(_DESCRIPTIONS)
_TITLES = {"title", "itunes:title"}
_TAG = re.compile(r"</?([A-Za-z][A-Za-z\d]{0,15})(?:\s[^<>]{0,500})?/?>")
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z\d]{0,15})\s?>")
_BREAKING = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"}


def _texts(element: Element) -> dict[str, str]:
    """The first text of each kind of child; all but descriptions on one line."""
    found: dict[str, str] = {}
    for child in element:
        # Some write a title in markup as it is, without escaping it.
        text = "".join(child.itertext()) if _name(child.tag) in _TITLES else child.text
        if text and (name := _name(child.tag)) not in found:
            found[name] = text.strip() if name in _LONG else _line(text)
    for name in found.keys() & _TITLES:
        # Half of all feeds escape their titles twice.
        plain = _without_tags(found[name]) if "<" in found[name] else found[name]
        found[name] = _ENTITY.sub(lambda entity: unescape(entity[0]), plain)
    return found


def _without_tags(title: str) -> str:
    """`title` without what is markup in it: tags that are closed, for ``vector<int>`` is none."""
    closed = {name.lower() for name in _CLOSING.findall(title)} | {"br", "wbr", "img"}

    def told(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        return tag[0] if name not in closed else " " if name in _BREAKING else ""

    return _line(_TAG.sub(told, title))


_NO_WEB = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_Place = tuple[str, str, int]
"""An address, the type of what is there, and its bytes."""


def _links(kin: _Kin, base: str) -> Iterator[tuple[str, _Place]]:
    """RSS enclosures, Atom links and Yahoo's media, as (kind, place)."""
    groups = [one for group in kin.get("media:group", ()) for one in group]
    media = [one for one in groups if _name(one.tag) == "media:content"]
    for child in [
        *kin.get("enclosure", ()), *kin.get("link", ()), *kin.get("media:content", ()), *media,
    ]:  # fmt: skip
        address = child.get("url") or child.get("href")
        if not address:
            continue
        kind = "enclosure" if child.get("url") else child.get("rel", "alternate")
        size = child.get("length") or child.get("fileSize") or ""
        bytes_told = int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0
        yield kind, (_absolute(base, address), child.get("type", ""), bytes_told)


def _sound(links: list[tuple[str, _Place]]) -> _Place:
    """The first enclosure that can be heard; others are pictures and papers."""
    places = [place for kind, place in links if kind == "enclosure" and not _NO_WEB.match(place[0])]
    heard = (place for place in places if place[1].startswith(("audio/", "video/")))
    untold = (place for place in places if not place[1].startswith(("image/", "text/")))
    return next(heard, None) or next(untold, ("", "", 0))


def _transcript(element: Element, base: str) -> FeedTranscript:
    url, told = element.get("url", ""), element.get("type", "").lower()
    kind = next((kind for part, kind in _TRANSCRIPT_KINDS if part in told), "")
    # Whoever does not tell the type shows it in the name, mostly.
    kind = kind or (_ENDINGS.get(_ending(url), "") if url else "")
    return FeedTranscript(
        _absolute(base, url),
        kind,
        element.get("language", ""),
        element.get("rel") == "captions",
    )


def _likely(transcript: FeedTranscript) -> int:
    return _ORDER.index(transcript.kind)


def _simple_chapters(kin: _Kin) -> Iterator[Chapter]:
    """Podlove Simple Chapters (https://podlove.org/simple-chapters)."""
    for holder in kin.get("psc:chapters", ()):
        for one in holder:
            start = _duration(one.get("start", ""), none=-1)
            if start >= 0:
                yield Chapter(start, _line(one.get("title", "")))


def _persons(kin: _Kin) -> Iterator[FeedPerson]:
    for one in kin.get("podcast:person", ()):
        if name := _line(one.text or ""):
            yield FeedPerson(name, one.get("role", "host").lower())


def _soundbites(kin: _Kin) -> Iterator[Soundbite]:
    for one in kin.get("podcast:soundbite", ()):
        start = _duration(one.get("startTime", ""), none=-1)
        length = _duration(one.get("duration", ""), none=-1)
        if start >= 0 and length > 0:
            yield Soundbite(start, length, _line(one.text or ""))


def _duration(text: str, none: int = 0) -> int:
    """``1:02:03``, ``62:03``, ``3723`` or ``3723.5`` as milliseconds; `none` for anything else."""
    clock = parse_clock(text)
    if clock is not None:
        return clock
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text.strip()):
        return none
    found = seconds_to_ms(float(text))
    return none if found is None else found


def _day(text: str) -> str:
    """The date of an RFC 822 or ISO 8601 moment, as ``2024-02-29``; "" for neither."""
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat() if text else ""
    except (ValueError, TypeError, IndexError):
        return ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _ending(address: str) -> str:
    try:
        return PurePosixPath(urlsplit(address.strip()).path).suffix.lower()
    except ValueError:
        return ""


def _file_name(address: str) -> str:
    """``first kettle`` of ``https://…/first%20kettle.mp3?x=1``."""
    return _line(unquote(PurePosixPath(address.partition("?")[0]).stem))


def _based(base: str, element: Element) -> str:
    return _absolute(base, element.get(_BASE, "")) or base


def _absolute(base: str, address: str) -> str:
    address = address.strip()
    # Nearly all are whole already, and urljoin takes most of the time of a large feed.
    if not address or address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address
