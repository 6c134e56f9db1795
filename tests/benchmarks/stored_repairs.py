"""Sequences of random repairs, undone and redone now and then, in a library on the disk."""

from __future__ import annotations

from pathlib import Path

from random_repairs import Outcome, RandomRepairs, faults

from annotator.commands.transcript import mend
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.domain.transcript import Cue, Transcript
from annotator.session.edits import AddMark
from annotator.session.session import Session
from annotator.store import Library
from annotator.store.changes import TranscriptSource

MARKS = 8


def new_talk(library: Library, transcript: Transcript, uid: str) -> int:
    """An episode with a transcript; its id."""
    with library.changing("Import", None) as change:
        episode = change.writes.add_episode(Episode(0, uid, f"Talk {uid}", created_at="2026"))
        source = TranscriptSource("srt", "", uid)
        change.writes.use_transcript(episode.id, transcript, source=source)
    return episode.id


def run_sequence(library: Library, seed: int, steps: int) -> Outcome:
    """`steps` repairs of a made talk with marks on it, each checked as it is shown and stored."""
    repairs, session = RandomRepairs(seed), Session(library)
    talk = repairs.talk()
    session.open(new_talk(library, talk, f"talk{seed}"))
    assert session.episode is not None
    for number, anchor in enumerate(repairs.places(talk, MARKS)):
        mark = Annotation(0, f"m{seed}n{number}", session.episode.id, Kind.QUOTE, anchor)
        session.do(AddMark(mark, "Quote"))
    done = 0
    made = len(session.marks)
    found: list[str] = []
    seen = _picture(session)
    for step in range(steps):
        words, marks = session.transcript, {mark.id: mark for mark in session.marks}
        assert words is not None
        if done and repairs.flips():
            found += _there_and_back(session)
        done += bool(mend(session, "Repair", repairs.repair))
        assert session.transcript is not None
        wrong = faults(words, marks, session.transcript, session.marks)
        found += [f"sequence {seed}, step {step}: {fault}" for fault in wrong]
    found += _unlike_the_disk(session, library)
    for _ in range(done):
        session.undo()
    if _picture(session) != seen:
        found.append(f"sequence {seed}: undone, it is not what it was")
    for _ in range(done):
        session.redo()
    session.close_episode()
    marks_now = library.notebook.annotations(session_id(library, seed))
    review = sum(mark.needs_review for mark in marks_now)
    return Outcome(done, made, len(marks_now), review, tuple(found))


def session_id(library: Library, seed: int) -> int:
    """The episode of a sequence."""
    return next(row.id for row in library.episodes.summaries() if row.title == f"Talk talk{seed}")


def _picture(session: Session) -> tuple[tuple[Cue, ...], tuple[Annotation, ...]]:
    assert session.transcript is not None
    return session.transcript.cues, session.marks


def _there_and_back(session: Session) -> list[str]:
    """Undo and redo must change nothing."""
    before = _picture(session)
    session.undo()
    session.redo()
    return [] if _picture(session) == before else ["redone, it is not what it was"]


def _unlike_the_disk(session: Session, library: Library) -> list[str]:
    """What is shown must be what is stored."""
    assert session.episode is not None
    stored = library.episodes.transcript(session.episode.id)
    marks = library.notebook.annotations(session.episode.id)
    return (
        [] if stored == session.transcript and marks == session.marks else ["shown is not stored"]
    )


def library_folder() -> Path | None:
    """A folder in memory where there is one: what is counted is what becomes of marks."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else None
