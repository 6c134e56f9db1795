"""Searching everywhere: on the command line, and the searches that are kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, command
from annotator.commands.results import HitRow, SearchRow
from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.query import SavedSearch, parse_query
from annotator.phrases import phrase
from annotator.session.search_edits import AddSearch, ChangeSearch, RemoveSearch
from annotator.session.tagging import new_uid

_TEXT = (
    'words, "a phrase", begin*, -not, speaker: topic: show: kind: note: before: after:;'
    " a search that begins with - goes after --"
)


@command("library.search", "Search", cli="search")
def search(
    context: Context,
    text: Annotated[tuple[str, ...], Argument(_TEXT, metavar="TEXT")],
    limit: Annotated[int, Argument("at most this many hits", metavar="N")] = 100,
) -> tuple[HitRow, ...]:
    """Find words in all transcripts, marks and notes."""
    from annotator.session.finding import look_for

    typed = " ".join(text)
    query = parse_query(typed)
    if query.complaints:
        raise UsageError(query.complaints[0])
    if not query.asks:
        raise UsageError("There is nothing to find in this; name a word or a topic.")
    found = look_for(context.session.library, typed)
    for notice in found.notices:
        context.session.say(notice)
    return tuple(
        HitRow(
            hit.episode_id,
            hit.episode,
            hit.start_ms,
            hit.end_ms,
            hit.speaker,
            hit.text,
            hit.annotation_id,
        )
        for hit in islice(found.hits, max(limit, 0))
    )


# Searches that are kept


@command("search.save", "Keep This Search…", keys=("Ctrl+S",), menu="Edit", group=3)
def save(context: Context) -> None:
    """Keep the search that is open under a name, in the palette and the library."""
    text = context.session.search_text.strip()
    if not parse_query(text).asks:
        raise UsageError("There is no search to keep yet; press Ctrl+Shift+F and type one.")
    context.prompts.ask_text(
        phrase("Keep this search as"), text, lambda name: keep(context, name, text)
    )


def keep(context: Context, name: str, text: str) -> None:
    """Keep `text` under `name`; one of this name searches for the new text from now on."""
    name = " ".join(name.split())
    if not name:
        raise UsageError("A search needs a name to be kept.")
    known = find_search(context, name)
    if known is not None:
        context.session.do(
            ChangeSearch(replace(known, query=text), phrase("Change search “{0}”", name))
        )
    else:
        made = SavedSearch(0, new_uid(), name, text, context.session.library.now())
        context.session.do(AddSearch(made))
    context.session.say(phrase("Kept the search “{0}”", name), undo=True)


def find_search(context: Context, name: str) -> SavedSearch | None:
    """The kept search of this name, whatever its case."""
    wanted = " ".join(name.split()).casefold()
    return next((s for s in context.session.searches if s.name.casefold() == wanted), None)


def rename(context: Context, search: SavedSearch, name: str) -> None:
    """Give a kept search another name. Raises UsageError where another has it."""
    name = " ".join(name.split())
    other = find_search(context, name)
    if other is not None and other.id != search.id:
        raise UsageError("There is a search called “{0}” already.", other.name)
    if name and name != search.name:
        context.session.do(
            ChangeSearch(replace(search, name=name), phrase("Rename search “{0}”", search.name))
        )


def forget(context: Context, search: SavedSearch) -> None:
    """Keep a search no longer; undo brings it back."""
    context.session.do(RemoveSearch(search))
    context.session.say(phrase("Forgot the search “{0}”", search.name), undo=True)


@command("search.list", "Kept Searches", cli="searches list")
def list_searches(context: Context) -> tuple[SearchRow, ...]:
    """List the searches that were kept."""
    return tuple(SearchRow(one.name, one.query) for one in context.session.searches)


@command("search.keep", "Keep a Search", cli="searches keep")
def keep_search(
    context: Context,
    name: Annotated[str, Argument("what to call it", metavar="NAME")],
    text: Annotated[tuple[str, ...], Argument("the search", metavar="TEXT")],
) -> None:
    """Keep a search under a name."""
    keep(context, name, " ".join(text))


@command("search.forget", "Forget a Search", cli="searches forget")
def forget_search(
    context: Context, name: Annotated[str, Argument("its name", metavar="NAME")]
) -> None:
    """Keep a search no longer."""
    found = find_search(context, name)
    if found is None:
        raise NotFoundError(
            "No search is kept as “{0}”; `annotator searches list` lists them.", name
        )
    forget(context, found)
