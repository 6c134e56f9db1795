"""Opening, importing and keeping episodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.changing import store_later
from annotator.commands.context import Context
from annotator.commands.intake import bring_in, file_task
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import CueRow, EpisodeRow, cue_row
from annotator.domain.errors import AnnotatorError, NotFoundError, UsageError
from annotator.domain.notes import Episode, Media
from annotator.phrases import phrase
from annotator.session.edits import ChangeEpisode, ChangeMedia

if TYPE_CHECKING:
    from annotator.session.imports import Prepared
    from annotator.sources import Report

# The formats and the media library are imported where a file is read: every start of the
# command line would pay for them.

EpisodeRef = Annotated[str, Argument("id or title of an episode", metavar="EPISODE")]


def find_episode(context: Context, reference: str) -> Episode:
    """The episode of an id, or of a title no other has. Raises NotFoundError, UsageError."""
    episodes = context.session.library.episodes
    if reference.isascii() and reference.isdigit():
        found = episodes.get(int(reference[:18]))
        if found is not None and not episodes.is_trashed(found.id):
            return found
    alike = [row for row in episodes.summaries() if row.title.casefold() == reference.casefold()]
    if len(alike) > 1:
        raise UsageError("{0} episodes are called “{1}”; give the id.", len(alike), reference)
    found = episodes.get(alike[0].id) if alike else None
    if found is None:
        raise NotFoundError(
            "There is no episode “{0}” in the library; `annotator episodes` lists them.", reference
        )
    return found


@command("episode.open", "Open…", keys=("Ctrl+O",), menu="File")
def open_files(context: Context) -> None:
    """Open audio, video or transcripts as episodes: one, or many at once."""
    context.prompts.open_files(lambda paths: open_paths(context, paths))


@command("import.folder", "Import Folder…", keys=("Ctrl+Shift+I",), menu="File")
def open_folder(context: Context) -> None:
    """Bring in all recordings and transcripts of a folder, each put with its own."""
    context.prompts.open_folder(lambda folder: open_paths(context, (folder,)))


def open_sources(context: Context, sources: Sequence[str]) -> None:
    """Open what was named to the program or dropped: files, folders and links."""
    from annotator.commands.links import open_links
    from annotator.sources.addresses import is_link

    links = [source for source in sources if is_link(source)]
    paths = tuple(Path(source) for source in sources if not is_link(source))
    if paths:
        open_paths(context, paths)
    if links:
        open_links(context, links)


def open_paths(context: Context, paths: tuple[Path, ...]) -> None:
    """Import files and folders in the background and open the first. A transcript given
    together with one media file is that file's; of several, names and content tell. A list of
    feeds is opened as one."""
    from annotator.commands.feeds import open_feed
    from annotator.sources.local_file import FEED_ENDINGS, MEDIA_ENDINGS

    media = [path for path in paths if path.suffix.casefold() in MEDIA_ENDINGS]
    texts = [path for path in paths if path not in media]
    if len(paths) == 1 and paths[0].suffix.casefold() in FEED_ENDINGS:
        open_feed(context, str(paths[0]))
    elif len(paths) == 1 and not paths[0].is_dir():
        bring_in(context, [file_task(context, paths[0], None)])
    elif len(media) == 1 and len(texts) == 1 and not texts[0].is_dir():
        bring_in(context, [file_task(context, media[0], texts[0])])
    elif paths:
        _look_through(context, paths)


def _look_through(context: Context, paths: tuple[Path, ...]) -> None:
    """Find out in the background which episodes many files are, and bring them in."""
    from annotator.session.pairing import gathered
    from annotator.sources.many import Wanted

    def then(wanted: tuple[Wanted, ...]) -> None:
        tasks = [
            file_task(context, one.path, one.transcript, why=one.why, found=one.found)
            for one in wanted
            if one.path
        ]
        if not tasks:
            raise NotFoundError(
                "“{0}” is a folder without audio, video or transcript; open another.", paths[0]
            )
        bring_in(context, tasks)

    name = f"“{paths[0].name or paths[0]}”"
    title = name if len(paths) == 1 else phrase("{0} files and folders", len(paths))
    context.jobs.run(
        phrase("Looking through {0}", title),
        lambda report: gathered([str(path) for path in paths], report),
        then,
    )


@command("episode.choose_transcript", "Choose Transcript…", menu="Transcript", needs=Needs.EPISODE)
def choose_transcript(context: Context) -> None:
    """Give the open episode another transcript; its marks move with their words."""
    episode = context.session.episode

    def use(path: Path) -> None:
        if episode is not None:
            use_transcript(context, episode.id, path)

    context.prompts.open_transcript(use)


def use_transcript(context: Context, episode_id: int, path: Path) -> None:
    """Read the transcript `path` in the background and give it to the episode."""

    def read(_report: Report) -> Prepared:
        # Imported by the worker: the formats take a tenth of a second the first time.
        from annotator.session.imports import read_fetched
        from annotator.sources.local_file import fetch_transcript

        return read_fetched(fetch_transcript(path))

    def attach(prepared: Prepared) -> None:
        from annotator.session.imports import attach_transcript

        store_later(
            context,
            phrase("Changing to “{0}”", path.name),
            lambda library, report: attach_transcript(library, episode_id, prepared, report),
            said,
        )

    def said(notices: tuple[str, ...]) -> None:
        for notice in notices:
            context.session.say(notice)

    context.jobs.run(phrase("Reading “{0}”", path.name), read, attach)


@command("episode.locate", "Locate Media…", menu="File", needs=Needs.EPISODE)
def locate(context: Context) -> None:
    """Say where the open episode's audio or video is now."""
    from annotator.sources.local_file import describe_media

    episode = context.session.episode
    if episode is None:
        return

    def use(path: Path) -> None:
        context.jobs.run(
            phrase("Reading “{0}”", path.name),
            lambda progress: describe_media(path, progress),
            lambda media: _use_media(context, episode, media),
        )

    context.prompts.locate_media(use)


