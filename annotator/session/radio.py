"""Topic radio: places of any episodes, heard one after another while the keys go on tagging."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.domain.errors import AnnotatorError, UsageError
from annotator.domain.notes import Episode
from annotator.phrases import counted
from annotator.session.desk import Place
from annotator.session.hooks import Hook
from annotator.session.playback import Playback
from annotator.session.session import Session

_LEAST_MS = 2_000
"""A bookmark has no length; this much of it is heard."""


class Radio:
    """Plays places until their list or the user's patience ends.

    `changed` tells of another place on air, and of the end. While a place is on air it is
    ``session.on_air``, and the tagging keys are about it. Opening an episode by hand ends it.
    """

    def __init__(self, session: Session, playback: Playback) -> None:
        self._session = session
        self._playback = playback
        self._places: tuple[Place, ...] = ()
        self._at = 0
        self._moving = False
        self.title = ""
        self.changed: Hook[None] = Hook()
        playback.reached.connect(lambda _: self._came_to_end())
        session.opened.connect(self._opened)

    @property
    def playing(self) -> bool:
        """Whether a place is on air, paused or not."""
        return bool(self._places)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the place on air, counted from 1, and how many there are; (0, 0) for
        none."""
        return (self._at + 1, len(self._places)) if self._places else (0, 0)

    def start(self, title: str, places: Sequence[Place], at: int = 0) -> None:
        """Play `places` from the one numbered `at`. Raises UsageError where there are none."""
        if not places:
            raise UsageError("There is nothing to play of {0} yet.", title)
        self.title, self._places = title, tuple(places)
        self._go(min(max(at, 0), len(places) - 1), 1)

    def next(self) -> None:
        """On to the next place; after the last one the radio ends."""
        self._wanted()
        self._go(self._at + 1, 1)

    def previous(self) -> None:
        """Back to the place before; from the first one, to its beginning."""
        self._wanted()
        self._go(max(self._at - 1, 0), -1)

    def stop(self) -> None:
        """End here: the episode stays open, and pauses."""
        self._end()
        self._playback.pause()

    def _wanted(self) -> None:
        if not self._places:
            raise UsageError("Nothing is played one after another now; press Ctrl+R to begin.")

    def _came_to_end(self) -> None:
        if self._places:
            self._go(self._at + 1, 1)

    def _go(self, at: int, step: int) -> None:
        """Put the place `at` on air, or the first beyond it whose sound is there."""
        passed = 0
        while 0 <= at < len(self._places):
            self._at = at
            if self._play(self._places[at]):
                self.changed.tell(None)
                break
            passed, at = passed + 1, at + step
        else:
            self._end()
            self._playback.pause()
        if passed:
            self._session.say(
                counted(
                    passed,
                    "Passed over {0} place whose episode has no sound or is gone.",
                    "Passed over {0} places whose episode has no sound or is gone.",
                )
            )

    def _play(self, place: Place) -> bool:
        session = self._session
        if session.episode is None or session.episode.id != place.episode_id:
            self._moving = True
            try:
                session.open(place.episode_id)
            except AnnotatorError:
                return False  # removed meanwhile; told with the others that were passed over
            finally:
                self._moving = False
        if not _can_be_heard(session.episode, silent=self._playback.silent):
            return False
        session.on_air = place
        session.desk.forget()
        session.desk.current_mark = place.mark_id
        session.desk.following = True
        session.desk_changed.tell(None)
        end_ms = max(place.end_ms, place.start_ms + _LEAST_MS)
        self._playback.play_stretch(place.start_ms, end_ms)
        return True

    def _opened(self, episode: Episode | None) -> None:
        if self._places and not self._moving:
            on_air = self._session.on_air
            if episode is None or on_air is None or episode.id != on_air.episode_id:
                self._end()

    def _end(self) -> None:
        self._places, self._at, self.title = (), 0, ""
        self._session.on_air = None
        self.changed.tell(None)
        self._session.desk_changed.tell(None)


def _can_be_heard(episode: Episode | None, *, silent: bool) -> bool:
    """Words without sound run by the clock; a recording must be where it was."""
    if silent:
        return True
    media = episode.media if episode else None
    return media is not None and Path(media.path).exists()
