"""A time as people say it: in seconds, kept in milliseconds."""

from __future__ import annotations

import re

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox

_TIME = re.compile(r"\s*(?:(\d{1,9})(?:[.,](\d{0,3}))?|[.,](\d{1,3}))\s*(s|ms)?\s*", re.IGNORECASE)
_BEGUN = re.compile(r"\s*\d{0,9}(?:[.,]\d{0,3})?\s*m?s?\s*", re.IGNORECASE)


class SecondsBox(QSpinBox):
    """`value` is in milliseconds. ``0.4 s``, ``0.4``, ``0,4`` and ``400 ms`` are the same."""

    def textFromValue(self, ms: int) -> str:
        digits = f"{ms / 1000:.3f}".rstrip("0").rstrip(".")
        return f"{digits.replace('.', self.locale().decimalPoint())} s"

    def valueFromText(self, text: str) -> int:
        ms = _read(text)
        return self.value() if ms is None else ms

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        ms = _read(text)
        if ms is not None and self.minimum() <= ms <= self.maximum():
            return QValidator.State.Acceptable, text, pos
        # What is begun may be no time yet.
        begun = _BEGUN.fullmatch(text) is not None
        state = QValidator.State.Intermediate if begun else QValidator.State.Invalid
        return state, text, pos

    def fixup(self, text: str) -> str:
        """What stands here when the box is left: the nearest time that is offered."""
        ms = _read(text)
        bounded = self.value() if ms is None else min(max(ms, self.minimum()), self.maximum())
        return self.textFromValue(bounded)


def _read(text: str) -> int | None:
    """The milliseconds of a time that was typed; None where it is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    whole, tenths, bare, unit = found.groups(default="")
    fraction = (tenths or bare).ljust(3, "0")
    if unit.lower() == "ms":
        return None if tenths or bare else int(whole)
    return int(whole or 0) * 1000 + int(fraction)
