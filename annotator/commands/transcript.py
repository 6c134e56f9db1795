"""Mending the transcript."""

from __future__ import annotations

from dataclasses import replace

from annotator.commands.context import Context
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation
from annotator.domain.respelling import respell
from annotator.domain.transcript import Cue
from annotator.session.edits import ChangeCues
from annotator.session.session import Session


def change_cue_text(context: Context, index: int, text: str) -> None:
    """Correct the words of a cue. Words that stay keep their times, and marks their words."""
    session = context.session
    if session.transcript is None or session.episode is None:
        return
    cue = session.transcript.cues[index]
    text = " ".join(text.split())
    if not text:
        raise UsageError("A cue needs words; to hide one, mark it instead.")
    if text == cue.text:
        return
    mended = respell(cue, text)
    marks = _remarked(session, index, mended)
    session.do(ChangeCues(session.episode.id, (mended,), "Correct text", marks))


def change_speaker(context: Context, index: int, name: str) -> None:
    """Say who speaks in a cue; "" for nobody known."""
    session = context.session
    if session.transcript is None or session.episode is None:
        return
    cue = session.transcript.cues[index]
    named = replace(cue, speaker=" ".join(name.split()))
    if named.speaker != cue.speaker:
        marks = _remarked(session, index, named)
        session.do(ChangeCues(session.episode.id, (named,), "Set speaker", marks))


def _remarked(session: Session, index: int, mended: Cue) -> tuple[Annotation, ...]:
    """The marks that touch the cue, with their words and speaker as they are now."""
    from annotator.domain.anchoring import anchor_at
    from annotator.domain.transcript import Transcript

    transcript = session.transcript
    if transcript is None:
        return ()
    cues = (*transcript.cues[:index], mended, *transcript.cues[index + 1 :])
    fresh = Transcript(cues, transcript.language, transcript.times_estimated)
    changed = []
    for mark in session.marks:
        if mark.end_ms <= mended.start_ms or mark.start_ms >= mended.end_ms:
            continue
        span = fresh.span_of(mark.start_ms, mark.end_ms)
        moved = replace(
            mark,
            anchor=anchor_at(fresh, mark.start_ms, mark.end_ms),
            speaker=fresh.speaker_of(span) if span else mark.speaker,
        )
        if moved != mark:
            changed.append(moved)
    return tuple(changed)
