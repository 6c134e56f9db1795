"""Episodes from links: looked up, asked about, fetched, stored."""

from __future__ import annotations

import locale
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.registry import Place, command
from annotator.domain.errors import UsageError
from annotator.domain.notes import Episode

if TYPE_CHECKING:
    from annotator.session.imports import Imported, Prepared
    from annotator.sources.addresses import Guard
    from annotator.sources.fetched import Report
    from annotator.sources.web_page import WebPage

FETCH_ALL, FETCH_WORDS = "all", "words"
"""What a window may answer when a link has both sound and words."""


@command("episode.open_link", "Open Link…", keys=("Ctrl+Shift+O",), menu="File")
def ask_link(context: Context) -> None:
    """Fetch an episode from YouTube, a podcast page or any link to a recording."""
    context.prompts.ask_text("Link to a recording", "", lambda text: open_link(context, text))


@command("episode.paste_link", "Paste Link", keys=("Ctrl+V",), menu="File", place=Place.TRANSCRIPT)
def paste_link(context: Context) -> None:
    """Fetch an episode from the link on the clipboard."""

    def use(text: str) -> None:
        if not is_link(text):
            raise UsageError("There is no link on the clipboard; copy one and try again.")
        open_link(context, text)

    context.prompts.paste(use)


def open_link(context: Context, link: str) -> None:
    """Look the link up in the background, ask what to fetch where there is a choice, fetch it
    and open it. Raises SourceError for what is no link."""
    from annotator.sources.web import look_up

    url = guard(context).check(link.strip())
    own = guard(context)
    context.jobs.run(
        f"Looking at {_short(url)}",
        lambda report: look_up(url, own, languages=languages(), report=report),
        lambda page: _offer(context, page),
    )


def _offer(context: Context, page: WebPage) -> None:
    """Ask for sound or words alone where both are to be had, and go on."""
    known = _known(context, page)
    if known is not None:
        context.session.say(f"“{page.title}” is in the library already.")
        context.session.open(known)
    elif page.has_media and page.captions is not None and not page.needs_runtime:
        context.prompts.choose_fetch(
            page.title, _about(page), lambda choice: _fetch(context, page, choice != FETCH_WORDS)
        )
    elif page.captions is not None:
        _fetch(context, page, media=False)
        if page.needs_runtime:
            context.session.say(
                "Only the transcript is fetched: YouTube gives its sound to programs with a"
                " JavaScript runtime, such as Deno (deno.com)."
            )
    else:
        _fetch(context, page, media=True)


def _fetch(context: Context, page: WebPage, media: bool) -> None:
    from annotator.session.imports import add_episode

    def then(prepared: Prepared) -> None:
        imported = add_episode(context.session.library, prepared)
        context.session.episodes_changed.tell(None)
        for notice in imported.notices:
            context.session.say(notice)
        context.session.open(imported.episode_id)

    context.jobs.run(f"Fetching “{page.title}”", fetching(context, page, media), then)


def fetching(context: Context, page: WebPage, media: bool) -> Callable[[Report], Prepared]:
    """The work of fetching a page and reading its words, for a worker."""
    from annotator.session.imports import read_fetched
    from annotator.sources.web import fetch_page

    own, folder = guard(context), media_folder(context)
    return lambda report: read_fetched(fetch_page(page, folder, own, media=media, report=report))


def fetch_link(
    context: Context, url: str, change: Callable[[Episode], Episode], *, transcript_only: bool
) -> Imported:
    """Fetch and store the episode at `url` at once. Raises SourceError."""
    from annotator.session.imports import Imported, add_episode
    from annotator.sources.web import look_up

    own = guard(context)
    pages: list[WebPage] = []
    context.jobs.run(
        f"Looking at {_short(url)}",
        lambda report: look_up(url, own, languages=languages(), report=report),
        pages.append,
    )
    page = pages[0]
    known = _known(context, page, words_do=transcript_only)
    if known is not None:
        return Imported(known, is_new=False)
    made: list[Prepared] = []
    work = fetching(context, page, media=not transcript_only)
    context.jobs.run(f"Fetching “{page.title}”", work, made.append)
    return add_episode(context.session.library, made[0], change)


def guard(context: Context) -> Guard:
    """What decides where links may lead, as the settings have it."""
    from annotator.sources.addresses import Guard

    return Guard(allow_private=context.settings().private_links)


def media_folder(context: Context) -> Path:
    """Where fetched sound is kept: beside the library."""
    library = context.session.library.path
    return library.with_name(library.name + ".media")


def languages() -> tuple[str, ...]:
    """The user's languages, as ``pt-BR`` and ``pt``; English where the system says nothing."""
    name = (locale.getlocale()[0] or "").replace("_", "-")
    if not name or name in ("C", "POSIX"):
        return ("en",)
    return (name, name.partition("-")[0])


def _known(context: Context, page: WebPage, *, words_do: bool = False) -> int | None:
    """The episode of this page, if the library has of it what is wanted."""
    episodes = context.session.library.episodes
    found = episodes.by_source(page.url)
    episode = episodes.get(found) if found is not None else None
    if episode is None or episodes.is_trashed(episode.id):
        return None
    there = episode.media is not None and Path(episode.media.path).exists()
    return episode.id if there or (words_do and episode.transcript_id is not None) else None


def _about(page: WebPage) -> str:
    """What there is, in a line: ``The Show · 2024-02-29 · 12 MB · automatic captions in de``."""
    captions = page.captions
    size = f"{page.size_bytes / 1e6:.0f} MB" if page.size_bytes else ""
    kind = "automatic captions" if captions and captions.automatic else "captions"
    words = f"{kind} in {page.language}" if captions else ""
    return " · ".join(filter(None, (page.show, page.published_on, size, words)))


def _short(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or url


def is_link(text: str) -> bool:
    """Whether `text` is a link that `open_link` would look at."""
    from annotator.sources.addresses import is_link as looks_like_one

    return looks_like_one(text.strip())
