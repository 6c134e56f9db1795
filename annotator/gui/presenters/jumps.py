"""Places the palette jumps to: episodes, topics, chapters, speakers and times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from heapq import nlargest

from annotator.commands import Context
from annotator.commands.navigation import go_to_mark
from annotator.domain.errors import UsageError
from annotator.domain.timecode import format_clock, parse_time
from annotator.gui.main_window import MainWindow
from annotator.gui.values import PickerRow
from annotator.gui.widgets.fuzzy import match
from annotator.gui.widgets.text import one_line
from annotator.phrases import phrase

_MOST_A_KIND = 5
_FEWEST_LETTERS = 2
_LEAST_LIKE = 15
"""The score below which letters only happen to stand in a name."""


class Jumps:
    """Rows for what is typed, and the way to each. A row's id is its kind and its number."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        self._context = context
        self._window = window
        self._episodes: tuple[PickerRow, ...] | None = None
        self._ways: dict[str, Callable[[int], None]] = {
            "time": self.to_time,
            "chapter": self.to_time,
            "episode": self._to_episode,
            "topic": self._to_topic,
            "speaker": self._to_speaker,
        }

    def forget(self) -> None:
        """The palette opens anew: there may be other episodes now."""
        self._episodes = None

    def rows(self, query: str) -> tuple[PickerRow, ...]:
        """The places that `query` names, a few of each kind; none for a single letter."""
        typed = query.strip()
        said = self._to("").lower()
        typed = typed[len(said) :] if typed.lower().startswith(said) else typed
        if len(typed) < _FEWEST_LETTERS:
            return ()
        found: list[PickerRow] = list(self._times(typed))
        for kind in (self._chapters(), self._topics(), self._speakers(), self._all_episodes()):
            found += _best(typed, kind)
        # Named as the deeds they are, they stand below a command that bears the same name.
        return tuple(replace(row, title=self._to(row.title)) for row in found)

    def _to(self, name: str) -> str:
        return self._window.tr("Go to {0}").format(name)

    def go(self, name: str) -> bool:
        """Go to the place of the row `name`; whether it is the name of one."""
        kind, _, number = name.partition(" ")
        if kind not in self._ways or not number.isdecimal():
            return False
        self._ways[kind](int(number))
        return True

    # What there is

    def _times(self, typed: str) -> Iterable[PickerRow]:
        if typed.isdecimal() or self._context.session.episode is None:
            return  # a number alone is rather a digit of a topic
        try:
            ms = parse_time(typed)
        except UsageError:
            return
        yield PickerRow(f"time {ms}", typed, detail=format_clock(ms), icon="play")

    def _chapters(self) -> Iterable[PickerRow]:
        episode = self._context.session.episode
        for chapter in episode.chapters if episode else ():
            yield PickerRow(
                f"chapter {chapter.start_ms}", chapter.title, path=self._window.tr("Chapter"),
                detail=format_clock(chapter.start_ms), icon="library",
            )  # fmt: skip

    def _topics(self) -> Iterable[PickerRow]:
        for topic in self._context.session.topics:
            yield PickerRow(
                f"topic {topic.id}", topic.name, path=self._window.tr("Topic"), colour=topic.colour
            )

    def _speakers(self) -> Iterable[PickerRow]:
        transcript = self._context.session.transcript
        for number, name in enumerate(transcript.speakers if transcript else ()):
            yield PickerRow(
                f"speaker {number}", name, path=self._window.tr("Speaker"), icon="speaker"
            )

    def _all_episodes(self) -> tuple[PickerRow, ...]:
        if self._episodes is None:
            word = self._window.tr("Episode")
            self._episodes = tuple(
                PickerRow(f"episode {e.id}", e.title, path=word, detail=e.show, icon="audio")
                for e in self._context.session.library.episodes.summaries()
            )
        return self._episodes

    # The ways

    def to_time(self, ms: int) -> None:
        """Put playhead and cursor at `ms` of the open episode, or at its end."""
        session, playback = self._context.session, self._context.playback
        desk, transcript = session.desk, session.transcript
        ms = min(ms, playback.duration_ms) if playback.duration_ms else ms
        if transcript is not None and transcript.cues:
            desk.cursor = transcript.cue_at(ms) or 0
        desk.selection, desk.following = None, True
        session.desk_changed.tell(None)
        playback.seek(ms)
        self._window.transcript.setFocus()

    def _to_episode(self, episode_id: int) -> None:
        session = self._context.session
        if session.episode is None or session.episode.id != episode_id:
            session.open(episode_id)
        self._window.transcript.setFocus()

    def _to_topic(self, topic_id: int) -> None:
        """The topic's next mark in this episode, from its first again after the last."""
        session, here_ms = self._context.session, self._context.playback.position_ms
        marks = [mark for mark in session.marks if topic_id in mark.topics]
        later = [mark for mark in marks if mark.start_ms > here_ms]
        if marks:
            go_to_mark(self._context, (later or marks)[0].id)
            self._window.transcript.setFocus()
        elif (topic := session.topic(topic_id)) is not None:
            name = one_line(topic.name)
            session.say(phrase("“{0}” has no mark in this episode.", name))

    def _to_speaker(self, number: int) -> None:
        """Where the speaker speaks up next, from the first time again after the last."""
        transcript = self._context.session.transcript
        if transcript is None or number >= len(transcript.speakers):
            return
        name, before, turns = transcript.speakers[number], "", []
        for cue in transcript.cues:
            if cue.speaker == name != before:
                turns.append(cue.start_ms)
            before = cue.speaker
        here_ms = self._context.playback.position_ms
        self.to_time(next((ms for ms in turns if ms > here_ms), turns[0]))


def _best(typed: str, rows: Iterable[PickerRow]) -> list[PickerRow]:
    scored = []
    for place, row in enumerate(rows):
        hit = match(typed, one_line(row.title))
        if hit is not None and hit.score >= _LEAST_LIKE:
            scored.append((hit.score, -place, row))
    return [row for _, _, row in nlargest(_MOST_A_KIND, scored, key=lambda one: one[:2])]
