"""Undo and redo: at once, or by a worker where much is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    _go(context, _UNDO)


@command("edit.redo", "Redo", keys=("Ctrl+Shift+Z", "Ctrl+Y"), menu="Edit", cli="redo")
def redo(context: Context) -> None:
    """Do again what was taken back last."""
    _go(context, _REDO)


@dataclass(frozen=True, slots=True)
class _Way:
    """One of the two ways through the journal, and what is said of it."""

    redo: bool
    done: Callable[[str], str]
    under_way: Callable[[str], str]
    nothing: Callable[[], AnnotatorError]


_UNDO = _Way(
    False,
    lambda label: phrase("Undone: {0}", label),
    lambda label: phrase("Undoing “{0}”", label),
    lambda: AnnotatorError("There is nothing to undo."),
)
_REDO = _Way(
    True,
    lambda label: phrase("Redone: {0}", label),
    lambda label: phrase("Redoing “{0}”", label),
    lambda: AnnotatorError("There is nothing to redo."),
)


def _go(context: Context, way: _Way) -> None:
    """The next step of a way: at once, or by a worker where it is large."""
    session = context.session

    def told(entry: JournalEntry | None) -> None:
        if entry is None:
            raise way.nothing()
        session.say(way.done(phrase(entry.label)))

    label = _large(context, redo=way.redo)
    if label:
        _later(context, way.under_way(phrase(label)), way, told)
    else:
        step = session.redo if way.redo else session.undo
        told(step(anywhere=not context.has_window))


def _large(context: Context, *, redo: bool) -> str:
    """What is next to be undone, or done again, where it is too large to be waited for; else ""."""
    session = context.session
    if context.storage is None or session.unsaved[0]:
        return ""
    label, is_large = session.library.next_change(_open_now(context), redo=redo)
    return label if is_large else ""


def _open_now(context: Context) -> int | None:
    return context.session.episode.id if context.session.episode else None


def _later(
    context: Context,
    title: str,
    way: _Way,
    told: Callable[[JournalEntry | None], None],
) -> None:
    here = _open_now(context)

    def change(library: Library, _report: Report) -> JournalEntry | None:
        return library.redo(here, anywhere=here is None) if way.redo else library.undo(here)

    store_later(context, title, change, told)
