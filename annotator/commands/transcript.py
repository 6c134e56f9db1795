"""Mending the transcript: every repair as one step of undo, the marks staying on their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.commands.changing import carry_out_later
from annotator.commands.context import Context
from annotator.domain.errors import UsageError
from annotator.domain.following import follow, stretch_of
from annotator.domain.mending import Mended, respelled, spoken_by
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase
from annotator.session.edits import ChangeCues
from annotator.session.session import Session

if TYPE_CHECKING:
    from annotator.sources import Report
    from annotator.store import Library


_REPAIRED = 0.3


def change_cue_text(context: Context, index: int, text: str) -> None:
    """Correct the words of a cue. Words that stay keep their times, and marks their words."""
    mend(context.session, phrase("Correct text"), lambda words: [respelled(words, index, text)])


def change_speaker(context: Context, index: int, name: str) -> None:
    """Say who speaks in a cue; "" for nobody known."""
    mend(context.session, phrase("Set speaker"), lambda words: spoken_by(words, (index,), name))


def mend(
    session: Session, label: str, repair: Callable[[Transcript], Sequence[Mended]]
) -> Sequence[Mended]:
    """Repair the open transcript; returns the repairs done. Raises UsageError and LibraryError
    with nothing changed."""
    transcript, episode = session.transcript, session.episode
    if transcript is None or episode is None:
        return ()
    if session.unsaved[0] or session.held_for:
        # A repair is made of the cues there are; those that wait are not there yet.
        raise UsageError("Changes wait to be saved; the transcript can be mended after that.")
    repairs = [part for part in repair(transcript) if _changes(transcript, part)]
    if repairs:
        near = session.open_marks.within(*stretch_of(transcript, repairs))
        session.do(change_of(episode.id, transcript, repairs, near, label))
    return repairs


def mend_later(
    context: Context,
    label: str,
    repair: Callable[[Transcript], Sequence[Mended]],
    then: Callable[[int], None],
) -> None:
    """As `mend`, for what may touch the whole episode: worked out and stored in the background,
    in one step. `then` gets how many repairs there were."""
    session = context.session
    transcript, episode, marks = session.transcript, session.episode, session.marks
    if transcript is None or episode is None:
        return
    count = 0

    def make(_library: Library, report: Report) -> ChangeCues | None:
        nonlocal count
        repairs = [part for part in repair(transcript) if _changes(transcript, part)]
        report(_REPAIRED)
        if not repairs:
            return None
        count = len(repairs)
        return change_of(episode.id, transcript, repairs, marks, label)

    carry_out_later(context, label, make, lambda: then(count), session.turn)


def change_of(
    episode_id: int,
    transcript: Transcript,
    repairs: Sequence[Mended],
    marks: Sequence[Annotation],
    label: str,
) -> ChangeCues:
    """The edit that does `repairs` to a transcript and takes its marks along."""
    _, moved = follow(transcript, repairs, marks)
    fresh = [cue for part in repairs for cue in part.cues]
    kept = {cue.id for cue in fresh}
    removed = [
        cue
        for part in repairs
        for cue in transcript.cues[part.first : part.last]
        if cue.id not in kept
    ]
    return ChangeCues(episode_id, tuple(fresh), label, moved, tuple(removed))


def _changes(transcript: Transcript, part: Mended) -> bool:
    return part.cues != transcript.cues[part.first : part.last]
