"""Words that are timed from the start of their caption, as YouTube's are, joined by columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from annotator.formats.draft import RawWord
from annotator.formats.spoken_columns import SpokenColumns, edges_of, joined_columns


class Caption(NamedTuple):
    """A caption's times, and of each of its words the text and how long after the start it is
    said; perhaps how sure the recogniser was."""

    start_ms: int
    end_ms: int | None
    texts: Sequence[str]
    offsets: Sequence[int]
    sures: Sequence[int | None] = ()


def joined(captions: Sequence[Caption]) -> list[tuple[str, Sequence[RawWord]]]:
    """Text and timed words of each; a word ends where the next one starts."""
    edges = edges_of([caption.texts for caption in captions])
    starts = [caption.start_ms + offset for caption in captions for offset in caption.offsets]
    ends: list[int | None] = [*starts[1:], None]
    for after, caption in zip(edges[1:], captions, strict=True):
        ends[after - 1] = caption.end_ms
    words = SpokenColumns(
        list(chain.from_iterable([caption.texts for caption in captions])),
        starts,
        ends,
        sures=list(chain.from_iterable([caption.sures for caption in captions])),
    )
    return joined_columns(words, edges)
