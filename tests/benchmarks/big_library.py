"""A library of 1,000 episodes and ten million words, made for the benchmarks.

The words are drawn as words are in talk, the n-th most common with weight 1/n, so that some stand
in every passage and most in few.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Annotation, Episode, Kind, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.store import Library, open_library
from annotator.store.changes import Changes, TranscriptSource

EPISODES, CUES, WORDS_PER_CUE, CUE_MS = 1_000, 1_000, 10, 4_000
SHOWS, TOPICS, MARKS_PER_EPISODE, VOCABULARY = 20, 24, 20, 60_000
SIZE = f"{EPISODES:,} episodes, {EPISODES * CUES * WORDS_PER_CUE:,} words"


def vocabulary() -> list[str]:
    """Distinct words of two to five syllables, the most common first."""
    draw = random.Random(3)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = draw.choice((1, 2, 2, 3, 3, 4))
        word = "".join(
            draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(syllables)
        )
        words[word + draw.choice(("", "", "n", "s", "r", "l"))] = None
    return list(words)


def make_big_library(path: Path, episodes: int = EPISODES) -> None:
    """Fill a new library at `path`."""
    library = open_library(path)
    draw, words = random.Random(5), vocabulary()
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    with library.changing("Make", None) as change:
        topics = [
            change.writes.add_topic(Topic(0, f"bigtopic{n}", f"Topic {n + 1}", "#D9822B"))
            for n in range(TOPICS)
        ]
    for number in range(episodes):
        spoken = draw.choices(words, cum_weights=weights, k=CUES * WORDS_PER_CUE)
        with library.changing("Make", None) as change:
            _add_episode(change.writes, library, number, _transcript(spoken, number), topics, draw)
    library.close()


def _transcript(spoken: Sequence[str], number: int) -> Transcript:
    voices = ("Host", f"Guest {number % 300}")
    return Transcript(
        tuple(
            Cue(
                n * CUE_MS,
                (n + 1) * CUE_MS,
                " ".join(spoken[n * WORDS_PER_CUE : (n + 1) * WORDS_PER_CUE]),
                voices[(n // 4) % 2],
            )
            for n in range(CUES)
        )
    )


def _add_episode(
    writes: Changes,
    library: Library,
    number: int,
    transcript: Transcript,
    topics: list[Topic],
    draw: random.Random,
) -> None:
    moment = library.now()
    episode = writes.add_episode(
        Episode(
            0,
            f"bigepisode{number}",
            f"Episode {number}",
            f"Show {number % SHOWS}",
            published_on=f"{2010 + number // 100}-{number % 12 + 1:02}-15",
            created_at=moment,
        )
    )
    source = TranscriptSource("srt", "", f"big{number}", read_at=moment)
    writes.use_transcript(episode.id, transcript, source=source)
    for n in range(MARKS_PER_EPISODE):
        cue = draw.randrange(CUES)
        writes.add_annotation(
            Annotation(
                0,
                f"bigmark{number}-{n}",
                episode.id,
                draw.choice((Kind.TOPIC, Kind.QUOTE, Kind.NOTE)),
                anchor_of(transcript, transcript.cue_span(cue)),
                (draw.choice(topics).id,),
                " ".join(draw.choices(transcript.cues[cue].text.split(), k=3)),
                created_at=moment,
                changed_at=moment,
            )
        )


if __name__ == "__main__":
    import sys

    make_big_library(Path(sys.argv[1]))
