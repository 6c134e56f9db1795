"""Checking drafts off the GUI thread: on a connection of its own, values in and values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from annotator.drafts.quotations import Quotation
from annotator.drafts.reading import read_draft
from annotator.session.draft_check import DraftCheck
from annotator.session.draft_desk import OpenDraft
from annotator.session.draft_items import Item, Items
from annotator.store import open_library

Progress = Callable[[float], None]


def opened(name: str, path: Path | None, data: bytes) -> OpenDraft:
    """A draft read from its bytes. Raises DraftError."""
    return OpenDraft(name, path, data, read_draft(data, name))


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
