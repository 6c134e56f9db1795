"""What lies on the desk: where the user reads and what is chosen. Kept here, not in widgets."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.transcript import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an episode; `mark_id` is set where it is a mark."""

    episode_id: int
    start_ms: int
    end_ms: int
    mark_id: int | None = None


@dataclass
class Desk:
    """The state that targets are found from. Times in milliseconds of the media.

    `cursor` is a cue index. `range_start_ms` and `range_end_ms` are what [ and ] set.
    `chosen` are the ids of several marks chosen in the list, empty where fewer than two are.
    `current_mark` is the id of the mark that grow, shrink, delete and notes act on.
    """

    selection: Span | None = None
    cursor: int = 0
    range_start_ms: int | None = None
    range_end_ms: int | None = None
    current_mark: int | None = None
    chosen: tuple[int, ...] = ()
    following: bool = True

    def forget(self) -> None:
        """Clear what the last mark was made from, so that the next key finds its own."""
        self.selection = None
        self.range_start_ms = None
        self.range_end_ms = None
        self.chosen = ()
