"""A player under test, with an ear on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.session.ports import Player, PlayerReport, PlayerState
from listening.ears import QtEar, VlcEar

_WAIT_MS = 15_000


@dataclass
class Rig:
    """A player, what it reported, and what was heard of it."""

    player: Player
    ear: VlcEar | QtEar
    qtbot: QtBot
    reports: list[PlayerReport] = field(default_factory=list)

    @property
    def last(self) -> PlayerReport:
        return self.reports[-1]

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=_WAIT_MS)

    def until_state(self, state: PlayerState) -> PlayerReport:
        self.until(lambda: bool(self.reports) and self.last.state is state)
        return self.last

    def until_played(self, span_ms: int) -> None:
        """Until the player has claimed `span_ms` more than it claims now."""
        begin_ms = self.last.position_ms
        self.until(lambda: self.last.position_ms >= begin_ms + span_ms)

    def heard_since(self, at: float, pieces: int = 4) -> list[tuple[float, float]]:
        """The first `pieces` positions heard after clock reading `at`."""
        self.until(lambda: len([1 for when, _ in self.ear.heard() if when > at]) >= pieces)
        return [(when, found) for when, found in self.ear.heard() if when > at][:pieces]

    def load(self, path: Path, start_ms: int = 0) -> PlayerReport:
        """Load and wait for what comes of it."""
        known = len(self.reports)
        self.player.load(path, start_ms)
        settled = (PlayerState.PAUSED, PlayerState.FAILED)
        self.until(lambda: len(self.reports) > known and self.last.state in settled)
        return self.last
