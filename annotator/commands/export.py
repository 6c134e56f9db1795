"""Notes out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.domain.errors import ExportError, NoteEditedError, UsageError
from annotator.domain.notes import Episode
from annotator.files import write_atomically


def render_note(context: Context, episode: Episode, note_format: str, grouping: str) -> str:
    """The note of an episode as text, its marks by ``topic`` or by ``time``.

    Raises UsageError for an unknown format, ExportError for one that needs a transcript where
    there is none.
    """
    from annotator.exporters import exporter
    from annotator.exporters.note import EpisodeNote, Grouping, NoteOptions

    chosen = exporter(note_format)
    session = context.session
    is_open = session.episode is not None and session.episode.id == episode.id
    transcript = None
    if chosen.needs_transcript:
        transcript = (
            session.transcript if is_open else session.library.episodes.transcript(episode.id)
        )
        if transcript is None:
            raise ExportError(
                f"“{episode.title}” has no transcript to write; import one, or transcribe it."
            )
    marks = session.marks if is_open else session.library.notebook.annotations(episode.id)
    note = EpisodeNote(
        episode=episode,
        annotations=marks,
        topics=session.topics,
        transcript=transcript,
        options=NoteOptions(grouping=Grouping(grouping)),
    )
    return chosen.render(note)


def write_note(
    context: Context,
    episode: Episode,
    note_format: str,
    text: str,
    target: Path,
    *,
    overwrite: bool = False,
) -> Path:
    """Write a note to the file `target`, or into it if it is a folder; return the file.

    A file there that Annotator did not write, or that was edited since, is not overwritten
    unless asked. Raises ExportError.
    """
    target = target.absolute()
    content = text.encode("utf-8")
    digest = hashlib.sha256(content).hexdigest()
    try:
        if target.is_dir():
            target = target / _name_in(context, target, episode, note_format)
        if target.exists() and not overwrite:
            standing = hashlib.sha256(target.read_bytes()).hexdigest()
            if standing == digest:
                return target
            if standing != context.session.library.exported_hash(target):
                raise NoteEditedError(
                    f"“{target}” exists and is not as Annotator wrote it; choose another name"
                    " or pass --force."
                )
        write_atomically(target, content)
    except OSError as error:
        raise ExportError(
            f"The note could not be written to “{target}”: {error.strerror or error}."
        ) from error
    context.session.library.remember_export(target, episode.id, note_format, digest)
    return target


def _name_in(context: Context, folder: Path, episode: Episode, note_format: str) -> str:
    """The name of an episode's note in `folder`, none that another episode's note has there."""
    from annotator.exporters import exporter
    from annotator.exporters.filenames import note_filename

    there = context.session.library.exported_in(folder)
    taken = [name for name, of in there.items() if of != episode.id]
    return note_filename(episode.title, exporter(note_format).extension, taken)


@command("export.note", "Export Note…", keys=("Ctrl+E",), menu="File", group=2, cli="export",
         needs=Needs.EPISODE)  # fmt: skip
def export_note(
    context: Context,
    episode: EpisodeRef,
    note_format: Annotated[
        str | None, Argument("see `annotator formats`", "--format", "NAME")
    ] = None,
    out: Annotated[str | None, Argument("file or folder; - prints it", metavar="PATH")] = None,
    by_time: Annotated[bool, Argument("order marks by time, not by topic")] = False,
    force: Annotated[bool, Argument("overwrite a file edited since")] = False,
) -> str:
    """Write an episode's note."""  # fmt: skip
    found = find_episode(context, episode)
    settings = context.settings()
    name = note_format or settings.export_format
    grouping = "time" if by_time else settings.export_grouping
    text = render_note(context, found, name, grouping)
    if out is None or out == "-":
        return text
    if not out:
        raise UsageError("--out needs a file or folder, or - to print the note.")
    written = write_note(context, found, name, text, Path(out).expanduser(), overwrite=force)
    context.session.say(f"Wrote {written}")
    return ""
