"""A recording becomes a transcript while it is heard; a better one takes the marks along."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.app.terminal import make_context
from annotator.commands import REGISTRY, Context
from annotator.domain.alignment import HeardWord
from annotator.domain.anchoring import anchor_at
from annotator.domain.errors import AnnotatorError, SpeechError
from annotator.domain.notes import Annotation, Kind
from annotator.formats import read_text
from annotator.session.edits import AddMark
from annotator.settings import default_paths

TALK = "Nobody learns to sail by reading. You learn it by getting wet. Then you get dry again."


class Script:
    """A recogniser that hears what it is told, a word every half second.

    `stop_after` words the user gives up; `told` is what it was asked to do.
    """

    def __init__(self, text: str, stop_after: int = 1000) -> None:
        self.text, self.stop_after = text, stop_after
        self.told: list[tuple[str, int]] = []
        self.seen: Callable[[], None] = lambda: None

    def __call__(self, model: str, threads: int, progress: object) -> Script:
        return self

    def transcribe(
        self,
        path: Path,
        language: str,
        start_ms: int,
        on_words: Callable[[tuple[HeardWord, ...]], None],
        progress: Callable[..., None],
    ) -> str:
        self.told.append((language, start_ms))
        for number, word in enumerate(self.text.split()):
            if number >= self.stop_after:
                raise KeyboardInterrupt
            begin_ms = number * 500
            if begin_ms >= start_ms:
                on_words((HeardWord(f" {word}", begin_ms, begin_ms + 500, 60 + number),))
                self.seen()
        return language or "en"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    made = make_context(default_paths(tmp_path / "library.sqlite"))
    with closing(made.session.library):
        yield made


@pytest.fixture
def told(context: Context) -> list[str]:
    """What the user is told in passing."""
    said: list[str] = []
    context.session.message.connect(lambda message: said.append(message.text))
    return said


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes([128]) * 8_000 * 20)
    return path


def bring_in(context: Context, *sources: Path, transcript: Path | None = None, **more: bool) -> int:
    names = tuple(map(str, sources))
    given = {"transcript": transcript} if transcript else {}
    episode: int = REGISTRY["episode.import"].run(context, source=names, **given, **more)
    context.session.open(episode)
    return episode


def hear(context: Context, episode: int, script: Script, **given: str) -> object:
    context.recogniser = script
    return REGISTRY["speech.transcribe_episode"].run(context, episode=str(episode), **given)


def lines(context: Context) -> list[str]:
    transcript = context.session.transcript
    return [cue.text for cue in transcript.cues] if transcript else []


def mark_words(context: Context, start_ms: int, end_ms: int) -> Annotation:
    session = context.session
    assert session.episode is not None
    mark = Annotation(
        0,
        f"m{start_ms}",
        session.episode.id,
        Kind.QUOTE,
        anchor_at(session.transcript, start_ms, end_ms),
        created_at="2026-01-01T00:00:00.000Z",
        changed_at="2026-01-01T00:00:00.000Z",
    )
    session.do(AddMark(mark, "Quote"))
    return session.marks_at(start_ms, end_ms)[0]


def test_sentences_are_shown_while_the_rest_is_heard(context: Context, recording: Path) -> None:
    episode = bring_in(context, recording)
    script = Script(TALK)
    shown: list[int] = []
    script.seen = lambda: shown.append(len(lines(context)))

    hear(context, episode, script)

    assert (shown[0], shown[6], shown[-1]) == (0, 1, 2)
    assert lines(context) == [
        "Nobody learns to sail by reading.",
        "You learn it by getting wet.",
        "Then you get dry again.",
    ]
    transcript = context.session.transcript
    assert transcript is not None
    assert transcript.language == "en"
    assert [(w.start_ms, w.end_ms) for w in transcript.cues[1].words[:2]] == [
        (3_000, 3_500),
        (3_500, 4_000),
    ]
    assert all(cue.id for cue in transcript.cues)


def test_a_sentence_can_be_marked_while_the_rest_is_heard(
    context: Context, recording: Path
) -> None:
    episode = bring_in(context, recording)
    script = Script(TALK)
    marked: list[Annotation] = []

    def mark_first_sentence() -> None:
        if lines(context) and not marked:
            marked.append(mark_words(context, 0, 3_000))

    script.seen = mark_first_sentence
    hear(context, episode, script)

    assert [mark.text for mark in context.session.marks] == ["Nobody learns to sail by reading."]
    assert not context.session.marks[0].needs_review


def test_stopped_it_keeps_what_was_heard_and_goes_on_from_there(
    context: Context, recording: Path, told: list[str]
) -> None:
    episode = bring_in(context, recording)

    with pytest.raises(SpeechError, match="what was heard is kept"):
        hear(context, episode, Script(TALK, stop_after=8))
    assert lines(context) == ["Nobody learns to sail by reading."]

    again = Script(TALK)
    hear(context, episode, again)

    assert again.told == [("", 3_000)]
    assert "Going on from 0:03, where it stopped." in told
    assert len(lines(context)) == 3


def test_a_transcription_is_one_step_of_undo(context: Context, recording: Path) -> None:
    episode = bring_in(context, recording)
    hear(context, episode, Script(TALK))

    context.session.undo()
    assert context.session.transcript is None

    context.session.redo()
    assert len(lines(context)) == 3


def test_undone_while_it_hears_it_stays_undone(context: Context, recording: Path) -> None:
    episode = bring_in(context, recording)
    script = Script(TALK)
    heard: list[int] = []

    def undo_after_a_sentence() -> None:
        heard.append(1)
        if len(heard) == 8:
            context.session.undo()

    script.seen = undo_after_a_sentence
    hear(context, episode, script)
    assert context.session.transcript is None

    context.session.redo()
    assert len(lines(context)) == 3


def test_what_was_heard_is_found_by_searching_across_sentences(
    context: Context, recording: Path
) -> None:
    hear(context, bring_in(context, recording), Script(TALK))

    assert context.session.library.search.find("getting wet then you")


def test_a_transcript_that_is_there_stays_until_the_new_one_is_whole(
    context: Context, recording: Path, told: list[str]
) -> None:
    words = recording.with_suffix(".vtt")
    words.write_text(
        "WEBVTT\n\n00:00.000 --> 00:03.000\nNobody lerns to sail by reading\n\n"
        "00:03.000 --> 00:06.000\nyou learn it by geting wet\n\n"
        "00:06.000 --> 00:09.000\nhere the singer takes a very long breath\n"
    )
    episode = bring_in(context, recording)
    mark_words(context, 0, 3_000)
    mark_words(context, 6_000, 9_000)
    script = Script(TALK)
    shown: list[list[str]] = []
    script.seen = lambda: shown.append(lines(context))

    hear(context, episode, script)

    assert all(seen[0] == "Nobody lerns to sail by reading" for seen in shown)
    assert lines(context)[0] == "Nobody learns to sail by reading."
    first, second = context.session.marks
    assert first.text == "Nobody learns to sail by reading."
    assert not first.needs_review
    assert second.text == "here the singer takes a very long breath"
    assert second.needs_review
    assert any("“Nobody lerns to sail by reading” → “Nobody learns" in said for said in told)
    assert "1 mark was not found in the new transcript and kept for your review." in told

    context.session.undo()
    assert lines(context)[0] == "Nobody lerns to sail by reading"
    assert [mark.needs_review for mark in context.session.marks] == [False, False]


def test_a_mark_under_review_shows_both_texts_and_is_decided(
    context: Context, recording: Path
) -> None:
    words = recording.with_suffix(".vtt")
    words.write_text("WEBVTT\n\n00:03.000 --> 00:05.500\nhere the singer takes a breath\n")
    episode = bring_in(context, recording)
    mark_words(context, 3_000, 5_500)
    hear(context, episode, Script(TALK))

    [row] = REGISTRY["mark.list_review"].run(context, episode=str(episode))
    assert (row.old, row.new) == (
        "here the singer takes a breath",
        "You learn it by getting",
    )

    from annotator.commands.review import decide

    decide(context, [row.id], take_new=True)
    assert [(mark.text, mark.needs_review) for mark in context.session.marks] == [
        ("You learn it by getting", False)
    ]


def test_a_recording_in_which_nobody_speaks_says_so(context: Context, recording: Path) -> None:
    episode = bring_in(context, recording)

    with pytest.raises(SpeechError, match="No speech was heard"):
        hear(context, episode, Script(""))
    assert context.session.transcript is None


def test_an_episode_without_sound_cannot_be_heard(context: Context, tmp_path: Path) -> None:
    words = tmp_path / "alone.vtt"
    words.write_text("WEBVTT\n\n00:00.000 --> 00:03.000\nOnly words here\n")

    with pytest.raises(SpeechError, match="no sound to hear"):
        hear(context, bring_in(context, words), Script(TALK))


def test_a_text_without_times_is_spread_over_its_sound_and_says_so(
    context: Context, recording: Path, told: list[str]
) -> None:
    text = recording.with_suffix(".txt")
    text.write_text(TALK)

    bring_in(context, recording, transcript=text)

    transcript = context.session.transcript
    assert transcript is not None
    assert transcript.times_estimated
    assert transcript.end_ms == 20_000
    assert any("spread over the length of the sound" in said for said in told)


def test_a_text_without_times_is_timed_by_its_sound(
    context: Context, recording: Path, told: list[str]
) -> None:
    text = recording.with_suffix(".txt")
    text.write_text(TALK.replace("sail", "swim"))
    context.recogniser = Script(TALK)

    bring_in(context, recording, transcript=text, align=True)

    transcript = context.session.transcript
    assert transcript is not None
    assert not transcript.times_estimated
    times = [
        (cue.text[word.begin : word.end], word.start_ms)
        for cue in transcript.cues
        for word in cue.timed_words
    ]
    assert times[:5] == [
        ("Nobody", 0), ("learns", 500), ("to", 1_000), ("swim", 1_500), ("by", 2_000)
    ]  # fmt: skip
    assert any("16 of 17 words were heard" in said for said in told)

    context.session.undo()
    assert context.session.transcript is not None
    assert context.session.transcript.times_estimated


def test_a_library_that_is_busy_for_a_moment_loses_no_sentence(
    context: Context, recording: Path
) -> None:
    from annotator.store import open_library

    episode = bring_in(context, recording)
    other = open_library(context.session.library.path)
    script = Script(TALK)
    words: list[int] = []

    def hold_meanwhile() -> None:
        words.append(1)
        if len(words) == 3:
            other._db.execute("BEGIN IMMEDIATE")
        elif len(words) == 10:
            other._db.execute("ROLLBACK")

    context.session.library._db.execute("PRAGMA busy_timeout = 1")
    script.seen = hold_meanwhile
    with closing(other):
        hear(context, episode, script)

    assert len(lines(context)) == 3


def test_how_sure_the_recogniser_was_is_stored_and_read_again_from_the_original(
    context: Context, recording: Path
) -> None:
    episode = bring_in(context, recording)
    hear(context, episode, Script(TALK))
    assert context.session.transcript is not None
    cue = context.session.transcript.cues[0]
    told = [word.sure for word in cue.words]
    assert told == list(range(60, 60 + len(told)))
    (kept,) = context.session.library._db.execute("SELECT original FROM transcript").fetchone()
    assert read_text(kept).transcript.cues[0].words == cue.words
    shown = REGISTRY["episode.transcript"].run(context, episode=str(episode))
    assert [word.confidence for word in shown[0].words][:2] == [0.6, 0.61]


def test_a_model_that_is_no_model_is_named(context: Context, recording: Path) -> None:
    episode = bring_in(context, recording)

    with pytest.raises(AnnotatorError, match="holds no model"):
        REGISTRY["speech.transcribe_episode"].run(
            context, episode=str(episode), model=str(recording.parent)
        )


def test_the_model_of_the_settings_is_used_where_none_is_named(
    context: Context, recording: Path
) -> None:
    episode = bring_in(context, recording)
    settings = replace(context.settings(), speech_model="small")
    context.settings = lambda: settings
    asked: list[str] = []

    def recogniser(model: str, threads: int, progress: object) -> Script:
        asked.append(model)
        return Script(TALK)

    context.recogniser = recogniser
    REGISTRY["speech.transcribe_episode"].run(context, episode=str(episode))

    assert asked == ["small"]
