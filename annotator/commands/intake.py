"""Episodes on their way in: the table of imports, and what happens when one arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.registry import command
from annotator.domain.errors import AnnotatorError, TranscriptError
from annotator.domain.notes import Episode
from annotator.phrases import counted, joined, phrase

if TYPE_CHECKING:
    from annotator.session.imports import Imported, Prepared
    from annotator.session.intake import Arrived, PassedOver, Row, Task
    from annotator.sources import Report
    from annotator.store import Library


@command("import.show", "Imports", keys=("Ctrl+J",), menu="View", group=1)
def show_imports(context: Context) -> None:
    """Show what is being brought in: how far it is, what failed, and what can be tried again."""
    context.prompts.show("imports")


def bring_in(context: Context, tasks: Sequence[Task], *, wait_for_silence: bool = False) -> None:
    """Bring episodes in, in the background. The first is opened when it is there; with
    `wait_for_silence` not while another is being listened to.

    One alone tells in passing what came of it; many show it in their rows, and in one sentence
    at the end.
    """
    from annotator.session.intake import Batch

    arrival = _Arrival(context, alone=len(tasks) == 1, patient=wait_for_silence)
    batch = Batch(arrival.arrived, arrival.failed, arrival.ended)
    doubles = context.intake.add(tasks, batch)
    for row in doubles:
        context.session.say(phrase("“{0}” is being brought in already.", row.name))
    if len(batch.ids) > 1 or (doubles and not batch.ids):
        show_imports(context)


class _Arrival:
    """What is told and opened of one batch."""

    def __init__(self, context: Context, *, alone: bool, patient: bool) -> None:
        self._context = context
        self._alone = alone
        self._patient = patient
        self._opened = False

    def arrived(self, found: Arrived, first: bool) -> None:
        session = self._context.session
        if self._alone or first:
            session.refresh()  # the rest is soon looked at with what other programs wrote
        if self._alone:
            for notice in found.notices:
                session.say(notice)
        if first:
            self._open(found)

    def _open(self, found: Arrived) -> None:
        self._opened = True
        if self._patient and self._context.playback.playing and found.is_new:
            self._context.session.say(phrase("“{0}” is in the library now.", found.title))
        else:
            self._context.session.open(found.episode_id, found.words)

    def failed(self, error: AnnotatorError) -> None:
        if self._alone:
            self._context.session.say(str(error), trouble=True)

    def ended(self, rows: tuple[Row, ...]) -> None:
        from annotator.session.intake import Arrived

        if self._alone:
            return
        here = [row for row in rows if row.episode_id is not None]
        self._context.session.refresh()
        self._context.session.say(_summary(rows))
        if here and not self._opened:
            self._open(Arrived(here[0].episode_id or 0, here[0].name))


def _summary(rows: Sequence[Row]) -> str:
    """``7 episodes are in the library. 2 could not be brought in; Imports says why.``"""
    from annotator.session.intake import Stage

    here = sum(row.stage is Stage.DONE for row in rows)
    failed = sum(row.stage is Stage.FAILED for row in rows)
    said = counted(here, "{0} episode is in the library.", "{0} episodes are in the library.")
    if not failed:
        return said
    return joined(" ", (said, phrase("{0:,} could not be brought in; Imports says why.", failed)))


def file_task(
    context: Context, path: Path, transcript: Path | None, *, why: str = "", found: bool = False
) -> Task:
    """The task of bringing in a file with its transcript. `why` says why the two were paired;
    a text that was `found` in a folder need be no transcript."""
    from annotator.session.imports import read_fetched
    from annotator.session.intake import PassedOver, Task
    from annotator.sources.local_file import fetch_local

    def work(report: Report) -> Arrived | PassedOver:
        try:
            prepared = read_fetched(fetch_local(path, transcript, report))
        except TranscriptError as error:
            if not found:
                raise
            return PassedOver(phrase("It was passed over. {0}", error.__cause__ or error))
        return store(context, prepared, report=report, notices=(why,) if why else ())

    return Task(path.name, str(path.absolute()), phrase("Opening “{0}”", path.name), work)


def store(
    context: Context,
    prepared: Prepared,
    change: Callable[[Episode], Episode] = lambda episode: episode,
    *,
    report: Report,
    notices: tuple[str, ...] = (),
) -> Arrived:
    """Store a prepared episode, from a worker, and read back what opening it needs."""
    from annotator.session.imports import add_episode

    with context.storing() as library:
        return arrived_as(library, add_episode(library, prepared, change, report), notices)


def arrived_as(library: Library, imported: Imported, notices: tuple[str, ...] = ()) -> Arrived:
    """An import as the table and the window take it."""
    from annotator.session.intake import Arrived

    episode = library.episodes.get(imported.episode_id)
    words = library.episodes.transcript(imported.episode_id)
    if words is not None:
        # What a transcript works out when it is first asked, it is asked here, where none waits.
        words.cue_at(0)
        _ = words.speakers
    transcript_id = episode.transcript_id if episode else None
    return Arrived(
        imported.episode_id,
        episode.title if episode else "",
        is_new=imported.is_new,
        notices=(*notices, *imported.notices),
        words=(transcript_id, words) if words and transcript_id else None,
    )
