"""Notes out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.templates import PREFIX, chosen_template, shelf
from annotator.domain.errors import ExportError, NoteEditedError, UsageError
from annotator.domain.notes import Episode
from annotator.files import read_bytes, write_atomically
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters import Exporter
    from annotator.exporters.note import EpisodeNote
    from annotator.exporters.template import Template


def way_out(context: Context, note_format: str) -> Exporter:
    """The format called `note_format`, or the template: ``template:`` and its name.

    Raises UsageError, NotFoundError or TemplateError where it cannot be used.
    """
    from annotator.exporters import exporter

    if not note_format.startswith(PREFIX):
        return exporter(note_format)
    return as_way_out(shelf(context).find(note_format.removeprefix(PREFIX)))


def as_way_out(template: Template) -> Exporter:
    """A template as a format; rendering starts a process and takes a good moment."""
    from annotator.exporters import Exporter
    from annotator.session.templating import fill_template

    def render(note: EpisodeNote) -> str:
        return fill_template(template, note)

    return Exporter(f"{PREFIX}{template.name}", template.name, template.extension, render)


def note_to_export(
    context: Context, episode: Episode, grouping: str, *, transcript: bool = False
) -> EpisodeNote:
    """The note of an episode as values, its marks by ``topic`` or by ``time``.

    Raises ExportError where its `transcript` is wanted and there is none.
    """
    from annotator.exporters.note import EpisodeNote, Grouping, NoteOptions

    session = context.session
    is_open = session.episode is not None and session.episode.id == episode.id
    words = None
    if transcript:
        words = session.transcript if is_open else session.library.episodes.transcript(episode.id)
        if words is None:
            raise ExportError(
                "“{0}” has no transcript to write; import one, or transcribe it.", episode.title
            )
    marks = session.marks if is_open else session.library.notebook.annotations(episode.id)
    options = NoteOptions(grouping=Grouping(grouping))
    return EpisodeNote(episode, marks, session.topics, words, options)


def write_note(
    context: Context,
    episode: Episode,
    note_format: str,
    text: str,
    target: Path,
    *,
    extension: str = "",
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
            target = target / _name_in(
                context, target, episode, extension or way_out(context, note_format).extension
            )
        if target.exists() and not overwrite:
            standing = hashlib.sha256(read_bytes(target)).hexdigest()
            if standing == digest:
                return target
            if standing != context.session.library.exported_hash(target):
                raise NoteEditedError(
                    "“{0}” exists and is not as Annotator wrote it; choose another name or pass"
                    " --force.",
                    target,
                )
        write_atomically(target, content)
    except OSError as error:
        raise ExportError(
            "The note could not be written to “{0}”: {1}.", target, error.strerror or error
        ) from error
    context.session.library.remember_export(target, episode.id, note_format, digest)
    return target


def _name_in(context: Context, folder: Path, episode: Episode, extension: str) -> str:
    """The name of an episode's note in `folder`, none that another episode's note has there."""
    from annotator.exporters.filenames import note_filename

    there = context.session.library.exported_in(folder)
    taken = [name for name, of in there.items() if of != episode.id]
    return note_filename(episode.title, extension, taken)


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
    template: Annotated[
        str | None, Argument("a template's file, or its name", metavar="FILE")
    ] = None,
) -> str:
    """Write an episode's note."""  # fmt: skip
    found = find_episode(context, episode)
    settings = context.settings()
    if template is not None and note_format is not None:
        raise UsageError("A note has a --format or a --template, not both.")
    way = (
        way_out(context, note_format or settings.export_format)
        if template is None
        else as_way_out(chosen_template(context, template))
    )
    grouping = "time" if by_time else settings.export_grouping
    text = way.render(note_to_export(context, found, grouping, transcript=way.needs_transcript))
    if out is None or out == "-":
        return text
    if not out:
        raise UsageError("--out needs a file or folder, or - to print the note.")
    target = Path(out).expanduser()
    written = write_note(
        context, found, way.name, text, target, extension=way.extension, overwrite=force
    )
    context.session.say(phrase("Wrote {0}", written))
    return ""
