"""Changes to what digits mean in one show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.store import Changes


@dataclass(frozen=True, slots=True)
class SetShowDigits:
    """In the episodes of `show` these digits (to ids of topics) mean others than everywhere."""

    show: str
    digits: Mapping[int, int]
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("Digits of “{0}”", self.show)

    def apply(self, writes: Changes) -> None:
        writes.set_show_digits(self.show, self.digits)
