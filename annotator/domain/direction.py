"""Which way a line of text runs."""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)


def has_right_to_left(text: str) -> bool:
    """Whether any letter runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left."""
    if not has_right_to_left(text):
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
