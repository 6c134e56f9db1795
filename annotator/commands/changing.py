"""Large changes: made by a worker on a connection of its own, shown when they are stored.

A repair of every cue, a topic merged with five thousand marks under it, the undo of either: each
takes a second that no key press should wait for. It is one transaction with its row of the
journal, as every change; what is pressed meanwhile waits and is then done to what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from annotator.collector import collector_at_rest
from annotator.commands.context import Context
from annotator.domain.errors import UsageError
from annotator.phrases import phrase
from annotator.session.news import News, read_news

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError
    from annotator.session.edits import Edit
    from annotator.sources import Report
    from annotator.store import Library

T = TypeVar("T")

FEW = 100
"""So many marks are changed at once, without a worker."""

_STORING, _STORED = 0.6, 0.9


def carry_out(
    context: Context,
    title: str,
    marks: int,
    make: Callable[[Library], Edit],
    then: Callable[[], None],
) -> None:
    """Make a change of so many `marks`: at once where they are few, or else by a worker."""
    if marks <= FEW or context.storage is None:
        context.session.do(make(context.session.library))
        then()
    else:
        carry_out_later(context, title, lambda library, _report: make(library), then)


def carry_out_later(
    context: Context,
    title: str,
    make: Callable[[Library, Report], Edit | None],
    then: Callable[[], None],
    since: int | None = None,
) -> None:
    """Let a worker ``make`` a change of what there is, and store it; None is no change. With
    `since`, it is made of what the session showed at that turn, and stored if that still holds."""

    def change(library: Library, report: Report) -> None:
        seen = library.turn() if since is None else since
        edit = make(library, report)
        if edit is None:
            return
        with library.changing(edit.label, edit.episode_id) as work:
            if library.turn() != seen:
                raise UsageError("Another program changed the library meanwhile; do it again.")
            report(_STORING)
            edit.apply(work.writes)
            report(_STORED)

    store_later(context, title, change, lambda _none: then())


def store_later(
    context: Context,
    title: str,
    change: Callable[[Library, Report], T],
    then: Callable[[T], None],
) -> None:
    """Let a worker do ``change(library, report)``; the session holds back what comes meanwhile.
    `then` gets what it returned, when all is shown."""
    context.session.hold(title)
    _Change(context, title, change, then).begin()


def catch_up(context: Context) -> None:
    """Show what another program wrote since; where it is much, a worker reads it."""
    session = context.session
    idle = not session.held_for and not session.unsaved[0]
    if context.storage and idle and session.library.is_much_since(session.turn):
        store_later(context, phrase("Taking in changes"), _nothing, _nothing_more)
    else:
        session.refresh_from_outside()


def _nothing(_library: Library, _report: Report) -> None:
    """Another has made the change."""


def _nothing_more(_outcome: None) -> None:
    """It is shown by then."""


@dataclass(frozen=True)
class _Change(Generic[T]):
    """A large change on its way: the queue's watcher, and the work itself."""

    context: Context
    title: str
    change: Callable[[Library, Report], T]
    then: Callable[[T], None]

    def begin(self) -> None:
        session = self.context.session
        episode, seen = session.episode, session.turn

        def work(report: Report) -> tuple[T, News]:
            with collector_at_rest(), self.context.storing() as library:
                outcome = self.change(library, report)
                return outcome, read_news(library, episode, seen)

        self.context.jobs.watch(self.title, work, self)

    def begun(self) -> None:
        """It is shown by its job."""

    def told(self, fraction: float, detail: str) -> None:
        """How far it is, is shown by its job."""

    def ended(self, result: tuple[T, News]) -> None:
        outcome, news = result
        session = self.context.session
        if session.episode is not None and session.episode.id != news.asked_of:
            # Another episode was opened meanwhile; what that is now is read as well.
            replace(self, change=lambda _library, _report: outcome).begin()
            return
        try:
            session.adopt(news)
        finally:
            session.release()
        self.then(outcome)

    def failed(self, error: AnnotatorError | None) -> None:
        self.context.session.release()
        if error is not None:
            raise error
