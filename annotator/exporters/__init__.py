"""Ways out of the library: one module per format, one row in the table below.

To add a format:

1. Write a module in ``annotator/exporters`` with ``render(note: EpisodeNote) -> str``. It takes
   values and returns the whole text; it reads and writes nothing, and imports no other format.
   What formats share has modules of its own: `outline` (which mark under which heading),
   `escaping`, `front_matter`, `deep_links`, `filenames`, `wording`, `record`, `subtitles`.
2. Add its row to `EXPORTERS`. Menus, the command line and ``annotator formats`` follow.
3. Put what it makes of the sample note into ``tests/exporters/golden/<name><extension>``
   and read that file through once, by eye.

Every format gives the same text for the same note, with ``\\n`` line breaks, and treats all text
from outside as data (see `escaping`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.collector import collector_at_rest
from annotator.domain.errors import UsageError
from annotator.exporters import (
    csv_table,
    json_document,
    json_lines,
    logseq,
    markdown,
    obsidian,
    srt,
    transcript_srt,
    transcript_vtt,
    vtt,
    wiki,
)
from annotator.exporters.note import EpisodeNote
from annotator.phrases import phrase


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: `name` for commands, `title` for menus, `extension` with its dot.

    `needs_transcript` is of one that writes the transcript, and has nothing to say without.
    """

    name: str
    title: str
    extension: str
    writes: Callable[[EpisodeNote], str]
    needs_transcript: bool = False

    def render(self, note: EpisodeNote) -> str:
        """The note in this format. Of ten thousand marks, a third sooner without collections."""
        with collector_at_rest():
            return self.writes(note)


def _by_name(exporters: Iterable[Exporter]) -> dict[str, Exporter]:
    return {exporter.name: exporter for exporter in exporters}


EXPORTERS = _by_name(
    (
        Exporter("wiki", phrase("Wiki note"), ".md", wiki.render),
        Exporter("markdown", "Markdown", ".md", markdown.render),
        Exporter("obsidian", phrase("Obsidian note"), ".md", obsidian.render),
        Exporter("logseq", phrase("Logseq page"), ".md", logseq.render),
        Exporter("csv", phrase("Table of marks (CSV)"), ".csv", csv_table.render),
        Exporter("json", phrase("Marks as JSON"), ".json", json_document.render),
        Exporter("jsonl", phrase("Marks as JSON Lines"), ".jsonl", json_lines.render),
        Exporter("srt", phrase("Marks as subtitles (SRT)"), ".srt", srt.render),
        Exporter("vtt", phrase("Marks as subtitles (WebVTT)"), ".vtt", vtt.render),
        Exporter(
            "transcript-srt",
            phrase("Transcript as subtitles (SRT)"),
            ".srt",
            transcript_srt.render,
            needs_transcript=True,
        ),
        Exporter(
            "transcript-vtt",
            phrase("Transcript as subtitles (WebVTT)"),
            ".vtt",
            transcript_vtt.render,
            needs_transcript=True,
        ),
    )
)
"""Every format by name, in the order menus show them."""


def exporter(name: str) -> Exporter:
    """The format called `name`. Raises UsageError, naming those there are, for any other."""
    try:
        return EXPORTERS[name]
    except KeyError:
        known = ", ".join(EXPORTERS)
        raise UsageError(
            "There is no export format “{0}”; choose one of {1}.", name, known
        ) from None
