"""The title block above the first cue: the episode's title and a line of facts."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.gui.theme import Theme
from annotator.gui.transcript.measures import Frame, Measures


class Header:
    """Two texts laid out in the width of the page; `height` is where the first cue begins."""

    def __init__(self, title: str = "", facts: str = "") -> None:
        self.title, self.facts = title, facts
        self._title = self._facts = QTextLayout()
        self._fitted: tuple[Measures, int] | None = None
        self.height = 0

    def fit(self, measures: Measures, frame: Frame) -> None:
        """Lay the texts out for a page."""
        width = frame.block_left + frame.block_width - frame.left
        if self._fitted == (measures, width):
            return
        self._fitted = (measures, width)
        reached = float(measures.px(18))
        self._title, reached = _laid_out(
            self.title, measures.title_font, width, reached, measures.px(24)
        )
        self._facts, reached = _laid_out(
            self.facts, measures.facts_font, width, reached + measures.px(1), measures.px(20)
        )
        self.height = round(reached + measures.px(10))

    def paint(self, painter: QPainter, theme: Theme, frame: Frame) -> None:
        """Draw at the top of the page."""
        at = QPointF(frame.left, 0)
        painter.setPen(QColor(theme.ink))
        self._title.draw(painter, at)
        painter.setPen(QColor(theme.dim))
        self._facts.draw(painter, at)


def _laid_out(
    text: str, font: QFont, width: int, top: float, pitch: int
) -> tuple[QTextLayout, float]:
    """The text in lines of `pitch` from `top` downwards, and where they end."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while text and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, round(top + (pitch - line.height()) / 2)))
        top += pitch
    layout.endLayout()
    return layout, top
