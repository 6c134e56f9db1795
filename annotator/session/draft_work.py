"""Checking and changing drafts off the GUI thread: values in, values out; the library is read on
a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import AnnotatorError, ExportError
from annotator.domain.transcript import Transcript
from annotator.drafts.draft import Change, Draft, DraftError
from annotator.drafts.quotations import Quotation, quotations
from annotator.drafts.reading import read_draft, written
from annotator.files import write_atomically
from annotator.phrases import phrase
from annotator.session.draft_check import DraftCheck
from annotator.session.draft_desk import OpenDraft, Rewritten
from annotator.session.draft_items import Item, Items
from annotator.store import open_library

Progress = Callable[[float], None]


def opened(name: str, path: Path | None, data: bytes) -> OpenDraft:
    """A draft read from its bytes. Raises DraftError."""
    return OpenDraft(name, path, data, read_draft(data, name))


def words_of(library: Path, episode_id: int) -> tuple[int, Transcript] | None:
    """The id of the transcript that an episode uses, and what it holds."""
    with closing(open_library(library, read_only=True)) as opened_library:
        episode = opened_library.episodes.get(episode_id)
        transcript = opened_library.episodes.transcript(episode_id)
    if episode is None or episode.transcript_id is None or transcript is None:
        return None
    return episode.transcript_id, transcript


def check_all(
    library: Path, draft: OpenDraft, episodes: Sequence[int] | None, progress: Progress
) -> tuple[Item, ...]:
    """Every quotation of the draft judged, and what it says without quoting compared.

    `episodes` are those to look in, None for all of the library.
    """
    with closing(open_library(library, read_only=True)) as opened_library:
        checking = DraftCheck(opened_library, draft.draft, episodes)
        items = Items(opened_library, draft.draft)
        checked = checking.run(lambda done: progress(0.9 * done))
        claims = checking.claims(checked)
        progress(1.0)
        return (
            *(items.quoted(item) for item in checked),
            *(items.told(claim, likely) for claim, likely in claims),
        )


def check_some(
    library: Path,
    draft: OpenDraft,
    wanted: Iterable[tuple[int, Quotation, Sequence[int]]],
) -> tuple[tuple[int, Item], ...]:
    """Single quotations judged anew, each against its episodes; `wanted` has their numbers."""
    with closing(open_library(library, read_only=True)) as opened_library:
        items = Items(opened_library, draft.draft)
        checking = DraftCheck(opened_library, draft.draft)
        return tuple(
            (number, items.quoted(checking.again(quotation, episodes)))
            for number, quotation, episodes in wanted
        )


class DraftChangedError(AnnotatorError):
    """The file is not as it was read; nothing was written."""


def changed(before: OpenDraft, changes: Sequence[Change]) -> Rewritten:
    """Make `changes` of a draft and write it, nothing else touched.

    Raises DraftError, DraftChangedError and ExportError, with nothing changed.
    """
    data = written(before.draft, changes)
    made = _rewritten(before, data)
    if before.draft.archive and not _as_meant(before.draft, made.opened.draft, changes):
        copy = _copy_beside(before, data)
        raise DraftError(
            "“{0}” is built so that the change could not be proved; it was left as it is,"
            " and the changed one is “{1}” beside it.",
            before.name,
            copy,
        )
    _replace(before, data)
    return made


def restored(before: OpenDraft, data: bytes) -> Rewritten:
    """Write earlier bytes of a draft again. Raises as `changed`."""
    _replace(before, data)
    return _rewritten(before, data)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises ExportError."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError(
            "“{0}” could not be written: {1}; save it under another name.", path, error.strerror
        ) from error


def _copy_beside(before: OpenDraft, data: bytes) -> str:
    """Write what could not be proved under another name, and return that."""
    if before.path is None:
        return before.name
    path = before.path.with_stem(phrase("{0} changed", before.path.stem))
    write(path, data)
    return path.name


def _rewritten(before: OpenDraft, data: bytes) -> Rewritten:
    draft = read_draft(data, before.name)
    return Rewritten(replace(before, data=data, draft=draft), quotations(draft))


def _replace(before: OpenDraft, data: bytes) -> None:
    if before.path is None:
        return
    try:
        standing = before.path.read_bytes()
    except OSError as error:
        raise ExportError(
            "The draft “{0}” cannot be read any more: {1}; save it under another name.",
            before.path,
            error.strerror,
        ) from error
    if standing != before.data:
        raise DraftChangedError(
            "“{0}” was changed by another program since it was checked; nothing was"
            " written. Check it again first (F5).",
            before.name,
        )
    write(before.path, data)


def _as_meant(before: Draft, after: Draft, changes: Sequence[Change]) -> bool:
    """Whether the changed file reads as the old one with `changes` made."""
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda item: (item.begin, item.end)):
        pieces += (before.text[at : change.begin], change.text)
        at = change.end
    return "".join([*pieces, before.text[at:]]) == after.text
