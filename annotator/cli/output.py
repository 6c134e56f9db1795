"""Printing what a command gave back: a table for eyes, JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeGuard

from annotator.commands.results import ImportRow, Report
from annotator.domain.timecode import format_clock

# Terminals obey control characters; a title must not be able to move the cursor.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WIDEST = 72


def plain(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal obeys."""
    return _CONTROLS.sub(" ", text)


def as_json(result: object) -> str:
    """One JSON array of objects, whatever the verb gives back."""
    rows: list[Any]
    if isinstance(result, Report):
        result = result.rows
    if isinstance(result, bytes):
        result = result.decode("utf-8", "replace")
    if isinstance(result, tuple):
        rows = [dataclasses.asdict(row) for row in result]
    elif result is None or result == "":
        rows = []
    elif isinstance(result, str):
        rows = [{"text": result}]
    else:
        rows = [{"id": result}]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(result: object) -> str:
    """A table of rows, or the text itself."""
    if result is None:
        return ""
    if isinstance(result, Report):
        return "\n".join(map(plain, result.text.split("\n")))
    if isinstance(result, tuple):
        return _lines(result) if _are_lines(result) else _table(result)
    return str(result)


def _are_lines(rows: Sequence[Any]) -> TypeGuard[Sequence[ImportRow]]:
    return bool(rows) and all(isinstance(row, ImportRow) for row in rows)


def _lines(rows: Sequence[ImportRow]) -> str:
    """One line a source: the id and title of its episode, or what was wrong with it."""
    width = max(len(str(row.id or "")) for row in rows)
    said = ((row, row.title if row.ok else row.failure) for row in rows)
    return "\n".join(
        plain(f"{row.id or '–':>{width}}  {text}{f'  ({row.why})' if row.why else ''}")
        for row, text in said
    )


def _table(rows: Sequence[Any]) -> str:
    """One line a row; the rows that a row holds stand below, as tables of their own."""
    if not rows:
        return ""
    names = [
        field.name
        for field in dataclasses.fields(rows[0])
        if field.name not in ("words", "needs_review")
    ]
    held = [name for name in names if any(_are_rows(getattr(row, name)) for row in rows)]
    names = [name for name in names if name not in held]
    heads = [name.removesuffix("_ms").replace("_", " ") for name in names]
    lines = [[_cell(name, getattr(row, name)) for name in names] for row in rows]
    widths = [
        min(max(_width(line[column]) for line in [heads, *lines]), _WIDEST)
        for column in range(len(names))
    ]
    table = "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [heads, *lines]
    )
    return "\n\n".join([table, *(_table(getattr(row, name)) for row in rows for name in held)])


def _are_rows(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and dataclasses.is_dataclass(value[0])


def _cell(name: str, value: object) -> str:
    if name.endswith("_ms") and isinstance(value, int):
        return format_clock(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return plain("" if value is None else str(value))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - _width(text), 0)
