"""A template filled in here, without the process that a user's template gets."""

from __future__ import annotations

from annotator.exporters.note import EpisodeNote
from annotator.exporters.template import Template
from annotator.exporters.template_engine import fill_body, fill_front
from annotator.exporters.template_values import note_values
from annotator.session.templating import joined


def filled(template: Template, note: EpisodeNote) -> str:
    values = note_values(note, template)
    front = fill_front(template.front_matter, values.front)
    return joined(template, front, fill_body(template.body, template.escape, values.body))
