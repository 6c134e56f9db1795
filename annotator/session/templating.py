"""Filling in a template: in a process of its own, with a clock beside it that stops it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from annotator.domain.errors import TemplateError
from annotator.exporters.front_matter import Value, front_matter
from annotator.exporters.note import EpisodeNote, Grouping, NoteOptions
from annotator.exporters.template import Template
from annotator.exporters.template_engine import check_syntax
from annotator.exporters.template_values import NoteLinks, note_values
from annotator.phrases import phrase

TIME_S = 30.0
"""How long a template may take; one for 10,000 marks takes seconds, more on a busy machine."""

_LOOK_S = 0.05
FLAG = "--fill-template"


def fill_template(
    template: Template,
    note: EpisodeNote,
    progress: Callable[[float], None] | None = None,
    time_s: float = TIME_S,
) -> str:
    """The note that `template` makes. A worker's job; `progress` may raise to stop it.

    Raises TemplateError for a template that is wrong, too slow or too greedy.
    """
    return fill_templates(template, [(note, None)], progress, time_s)[0]


def fill_templates(
    template: Template,
    notes: Sequence[tuple[EpisodeNote, NoteLinks | None]],
    progress: Callable[[float], None] | None = None,
    time_s: float = TIME_S,
) -> list[str]:
    """Several notes by one process, those of a vault with their links; all or none."""
    check_syntax(template)
    given = []
    for note, links in notes:
        if template.grouping != "asked":
            note = replace(note, options=NoteOptions(Grouping(template.grouping)))
        values = note_values(note, template, links)
        given.append({"body": values.body, "front": values.front})
    job = {"template": asdict(template), "notes": given}
    answer = _ask(json.dumps(job).encode(), progress or (lambda _fraction: None), time_s)
    if "why" in answer:
        raise TemplateError(answer["why"], answer["part"], answer["line"])
    return [joined(template, made["front"], made["body"]) for made in answer["notes"]]


def joined(template: Template, front: Iterable[tuple[str, Any]], body: str) -> str:
    """The whole note: its front matter as YAML, if the template has any, and its body."""
    body = body.rstrip("\n") + ("\n" if template.ends_with_line_break else "")
    if not template.front_matter:
        return body
    return f"{front_matter({key: _yaml(value) for key, value in front})}\n{body}"


def _yaml(value: Any) -> Value:
    """A day is written as a day, as note programs want it; all else as it is."""
    if isinstance(value, str) and len(value) == len("2026-01-31"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value  # type: ignore[no-any-return]


def _ask(job: bytes, progress: Callable[[float], None], time_s: float) -> dict[str, Any]:
    # In a file: a pipe is not filled further by a `communicate` that is asked again.
    with tempfile.TemporaryFile() as given:
        given.write(job)
        given.seek(0)
        child = subprocess.Popen(
            [*_program(), FLAG],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        said = _waited_for(child, progress, time_s)
    if child.returncode != 0 or not said:
        raise TemplateError("it needs too much memory or time and was stopped.")
    answer: dict[str, Any] = json.loads(said)
    return answer


def _program() -> list[str]:
    """This program once more. On Windows the frozen one without a console has no place to write
    to; its twin with one is beside it, and opens no window of its own here."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "annotator"]
    twin = Path(sys.executable).with_name("annotator.exe")
    return [str(twin) if sys.platform == "win32" and twin.exists() else sys.executable]


def _waited_for(
    child: subprocess.Popen[bytes], progress: Callable[[float], None], time_s: float
) -> bytes:
    """What the child wrote; it is gone when this ends, however it ends."""
    end = time.monotonic() + time_s
    with child:
        try:
            while True:
                progress(0.0)
                try:
                    return child.communicate(timeout=_LOOK_S)[0]
                except subprocess.TimeoutExpired as error:
                    if time.monotonic() > end:
                        raise TemplateError(
                            phrase("it took longer than {0:.0f} s and was stopped.", time_s)
                        ) from error
        finally:
            child.kill()
