"""Sizes of the transcript page: its fonts at a zoom, and where its columns stand in a width.

Pixel values are those of the drawn design at zoom 1; all grow with the zoom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from annotator.gui.theme import (
    INTERFACE_PX,
    LABEL_PX,
    LINE_HEIGHT,
    TITLE_PX,
    TRANSCRIPT_PX,
)

COLUMN_CHARACTERS = 76
"""Average letters that a line has room for; words break it at about 70."""

_SAMPLE = "the quiet voice on the radio asked what a careful listener would like to keep "
_LEAST_CHARACTERS = 16
_MARGIN = 16
_BAR_STEP = 6
_BAR_LANES = 3  # room that is always kept; more lanes move the text


def _family() -> str:
    wanted = "Inter"
    if QFontInfo(QFont(wanted)).family() == wanted:
        return wanted
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@dataclass(frozen=True, slots=True)
class Measures:
    """Fonts and distances at one zoom. Distances are in logical pixels."""

    zoom: float
    text_font: QFont
    label_font: QFont
    speaker_font: QFont
    facts_font: QFont
    title_font: QFont
    pitch: float
    """From one line of text to the next."""
    baseline: float
    """From the top of a line to the baseline of its text."""
    character: float
    """Average width of a letter of running text."""

    def px(self, at_zoom_1: float) -> int:
        return round(at_zoom_1 * self.zoom)

    @property
    def gap(self) -> int:
        """Below each cue."""
        return self.px(7)

    @property
    def speaker_height(self) -> int:
        """Above a cue that begins with a speaker's name."""
        return self.px(29)

    @property
    def widest_text(self) -> int:
        return math.ceil(self.character * COLUMN_CHARACTERS)

    def lines_height(self, lines: int) -> int:
        return round(lines * self.pitch)


def measures_at(zoom: float, dpi: int) -> Measures:
    """The measures at `zoom`, for a screen of `dpi` logical dots per inch."""
    family = _family()

    def font(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        made = QFont(family)
        # setPixelSize takes whole pixels only; the design has halves.
        made.setPointSizeF(px * zoom * 72 / dpi)
        made.setWeight(weight)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    text = font(TRANSCRIPT_PX)
    label = font(LABEL_PX)
    label.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(text)
    pitch = TRANSCRIPT_PX * zoom * LINE_HEIGHT
    return Measures(
        zoom=zoom,
        text_font=text,
        label_font=label,
        speaker_font=font(LABEL_PX, QFont.Weight.DemiBold),
        facts_font=font(INTERFACE_PX),
        title_font=font(TITLE_PX, QFont.Weight.Bold),
        pitch=pitch,
        baseline=(pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent(),
        character=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand across the page, in pixels from the left edge of the viewport."""

    left: int
    time_right: int
    bars_left: int
    text_left: int
    text_width: int
    pad: int
    """From the edge of a tinted block to its text."""
    signs_left: int

    @property
    def block_left(self) -> int:
        return self.text_left - self.pad

    @property
    def block_width(self) -> int:
        return self.text_width + 2 * self.pad


def frame_in(
    width: int, measures: Measures, *, time_width: int, lanes: int, shows_times: bool
) -> Frame:
    """The page in a viewport of `width`: centred, as wide as reads well, narrower if it must."""
    px = measures.px
    pad = px(10)
    times = px(8) + time_width + px(13) if shows_times else 0
    bars = px(_BAR_STEP) * max(lanes, _BAR_LANES) + px(2) if shows_times else 0
    gutter = times + bars + pad
    signs = px(28) if shows_times else 0
    room = width - 2 * _MARGIN - gutter - pad - signs
    least = math.ceil(measures.character * _LEAST_CHARACTERS)
    text_width = max(least, min(measures.widest_text, room))
    # Centred without the signs, which hang in the margin, as long as they fit there.
    used = gutter + text_width + pad
    left = max(min((width - used) // 2, width - _MARGIN - used - signs), _MARGIN)
    return Frame(
        left=left,
        time_right=left + px(8) + time_width if shows_times else left,
        bars_left=left + times,
        text_left=left + gutter,
        text_width=text_width,
        pad=pad,
        signs_left=left + used + px(8),
    )


def lane_left(frame: Frame, measures: Measures, lane: int) -> int:
    """Left edge of the bars of a lane."""
    return frame.bars_left + measures.px(_BAR_STEP) * lane
