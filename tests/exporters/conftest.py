"""A sample note that shows every kind of mark once, and a way to build others briefly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Media, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.exporters.note import EpisodeNote, Grouping, NoteOptions

MakeMark = Callable[..., Annotation]
MakeNote = Callable[..., EpisodeNote]


@pytest.fixture(scope="session")
def make_mark() -> MakeMark:
    """`make_mark("words", start_ms=…, end_ms=…, any field of Annotation)`."""

    def make(text: str = "", start_ms: int = 0, end_ms: int = 0, **fields: Any) -> Annotation:
        values: dict[str, Any] = {"id": 1, "uid": "u1", "episode_id": 1, "kind": Kind.QUOTE}
        return Annotation(anchor=Anchor(start_ms, end_ms, text), **(values | fields))

    return make


@pytest.fixture(scope="session")
def make_note() -> MakeNote:
    """`make_note(marks, topics, by_time=False, transcript=…, any field of Episode)`."""

    def make(
        marks: tuple[Annotation, ...] = (),
        topics: tuple[Topic, ...] = (),
        *,
        by_time: bool = False,
        transcript: Transcript | None = None,
        **fields: Any,
    ) -> EpisodeNote:
        episode = Episode(**({"id": 1, "uid": "e1", "title": "A talk"} | fields))
        grouping = Grouping.TIME if by_time else Grouping.TOPIC
        return EpisodeNote(episode, marks, topics, transcript, options=NoteOptions(grouping))

    return make


@pytest.fixture(scope="session")
def sample_note(make_mark: MakeMark, make_note: MakeNote) -> EpisodeNote:
    """Two speakers on gardens and machines: nested topics, every kind of mark, hostile bits."""
    topics = (
        Topic(1, "t1", "Gardens", "#2266cc"),
        Topic(2, "t2", "Soil & water", "#22cc66", parent_id=1),
        Topic(3, "t3", "Tools [shared]", "#cc6622"),
        Topic(4, "t4", "Never used", "#000000"),
    )
    marks = (
        make_mark(
            'Water in the morning, "not" at noon.',
            112_000,
            131_500,
            speaker="Ida",
            topics=(2,),
            created_at="2026-02-01T09:30:00Z",
            changed_at="2026-02-01T09:30:00Z",
        ),
        make_mark(
            "a spade costs $20, <b>honestly</b>",
            140_250,
            143_000,
            id=2,
            uid="u2",
            speaker="Ben *the* Digger",
            topics=(3, 2),
            note="Check the price.\n- ask Ben\n\n# then decide",
        ),
        make_mark("", 200_000, 200_000, id=3, uid="u3", kind=Kind.BOOKMARK),
        make_mark(
            "",
            215_000,
            215_000,
            id=4,
            uid="u4",
            kind=Kind.NOTE,
            topics=(1,),
            note="=SUM(A1) is what the ![[shed]] cost",
        ),
        make_mark("", 7_300_000, 7_330_000, id=5, uid="u5", kind=Kind.TOPIC, topics=(3,)),
    )
    transcript = Transcript(
        (
            Cue(108_000, 112_000, "When do you water?", "Ben *the* Digger"),
            Cue(112_000, 131_500, 'Water in the morning, "not" at noon.', "Ida"),
            Cue(131_500, 140_250, "\n"),
            Cue(140_250, 143_000, "a spade costs $20, <b>honestly</b> --> & so on", "Ben <b>"),
            Cue(7_300_000, 7_330_000, "{\\an8} nobody in particular"),
        )
    )
    return make_note(
        marks,
        topics,
        transcript=transcript,
        title="Gardens: a conversation",
        show="The Allotment Hour",
        video_id="abcDEF12_-9",
        published_on="2026-01-31",
        language="en",
        media=Media("/home/ida/allotment 7.mp3", "00", 1),
    )


@pytest.fixture(scope="session")
def sample_by_time(sample_note: EpisodeNote) -> EpisodeNote:
    return replace(sample_note, options=NoteOptions(Grouping.TIME))
