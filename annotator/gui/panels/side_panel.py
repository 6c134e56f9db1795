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
    """The topics get the height they need until the user drags the line between the two; that is
    then `topics_height`."""

    def __init__(
        self, topics: TopicsPanel, marks: MarksPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.topics = topics
        self.marks = marks
        self.topics_height: int | None = None
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

    def keep_topics_height(self, height: int) -> None:
        """Give the topics this height, as if dragged there, in any height of the whole."""
        self.topics_height = height
        self._fit()

    def _keep(self) -> None:
        self.topics_height = self.sizes()[0]

    def _fit(self) -> None:
        wanted = self.topics_height
        if wanted is None:
            wanted = min(self.topics.content_height(), int(self.height() * _MOST))
        self.setSizes([wanted, max(self.height() - wanted - self.handleWidth(), 0)])
