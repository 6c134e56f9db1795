"""A front without a window: keys in, what a person would notice out.

It stands where ``annotator.app.window`` stands: the same registry, session and player port, on a
clock of the test's own, with prompts that are answered as the scenario says.
"""

from __future__ import annotations

import sqlite3
import wave
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from annotator.cli.jobs import JobsInPlace
from annotator.commands import REGISTRY, Context, Place
from annotator.commands.results import FeedRow
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Annotation, Episode, Topic
from annotator.domain.transcript import Span
from annotator.player.null_player import NullPlayer
from annotator.session.cleaning import Receipt
from annotator.session.intake import Intake
from annotator.session.playback import Playback
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.targets import Target
from annotator.settings import Settings, default_paths
from annotator.store import open_library

TALK = (
    ("Ada", "Who taught you to bake bread?"),
    ("Ben", "My aunt did, and she never used a scale."),
    ("Ben", "She said the dough tells you when it has had enough."),
    ("Ada", "Could a machine learn that?"),
    ("Ben", "It can learn the numbers, but somebody has to taste it."),
    ("Ada", "So what should a child still learn?"),
    ("Ben", "To notice. The rest can be looked up."),
    ("Ada", "And who owns the recipe?"),
    ("Ben", "Everybody who bakes it, I hope."),
    ("Ada", "Thank you for the bread."),
)
CUE_MS = 4_000
_TICK_S = 0.05


class StoredMark(NamedTuple):
    """A line of `annotation_flat`, as any other program reads it."""

    text: str
    topics: str
    kind: str
    note: str
    speaker: str
    start_ms: int
    end_ms: int
    needs_review: int


def stored_marks(library: Path) -> list[StoredMark]:
    """The marks of a library file, as any other program reads them."""
    with closing(sqlite3.connect(library)) as connection:
        rows = connection.execute(
            "SELECT text, topics, kind, note, speaker, start_ms, end_ms, needs_review"
            " FROM annotation_flat ORDER BY start_ms"
        )
        return [StoredMark(*row) for row in rows]


def clock_ms(text: str) -> int:
    """Milliseconds of ``0:08.5``."""
    minutes, seconds = text.split(":")
    return round((int(minutes) * 60 + float(seconds)) * 1000)


def write_vtt(path: Path, lines: tuple[tuple[str, str], ...] = TALK) -> Path:
    """The talk as WebVTT, a line every four seconds."""
    cues = [
        f"00:{n * 4 // 60:02d}:{n * 4 % 60:02d}.000 --> "
        f"00:{(n + 1) * 4 // 60:02d}:{(n + 1) * 4 % 60:02d}.000\n<v {name}>{text}"
        for n, (name, text) in enumerate(lines)
    ]
    path.write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")
    return path


