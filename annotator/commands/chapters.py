"""Chapters: made at the playhead, renamed, removed, walked through; listed on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import EpisodeRef, find_episode
from annotator.commands.registry import Argument, Needs, Place, command
from annotator.commands.results import ChapterRow
from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.notes import Chapter, Episode, chapter_at
from annotator.domain.timecode import format_clock, parse_time
from annotator.phrases import phrase
from annotator.session.edits import AddChapter, ChangeChapter, RemoveChapter

_SAME_MS = 500
"""Two chapters do not begin closer together than this: the second press means the first one."""

ChapterRef = Annotated[str, Argument("id of a chapter, or a time in it", metavar="CHAPTER")]


@command(
    "chapter.new",
    "New Chapter…",
    keys=("C",),
    menu="Mark",
    group=6,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def new(context: Context) -> None:
    """Begin a chapter at the playhead and name it; the audio plays on."""
    make_at(context, context.tagger.heard_ms())


@command(
    "chapter.rename",
    "Rename Chapter…",
    keys=("Shift+C",),
    menu="Mark",
    group=6,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def rename(context: Context) -> None:
    """Give the chapter at the playhead another name."""
    rename_one(context, _here(context))


@command("chapter.remove", "Remove Chapter", menu="Mark", group=6, needs=Needs.EPISODE)
def remove(context: Context) -> None:
    """Remove the chapter at the playhead; what it held falls to the one before."""
    remove_one(context, _here(context))


@command(
    "chapter.next",
    "Next Chapter",
    keys=("Shift+J",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def go_next(context: Context) -> None:
    """Go to where the next chapter begins."""
    here = context.playback.position_ms
    later = [one for one in _some_chapters(context) if one.start_ms > here]
    if later:
        _go(context, later[0])


@command(
    "chapter.previous",
    "Previous Chapter",
    keys=("Shift+K",),
    menu="Playback",
    group=1,
    place=Place.TRANSCRIPT,
    needs=Needs.EPISODE,
)
def go_previous(context: Context) -> None:
    """Go to where this chapter begins, and from there to the one before."""
    here = context.playback.position_ms - 2 * _SAME_MS
    _go(context, chapter_at(_some_chapters(context), here) or _some_chapters(context)[0])


def make_at(context: Context, start_ms: int) -> None:
    """Ask for a name and begin a chapter at `start_ms`, or rename the one that begins there."""
    episode = _open_episode(context)
    same = [one for one in episode.chapters if abs(one.start_ms - start_ms) < _SAME_MS]
    if same:
        rename_one(context, same[0])
        return
    context.prompts.ask_text(
        phrase("Chapter at {0}", format_clock(start_ms)),
        "",
        lambda title: _add(context, start_ms, title),
    )


def rename_one(context: Context, chapter: Chapter) -> None:
    """Ask for another name for `chapter`."""
    context.prompts.ask_text(
        phrase("Rename chapter"), chapter.title, lambda title: _rename(context, chapter, title)
    )


def remove_one(context: Context, chapter: Chapter) -> None:
    """Remove `chapter` of the open episode; undo brings it back."""
    episode = _open_episode(context)
    context.session.do(RemoveChapter(episode.id, chapter, _before(episode, chapter)))
    context.session.say("Chapter removed", undo=True)


def _add(context: Context, start_ms: int, title: str) -> None:
    episode = _open_episode(context)
    if title := " ".join(title.split()):
        context.session.do(_adding(episode, start_ms, title))


def _rename(context: Context, chapter: Chapter, title: str) -> None:
    title = " ".join(title.split())
    if title and title != chapter.title:
        episode = _open_episode(context)
        context.session.do(
            ChangeChapter(episode.id, replace(chapter, title=title), _renaming(chapter))
        )


def _adding(episode: Episode, start_ms: int, title: str) -> AddChapter:
    inside = chapter_at(episode.chapters, start_ms)
    end_ms = inside.end_ms if inside else None
    if end_ms is not None and end_ms <= start_ms:
        end_ms = None
    return AddChapter(episode.id, Chapter(start_ms, title, end_ms), inside if end_ms else None)


def _renaming(chapter: Chapter) -> str:
    return phrase("Rename chapter “{0}”", chapter.title)


def _before(episode: Episode, chapter: Chapter) -> Chapter | None:
    """The chapter before, where it ends as `chapter` begins: nothing lies between them."""
    before = chapter_at([one for one in episode.chapters if one != chapter], chapter.start_ms)
    return before if before is not None and before.end_ms == chapter.start_ms else None


def _go(context: Context, chapter: Chapter) -> None:
    context.session.desk.following = True
    context.session.desk_changed.tell(None)
    context.playback.seek(chapter.start_ms)
    context.session.say(chapter.title)


def _open_episode(context: Context) -> Episode:
    if context.session.episode is None:
        raise UsageError("Open an episode first; chapters belong to one.")
    return context.session.episode


def _some_chapters(context: Context) -> Sequence[Chapter]:
    chapters = _open_episode(context).chapters
    if not chapters:
        raise UsageError("This episode has no chapters yet; C begins one at the playhead.")
    return chapters


def _here(context: Context) -> Chapter:
    found = chapter_at(_some_chapters(context), context.tagger.heard_ms())
    if found is None:
        raise UsageError("No chapter has begun here yet; C begins one at the playhead.")
    return found


# On the command line


@command("chapter.list", "Chapters", cli="chapters")
def list_chapters(context: Context, episode: EpisodeRef) -> tuple[ChapterRow, ...]:
    """List an episode's chapters in order of time."""
    found = find_episode(context, episode)
    transcript = context.session.library.episodes.transcript(found.id)
    length_ms = found.media.duration_ms if found.media else 0
    length_ms = max(length_ms, transcript.end_ms if transcript else 0)
    ends = [one.start_ms for one in found.chapters[1:]]
    return tuple(
        ChapterRow(one.id, one.start_ms, one.end_ms or max(end, one.start_ms), one.title)
        for one, end in zip(found.chapters, [*ends, length_ms], strict=False)
    )


