"""Words from the sound: transcribing an episode, timing a text by its sound."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import TranscribedRow
from annotator.domain.errors import SpeechError, TranscriptError
from annotator.domain.notes import Episode
from annotator.domain.timecode import format_clock
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.domain.alignment import Aligned, HeardWord

# The recogniser and the formats are imported where they are used: every start would pay.

ModelName = Annotated[
    str | None, Argument("its size, tiny to large-v3, or its folder", metavar="NAME|FOLDER")
]
Language = Annotated[
    str | None, Argument("language spoken, as de; found out without", metavar="CODE")
]


@command("speech.transcribe", "Transcribe…", menu="Transcript", needs=Needs.EPISODE)
def transcribe_open(context: Context) -> None:
    """Make a transcript of the open episode from its sound, on this machine."""
    episode = context.session.episode
    if episode is not None:
        _choose(context, lambda model, language: transcribe(context, episode, model, language))


@command("speech.align", "Time the Text by the Sound…", menu="Transcript", needs=Needs.WORDS)
def align_open(context: Context) -> None:
    """Find out when each word of the transcript is said, by hearing the sound."""
    episode = context.session.episode
    if episode is not None:
        _choose(context, lambda model, language: align_episode(context, episode, model, language))


@command("speech.transcribe_episode", "Transcribe", cli="transcribe")
def transcribe_episode(
    context: Context, episode: EpisodeRef, model: ModelName = None, language: Language = None
) -> tuple[TranscribedRow, ...]:
    """Make a transcript of an episode from its sound; stopped, it goes on where it was."""
    found = find_episode(context, episode)
    try:
        transcribe(context, found, model or context.settings().speech_model, language or "")
    except KeyboardInterrupt as stop:
        raise SpeechError(
            "Stopped; what was heard is kept, and the same command goes on from there."
        ) from stop
    return _row(context, found.id)


@command("speech.align_episode", "Align", cli="align")
def align_by_name(
    context: Context, episode: EpisodeRef, model: ModelName = None, language: Language = None
) -> tuple[TranscribedRow, ...]:
    """Find out when each word of an episode's text is said, by hearing its sound."""
    found = find_episode(context, episode)
    align_episode(context, found, model or context.settings().speech_model, language or "")
    return _row(context, found.id)


def _choose(context: Context, then: Callable[[str, str], None]) -> None:
    """Ask for the model and the language; the model is offered first the next time."""
    from annotator.sources.speech_models import missing

    def chosen(model: str, language: str) -> None:
        settings = context.settings()
        if model != settings.speech_model:
            context.change_settings(replace(settings, speech_model=model))
        then(model, language)

    context.prompts.choose_speech(missing(), chosen)


def transcribe(context: Context, episode: Episode, model: str, language: str) -> None:
    """Hear the episode in the background; what is heard is shown as it comes. A transcription
    that was cancelled or cut off goes on where it stopped. Raises SpeechError."""
    from annotator.session.transcribing import Hearing

    path = _sound_of(episode)
    session = context.session
    hearing = Hearing(session, episode, model, language)
    if hearing.start_ms:
        session.say(phrase("Going on from {0}, where it stopped.", format_clock(hearing.start_ms)))

    def work(
        progress: Callable[..., None], hand_over: Callable[[tuple[HeardWord, ...]], None]
    ) -> str:
        recogniser = context.recogniser(model, _threads(context), progress)
        return recogniser.transcribe(path, language, hearing.start_ms, hand_over, progress)

    def then(heard_language: str) -> None:
        for notice in hearing.finish(heard_language):
            session.say(notice)
        session.say(phrase("“{0}” is transcribed.", episode.title))

    context.jobs.stream(phrase("Transcribing “{0}”", episode.title), work, hearing.hear, then)


def align_episode(context: Context, episode: Episode, model: str, language: str) -> None:
    """Time the words of the episode's transcript by its sound, in the background; the marks
    move with them, in one step. Raises SpeechError and TranscriptError."""
    from annotator.domain.alignment import align
    from annotator.session.aligning import use_aligned
    from annotator.sources.speech_pauses import pauses_in

    path = _sound_of(episode)
    session = context.session
    transcript = session.library.episodes.transcript(episode.id)
    if transcript is None:
        raise TranscriptError("“{0}” has no text to time; transcribe it instead.", episode.title)
    text = transcript
    duration_ms = episode.media.duration_ms if episode.media else 0

    def work(progress: Callable[..., None]) -> Aligned:
        words: list[HeardWord] = []
        recogniser = context.recogniser(model, _threads(context), progress)
        spoken = language or text.language
        heard = recogniser.transcribe(path, spoken, 0, words.extend, progress)
        spoken_text = replace(text, language=text.language or heard)
        return align(spoken_text, words, duration_ms, pauses_in(path, progress))

    def then(aligned: Aligned) -> None:
        for notice in use_aligned(session, episode.id, aligned):
            session.say(notice)

    context.jobs.run(phrase("Timing the text of “{0}”", episode.title), work, then)


def _sound_of(episode: Episode) -> Path:
    if episode.media is None:
        raise SpeechError("“{0}” has no sound to hear; locate it first.", episode.title)
    return Path(episode.media.path)


def _threads(context: Context) -> int:
    """All cores on the command line; in the window one is left for it."""
    return max((os.cpu_count() or 2) - 1, 1) if context.has_window else 0


def _row(context: Context, episode_id: int) -> tuple[TranscribedRow, ...]:
    episodes = context.session.library.episodes
    transcript = episodes.transcript(episode_id)
    episode = episodes.get(episode_id)
    if transcript is None or episode is None:
        return ()
    return (
        TranscribedRow(
            episode_id,
            episode.title,
            transcript.language,
            len(transcript.cues),
            transcript.word_count,
            transcript.times_estimated,
        ),
    )
