"""The fonts a delegate paints with, made once per base font rather than once per row."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from annotator.gui.style import label_font, resized

_MOST = 32
_sets: dict[str, FontSet] = {}


class FontSet:
    """The base font with digits of one width, in the weights and the size panels use."""

    def __init__(self, base: QFont) -> None:
        self.plain = resized(base, 1)
        self.medium = resized(base, 1, QFont.Weight.Medium)
        self.bold = resized(base, 1, QFont.Weight.DemiBold)
        self.small = label_font(base)
        self.keycap = label_font(base, QFont.Weight.Medium)
        self.keycap.setPointSizeF(self.keycap.pointSizeF() * 0.93)
        self.plain_metrics = QFontMetrics(self.plain)
        self.small_metrics = QFontMetrics(self.small)
        self.keycap_metrics = QFontMetrics(self.keycap)
        self.line = self.plain_metrics.height()
        self.small_line = self.small_metrics.height()


def fonts_of(base: QFont) -> FontSet:
    """The set derived from `base`."""
    key = base.key()
    found = _sets.get(key)
    if found is None:
        if len(_sets) >= _MOST:
            _sets.clear()
        found = _sets[key] = FontSet(base)
    return found
