"""JSON: ``{"episode": {…}, "marks": [{…}, …]}``, with the fields of `record`."""

from __future__ import annotations

import json

from annotator.exporters.note import EpisodeNote
from annotator.exporters.record import episode_record, mark_records


def render(note: EpisodeNote) -> str:
    """One JSON document, indented, in Unicode."""
    document = {"episode": episode_record(note.episode), "marks": list(mark_records(note))}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
