"""Find and replace over the episode, seen before it is done and undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import ReplaceRow
from annotator.commands.transcript import mend, mend_later
from annotator.domain.errors import UsageError
from annotator.domain.patterns import Wanted
from annotator.domain.replacing import Hit, find_hits, replaced
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase

_AROUND = 32


@command("edit.replace", "Find and Replace…", keys=("Ctrl+H",), menu="Edit", group=3,
         needs=Needs.WORDS)  # fmt: skip
def replace_words(context: Context) -> None:
    """Replace words in this episode, each place seen and ticked before it is done."""
    context.prompts.show("replace")


def look(
    context: Context,
    wanted: Wanted,
    new: str,
    then: Callable[[tuple[Hit, ...], tuple[ReplaceRow, ...]], None],
) -> None:
    """Find in the background; `then` gets the hits and how each reads before and after."""
    transcript = context.session.transcript
    if transcript is None or not wanted.text:
        then((), ())
        return
    words = transcript

    def find() -> tuple[tuple[Hit, ...], tuple[ReplaceRow, ...]]:
        hits = find_hits(words, wanted, new)
        return hits, replace_rows(words, hits)

    context.jobs.run("Finding", lambda _progress: find(), lambda found: then(*found))


def replace_hits(context: Context, hits: Sequence[Hit]) -> None:
    """Replace what was ticked, in one step of undo."""
    say = context.session.say
    mend_later(
        context,
        phrase("Replace"),
        lambda words: replaced(words, hits),
        lambda _count: say(phrase("{0:,} replaced", len(hits)), undo=True),
    )


def replace_rows(transcript: Transcript, hits: Sequence[Hit]) -> tuple[ReplaceRow, ...]:
    """How each hit reads, before and after, with a few words around it."""
    rows = []
    for hit in hits:
        cue = transcript.cues[hit.cue]
        head, tail = _around(cue.text, hit)
        old = cue.text[hit.begin : hit.end]
        rows.append(ReplaceRow(cue.start_ms, f"{head}{old}{tail}", f"{head}{hit.new}{tail}"))
    return tuple(rows)


def _around(text: str, hit: Hit) -> tuple[str, str]:
    head, tail = text[: hit.begin], text[hit.end :]
    if len(head) > _AROUND:
        head = "…" + head[-_AROUND:].partition(" ")[2]
    if len(tail) > _AROUND:
        tail = tail[:_AROUND].rpartition(" ")[0] + "…"
    return head, tail


@command("edit.replace_in", "Replace", cli="replace")
def replace_in(
    context: Context,
    episode: EpisodeRef,
    find: Annotated[str, Argument("the words to look for", metavar="FIND")],
    new: Annotated[str, Argument("what to put there", metavar="NEW")],
    match_case: Annotated[bool, Argument("capitals matter")] = False,
    whole_words: Annotated[bool, Argument("no parts of words")] = False,
    pattern: Annotated[bool, Argument("FIND is a regular expression")] = False,
    dry_run: Annotated[bool, Argument("only show what would change")] = False,
) -> tuple[ReplaceRow, ...]:
    """Replace words in an episode's transcript and show each place; marks stay on their words."""
    session = context.session
    found = find_episode(context, episode)
    session.open(found.id)
    if session.transcript is None:
        raise UsageError("“{0}” has no transcript.", found.title)
    wanted = Wanted(find, match_case, whole_words, pattern)
    hits = find_hits(session.transcript, wanted, new)
    rows = replace_rows(session.transcript, hits)
    if not dry_run:
        mend(session, "Replace", lambda words: replaced(words, hits))
    return rows
