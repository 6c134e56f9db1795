"""Hearing a recording in the window: sentences appear, are tagged, and stay when it is stopped."""

from __future__ import annotations

import threading
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtWidgets import QApplication

from annotator.domain.alignment import HeardWord
from annotator.gui.dialogs.review import ReviewDialog
from annotator.gui.dialogs.speech import SpeechDialog

SENTENCES = ("Nobody learns to sail by reading.", "You learn it by getting wet.", "Then you dry.")


class Speaker:
    """A recogniser that hears a sentence each time the test lets it."""

    def __init__(self) -> None:
        self.may = threading.Semaphore(0)
        self.asked: list[str] = []

    def __call__(self, model: str, threads: int, progress: object) -> Speaker:
        self.asked.append(model)
        return self

    def transcribe(
        self,
        path: Path,
        language: str,
        start_ms: int,
        on_words: Callable[[tuple[HeardWord, ...]], None],
        progress: Callable[..., None],
    ) -> str:
        at_ms = 0
        for number, sentence in enumerate(SENTENCES):
            self.may.acquire(timeout=20)
            progress(number / len(SENTENCES), "hearing")
            words = []
            for word in sentence.split():
                words.append(HeardWord(f" {word}", at_ms, at_ms + 400))
                at_ms += 400
            if words[0].start_ms >= start_ms:
                on_words(tuple(words))
        return "en"


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker()
    yield made
    made.may.release(10)  # whatever still waits may end


def begin(hands: Hands, speaker: Speaker, folder: Path) -> None:
    """Open a recording without words and start hearing it, as a person does."""
    from annotator.commands.episodes import open_paths

    sound = folder / "talk.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes([128]) * 8_000 * 10)
    hands.desktop.context.recogniser = speaker
    open_paths(hands.desktop.context, (sound,))
    hands.bot.waitUntil(lambda: facts(hands) == ("talk", False))
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    hands.desktop.actions.run("speech.transcribe")
    dialog = hands.window.findChild(SpeechDialog)
    assert dialog is not None
    dialog.choose_folder("/models/whisper-small")
    dialog.accept()


def facts(hands: Hands) -> tuple[str, bool]:
    """The title of the open episode, and whether it has words."""
    session = hands.session
    return session.episode.title if session.episode else "", session.transcript is not None


@pytest.fixture
def talk(open_window: Callable[..., Hands]) -> Hands:
    return open_window(sample=False)


def texts(hands: Hands) -> list[str]:
    transcript = hands.session.transcript
    return [cue.text for cue in transcript.cues] if transcript else []


def test_sentences_appear_while_it_hears_and_can_be_marked(
    talk: Hands, speaker: Speaker, tmp_path: Path
) -> None:
    begin(talk, speaker, tmp_path)
    speaker.may.release(2)
    talk.bot.waitUntil(lambda: texts(talk) == [SENTENCES[0]])
    assert "Transcribing" in talk.status()

    # No window manager gives the focus back from the dialog here.
    with talk.bot.waitActive(talk.window):
        talk.window.activateWindow()
    talk.cursor_to(0)
    talk.press("Q")
    assert talk.listed() == [SENTENCES[0]]
    assert talk.marks()[SENTENCES[0]] == ("quote", "", "")

    speaker.may.release()
    talk.bot.waitUntil(lambda: not talk.desktop.jobs.running)
    QApplication.processEvents()
    assert texts(talk) == list(SENTENCES)
    assert talk.listed() == [SENTENCES[0]]
    assert talk.marks()[SENTENCES[0]] == ("quote", "", "")
    assert speaker.asked == ["/models/whisper-small"]
    assert talk.desktop.settings.speech_model == "/models/whisper-small"


def test_stopped_it_keeps_what_was_heard_and_goes_on_later(
    talk: Hands, speaker: Speaker, tmp_path: Path
) -> None:
    begin(talk, speaker, tmp_path)
    speaker.may.release(2)
    talk.bot.waitUntil(lambda: texts(talk) == [SENTENCES[0]])

    talk.window.status.cancelRequested.emit()
    speaker.may.release()
    talk.bot.waitUntil(lambda: not talk.desktop.jobs.running)
    QApplication.processEvents()
    assert texts(talk) == [SENTENCES[0]]

    talk.desktop.actions.run("speech.transcribe")
    talk.window.findChildren(SpeechDialog)[-1].accept()
    speaker.may.release(3)
    talk.bot.waitUntil(lambda: len(texts(talk)) == 3)
    talk.bot.waitUntil(lambda: not talk.desktop.jobs.running)
    assert texts(talk) == list(SENTENCES)


def test_marks_to_review_are_decided_in_a_table(hands: Hands) -> None:
    from dataclasses import replace

    from annotator.session.edits import ChangeMark

    mark = hands.session.marks[0]
    doubtful = replace(mark, anchor=replace(mark.anchor, exact="other words"), needs_review=True)
    hands.session.do(ChangeMark(doubtful, "Doubt"))
    assert any("keeps its old words" in text for text in hands.banners())

    hands.desktop.actions.run("mark.review")
    dialog = hands.window.findChild(ReviewDialog)
    assert dialog is not None
    assert dialog.table.model().index(0, 1).data() == "other words"
    assert dialog.table.model().index(0, 2).data() == mark.text
    dialog.decide(take_new=True)

    decided = hands.session.mark(mark.id)
    assert decided is not None
    assert (decided.text, decided.needs_review) == (mark.text, False)
    assert dialog.table.model().rowCount() == 0
