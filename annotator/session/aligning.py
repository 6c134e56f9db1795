"""A text takes the times that were heard: the episode's transcript, with its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.phrases import phrase
from annotator.session.carrying import carry_marks
from annotator.store.changes import TranscriptSource

if TYPE_CHECKING:
    from annotator.domain.alignment import Aligned
    from annotator.session.session import Session


def use_aligned(session: Session, episode_id: int, aligned: Aligned) -> tuple[str, ...]:
    """Make the aligned text the episode's transcript, in one step of undo. Notices."""
    library = session.library
    facts = library.episodes.transcript_facts(episode_id)
    old = library.episodes.transcript(episode_id)
    summary = _summary(aligned)
    source = TranscriptSource(
        format=facts.format if facts else "text",
        original=library.episodes.original(episode_id),
        sha256=facts.sha256 if facts else "",
        name=facts.source_name if facts else "",
        receipt="\n".join(filter(None, (facts.receipt if facts else "", summary))),
        read_at=library.now(),
    )
    with library.changing(phrase("Time the text by the sound"), episode_id) as change:
        change.writes.use_transcript(episode_id, aligned.transcript, source=source)
        notices = carry_marks(library, change.writes, episode_id, old, aligned.transcript)
    if session.episode is not None and session.episode.id == episode_id:
        session.open(episode_id)
    session.episodes_changed.tell(None)
    return (summary, *notices)


def _summary(aligned: Aligned) -> str:
    heard = aligned.words - aligned.guessed
    said = phrase(
        "{0} of {1} words were heard in the sound and have its times", heard, aligned.words
    )
    return (
        phrase("{0}; the times of the others are guesses.", said)
        if aligned.guessed
        else phrase("{0}.", said)
    )
