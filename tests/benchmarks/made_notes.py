"""A folder of made notes in the shape of a large vault: four of a video, 45 statements each."""

from __future__ import annotations

import random
from pathlib import Path

_SENTENCE = (
    "talk about how people learn to build small things well and why most of them stop when the"
    " first plan does not work as it should while others go on for years without a plan at all"
)
_WORDS = _SENTENCE.split()
_TOPICS = [f"{a}_{b}" for a in _WORDS[:24] for b in _WORDS[4:34]]


def make_notes(folder: Path, count: int) -> int:
    """Write `count` notes into `folder`; returns how many bytes they have."""
    chance = random.Random(7)
    size = 0
    for number in range(count):
        text = _note(number, chance).encode()
        size += len(text)
        place = folder / f"show_{number % 40}"
        place.mkdir(exist_ok=True)
        (place / f"note_{number}.md").write_bytes(text)
    return size


def _note(number: int, chance: random.Random) -> str:
    video = f"vid{number // 4:08d}"
    head = f"---\ntitle: Note {number} about things\nvideoId: {video}\n---\n\n"
    parts = [head, f"From: [[show_{number % 40}]] <br/> \n"]
    second = 5
    for section in range(8):
        topic = chance.choice(_TOPICS)
        label = topic.replace("_", " ")
        heading = f"[[{topic} | {label}]]" if section % 3 == 0 else f"Part {label}"
        parts.append(f"\n{'##' if section % 2 == 0 else '###'} {heading}\n")
        for _ in range(6):
            second += chance.randrange(4, 40)
            parts.append(_statement(second, chance))
    return "".join(parts).rstrip("\n")


def _statement(second: int, chance: random.Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=20))
    topic = chance.choice(_TOPICS)
    link = f" [[{topic} | {topic.replace('_', ' ')}]]" if chance.random() < 0.25 else ""
    time = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    lead = "*   **Point:** " if chance.random() < 0.4 else ""
    return f'{lead}{words}{link} <a class="yt-timestamp" data-t="{time}">[{time}]</a>.\n'
