"""Somebody listening with a hand on the keyboard, whose clock and ears a test owns."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.notes import Annotation, Topic
from annotator.domain.transcript import Span
from annotator.session.edits import AddTopic
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.targets import Listening
from annotator.session.told import Message

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
            whole.start._replace(char=words[first].begin),
            whole.end._replace(char=words[last].end),
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
