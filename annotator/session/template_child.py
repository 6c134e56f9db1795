"""The process in which templates are filled in: what they cost or break, they break here.

JSON in, JSON out: it knows plain values alone. ``annotator --fill-template`` starts it.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from annotator.domain.errors import TemplateError
from annotator.exporters.template_engine import fill_body, fill_front

MOST_MEMORY = 1_500_000_000
_MOST_SECONDS = 30


def main() -> int:
    """Read one job from stdin, write what came of it to stdout."""
    job = json.loads(sys.stdin.buffer.read())
    _bind_hands()
    sys.stdout.buffer.write(json.dumps(_done(job), ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _done(job: dict[str, Any]) -> dict[str, Any]:
    template = job["template"]
    try:
        keys = tuple(map(tuple, template["front_matter"]))
        return {
            "notes": [
                {
                    "front": fill_front(keys, note["front"]),
                    "body": fill_body(template["body"], template["escape"], note["body"]),
                }
                for note in job["notes"]
            ]
        }
    except TemplateError as error:
        return {"why": error.why, "part": error.part, "line": error.line}
    except MemoryError:
        return {"why": "it needs too much memory.", "part": "", "line": 0}


def _bind_hands() -> None:
    """No more memory, time or files than a note can need, where the platform can see to it."""
    with contextlib.suppress(ImportError):  # Windows: the clock of the other side must do
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, _MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))
