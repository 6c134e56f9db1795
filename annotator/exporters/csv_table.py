"""CSV (RFC 4180, with line feeds): a header, then one mark a row, for spreadsheets.

A cell that a spreadsheet would take for a formula gets an apostrophe before it. Topics are
joined by ``; ``.
"""

from __future__ import annotations

import csv

from annotator.exporters.note import EpisodeNote
from annotator.exporters.record import MarkRecord, episode_record, mark_records

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


class _Lines(list[str]):
    """What `csv.writer` writes to."""

    def write(self, line: str) -> None:
        self.append(line)


def disarmed(cell: str) -> str:
    """`cell`, with an apostrophe before it if a spreadsheet would run it."""
    visible = cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{visible}" if visible.startswith(_FORMULA_STARTS) else visible


def render(note: EpisodeNote) -> str:
    """The table as text. The first two columns name show and episode."""
    episode = episode_record(note.episode)
    source = [disarmed(episode["show"]), disarmed(episode["title"])]
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    columns = list(MarkRecord.__annotations__)
    writer.writerow(["show", "episode", *columns])
    for mark in mark_records(note):
        cells = {**mark, "topics": "; ".join(mark["topics"])}
        values = (cells[column] for column in columns)
        row = [disarmed(cell) if isinstance(cell, str) else cell for cell in values]
        writer.writerow([*source, *row])
    return "".join(lines)
