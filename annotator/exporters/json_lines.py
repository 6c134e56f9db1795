"""JSON Lines: one mark a line, with the fields of `record` and the episode's uid and title."""

from __future__ import annotations

import json

from annotator.exporters.note import EpisodeNote
from annotator.exporters.record import episode_record, mark_records


def render(note: EpisodeNote) -> str:
    """One JSON object per mark and line; empty text for an episode without marks."""
    episode = episode_record(note.episode)
    source = {"episode_uid": episode["uid"], "episode": episode["title"], "show": episode["show"]}
    dump = json.JSONEncoder(ensure_ascii=False).encode
    text = "".join(f"{dump({**source, **mark})}\n" for mark in mark_records(note))
    # Valid inside JSON, but many programs that read line by line would break a line there.
    for char in "\x85\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
