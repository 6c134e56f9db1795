"""The sound of a draft's quotations, cut out of the recordings for a report: a worker's job."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import MediaError
from annotator.domain.notes import Episode
from annotator.drafts.report import Entry
from annotator.session.draft_check import Progress
from annotator.session.draft_items import Item, Passage
from annotator.sources.clips import clip
from annotator.store import open_library


def with_sound(library: Path, items: Sequence[Item], progress: Progress) -> tuple[Entry, ...]:
    """The quotations among `items` as they are reported, each with a clip of every place it was
    found at; b"" where the recording is not at hand. `progress` may raise to stop."""
    quoted = [item for item in items if item.finding is not None]
    made = []
    with closing(open_library(library, read_only=True)) as opened:
        for done, item in enumerate(quoted):
            progress(done / len(quoted))
            media = {
                passage.episode_id: _media(opened.episodes.get(passage.episode_id))
                for passage in item.passages
            }
            heard = item.passages if item.found else ()
            clips = tuple(_cut(media[passage.episode_id], passage) for passage in heard)
            made.append(replace(item.entry, clips=clips))
    progress(1.0)
    return tuple(made)


def _media(episode: Episode | None) -> Path | None:
    return Path(episode.media.path) if episode is not None and episode.media is not None else None


def _cut(media: Path | None, passage: Passage) -> bytes:
    if media is None:
        return b""
    try:
        return clip(media, passage.place.start_ms, passage.place.end_ms)
    except MediaError:
        return b""
