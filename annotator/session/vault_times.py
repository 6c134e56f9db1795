"""Marks whose times a user corrected in a note."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.domain.anchoring import anchor_at, find_again
from annotator.domain.notes import Anchor, Annotation
from annotator.domain.timecode import format_clock
from annotator.phrases import phrase
from annotator.store import Library
from annotator.vault.reading import Rewritten

_NEAR_MS = 5_000
"""So far from the time that was written words may stand and still be those that are meant."""


@dataclass(frozen=True, slots=True)
class Retimed:
    """Where a mark is to be. `doubt` is a sentence where the time cannot be meant; the anchor is
    then the old one."""

    anchor: Anchor
    doubt: str = ""


class Lengths:
    """How long episodes are: by their sound, else by their words; 0 where nobody knows."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[int, int] = {}

    def of(self, episode_id: int) -> int:
        if episode_id not in self._known:
            self._known[episode_id] = self._look(episode_id)
        return self._known[episode_id]

    def _look(self, episode_id: int) -> int:
        episode = self._library.episodes.get(episode_id)
        if episode is not None and episode.media is not None and episode.media.duration_ms:
            return episode.media.duration_ms
        transcript = self._library.episodes.transcript(episode_id)
        return transcript.end_ms if transcript is not None else 0


def retimed(mark: Annotation, said: Rewritten, length_ms: int) -> Retimed:
    """The anchor of `mark` at the times of a note; its words stay what the note says they are.

    A beginning that moves leaves the end where it is, unless the mark shows none, or would end
    before it begins: then it keeps its length.
    """
    old = mark.anchor
    if said.doubt or said.start_ms is said.until_ms is None:
        return Retimed(old, said.doubt)
    start_ms = old.start_ms if said.start_ms is None else said.start_ms
    end_ms = old.end_ms if said.until_ms is None else said.until_ms
    is_moment = old.end_ms // 1000 <= old.start_ms // 1000
    if said.until_ms is None and (is_moment or end_ms <= start_ms):
        end_ms = start_ms + old.end_ms - old.start_ms
    if end_ms < start_ms:
        return Retimed(old, phrase("it ends before it begins"))
    if length_ms and max(start_ms, said.until_ms or 0) > length_ms:
        late = format_clock(start_ms if start_ms > length_ms else end_ms)
        told = phrase("{0} is past the end of the episode, {1}", late, format_clock(length_ms))
        return Retimed(old, told)
    return Retimed(Anchor(start_ms, end_ms, old.exact))


def looked_up(library: Library, before: Annotation, after: Annotation) -> Annotation:
    """`after` as it stands in the transcript: to be looked at where its words are not there."""
    if after.anchor == before.anchor:
        return after
    transcript = library.episodes.transcript(after.episode_id)
    if transcript is None or not after.text:
        return replace(after, needs_review=False)
    found = find_again(transcript, after.anchor)
    anchor, there = after.anchor, found is not None
    if (anchor.start_ms, anchor.end_ms) != (before.start_ms, before.end_ms):
        there = found is not None and (
            found.end_ms >= anchor.start_ms - _NEAR_MS
            and found.start_ms <= anchor.end_ms + _NEAR_MS
        )
        here = found if there and found else anchor_at(transcript, anchor.start_ms, anchor.end_ms)
        anchor = replace(anchor, prefix=here.prefix, suffix=here.suffix)
    return replace(after, anchor=anchor, needs_review=not there)
