"""Podcast feeds: what they list, and bringing some of it into the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.fetching import guard, media_folder
from annotator.commands.intake import arrived_as, bring_in
from annotator.commands.registry import Argument, command
from annotator.commands.results import FeedLinkRow, FeedRow, ImportRow
from annotator.domain.errors import AnnotatorError, LibraryError, NotFoundError, UsageError
from annotator.files import read_bytes
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.session.intake import Arrived, Task
    from annotator.sources.feed import Feed, FeedItem, FeedLink
    from annotator.sources.fetched import Report
    from annotator.store import Library


@dataclass(frozen=True, slots=True)
class Listing:
    """What is at an address: a feed with the rows it is listed as, or an OPML list of feeds."""

    feed: Feed | None
    links: tuple[FeedLink, ...] = ()
    rows: tuple[FeedRow, ...] = ()


@command("feed.open_link", "Open Podcast Feed or OPML…", menu="File")
def ask_feed(context: Context) -> None:
    """List the episodes of a podcast and bring in those you choose."""
    context.prompts.ask_text(
        phrase("Address of the podcast's feed, or an OPML file"),
        "",
        lambda url: open_feed(context, url),
    )


@command("feed.known", "Podcasts…", menu="File")
def choose_known(context: Context) -> None:
    """See what is new in a podcast you opened before; only what changed is fetched."""
    known = {feed.url: feed.title for feed in context.session.library.feeds.all()}
    if not known:
        raise UsageError("No podcast was opened yet; Open Podcast Feed or OPML… takes its address.")
    context.prompts.choose_feed(known, lambda url: open_feed(context, url))


@command("feed.list_known", "Podcasts", cli="feeds")
def list_known(context: Context) -> tuple[FeedLinkRow, ...]:
    """List the podcast feeds that were opened before."""
    return tuple(FeedLinkRow(one.title, one.url) for one in context.session.library.feeds.all())


@command("feed.list", "Feed", cli="feed")
def feed(
    context: Context,
    url: Annotated[str, Argument("address of an RSS feed or an OPML file", metavar="URL")],
    picks: Annotated[
        tuple[str, ...], Argument("bring these in", flag="--import", metavar="GUID")
    ] = (),
    every: Annotated[bool, Argument("bring all of them in", flag="--all")] = False,
    transcript_only: Annotated[bool, Argument("fetch the words alone")] = False,
) -> tuple[FeedRow, ...] | tuple[FeedLinkRow, ...] | tuple[ImportRow, ...]:
    """List the episodes of a podcast feed, or bring some into the library."""
    found: list[Listing] = []
    context.jobs.run(phrase("Reading the feed"), reading(context, url), found.append)
    listing = found[0]
    if listing.feed is None:
        if picks or every:
            raise UsageError("“{0}” is a list of feeds; give the address of one of them.", url)
        return tuple(FeedLinkRow(link.title, link.url) for link in listing.links)
    if not (picks or every):
        return listing.rows
    chosen = listing.feed.items if every else _chosen(listing.feed, picks)
    return tuple(_row(context, listing.feed, item, not transcript_only) for item in chosen)


def open_feed(context: Context, url: str) -> None:
    """Read a feed in the background and let the user choose from it."""
    own = guard(context)
    address = url.strip() if Path(url.strip()).is_file() else own.check(url.strip())

    def then(listing: Listing) -> None:
        if listing.feed is None:
            titles = {link.url: link.title for link in listing.links}
            context.prompts.choose_feed(titles, lambda chosen: open_feed(context, chosen))
            return
        feed = listing.feed
        context.prompts.choose_items(
            feed.title,
            listing.rows,
            lambda guids, media: import_items(context, feed, guids, media=media),
        )

    context.jobs.run(phrase("Reading the feed"), reading(context, address), then)


def import_items(context: Context, feed: Feed, guids: Sequence[str], *, media: bool) -> None:
    """Bring the items of these guids in, each in a job of its own; the first is opened."""
    tasks = [_task(context, feed, item, media) for item in _chosen(feed, guids)]
    bring_in(context, tasks, wait_for_silence=True)


def _task(context: Context, feed: Feed, item: FeedItem, media: bool) -> Task:
    from annotator.session.intake import Task
    from annotator.sources.web import kept_bytes

    folder = media_folder(context)
    return Task(
        item.title,
        item.media_url or item.link or item.guid,
        phrase("Fetching “{0}”", item.title),
        lambda report: _fetched(context, feed, item, media, report),
        lambda: kept_bytes(folder, item.media_url),
    )


def reading(context: Context, url: str) -> Callable[[Report], Listing]:
    """The work of reading a feed or an OPML list, for a worker. Asks the server only for what
    changed since the last time."""
    from annotator.sources.feed import read_feed, read_links
    from annotator.sources.feed_cache import FeedCache
    from annotator.sources.feed_fetch import fetch_feed
    from annotator.sources.feed_xml import in_utf8

    own = guard(context)
    cache = FeedCache(context.paths.cache / "feeds")

    def work(report: Report) -> Listing:
        report(0.0)
        with context.storing() as library:
            known = library.feeds.get(url)
        data, answer, kept = _local(url), None, cache.load(url)
        if data is None:
            seen = (known.etag, known.last_modified) if known and kept is not None else ("", "")
            answer = fetch_feed(url, own, etag=seen[0], last_modified=seen[1])
            asked = in_utf8(answer.data, answer.charset)
            data = kept if answer.unchanged and kept is not None else asked
        # What is relative in it is so to where it came from in the end.
        base = answer.url if answer is not None else url
        links = read_links(data, base)
        if links is not None:
            return Listing(None, links)
        feed = read_feed(data, url, base)
        if answer is not None and not answer.unchanged:
            cache.keep(url, data)
        with context.storing() as library:
            library.remember_feed(
                feed.url,
                feed.title,
                etag=answer.etag if answer else "",
                last_modified=answer.last_modified if answer else "",
            )
            return Listing(feed, rows=_rows(library, feed))

    return work


def _rows(library: Library, feed: Feed) -> tuple[FeedRow, ...]:
    """The items of a feed as they are listed, in its order."""
    here = library.feeds.episodes(feed.url)
    return tuple(
        FeedRow(
            item.guid,
            item.title,
            item.published_on,
            item.duration_ms,
            bool(item.media_url),
            (item.transcripts[0].kind or "yes") if item.transcripts else "",
            bool(item.chapters_url or item.chapters),
            here.get(item.guid),
        )
        for item in feed.items
    )


def _local(url: str) -> bytes | None:
    """The content of a file on this machine: feeds and OPML lists are saved, too."""
    path = Path(url).expanduser()
    if "://" in url:
        return None
    try:
        return read_bytes(path)
    except OSError as error:
        raise NotFoundError("“{0}” is no link, and no file that can be read.", url) from error


def _chosen(feed: Feed, guids: Sequence[str]) -> tuple[FeedItem, ...]:
    by_guid = {item.guid: item for item in feed.items}
    missing = [guid for guid in guids if guid not in by_guid]
    if missing:
        raise NotFoundError(
            "The feed has no episode “{0}”; list them without --import.", missing[0]
        )
    return tuple(by_guid[guid] for guid in guids)


def _row(context: Context, feed: Feed, item: FeedItem, media: bool) -> ImportRow:
    library = context.session.library
    known = library.feeds.episodes(feed.url).get(item.guid)
    if known is not None:
        return ImportRow(item.guid, known, item.title)
    found: list[Arrived] = []
    try:
        context.jobs.run(
            phrase("Fetching “{0}”", item.title),
            lambda report: _fetched(context, feed, item, media, report),
            found.append,
        )
    except LibraryError:
        raise
    except AnnotatorError as error:
        return ImportRow(item.guid, failure=f"{item.title}: {error}")
    return ImportRow(item.guid, found[0].episode_id, item.title, notices=found[0].notices)


def _fetched(context: Context, feed: Feed, item: FeedItem, media: bool, report: Report) -> Arrived:
    """Fetch an item, read its words and store it, from a worker."""
    from annotator.session.imports import add_episode, read_fetched
    from annotator.sources.feed_episode import fetch_item

    own, folder = guard(context), media_folder(context)
    prepared = read_fetched(fetch_item(feed, item, folder, own, media=media, report=report))
    with context.storing() as library:
        imported = add_episode(library, prepared, report=report)
        library.remember_feed_item(feed.url, item.guid, imported.episode_id)
        return arrived_as(library, imported)
