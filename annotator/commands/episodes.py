"""Opening, importing and keeping episodes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, Needs, command
from annotator.commands.results import CueRow, EpisodeRow, cue_row
from annotator.domain.errors import AnnotatorError, NotFoundError, UsageError
from annotator.domain.notes import Episode, EpisodeState, Media
from annotator.session.edits import ChangeEpisode, ChangeMedia, TrashEpisode

if TYPE_CHECKING:
    from annotator.session.imports import Prepared

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
        raise UsageError(f"{len(alike)} episodes are called “{reference}”; give the id.")
    found = episodes.get(alike[0].id) if alike else None
    if found is None:
        raise NotFoundError(
            f"There is no episode “{reference}” in the library; `annotator episodes` lists them."
        )
    return found


@command("episode.open", "Open…", keys=("Ctrl+O",), menu="File")
def open_files(context: Context) -> None:
    """Open audio, video or a transcript as an episode."""
    context.prompts.open_files(lambda paths: open_paths(context, paths))


def open_paths(context: Context, paths: tuple[Path, ...], *, show_all: bool = False) -> None:
    """Import files and folders in the background and open the first. A transcript given
    together with one media file is that file's; of several, names tell."""
    from annotator.sources.local_file import MEDIA_ENDINGS
    from annotator.sources.many import episodes_of

    media = [path for path in paths if path.suffix.casefold() in MEDIA_ENDINGS]
    texts = [path for path in paths if path not in media]
    pairs: list[tuple[Path, Path | None]]
    if len(media) == 1 and len(texts) == 1:
        pairs = [(media[0], texts[0])]
    else:
        wanted = episodes_of([str(path) for path in paths])
        pairs = [(one.path, one.transcript) for one in wanted if one.path]
    if paths and not pairs:
        raise NotFoundError(
            f"“{paths[0]}” is a folder without audio, video or transcript; open another."
        )
    for number, (path, transcript) in enumerate(pairs):
        _open_one(context, path, transcript, first=number == 0 or show_all)


def _open_one(context: Context, path: Path, transcript: Path | None, *, first: bool) -> None:
    from annotator.session.imports import add_episode, read_fetched
    from annotator.sources.local_file import fetch_local

    def then(prepared: Prepared) -> None:
        imported = add_episode(context.session.library, prepared)
        context.session.episodes_changed.tell(None)
        for notice in imported.notices:
            context.session.say(notice)
        if first:
            context.session.open(imported.episode_id)

    context.jobs.run(
        f"Opening “{path.name}”",
        lambda progress: read_fetched(fetch_local(path, transcript, progress)),
        then,
    )


@command("episode.choose_transcript", "Choose Transcript…", menu="File", needs=Needs.EPISODE)
def choose_transcript(context: Context) -> None:
    """Give the open episode another transcript; its marks move with their words."""
    episode = context.session.episode

    def use(path: Path) -> None:
        if episode is not None:
            use_transcript(context, episode.id, path)

    context.prompts.open_transcript(use)


def use_transcript(context: Context, episode_id: int, path: Path) -> None:
    """Read the transcript `path` in the background and give it to the episode."""
    from annotator.session.imports import attach_transcript, read_fetched
    from annotator.sources.local_file import fetch_transcript

    def then(notices: tuple[str, ...]) -> None:
        session = context.session
        if session.episode is not None and session.episode.id == episode_id:
            session.open(episode_id)
        session.episodes_changed.tell(None)
        for notice in notices:
            session.say(notice)

    context.jobs.run(
        f"Reading “{path.name}”",
        lambda _progress: read_fetched(fetch_transcript(path)),
        lambda prepared: then(attach_transcript(context.session.library, episode_id, prepared)),
    )


@command("episode.locate", "Locate Media…", menu="File", needs=Needs.EPISODE)
def locate(context: Context) -> None:
    """Say where the open episode's audio or video is now."""
    from annotator.sources.local_file import describe_media

    episode = context.session.episode
    if episode is None:
        return

    def use(path: Path) -> None:
        context.jobs.run(
            f"Reading “{path.name}”",
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
        f"Looking for “{Path(media.path).name}”",
        lambda progress: find_moved(media, folders_near(Path(media.path)), progress),
        lambda found: _use_found(context, episode, found),
    )


def _use_found(context: Context, episode: Episode, found: Media | None) -> None:
    if found is not None and episode.media is not None:
        _use_media(context, episode, found)
        context.session.say(f"“{Path(episode.media.path).name}” was found as “{found.path}”.")


def _use_media(context: Context, episode: Episode, media: Media) -> None:
    session, old = context.session, episode.media
    session.do(ChangeMedia(episode.id, media))
    if session.episode is not None and session.episode.id == episode.id:
        session.open(episode.id)
    if old is not None and old.sha256 != media.sha256:
        session.say(
            f"“{Path(media.path).name}” is another recording than before; the marks are kept,"
            " but may not fit it."
        )


@command("episode.rename", "Rename Episode…", menu="File", group=1, needs=Needs.EPISODE)
def rename(context: Context) -> None:
    """Give the open episode another title."""
    episode = context.session.episode
    if episode is not None:
        context.prompts.ask_text(
            "Title of the episode", episode.title, lambda title: retitle(context, episode, title)
        )


def retitle(context: Context, episode: Episode, title: str) -> None:
    """Set an episode's title; a blank one changes nothing."""
    title = " ".join(title.split())
    if title and title != episode.title:
        context.session.do(ChangeEpisode(replace(episode, title=title), "Rename episode"))


def set_state(context: Context, episode_id: int, state: EpisodeState) -> None:
    """Say how far the work on an episode is."""
    episode = context.session.library.episodes.get(episode_id)
    if episode is not None and episode.state is not state:
        context.session.do(ChangeEpisode(replace(episode, state=state), "Change state"))


@command("episode.done", "Mark as Done", menu="File", group=1, needs=Needs.EPISODE)
def done(context: Context) -> None:
    """Say that the open episode is worked through; again says it is not."""
    episode = context.session.episode
    if episode is not None:
        was_done = episode.state is EpisodeState.DONE
        state = EpisodeState.IN_PROGRESS if was_done else EpisodeState.DONE
        set_state(context, episode.id, state)


@command("episode.remove", "Remove from Library", menu="File", group=1, needs=Needs.EPISODE)
def remove(context: Context) -> None:
    """Put the open episode into the trash, with its marks; undo brings it back."""
    if context.session.episode is not None:
        trash(context, context.session.episode)


def trash(context: Context, episode: Episode) -> None:
    """Put an episode into the trash; undo brings it back."""
    context.session.do(TrashEpisode(episode, context.session.library.now()))
    context.session.say(f"Removed “{episode.title}”", undo=True)


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
        raise AnnotatorError(f"“{found.title}” has no transcript; import one with --transcript.")
    return tuple(map(cue_row, transcript.cues))
