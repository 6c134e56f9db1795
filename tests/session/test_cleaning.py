"""What reading changed is told, taken back and done again; the marks go with their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.anchoring import anchor_at
from annotator.domain.errors import TranscriptError, UsageError
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.domain.transcript import Transcript
from annotator.session.cleaning import read_again, receipt_of
from annotator.session.edits import AddMark, ChangeCues
from annotator.session.imports import add_episode, read_fetched
from annotator.session.session import Session
from annotator.session.tagging import new_uid
from annotator.sources import Fetched, FetchedTranscript
from annotator.store import Library, open_library

LINES = (
    "the kettle is on the fire",
    "and we can soon begin",
    "so mind the lid of it",
    "because it is always hot",
    "and nobody wants to be burnt",
)


def rolling(lines: tuple[str, ...] = LINES) -> str:
    """Automatic captions: every cue shows the line before it again."""
    cues, before = [], ""
    for number, line in enumerate(lines):
        shown = f"{before}\n{line}" if before else line
        cues.append(f"00:00:{number * 4:02d}.000 --> 00:00:{number * 4 + 4:02d}.000\n{shown}")
        before = line
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = open_library(tmp_path / "library.sqlite")
    yield made
    made.close()


def opened(library: Library, text: str) -> Session:
    fetched = Fetched("kettles", transcripts=(FetchedTranscript("kettles.vtt", text.encode()),))
    session = Session(library)
    session.open(add_episode(library, read_fetched(fetched)).episode_id)
    return session


def shown(session: Session) -> list[str]:
    assert session.transcript is not None
    return [cue.text for cue in session.transcript.cues]


def mark(session: Session, cue: int) -> None:
    transcript, episode = session.transcript, session.episode
    assert transcript is not None
    assert episode is not None
    start_ms, end_ms = transcript.cues[cue].start_ms, transcript.cues[cue].end_ms
    anchor = anchor_at(transcript, start_ms, end_ms)
    session.do(AddMark(Annotation(0, new_uid(), episode.id, Kind.QUOTE, anchor), "Quote"))


def again(session: Session, *, as_written: bool) -> tuple[str, ...]:
    assert session.episode is not None
    notices = read_again(session.library, session.episode.id, as_written=as_written)
    session.refresh()
    return notices


def test_the_receipt_says_what_was_done_with_counts(library: Library) -> None:
    session = opened(library, rolling())

    receipt = receipt_of(library, 1)
    assert shown(session) == list(LINES)
    assert receipt.sentences == (
        "4 rolling captions that repeated the line before them were collapsed.",
    )
    assert (receipt.source_name, receipt.format, receipt.cues) == ("kettles.vtt", "WebVTT", 5)


def test_the_cleaning_is_taken_back_and_done_again_with_all_marks(library: Library) -> None:
    session = opened(library, rolling())
    for cue in (1, 3):
        mark(session, cue)
    words = [one.text for one in session.marks]

    notices = again(session, as_written=True)
    assert notices[0] == "The transcript is as it was written: 5 lines, 5 before."
    assert shown(session)[1] == "the kettle is on the fire and we can soon begin"
    assert receipt_of(library, 1).as_written
    assert [one.text for one in session.marks] == words
    assert not any(one.needs_review for one in session.marks)
    transcript = session.transcript
    assert transcript is not None
    assert all(
        before.end_ms <= after.start_ms
        for before, after in zip(transcript.cues, transcript.cues[1:], strict=False)
    )

    again(session, as_written=False)
    assert shown(session) == list(LINES)
    assert [one.text for one in session.marks] == words


def test_it_is_one_step_of_undo(library: Library) -> None:
    session = opened(library, rolling())
    mark(session, 1)
    before = session.marks
    again(session, as_written=True)
    session.undo()

    assert shown(session) == list(LINES)
    assert [one.anchor for one in session.marks] == [one.anchor for one in before]
    session.redo()
    assert shown(session)[1].startswith("the kettle is on the fire and")


def test_corrections_are_said_to_be_left_and_come_back_with_the_cleaning(library: Library) -> None:
    session = opened(library, rolling())
    transcript = session.transcript
    assert transcript is not None
    mended = replace(transcript.cues[0], text="The kettle is on the fire.", words=())
    session.do(ChangeCues(1, (mended,), "Correct text"))

    notices = again(session, as_written=True)
    assert "1 line you corrected is as the original has it; undo brings" in notices[1]
    again(session, as_written=False)
    assert shown(session)[0] == "The kettle is on the fire."


def test_what_came_twice_and_word_by_word_is_all_there_as_written(library: Library) -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    text = "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},500\n{word}\n\n" for n, word in enumerate(words)
    )
    text += "9\n00:00:05,000 --> 00:00:05,500\nsix\n\n"
    session = opened(library, text)
    assert shown(session) == ["one two three four five six"]
    again(session, as_written=True)

    assert shown(session) == [*words, "six"]


def test_asking_for_what_is_there_already_is_told(library: Library) -> None:
    opened(library, rolling())

    with pytest.raises(UsageError, match="is cleaned already"):
        read_again(library, 1, as_written=False)


def test_without_an_original_nothing_changes(library: Library) -> None:
    with library.changing("Import", None) as change:
        change.writes.add_episode(Episode(0, "u", "alone", created_at=library.now()))

    with pytest.raises(TranscriptError, match="no transcript yet"):
        receipt_of(library, 1)
    with pytest.raises(TranscriptError, match="no original"):
        read_again(library, 1, as_written=True)
    assert library.episodes.transcript(1) is None


def test_a_text_without_times_is_spread_over_its_sound_again(library: Library) -> None:
    from annotator.domain.notes import Media

    fetched = Fetched(
        "kettles",
        media=Media("/k.wav", "sha", 1, duration_ms=90_000),
        transcripts=(FetchedTranscript("k.txt", b"Ada: The kettle is on.\nBen: Mind the lid.\n"),),
    )
    session = Session(library)
    session.open(add_episode(library, read_fetched(fetched)).episode_id)
    again(session, as_written=True)

    made = session.transcript
    assert isinstance(made, Transcript)
    assert made.times_estimated
    assert abs(made.end_ms - 90_000) < 1_000
