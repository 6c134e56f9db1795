"""A library with one 24-hour episode and 10,000 marks, made for the benchmarks."""

from __future__ import annotations

import random
from pathlib import Path

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Annotation, Episode, Kind, Topic
from annotator.domain.transcript import Transcript
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource
from tests.made_cues import cue_from_words

CUES, WORDS_PER_CUE, CUE_MS, MARKS = 21_600, 10, 4_000, 10_000
COLOURS = ("#D9822B", "#2E9E6B", "#7A5AE0", "#1F8FC2", "#C94F6D", "#8A7A2E")
DAY = f"24 h, {CUES * WORDS_PER_CUE:,} words"
MARKED = f"{DAY}, {MARKS:,} marks"


def day_of_talk(seed: int = 7) -> Transcript:
    """24 hours, two speakers, every word timed."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 9))) for _ in range(5000)]
    step = CUE_MS // WORDS_PER_CUE
    cues = []
    for index in range(CUES):
        start_ms = index * CUE_MS
        words = [
            (draw.choice(vocabulary), start_ms + n * step, start_ms + (n + 1) * step)
            for n in range(WORDS_PER_CUE)
        ]
        cues.append(cue_from_words(words, ("Host", "Guest")[(index // 4) % 2]))
    return Transcript(tuple(cues), "en")


def day_of_talk_as_srt() -> bytes:
    """The same day as SubRip text."""
    lines = []
    for number, cue in enumerate(day_of_talk().cues, 1):
        lines.append(f"{number}\n{_srt(cue.start_ms)} --> {_srt(cue.end_ms)}\n{cue.text}\n")
    return "\n".join(lines).encode()


def _srt(ms: int) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def make_library(path: Path, marks: int, original: str = "") -> int:
    """Fill a new library at `path`; returns the episode's id. `original` is the text that the
    transcript is said to be read from."""
    library = open_library(path)
    transcript = day_of_talk()
    with library.changing("Make", None) as change:
        episode = change.writes.add_episode(
            Episode(0, "benchepisode", "A day of talk", created_at=library.now())
        )
        source = TranscriptSource("srt", original, "bench", read_at=library.now())
        change.writes.use_transcript(episode.id, transcript, source=source)
        topics = [
            change.writes.add_topic(
                Topic(0, f"benchtopic{n}", f"Topic {n + 1}", colour, digit=n + 1)
            )
            for n, colour in enumerate(COLOURS)
        ]
    _add_marks(library, episode.id, transcript, topics, marks)
    library.close()
    return episode.id


def _add_marks(
    library: Library, episode_id: int, transcript: Transcript, topics: list[Topic], count: int
) -> None:
    draw = random.Random(11)
    moment = library.now()
    with library.changing("Mark", episode_id) as change:
        for number in range(count):
            first = draw.randrange(CUES - 3)
            span = transcript.cue_span(first, first + draw.choice((0, 0, 0, 1, 2)))
            change.writes.add_annotation(
                Annotation(
                    0,
                    f"benchmark{number}",
                    episode_id,
                    draw.choice((Kind.TOPIC, Kind.TOPIC, Kind.QUOTE, Kind.NOTE)),
                    anchor_of(transcript, span),
                    tuple(t.id for t in draw.sample(topics, draw.choice((1, 1, 2)))),
                    created_at=moment,
                    changed_at=moment,
                )
            )
