"""A session over a real library with a talk of ten cues in it, and an ear that tests own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from annotator.domain.notes import Annotation, Episode, Topic
from annotator.domain.transcript import Cue, Span, Transcript, spread_words
from annotator.session.edits import AddTopic
from annotator.session.session import Message, Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.targets import Listening
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource

CUE_MS = 4_000
TALK = (
    "welcome to the long table",
    "today we ask what is left to learn",
    "when every answer is for free",
    "I would begin with boats",
    "nobody learns to sail by reading",
    "you learn it by getting wet",
    "and by getting dry again",
    "that is most of the method",
    "the rest is weather",
    "thank you for listening",
)


@dataclass
class Now:
    """What a listener's moment is: the clock, the position, whether it plays, how fast."""

    clock_s: float = 100.0
    position_ms: int = 0
    playing: bool = False
    rate: float = 1.0

    def pass_time(self, seconds: float) -> None:
        """Let time go by, the sound with it if it plays."""
        self.clock_s += seconds
        if self.playing:
            self.position_ms += round(seconds * 1000 * self.rate)

    def listening(self) -> Listening:
        return Listening(self.position_ms, self.playing, self.rate)


@dataclass
class Listener:
    """A user at work: a session, the tagging keys, and the moment."""

    session: Session
    tagger: Tagger
    now: Now
    habits: Habits
    said: list[Message]

    def hears(self, cue: int, *, rate: float = 1.0, into_ms: int = 1_000) -> None:
        """Let the episode play; what a key means is the cue, `into_ms` into it."""
        self.now.playing, self.now.rate = True, rate
        reaction_ms = round(self.habits.reaction_ms * rate)
        self.now.position_ms = cue * CUE_MS + into_ms + reaction_ms

    def reads(self, cue: int) -> None:
        """Pause, and put the cursor on a cue."""
        self.now.playing = False
        self.session.desk.cursor = cue

    def topic(self, name: str) -> Topic:
        """The topic `name`, made if there is none."""
        known = [topic for topic in self.session.topics if topic.name == name]
        if not known:
            self.session.do(AddTopic(Topic(0, f"t-{name}", name, "#112233")))
            return self.topic(name)
        return known[0]

    def selects(self, first: int, last: int) -> None:
        """Select whole cues."""
        transcript = self.session.transcript
        assert transcript is not None
        self.session.desk.selection = transcript.cue_span(first, last)

    def selects_words(self, cue: int, first: int, last: int) -> None:
        """Select words of a cue, by their numbers."""
        transcript = self.session.transcript
        assert transcript is not None
        words = transcript.cues[cue].timed_words
        whole = transcript.cue_span(cue)
        self.session.desk.selection = Span(
            replace(whole.start, char=words[first].begin),
            replace(whole.end, char=words[last].end),
        )

    @property
    def mark(self) -> Annotation:
        """The one mark there is."""
        [mark] = self.session.marks
        return mark

    @property
    def marked(self) -> list[str]:
        """The words of all marks."""
        return [mark.text for mark in self.session.marks]

    @property
    def topics_on(self) -> list[str]:
        """The topics on the one mark there is."""
        names = {topic.id: topic.name for topic in self.session.topics}
        return [names[topic] for topic in self.mark.topics]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with closing(open_library(path, busy_ms=20)) as opened:
        yield opened


@pytest.fixture
def add_talk(library: Library) -> Callable[..., int]:
    """`add_talk("title", cue…)`: the id of an episode with these cues of four seconds."""

    def add(title: str, *texts: str, speaker: str = "Ida") -> int:
        cues = []
        for number, text in enumerate(texts):
            start_ms = number * CUE_MS
            words = spread_words(text, start_ms + 100, start_ms + CUE_MS - 400)
            cues.append(Cue(start_ms, start_ms + CUE_MS, text, speaker, words))
        with library.changing(f"Import “{title}”", None) as change:
            stored = change.writes.add_episode(Episode(0, title, title, created_at=library.now()))
            if cues:
                source = TranscriptSource("srt", "", f"sha of {title}")
                change.writes.use_transcript(stored.id, Transcript(tuple(cues)), source=source)
        return stored.id

    return add


@pytest.fixture
def listener(library: Library, add_talk: Callable[..., int]) -> Listener:
    """Somebody with the talk open, paused at its beginning."""
    episode = add_talk("The long table", *TALK)
    session, now, habits = Session(library), Now(), Habits(author="Ida")
    said: list[Message] = []
    session.message.connect(said.append)
    tagger = Tagger(session, lambda: now.clock_s, now.listening, lambda: habits)
    session.open(episode)
    return Listener(session, tagger, now, habits, said)
