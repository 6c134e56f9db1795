"""What a vault costs: a whole library written, one mark more, a topic renamed, with
and without words of a user's own in every note.

The size can be given in $ANNOTATOR_BENCH_EPISODES; every episode has 50 marks.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.session.edits import AddMark, ChangeTopics
from annotator.session.session import Session
from annotator.session.tagging import new_uid
from annotator.session.vault_folder import VaultFolder
from annotator.session.vault_run import Keeper
from annotator.session.vault_work import begin, finish, run_work, vault_for
from annotator.store import Library, open_library

EPISODES = int(os.environ.get("ANNOTATOR_BENCH_EPISODES", "1000"))
MARKS, TOPICS = 50, 200
_WORDS = ["bread", "flour", "water", "salt", "oven", "dough", "patience", "crust", "crumb", "heat"]


def fill(library: Library, episodes: int, dice: random.Random) -> None:
    """Episodes of twenty shows with their marks, each of one to three of 200 topics."""
    with library.changing("Made", None) as work:
        topics = [
            work.writes.add_topic(Topic(0, new_uid(), f"Topic {n}", "#AABBCC", position=n)).id
            for n in range(TOPICS)
        ]
        for number in range(episodes):
            stored = work.writes.add_episode(
                Episode(
                    0, new_uid(), f"Episode {number}: on bread", f"Show {number % 20}",
                    f"vid{number:08d}", created_at=library.now(),
                )
            )  # fmt: skip
            marks = [_mark(stored.id, n, topics, dice) for n in range(MARKS)]
            work.writes.wiki_notes.add_marks(marks, undone_with_episode=True)


def _mark(episode: int, number: int, topics: list[int], dice: random.Random) -> Annotation:
    words = " ".join(dice.choices(_WORDS, k=25))
    note = " ".join(dice.choices(_WORDS, k=8)) if number % 2 else ""
    anchor = Anchor(number * 30_000, number * 30_000 + 12_000, words)
    chosen = tuple(dice.sample(topics, dice.choice((1, 1, 2, 3))))
    moment = "2026-01-31T09:30:00.000Z"
    return Annotation(
        0, new_uid(), episode, Kind.QUOTE, anchor, chosen, note, "Ida", "", moment, moment
    )


def timed(library: Library, folder: Path, profile: str = "") -> tuple[float, int]:
    """Seconds of one run, and how many notes it wrote."""
    start = time.perf_counter()
    place = VaultFolder(folder)
    vault = begin(library, place, vault_for(library, place, profile))
    keeper = Keeper(library, vault, remember=True)
    made, outcome = run_work(library.path, vault)(lambda _done, _what="", /: None, keeper.keep)
    finish(library, made, outcome)
    return time.perf_counter() - start, outcome.written


def rows() -> list[tuple[str, str, str]]:
    dice = random.Random(7)
    what = f"{EPISODES:,} episodes, {EPISODES * MARKS:,} marks, {TOPICS} topics"
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        with closing(open_library(path)) as library:
            fill(library, EPISODES, dice)
            session = Session(library)
            for profile in ("wiki", "obsidian"):
                vault = Path(folder) / profile
                steps: tuple[tuple[str, Callable[[], object]], ...] = (
                    ("written whole", lambda: None),
                    ("nothing changed", lambda: None),
                    ("one mark more", lambda: _one_more(session, dice)),
                    ("a topic renamed", lambda: _rename(session)),
                    (
                        "a topic renamed, all notes edited",
                        lambda at=vault: _edit_and_rename(session, at),
                    ),
                )
                for name, change in steps:
                    change()
                    took, written = timed(library, vault, profile)
                    figure = f"vault ({profile}), {name}"
                    found.append((figure, f"{what}; {written:,} notes written", f"{took:.2f} s"))
    return found


def _one_more(session: Session, dice: random.Random) -> None:
    topics = [topic.id for topic in session.topics]
    session.do(AddMark(_mark(EPISODES // 2, 99, topics, dice), "Mark"))


def _rename(session: Session, number: int = 3) -> None:
    topic = session.topics[number]
    session.do(ChangeTopics([replace(topic, name=f"{topic.name} called anew")], "Rename"))


def _edit_and_rename(session: Session, vault: Path) -> None:
    for note in vault.rglob("*.md"):
        with note.open("a", encoding="utf-8") as file:
            file.write("\nA thought of my own.\n")
    _rename(session, 4)


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  ")
