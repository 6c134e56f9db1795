"""What reading changed in a transcript: looked at, taken back, done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from annotator.commands.changing import store_later
from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import FactRow
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.session.cleaning import Receipt
    from annotator.sources import Report
    from annotator.store import Library


@command("transcript.receipt", "What Was Changed…", menu="Transcript", group=1, needs=Needs.WORDS)
def show_receipt(context: Context) -> None:
    """Show what reading the transcript changed in it, with counts; the original is kept."""
    from annotator.session.cleaning import receipt_of

    episode = context.session.episode
    if episode is not None:
        receipt = receipt_of(context.session.library, episode.id)
        context.prompts.show_receipt(
            receipt, lambda: change_reading(context, episode.id, as_written=not receipt.as_written)
        )


@command("transcript.as_written", "Take the Cleaning Back", menu="Transcript", group=1,
         needs=Needs.WORDS)  # fmt: skip
def take_back(context: Context) -> None:
    """Show the transcript as it was written, repeats and all; the marks go with their words."""
    if context.session.episode is not None:
        change_reading(context, context.session.episode.id, as_written=True)


@command("transcript.clean", "Clean Again", menu="Transcript", group=1, needs=Needs.WORDS)
def clean_again(context: Context) -> None:
    """Clean the open transcript again after that was taken back; the marks go with their words."""
    if context.session.episode is not None:
        change_reading(context, context.session.episode.id, as_written=False)


@command("transcript.list_receipt", "Receipt", cli="receipt")
def list_receipt(context: Context, episode: EpisodeRef) -> tuple[FactRow, ...]:
    """Tell what reading an episode's transcript changed in it, with counts."""
    from annotator.session.cleaning import receipt_of

    found = find_episode(context, episode)
    return facts_of(receipt_of(context.session.library, found.id))


@command("transcript.clean_episode", "Clean", cli="clean")
def clean_episode(
    context: Context,
    episode: EpisodeRef,
    back: Annotated[bool, Argument("take the cleaning back instead")] = False,
) -> tuple[FactRow, ...]:
    """Clean an episode's transcript again, or take its cleaning back; the marks are kept."""
    found = find_episode(context, episode)
    change_reading(context, found.id, as_written=back)
    return list_receipt(context, str(found.id))


def change_reading(context: Context, episode_id: int, *, as_written: bool) -> None:
    """Read the original again in the background, in one step of undo."""

    def change(library: Library, report: Report) -> tuple[str, ...]:
        # Imported by the worker: the formats take a tenth of a second the first time.
        from annotator.session.cleaning import read_again

        return read_again(library, episode_id, as_written=as_written, report=report)

    def then(notices: tuple[str, ...]) -> None:
        for number, notice in enumerate(notices):
            context.session.say(notice, undo=number == 0)

    store_later(context, phrase("Reading the original again"), change, then)


def facts_of(receipt: Receipt) -> tuple[FactRow, ...]:
    """A receipt as lines of a name and a value."""
    state = "as it was written" if receipt.as_written else "cleaned"
    return (
        FactRow("from", receipt.source_name or "the clipboard"),
        FactRow("format", receipt.format),
        FactRow("read", receipt.read_at[:10]),
        FactRow("lines", phrase("{0:,}, {1}", receipt.cues, state)),
        *(FactRow("changed", sentence) for sentence in receipt.sentences or ("nothing",)),
    )
