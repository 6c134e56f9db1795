"""Bringing episodes in from the command line: one, or many at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.links import fetch_link
from annotator.commands.registry import Argument, command
from annotator.commands.results import ImportRow
from annotator.commands.speech import align_episode
from annotator.domain.errors import AnnotatorError, LibraryError, TranscriptError, UsageError
from annotator.domain.notes import Episode
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.session.imports import Imported
    from annotator.sources.many import Wanted

_Change = Callable[[Episode], Episode]


@command("episode.import", "Import", cli="import")
def import_sources(
    context: Context,
    source: Annotated[
        tuple[str, ...], Argument("files, folders, patterns or links", metavar="SOURCE")
    ],
    transcript: Annotated[Path | None, Argument("its transcript", metavar="FILE")] = None,
    title: Annotated[str | None, Argument("title of the episode")] = None,
    video_id: Annotated[str | None, Argument("its YouTube id", metavar="ID")] = None,
    show: Annotated[str | None, Argument("the show it belongs to", metavar="NAME")] = None,
    transcript_only: Annotated[bool, Argument("of a link, fetch the words alone")] = False,
    align: Annotated[bool, Argument("time a text without times by hearing the sound")] = False,
) -> int | tuple[ImportRow, ...]:
    """Bring episodes into the library and print their ids; known media keeps its marks."""
    from annotator.session.pairing import gathered
    from annotator.sources.many import episodes_of, is_plain

    def changed(episode: Episode) -> Episode:
        return replace(
            episode,
            title=" ".join((title or "").split()) or episode.title,
            video_id=(video_id or "").strip() or episode.video_id,
            show=" ".join((show or "").split()) or episode.show,
        )

    if len(source) == 1 and is_plain(source[0]):
        wanted = episodes_of(source)[0]
        imported = _import(
            context, replace(wanted, transcript=transcript), changed, transcript_only
        )
        for notice in imported.notices:
            context.session.say(notice)
        if align:
            _align(context, imported.episode_id)
        return imported.episode_id
    if transcript or title or video_id or align:
        raise UsageError("--transcript, --title, --video-id and --align are for one source alone.")
    many: list[Wanted] = []
    context.jobs.run("Looking", lambda report: gathered(source, report), many.extend)
    if not many:
        raise UsageError("There is no audio, video or transcript in “{0}”.", source[0])
    return tuple(_row(context, wanted, changed, transcript_only) for wanted in many)


def _align(context: Context, episode_id: int) -> None:
    """Time the words of the episode by its sound, where no source has timed them."""
    episodes = context.session.library.episodes
    episode, transcript = episodes.get(episode_id), episodes.transcript(episode_id)
    if episode is not None and transcript is not None and transcript.times_estimated:
        align_episode(context, episode, context.settings().speech_model, "")


def _row(context: Context, wanted: Wanted, change: _Change, transcript_only: bool) -> ImportRow:
    """Import one of many; its failure is a line, not the end. A library that cannot be
    written fails them all and is raised."""
    try:
        imported = _import(context, wanted, change, transcript_only)
    except LibraryError:
        raise
    except TranscriptError as error:
        if wanted.found:
            why = error.__cause__ or error  # without the name, which the path ends with
            return ImportRow(wanted.source, title=f"passed over {wanted.source}: {why}")
        return _failed(wanted, error)
    except AnnotatorError as error:
        return _failed(wanted, error)
    episode = context.session.library.episodes.get(imported.episode_id)
    name = episode.title if episode else ""
    return ImportRow(
        wanted.source, imported.episode_id, name, notices=imported.notices, why=wanted.why
    )


def _failed(wanted: Wanted, error: AnnotatorError) -> ImportRow:
    said = str(error)
    name = Path(wanted.source).name if wanted.path else wanted.source
    return ImportRow(wanted.source, failure=said if name in said else f"{name}: {said}")


def _import(context: Context, wanted: Wanted, change: _Change, transcript_only: bool) -> Imported:
    from annotator.session.imports import Imported, Prepared, add_episode, read_fetched
    from annotator.sources.local_file import fetch_local

    library = context.session.library
    path = wanted.path
    if path is None:
        return fetch_link(context, wanted.source, change, transcript_only=transcript_only)
    made: list[Prepared] = []
    context.jobs.run(
        phrase("Reading “{0}”", path.name),
        lambda progress: read_fetched(fetch_local(path, wanted.transcript, progress)),
        made.append,
    )
    imported = add_episode(library, made[0], change)
    if made[0].read is None and imported.is_new:
        none = "No transcript was found beside it; add one with --transcript FILE."
        return Imported(imported.episode_id, imported.is_new, (*imported.notices, none))
    return imported