def write_wav(path: Path, seconds: int = 40, level: int = 128) -> Path:
    """A quiet recording; `level` makes one unlike another."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes([level]) * 8_000 * seconds)
    return path


class Answers:
    """The Prompts port: each question takes the next answer, or is turned away without one."""

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context
        self.next: str | None = None
        self.files: tuple[Path, ...] = ()
        self.asked: list[str] = []
        self.clipboard = ""
        self.clipboard_html = ""
        self.draft: tuple[int, str, int] | None = None
        self.chosen: tuple[int, ...] = ()

    def _answer(self, question: str) -> str | None:
        self.asked.append(question)
        answer, self.next = self.next, None
        return answer

    def pick_topic(
        self, target: Target, on: Callable[[Topic], None], new: Callable[[str], None]
    ) -> None:
        name = self._answer(f"topic for {target.anchor.exact}")
        topics = {topic.name: topic for topic in self._context().session.topics}
        if name in topics:
            on(topics[name])
        elif name is not None:
            new(name)

    def write_note(self, about: str, start_ms: int, text: str, then: Callable[[str], None]) -> None:
        answer = self._answer(f"note: {text}")
        if answer is not None:
            then(answer)

    def open_files(self, then: Callable[[tuple[Path, ...]], None]) -> None:
        then(self.files)

    def open_transcript(self, then: Callable[[Path], None]) -> None:
        then(self.files[0])

    open_folder = locate_media = open_transcript

    def shown_marks(self) -> tuple[int, ...]:
        return tuple(mark.id for mark in self._context().session.marks)

    def open_draft(self, then: Callable[[Path], None]) -> None:
        then(self.files[0])

    def save_draft(self, name: str, then: Callable[[Path], None]) -> None:
        answer = self._answer(f"save {name}")
        if answer is not None:
            then(Path(answer))

    def choose_topic(
        self, title: str, then: Callable[[Topic], None], *, archived: bool = False
    ) -> None:
        answer = self._answer(title)
        topics = self._context().session.topics
        then(next(t for t in topics if t.name == answer and t.archived == archived))

    def show_topic(self, topic: Topic) -> None:
        self.asked.append(f"page of {topic.name}")

    def name_topic(self, title: str, name: str, then: Callable[[str], None]) -> None:
        self.ask_text(title, name, then)

    def delete_topic(
        self, topic: Topic, marks: int, only_here: int, then: Callable[[str, int], None]
    ) -> None:
        fate, _, into = (self._answer(f"{marks} marks, {only_here} only here") or "").partition(" ")
        target = next((t.id for t in self._context().session.topics if t.name == into), 0)
        if fate:
            then(fate, target)

    def ask_text(self, title: str, text: str, then: Callable[[str], None]) -> None:
        answer = self._answer(f"{title}: {text}")
        if answer is not None:
            then(answer)

    def show(self, what: str) -> None:
        self.asked.append(what)

    def edit_mark(self, mark: Annotation) -> None:
        self.asked.append(f"edit {mark.text}")

    def edit_cue(self, cue: int) -> None:
        from annotator.commands.transcript import change_cue_text

        answer = self._answer(f"edit cue {cue + 1}")
        if answer is not None:
            change_cue_text(self._context(), cue, answer)

    def take_edit(self) -> tuple[int, str, int] | None:
        draft, self.draft = self.draft, None
        return draft

    def chosen_episodes(self) -> tuple[int, ...]:
        return self.chosen

    def confirm(self, question: str, about: str, yes: str, then: Callable[[], None]) -> None:
        if self._answer(f"{question} {about}") == yes:
            then()

    def choose(self, title: str, names: tuple[str, ...], then: Callable[[str], None]) -> None:
        answer = self._answer(f"{title}: {', '.join(names)}")
        if answer is not None:
            then(answer)

    def copy(self, text: str, html: str = "") -> None:
        self.clipboard = text
        self.clipboard_html = html

    def show_receipt(self, receipt: Receipt, other: Callable[[], None]) -> None:
        if self._answer("\n".join(receipt.sentences)):
            other()

    def paste(self, then: Callable[[str], None]) -> None:
        then(self.clipboard)

    def choose_fetch(self, title: str, about: str, then: Callable[[str], None]) -> None:
        answer = self._answer(f"fetch {title}")
        if answer is not None:
            then(answer)

    def choose_feed(self, feeds: Mapping[str, str], then: Callable[[str], None]) -> None:
        answer = self._answer("which feed")
        then(next(url for url, title in feeds.items() if title == answer))

    def choose_items(
        self,
        title: str,
        items: tuple[FeedRow, ...],
        then: Callable[[tuple[str, ...], bool], None],
    ) -> None:
        wanted = self._answer(f"episodes of {title}")
        then(tuple(row.guid for row in items if row.title == wanted), True)


class Front:
    """The program at work in `folder`, from `start` to `stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library_path = folder / "library.sqlite"
        self.now = 1_000.0
        self.settings = Settings()
        self.told: list[str] = []
        self.printed: object = None
        self.start()

    def start(self) -> None:
        self.session = Session(open_library(self.library_path))
        self.session.message.connect(lambda message: self.told.append(message.text))
        self.player = NullPlayer(self._clock, tick_s=None)
        self.silence = NullPlayer(self._clock, tick_s=None)
        self.playback = Playback(
            self.player, self.silence, self._clock, lambda: self.settings.step_back_ms
        )
        self.playback.failed.connect(self.told.append)
        self.player.listen(self.playback.take)
        self.silence.listen(self.playback.take_silence)
        self.tagger = Tagger(self.session, self._clock, self.playback.listening, self._habits)
        self.answers = Answers(lambda: self.context)
        self.context = Context(
            session=self.session,
            settings=lambda: self.settings,
            paths=default_paths(self.library_path),
            jobs=JobsInPlace(),
            change_settings=self._change_settings,
            facts=lambda: (),
        )
        self.context.with_window(
            self.playback, self.tagger, self.answers, Intake(self.context.jobs)
        )
        self.session.opened.connect(self._load)

    def stop(self) -> None:
        self.player.close()
        self.session.library.close()

    def run(self, command_id: str, **given: object) -> None:
        """Do a command as the window would: what it cannot do is told."""
        try:
            self.printed = REGISTRY[command_id].run(self.context, **given)
        except AnnotatorError as error:
            self.told.append(str(error))

    def do(self, act: Callable[..., object], *given: object) -> None:
        """Do what a click or a menu of a panel does."""
        try:
            act(self.context, *given)
        except AnnotatorError as error:
            self.told.append(str(error))

    def press(self, key: str, place: Place = Place.TRANSCRIPT) -> None:
        """Press a key as the registry has it, with the focus in the transcript or at `place`."""
        found = [c.id for c in REGISTRY if key in c.keys and c.place in (place, Place.WINDOW)]
        assert found, f"no command has the key {key}"
        self.run(found[0])

    def listen(self, seconds: float) -> None:
        """Let time pass, the player speaking up as often as a real one."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(self.now + _TICK_S, end)
            self.player.tick()
            self.silence.tick()
            self.playback.tick()

    # What `in_window` does with hands

    def cursor_to(self, line: int) -> None:
        self.session.desk.cursor = line - 1

    def select(self, span: Span) -> None:
        self.session.desk.selection = span

    def play_at(self, ms: int) -> None:
        self.playback.play_from(ms)

    def pause_at(self, ms: int, line: int) -> None:
        self.playback.seek(ms)
        self.cursor_to(line)

    def choose_episodes(self) -> None:
        rows = self.session.library.episodes.summaries()
        self.answers.chosen = tuple(row.id for row in rows)

    def search_for(self, text: str) -> None:
        self.session.search_text = text

    def restart(self) -> None:
        episode = self.session.episode
        self.stop()
        self.start()
        if episode is not None:
            self.session.open(episode.id)

    def stored(self) -> list[StoredMark]:
        """The marks as they are on the disk, read by another connection."""
        return stored_marks(self.library_path)

    def topic(self, name: str) -> Topic:
        return next(topic for topic in self.session.topics if topic.name == name)

    def _clock(self) -> float:
        return self.now

    def _habits(self) -> Habits:
        chosen = self.settings
        return Habits(chosen.reaction_ms, chosen.blind_mark_ms, chosen.bookmark_ms, chosen.author)

    def _change_settings(self, settings: Settings) -> None:
        self.settings = settings

    def _load(self, episode: Episode | None) -> None:
        transcript = self.session.transcript
        if episode is not None and episode.media is not None:
            self.playback.load(Path(episode.media.path), 0, episode.media.duration_ms)
        elif transcript is not None and transcript.cues:
            self.playback.load_silence(transcript.end_ms, 0)
        else:
            self.playback.unload()
