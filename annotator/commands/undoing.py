"""Undo and redo: at once, or by a worker where much is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.commands.changing import store_later
from annotator.commands.context import Context
from annotator.commands.desk import take_back
from annotator.commands.registry import command
from annotator.domain.errors import AnnotatorError
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.sources import Report
    from annotator.store import JournalEntry, Library


@command("edit.undo", "Undo", keys=("Ctrl+Z",), menu="Edit", cli="undo")
def undo(context: Context) -> None:
    """Take back the last change, whenever it was made."""
    if context.has_window and take_back(context, context.session.library.turn()):
        return
    anywhere = not context.has_window

    def told(entry: JournalEntry | None) -> None:
        if entry is None:
            raise AnnotatorError("There is nothing to undo.")
        context.session.say(phrase("Undone: {0}", phrase(entry.label)))

    label = _large(context, redo=False)
    if label:
        _later(
            context,
            phrase("Undoing “{0}”", phrase(label)),
            lambda library, episode: library.undo(episode),
            told,
        )
    else:
        told(context.session.undo(anywhere=anywhere))


@command("edit.redo", "Redo", keys=("Ctrl+Shift+Z", "Ctrl+Y"), menu="Edit", cli="redo")
def redo(context: Context) -> None:
    """Do again what was taken back last."""
    anywhere = not context.has_window

    def told(entry: JournalEntry | None) -> None:
        if entry is None:
            raise AnnotatorError("There is nothing to redo.")
        context.session.say(phrase("Redone: {0}", phrase(entry.label)))

    label = _large(context, redo=True)
    if label:
        _later(
            context,
            phrase("Redoing “{0}”", phrase(label)),
            lambda library, episode: library.redo(episode),
            told,
        )
    else:
        told(context.session.redo(anywhere=anywhere))


def _large(context: Context, *, redo: bool) -> str:
    """What is next to be undone, or done again, in the open episode, where it is too large to be
    waited for; else ""."""
    session = context.session
    if context.storage is None or session.episode is None or session.unsaved[0]:
        return ""
    label, is_large = session.library.next_change(session.episode.id, redo=redo)
    return label if is_large else ""


def _later(
    context: Context,
    title: str,
    replay: Callable[[Library, int], JournalEntry | None],
    told: Callable[[JournalEntry | None], None],
) -> None:
    episode = context.session.episode
    if episode is None:
        return

    def change(library: Library, _report: Report) -> JournalEntry | None:
        return replay(library, episode.id)

    store_later(context, title, change, told)
