"""What a recogniser hears, stored and shown sentence by sentence while it goes on hearing.

An episode without words shows them as they come. One that has a transcript keeps it until the
new one is whole; only then do its marks move over. Either is one step of undo.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.domain.alignment import HeardWord
from annotator.domain.errors import LibraryBusyError, LibraryFullError, SpeechError
from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.formats.draft import Draft
from annotator.formats.hygiene import tidy
from annotator.formats.sentences import SpokenWord, sentences
from annotator.session.carrying import carry_marks
from annotator.store.changes import TranscriptSource
from annotator.store.growing import UNFINISHED

if TYPE_CHECKING:
    from annotator.session.session import Session

_LABEL = "Transcribe"


class Hearing:
    """One transcription of one episode. `start_ms` is where hearing begins: 0, or where the
    same model stopped before."""

    def __init__(self, session: Session, episode: Episode, model: str, language: str) -> None:
        if episode.media is None:
            raise SpeechError("“{0}” has no sound to transcribe; locate it first.", episode.title)
        self._session = session
        self._library = session.library
        self._episode_id = episode.id
        self._source = TranscriptSource(
            format=UNFINISHED,
            original="",
            sha256=_digest(f"{episode.media.sha256}\n{model}\n{language}"),
            name=f"Whisper {model}",
            read_at=self._library.now(),
        )
        with self._library.changing(_LABEL, episode.id) as change:
            found = change.writes.growing.find(episode.id, self._source.sha256)
        self._id = found.id if found else None
        self.start_ms = found.end_ms if found else 0
        self._live = episode.transcript_id in (None, self._id)
        self._free_ms = self.start_ms
        self._words: list[SpokenWord] = []
        self._waiting: list[Cue] = []

    def hear(self, words: Sequence[HeardWord]) -> None:
        """Take in what was heard next; whole sentences are stored and shown."""
        for word in words:
            # No two words begin together, so that each start names its word.
            start_ms = max(word.start_ms, self._free_ms)
            self._free_ms = max(word.end_ms, start_ms + 1)
            self._words.append(SpokenWord(word.text, start_ms, self._free_ms, sure=word.sure))
        cues = sentences(self._words)
        if len(cues) > 1:
            last_ms = cues.pop().start_ms
            self._words = self._words[
                next(at for at, word in enumerate(self._words) if word.start_ms == last_ms) :
            ]
            self._waiting += tidy(Draft(cues))[0].cues
        try:
            self._store()
        except (LibraryBusyError, LibraryFullError):
            return  # stored with the next sentence, or told when hearing ends

    def finish(self, language: str) -> tuple[str, ...]:
        """All is heard: the transcript is whole, and the marks take its words. Notices."""
        if self._words:
            self._waiting += tidy(Draft(sentences(self._words)))[0].cues
            self._words = []
        self._store()
        if self._id is None:
            raise SpeechError("No speech was heard in this recording.")
        old = None if self._live else self._library.episodes.transcript(self._episode_id)
        with self._library.changing(_LABEL, self._episode_id) as change:
            growing = change.writes.growing
            whole = Transcript(growing.cues(self._id), language)
            original = as_whisper_json(whole)
            growing.finish(self._id, whole, original, _digest(original))
            notices: list[str] = []
            if not self._live:
                change.writes.choose_transcript(self._episode_id, self._id)
            if not self._live or self._is_used():
                notices = carry_marks(self._library, change.writes, self._episode_id, old, whole)
        if self._is_open():
            self._session.open(self._episode_id)
        self._session.episodes_changed.tell(None)
        return tuple(notices)

    def _store(self) -> None:
        if not self._waiting:
            return
        is_first = self._id is None
        with self._library.changing(_LABEL, self._episode_id) as change:
            if self._id is None:
                self._id = change.writes.add_transcript(
                    self._episode_id, Transcript(()), source=self._source
                )
                if self._live:
                    change.writes.choose_transcript(self._episode_id, self._id)
            stored = change.writes.growing.append(self._id, self._waiting)
        self._waiting = []
        if not self._live or not self._is_open():
            return
        if is_first:
            self._session.open(self._episode_id)
            self._session.episodes_changed.tell(None)
        elif self._is_used():
            self._session.take_cues(stored)

    def _is_used(self) -> bool:
        """Whether the episode still has this transcript: it may have been undone meanwhile."""
        episode = self._library.episodes.get(self._episode_id)
        return episode is not None and episode.transcript_id == self._id

    def _is_open(self) -> bool:
        episode = self._session.episode
        return episode is not None and episode.id == self._episode_id


def as_whisper_json(transcript: Transcript) -> str:
    """The transcript as openai-whisper writes it, so that it can be read again."""
    segments = [
        {
            "start": cue.start_ms / 1000,
            "end": cue.end_ms / 1000,
            "text": cue.text,
            "words": [
                {
                    "word": f" {cue.text[word.begin : word.end]}",
                    "start": word.start_ms / 1000,
                    "end": word.end_ms / 1000,
                    **({} if word.sure is None else {"probability": word.sure / 100}),
                }
                for word in cue.words
            ],
        }
        for cue in transcript.cues
    ]
    whole = {"language": transcript.language, "segments": segments}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