def look_for_media(context: Context, episode: Episode) -> None:
    """Find a recording that is not where it was, by size and content, near where it was."""
    from annotator.sources.local_file import find_moved, folders_near

    media = episode.media
    if media is None or context.session.library.read_only:
        return
    context.jobs.run(
        phrase("Looking for “{0}”", Path(media.path).name),
        lambda progress: find_moved(media, folders_near(Path(media.path)), progress),
        lambda found: _use_found(context, episode, found),
    )


def _use_found(context: Context, episode: Episode, found: Media | None) -> None:
    if found is not None and episode.media is not None:
        _use_media(context, episode, found)
        context.session.say(
            phrase("“{0}” was found as “{1}”.", Path(episode.media.path).name, found.path)
        )


def _use_media(context: Context, episode: Episode, media: Media) -> None:
    session, old = context.session, episode.media
    session.do(ChangeMedia(episode.id, media))
    if session.episode is not None and session.episode.id == episode.id:
        session.open(episode.id)
    if old is not None and old.sha256 != media.sha256:
        session.say(
            phrase(
                "“{0}” is another recording than before; the marks are kept, but may not fit it.",
                Path(media.path).name,
            )
        )


@command("episode.rename", "Rename Episode…", menu="File", group=1, needs=Needs.EPISODE)
def rename(context: Context) -> None:
    """Give the open episode another title."""
    episode = context.session.episode
    if episode is not None:
        context.prompts.ask_text(
            phrase("Title of the episode"),
            episode.title,
            lambda title: retitle(context, episode, title),
        )


def retitle(context: Context, episode: Episode, title: str) -> None:
    """Set an episode's title; a blank one changes nothing."""
    title = " ".join(title.split())
    if title and title != episode.title:
        context.session.do(ChangeEpisode(replace(episode, title=title), phrase("Rename episode")))


# On the command line


@command("episode.list", "Episodes", cli="episodes")
def list_episodes(context: Context) -> tuple[EpisodeRow, ...]:
    """List the episodes of the library."""
    return tuple(
        EpisodeRow(
            row.id,
            row.title,
            row.show,
            row.state.value,
            row.duration_ms,
            row.marks,
            row.has_media,
            row.has_transcript,
        )
        for row in context.session.library.episodes.summaries()
    )


@command("episode.transcript", "Transcript", cli="transcript")
def show_transcript(context: Context, episode: EpisodeRef) -> tuple[CueRow, ...]:
    """Print an episode's transcript."""
    found = find_episode(context, episode)
    transcript = context.session.library.episodes.transcript(found.id)
    if transcript is None:
        raise AnnotatorError("“{0}” has no transcript; import one with --transcript.", found.title)
    return tuple(map(cue_row, transcript.cues))