@command("chapter.add", "Add Chapter", cli="chapter add")
def add(
    context: Context,
    episode: EpisodeRef,
    start: Annotated[str, Argument("1:02, 00:01:02.500 or 62500ms", metavar="START")],
    title: Annotated[str, Argument("its name", metavar="TITLE")],
) -> int:
    """Begin a chapter at a time of an episode and print its id."""
    found, start_ms = find_episode(context, episode), parse_time(start)
    if any(one.start_ms == start_ms for one in found.chapters):
        raise UsageError("A chapter begins at {0} already; rename it.", format_clock(start_ms))
    entry = context.session.do(_adding(found, start_ms, _given(title)))
    return max(entry.touched.of("chapter")) if entry else 0


@command("chapter.retitle", "Rename Chapter", cli="chapter rename")
def retitle(
    context: Context,
    episode: EpisodeRef,
    chapter: ChapterRef,
    title: Annotated[str, Argument("its new name", metavar="TITLE")],
) -> None:
    """Give a chapter of an episode another name."""
    found = find_episode(context, episode)
    named = _find_chapter(found, chapter)
    context.session.do(
        ChangeChapter(found.id, replace(named, title=_given(title)), _renaming(named))
    )


@command("chapter.delete", "Remove Chapter", cli="chapter remove")
def delete(context: Context, episode: EpisodeRef, chapter: ChapterRef) -> None:
    """Remove a chapter of an episode; what it held falls to the one before."""
    found = find_episode(context, episode)
    gone = _find_chapter(found, chapter)
    context.session.do(RemoveChapter(found.id, gone, _before(found, gone)))


def _find_chapter(episode: Episode, given: str) -> Chapter:
    known = next((one for one in episode.chapters if str(one.id) == given), None)
    if known is None and ":" in given:
        known = chapter_at(episode.chapters, parse_time(given))
    if known is None:
        raise NotFoundError(
            "“{0}” has no chapter {1}; `chapters` lists them.", episode.title, given
        )
    return known


def _given(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise UsageError("A chapter needs a name.")
    return title
