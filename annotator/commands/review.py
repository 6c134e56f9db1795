"""Marks whose words were not found in a new transcript: compared and decided, one by one."""

from __future__ import annotations

from dataclasses import replace

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Needs, command
from annotator.commands.results import ReviewRow
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase
from annotator.session.edits import ChangeMark


@command("mark.review", "Review Marks…", menu="Mark", needs=Needs.WORDS)
def review(context: Context) -> None:
    """Compare marks that were not found in a new transcript with the words at their place."""
    session = context.session
    context.prompts.review_marks(
        rows(session.marks, session.transcript),
        lambda mark_id, take_new: decide(context, mark_id, take_new=take_new),
    )


@command("mark.list_review", "Marks to Review", cli="review")
def list_review(context: Context, episode: EpisodeRef) -> tuple[ReviewRow, ...]:
    """List an episode's marks to review: their old words and those at their place now."""
    library = context.session.library
    found = find_episode(context, episode)
    return rows(library.notebook.annotations(found.id), library.episodes.transcript(found.id))


def rows(marks: tuple[Annotation, ...], transcript: Transcript | None) -> tuple[ReviewRow, ...]:
    """The marks to review, each with its old words and the new ones at its time."""
    from annotator.domain.anchoring import anchor_at

    return tuple(
        ReviewRow(
            mark.id,
            mark.start_ms,
            mark.text,
            anchor_at(transcript, mark.start_ms, mark.end_ms).exact,
        )
        for mark in marks
        if mark.needs_review
    )


def decide(context: Context, mark_id: int, *, take_new: bool) -> None:
    """End the review of a mark of the open episode: it takes the words at its place, or keeps
    its own."""
    from annotator.domain.anchoring import anchor_at

    session = context.session
    mark = session.mark(mark_id)
    if mark is None or not mark.needs_review:
        return
    anchor = mark.anchor
    if take_new:
        anchor = anchor_at(session.transcript, anchor.start_ms, anchor.end_ms)
    label = phrase("Take new words") if take_new else phrase("Keep old words")
    session.do(ChangeMark(replace(mark, anchor=anchor, needs_review=False), label))
