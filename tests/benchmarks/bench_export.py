"""How long a note of 10,000 marks takes, in each format. Run as a script, or through `rows`."""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.exporters import EXPORTERS
from annotator.exporters.note import EpisodeNote
from annotator.session.template_files import BUILT_IN, TemplateShelf
from annotator.session.templating import fill_template

MARKS, TOPICS, WORDS, RUNS = 10_000, 40, 25, 7

_PLAIN_SPEECH = (
    "people who learn by making things with open models, and don't wait for a teacher, ask "
    "better questions — so nothing is lost, really; it's only that we have to begin somewhere."
)
_PLAIN = _PLAIN_SPEECH.split(" ")
_MARKED = ["[laughs]", "R&D", "$20", "*much*", "re:Invent", "C#"]
"""Words with a character that Markdown knows: one in two hundred."""


def large_note(marks: int = MARKS) -> EpisodeNote:
    """A note of `marks` marks of some 25 words under 40 nested topics; every fifth has a note."""
    chance = random.Random(7)
    topics = tuple(
        Topic(n, f"t{n}", f"Topic {n}: open & shut", "#336699", n // 3 or None)
        for n in range(1, TOPICS + 1)
    )
    kinds = [Kind.QUOTE, Kind.TOPIC, Kind.NOTE, Kind.QUOTE, Kind.TOPIC]

    def mark(n: int) -> Annotation:
        words = " ".join(
            chance.choice(_MARKED if chance.random() < 0.005 else _PLAIN) for _ in range(WORDS)
        )
        return Annotation(
            id=n,
            uid=f"{n:032x}",
            episode_id=1,
            kind=kinds[n % 5],
            anchor=Anchor(n * 8_000, n * 8_000 + 7_500, words),
            topics=tuple(chance.sample(range(1, TOPICS + 1), k=n % 3)),
            note="Come back to this.\n\nAnd check the figure (50%)." if n % 5 == 0 else "",
            speaker=chance.choice(["Guest", "Host", ""]),
        )

    episode = Episode(1, "e1", "A very long conversation", "The Show", video_id="abcDEF12_-9")
    return EpisodeNote(episode, tuple(mark(n) for n in range(marks)), topics)


def rows() -> list[tuple[str, str, str]]:
    """(figure, data size, value) for each format; values are medians."""
    note = large_note()
    found = []
    for exporter in EXPORTERS.values():
        taken = []
        for _ in range(RUNS):
            start = time.perf_counter()
            text = exporter.render(note)
            taken.append((time.perf_counter() - start) * 1000)
        size = f"{len(note.annotations):,} marks, {len(text.encode()) / 1e6:.1f} MB"
        found.append((f"export {exporter.name}", size, f"{statistics.median(taken):.0f} ms"))
    return [*found, *(_by_template(note, name) for name in BUILT_IN)]


def _by_template(note: EpisodeNote, name: str) -> tuple[str, str, str]:
    """The same note by the template that ships, in the process that a user's template gets."""
    template = TemplateShelf(Path()).find(name)
    start = time.perf_counter()
    text = fill_template(template, note, time_s=60)
    took = (time.perf_counter() - start) * 1000
    size = f"{len(note.annotations):,} marks, {len(text.encode()) / 1e6:.1f} MB"
    return f"template {name}", size, f"{took:.0f} ms"


if __name__ == "__main__":
    for figure, size, value in rows():
        print(f"{figure:<16} {size:<24} {value:>8}")
