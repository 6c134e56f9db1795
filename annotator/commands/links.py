"""Episodes from links: looked up, asked about, fetched, stored."""

from __future__ import annotations

import locale
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.fetching import guard, media_folder
from annotator.commands.intake import arrived_as, bring_in, store
from annotator.commands.registry import Place, command
from annotator.domain.errors import UsageError
from annotator.domain.notes import Episode
from annotator.phrases import joined, phrase

if TYPE_CHECKING:
    from annotator.session.imports import Imported
    from annotator.session.intake import Arrived, Choice, Task
    from annotator.sources.fetched import Report
    from annotator.sources.web_page import WebPage
    from annotator.store import Library

FETCH_ALL, FETCH_WORDS = "all", "words"
"""What a window may answer when a link has both sound and words."""

_HERE = phrase("“{0}” is in the library already.")
_NEEDS_RUNTIME = phrase(
    "Only the transcript is fetched: YouTube gives its sound to programs with a JavaScript"
    " runtime, such as Deno (deno.com)."
)

_Change = Callable[[Episode], Episode]


@command("episode.open_link", "Open Link…", keys=("Ctrl+Shift+O",), menu="File")
def ask_link(context: Context) -> None:
    """Fetch an episode from YouTube, a podcast page or any link to a recording."""
    context.prompts.ask_text(
        phrase("Link to a recording"), "", lambda text: open_links(context, [text])
    )


@command("episode.paste_link", "Paste Link", keys=("Ctrl+V",), menu="File", place=Place.TRANSCRIPT)
def paste_link(context: Context) -> None:
    """Fetch the episode of the link on the clipboard, or of each where there are several."""

    def use(text: str) -> None:
        links = links_in(text)
        if not links:
            raise UsageError("There is no link on the clipboard; copy one and try again.")
        open_links(context, links)

    context.prompts.paste(use)


def open_links(context: Context, links: Sequence[str]) -> None:
    """Bring in what is at each link and open the first. One alone is looked at first, and asked
    about where there is a choice; an episode that is here already is opened without a fetch.
    Raises SourceError for what is no link."""
    own = guard(context)
    urls = list(dict.fromkeys(own.check(link.strip()) for link in links))
    if len(urls) == 1:
        here = known(context.session.library, urls[0])
        if here is not None:
            context.session.say(phrase(_HERE, here.title))
            context.session.open(here.id)
            return
    tasks = [_task(context, url, media=True if len(urls) > 1 else None) for url in urls]
    bring_in(context, tasks, wait_for_silence=True)


def _task(context: Context, url: str, media: bool | None) -> Task:
    """`media` says whether sound is wanted; None asks where there is a choice."""
    from annotator.session.intake import Task

    way = _Way(context, url, media)
    return Task(_short(url), url, phrase("Looking at {0}", _short(url)), way.look, way.kept_bytes)


