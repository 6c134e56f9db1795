"""The right side: topics above the marks they filter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.panels.marks_panel import MarksPanel
from annotator.gui.panels.topics_panel import TopicsPanel

_MOST = 0.45
"""The share of the height that topics take by themselves before they scroll."""


class SidePanel(QSplitter):
    """The topics get the height they need until the user drags the line between the two."""

    def __init__(
        self, topics: TopicsPanel, marks: MarksPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.topics = topics
        self.marks = marks
        self._dragged = False
        self.addWidget(topics)
        self.addWidget(marks)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        self.setMinimumWidth(220)
        self.setProperty("role", "side")
        self.splitterMoved.connect(self._keep)
        topics.filterChanged.connect(marks.set_topic_filter)
        topics.contentChanged.connect(self._fit)
        marks.topicFilterCleared.connect(topics.clear_filter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restore_sizes(self, sizes: list[int]) -> None:
        """Sizes of an earlier session count as dragged."""
        self._dragged = True
        self.setSizes(sizes)

    def _keep(self) -> None:
        self._dragged = True

    def _fit(self) -> None:
        if self._dragged:
            return
        wanted = min(self.topics.content_height(), int(self.height() * _MOST))
        self.setSizes([wanted, max(self.height() - wanted - self.handleWidth(), 0)])
