"""Notes of a vault as these tests write them, and what a library has of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

NOTE = """\
---
title: {title}
videoId: {video}
---

From: [[quiet_builders]] <br/>\u0020

Bridges stand by [[load_paths | load paths]] {one}.

## Arches
### [[stone_arches | Stone]]
*   **Weight:** the stones push each other {two}.
> "An arch never sleeps at all" {three}"""

Run = Callable[..., tuple[int, str, str]]
Rows = Callable[..., list[tuple[Any, ...]]]

MARKS = (
    "SELECT kind, start_ms, note, text, topics, needs_review FROM annotation_flat ORDER BY start_ms"
)


def tag(time: str) -> str:
    return f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'


def note(
    title: str = "How bridges stand",
    video: str = "abcDEF12345",
    times: tuple[str, str, str] = ("00:00:12", "00:01:20", "00:02:00"),
) -> str:
    one, two, three = map(tag, times)
    return NOTE.format(title=title, video=video, one=one, two=two, three=three)


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