class _Way:
    """The way from a link to an episode, gone in a worker. It is looked at anew each time it is
    tried, since addresses of sound expire, and asked about once."""

    def __init__(
        self, context: Context, url: str, media: bool | None, change: _Change = lambda one: one
    ) -> None:
        self._context = context
        self._url = url
        self._media = media
        self._change = change
        self._page: WebPage | None = None
        self._just_seen = False

    def look(self, report: Report) -> Arrived | Choice:
        """See what is there, and go on by itself or with what is answered. Raises SourceError."""
        from annotator.session.intake import Choice
        from annotator.sources.faults import ListError

        try:
            page = self._seen(report)
        except ListError:
            return self._podcast(report)
        here = self._here(page)
        self._just_seen = True
        asks = self._media is None and _has_both(page)
        return here or Choice(page.title, self._asked if asks else self._going_on)

    def fetch(self, report: Report) -> Arrived:
        """Bring its words and its sound, as chosen, into the library. Raises SourceError."""
        page = self._seen(report)
        self._just_seen = False
        return self._here(page) or self._fetched(page, report)

    def kept_bytes(self) -> int:
        """How much of its sound is kept to go on with."""
        from annotator.sources.web import kept_bytes

        return kept_bytes(media_folder(self._context), self._page.url) if self._page else 0

    def _seen(self, report: Report) -> WebPage:
        from annotator.sources.web import look_up

        if self._page is None or not self._just_seen:
            report(0.0, "")
            own = guard(self._context)
            self._page = look_up(self._url, own, languages=languages(), report=report)
        return self._page

    def _here(self, page: WebPage) -> Arrived | None:
        """The episode of the page, if it is in the library."""
        from annotator.session.imports import Imported

        with self._context.storing() as library:
            here = known(library, page.url, words_do=self._media is False)
            if here is None:
                return None
            said = phrase(_HERE, here.title)
            return arrived_as(library, Imported(here.id, is_new=False, notices=(said,)))

    def _podcast(self, report: Report) -> Choice:
        """The list is of a podcast, whose episodes are to be chosen from. Raises SourceError
        where it is another."""
        from annotator.commands.feeds import open_feed, reading
        from annotator.session.intake import Choice, PassedOver, Task

        listing = reading(self._context, self._url)(report)
        name = listing.feed.title if listing.feed else self._url

        def ask(then: Callable[[Task | None], None]) -> None:
            said = PassedOver("This is a podcast; choose from its episodes.")
            open_feed(self._context, self._url)
            then(Task(name, self._url, phrase("Reading “{0}”", name), lambda _report: said))

        return Choice(name, ask)

    def _asked(self, then: Callable[[Task | None], None]) -> None:
        def answered(choice: str) -> None:
            if choice:
                self._media = choice != FETCH_WORDS
                self._going_on(then)
            else:
                then(None)

        page = self._page
        if page is not None:
            self._context.prompts.choose_fetch(page.title, _about(page), answered)

    def _going_on(self, then: Callable[[Task | None], None]) -> None:
        from annotator.session.intake import Task

        name = self._page.title if self._page else _short(self._url)
        then(Task(name, self._url, phrase("Fetching “{0}”", name), self.fetch, self.kept_bytes))

    def _fetched(self, page: WebPage, report: Report) -> Arrived:
        from annotator.session.imports import read_fetched
        from annotator.sources.web import fetch_page

        # Unasked, all is fetched that can be.
        without = self._media is None and page.captions is not None and page.needs_runtime
        media = not without if self._media is None else self._media
        notices = (_NEEDS_RUNTIME,) if without else ()
        own, folder = guard(self._context), media_folder(self._context)
        prepared = read_fetched(fetch_page(page, folder, own, media=media, report=report))
        return store(self._context, prepared, self._change, report=report, notices=notices)


def fetch_link(context: Context, url: str, change: _Change, *, transcript_only: bool) -> Imported:
    """Fetch and store the episode at `url` at once. Raises SourceError."""
    from annotator.session.imports import Imported

    found: list[Arrived] = []
    way = _Way(context, url, media=not transcript_only, change=change)
    context.jobs.run(phrase("Fetching {0}", _short(url)), way.fetch, found.append)
    arrived = found[0]
    return Imported(arrived.episode_id, arrived.is_new, arrived.notices)


def languages() -> tuple[str, ...]:
    """The user's languages, as ``pt-BR`` and ``pt``; English where the system says nothing."""
    name = (locale.getlocale()[0] or "").replace("_", "-")
    if not name or name in ("C", "POSIX"):
        return ("en",)
    return (name, name.partition("-")[0])


def known(library: Library, url: str, *, words_do: bool = False) -> Episode | None:
    """The episode of this link, if the library has of it what is wanted: its sound, or its
    words where those do."""
    from annotator.sources.addresses import youtube_id

    episodes, video = library.episodes, youtube_id(url)
    found = episodes.by_source(url) or (episodes.by_video(video) if video else None)
    episode = episodes.get(found) if found is not None else None
    if episode is None or episodes.is_trashed(episode.id):
        return None
    there = episode.media is not None and Path(episode.media.path).exists()
    return episode if there or (words_do and episode.transcript_id is not None) else None


def _has_both(page: WebPage) -> bool:
    return page.has_media and page.captions is not None and not page.needs_runtime


def _about(page: WebPage) -> str:
    """What there is, in a line: ``The Show · 2024-02-29 · 12 MB · automatic captions in de``."""
    captions = page.captions
    size = phrase("{0:.0f} MB", page.size_bytes / 1e6) if page.size_bytes else ""
    template = (
        phrase("automatic captions in {0}")
        if captions and captions.automatic
        else phrase("captions in {0}")
    )
    words = phrase(template, page.language) if captions else ""
    return joined(" · ", filter(None, (page.show, page.published_on, size, words)))


def _short(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or url


def links_in(text: str) -> tuple[str, ...]:
    """The links in a text that is nothing but links, each once; none for any other text."""
    from annotator.sources.addresses import is_link

    words = text.split()
    return tuple(dict.fromkeys(words)) if all(map(is_link, words)) else ()
