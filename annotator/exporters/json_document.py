"""JSON: ``{"episode": {…}, "marks": [{…}, …]}``, with the fields of `record`, one mark a line."""

from __future__ import annotations

import json

from annotator.exporters.note import EpisodeNote
from annotator.exporters.record import episode_record, mark_records


def render(note: EpisodeNote) -> str:
    """One JSON document in Unicode. One line a mark keeps differences between exports short."""
    dump = json.JSONEncoder(ensure_ascii=False).encode
    marks = ",\n".join(f"    {dump(mark)}" for mark in mark_records(note))
    listed = f"[\n{marks}\n  ]" if marks else "[]"
    return f'{{\n  "episode": {dump(episode_record(note.episode))},\n  "marks": {listed}\n}}\n'
