"""Marks for other programs: copied in one key, as Markdown, link, quote or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from annotator.commands.changing import FEW
from annotator.commands.context import Context
from annotator.commands.registry import Needs, command
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation, Kind
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters.note import EpisodeNote
    from annotator.exporters.sharing import Shared
    from annotator.session.targets import Target


def marks_to_share(context: Context) -> tuple[Annotation, ...]:
    """The selected words; else the marks chosen in the list; else the current mark; else what
    the next key would mark. Raises UsageError where there is none of these."""
    session, desk = context.session, context.session.desk
    if desk.selection is None:
        chosen = tuple(mark for mark in map(session.mark, desk.chosen) if mark is not None)
        current = session.mark(desk.current_mark)
        if found := chosen or ((current,) if current else ()):
            return found
    target = context.tagger.target()
    if target is None:
        raise UsageError("There is nothing to copy here yet; open or play an episode.")
    return (context.tagger.mark_on(target) or _unmarked(context, target),)


def _unmarked(context: Context, target: Target) -> Annotation:
    """Words that nobody has marked, as if they were a quote."""
    transcript = context.session.transcript
    speaker = transcript.speaker_of(target.span) if transcript and target.span else ""
    episode = context.session.episode
    return Annotation(
        0, "", episode.id if episode else 0, Kind.QUOTE, target.anchor, speaker=speaker
    )


def note_of(context: Context, marks: Iterable[Annotation]) -> EpisodeNote | None:
    """A note that holds just these marks of the open episode; None where none is open."""
    from annotator.exporters.note import EpisodeNote

    session = context.session
    if session.episode is None:
        return None
    return EpisodeNote(session.episode, tuple(marks), session.topics)


def copy_marks(
    context: Context, marks: Iterable[Annotation], way: Callable[[EpisodeNote], Shared]
) -> None:
    """Put marks of the open episode on the clipboard in one of the ways of `sharing`."""
    note = note_of(context, marks)
    if note is None:
        return

    def copy(shared: Shared) -> None:
        context.prompts.copy(shared.text, shared.html)

    if len(note.annotations) <= FEW:
        copy(way(note))
    else:
        context.jobs.run(phrase("Copying"), lambda _report: way(note), copy)


@command("share.markdown", "Copy as Markdown", keys=("Ctrl+Shift+C",), menu="Edit", group=2,
         needs=Needs.EPISODE)  # fmt: skip
def copy_markdown(context: Context) -> None:
    """Copy the chosen marks, or what the next key would mark, as Markdown."""
    from annotator.exporters.sharing import as_markdown

    copy_marks(context, marks_to_share(context), as_markdown)


@command("share.link", "Copy as Link", keys=("Ctrl+Shift+L",), menu="Edit", group=2,
         needs=Needs.EPISODE)  # fmt: skip
def copy_link(context: Context) -> None:
    """Copy the address that plays the chosen marks, or what the next key would mark."""
    from annotator.exporters.sharing import as_link

    copy_marks(context, marks_to_share(context), as_link)


@command("share.quote", "Copy as Quote", keys=("Ctrl+Shift+Q",), menu="Edit", group=2,
         needs=Needs.EPISODE)  # fmt: skip
def copy_quote(context: Context) -> None:
    """Copy the words in quotation marks, with who said them, where and when."""
    from annotator.exporters.sharing import as_quote

    copy_marks(context, marks_to_share(context), as_quote)


@command("share.html", "Copy as HTML", keys=("Ctrl+Shift+H",), menu="Edit", group=2,
         needs=Needs.EPISODE)  # fmt: skip
def copy_html(context: Context) -> None:
    """Copy the chosen marks, or what the next key would mark, as HTML."""
    from annotator.exporters.sharing import as_html

    copy_marks(context, marks_to_share(context), as_html)
