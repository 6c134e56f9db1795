"""Marks whose words were not found in a new transcript: compared and decided, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.collector import collector_at_rest
from annotator.commands.changing import FEW, carry_out
from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Needs, command
from annotator.commands.results import ReviewRow
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase
from annotator.session.places import ChangePlaces

if TYPE_CHECKING:
    from annotator.sources import Report
    from annotator.store import Library


@command("mark.review", "Review Marks…", menu="Mark", needs=Needs.WORDS)
def review(context: Context) -> None:
    """Compare marks that were not found in a new transcript with the words at their place."""
    marks, transcript = context.session.marks, context.session.transcript

    def show(found: tuple[ReviewRow, ...]) -> None:
        context.prompts.review_marks(
            found, lambda ids, take_new: decide(context, ids, take_new=take_new)
        )

    if context.session.review_count <= FEW:
        show(rows(marks, transcript))
    else:
        title = phrase("Comparing the marks")

        def compare(_report: Report) -> tuple[ReviewRow, ...]:
            # The collector would walk over all that is made here in the window's thread.
            with collector_at_rest():
                return rows(marks, transcript)

        context.jobs.run(title, compare, show)


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


def decide(context: Context, mark_ids: Sequence[int], *, take_new: bool) -> None:
    """End the review of marks of the open episode, in one step: they take the words at their
    places, or keep their own."""
    session, episode = context.session, context.session.episode
    if episode is None:
        return
    transcript = session.transcript
    label = phrase("Take new words") if take_new else phrase("Keep old words")

    def make(library: Library) -> ChangePlaces:
        found = library.notebook.annotations_by_id(mark_ids)
        words = transcript if take_new else None
        changed = [_decided(mark, words) for mark in found if mark.needs_review]
        return ChangePlaces(label, changed=changed, episode_id=episode.id)

    carry_out(context, label, len(mark_ids), make, lambda: None)


def _decided(mark: Annotation, words: Transcript | None) -> Annotation:
    from annotator.domain.anchoring import anchor_at

    anchor = anchor_at(words, mark.start_ms, mark.end_ms) if words else mark.anchor
    return replace(mark, anchor=anchor, needs_review=False)
