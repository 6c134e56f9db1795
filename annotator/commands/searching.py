"""Searching everywhere from the command line."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, command
from annotator.commands.results import HitRow
from annotator.domain.errors import UsageError
from annotator.domain.query import parse_query

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
