"""Hand-made values and a dressed application for the tests of panels and widgets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import (
    Anchor,
    Annotation,
    EpisodeState,
    EpisodeSummary,
    Kind,
    Topic,
)
from annotator.gui.theme import Theme


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    """A shown, active window for what lies in or over one."""
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    return host


@pytest.fixture
def topics() -> tuple[Topic, ...]:
    """Three topics, the third below the second."""
    return (
        Topic(1, "t1", "Learning", "#D9822B", digit=1, position=0),
        Topic(2, "t2", "Open models", "#2E9E6B", digit=2, position=1),
        Topic(3, "t3", "Licences", "#7A5AE0", parent_id=2, position=0),
    )


@pytest.fixture
def make_mark() -> Callable[..., Annotation]:
    """Marks with rising ids."""
    ids = count(1)

    def make(
        start_ms: int,
        text: str = "some words",
        *,
        kind: Kind = Kind.TOPIC,
        topics: tuple[int, ...] = (1,),
        note: str = "",
        mark_id: int = 0,
    ) -> Annotation:
        chosen = mark_id or next(ids)
        anchor = Anchor(start_ms, start_ms + 5_000, text)
        return Annotation(chosen, f"m{chosen}", 1, kind, anchor, topics, note)

    return make


@pytest.fixture
def make_episode() -> Callable[..., EpisodeSummary]:
    """Episodes with rising ids, the last one made the most recent."""
    ids = count(1)

    def make(
        title: str,
        show: str = "Wide Talks",
        *,
        state: EpisodeState = EpisodeState.NEW,
        duration_ms: int = 600_000,
        position_ms: int = 0,
        marks: int = 0,
        has_media: bool = True,
        has_transcript: bool = True,
    ) -> EpisodeSummary:
        number = next(ids)
        return EpisodeSummary(
            number, title, show, state, duration_ms, position_ms, marks,
            f"2025-01-{number:02}", has_media, has_transcript,
        )  # fmt: skip

    return make
