"""Lasting messages above the transcript: a read-only library, no sound device, missing media."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui import icons
from annotator.gui.language import local
from annotator.gui.theme import Theme
from annotator.gui.values import Notice, NoticeLevel
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.icon_button import IconButton

_ICONS = {NoticeLevel.INFO: "info", NoticeLevel.WARNING: "warning"}


class Banner(QFrame):
    """One notice."""

    buttonClicked = Signal(str)
    dismissed = Signal()

    def __init__(self, notice: Notice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", f"banner-{notice.level}")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(10)
        sign = QLabel()
        colour = theme.danger if notice.level is NoticeLevel.WARNING else theme.accent
        sign.setPixmap(
            icons.tinted(_ICONS[notice.level], colour).pixmap(icons.SIZE, self.devicePixelRatio())
        )
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        text = QLabel(local(notice.text))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        row.addWidget(text, 1)
        for button_id, title in notice.buttons:
            button = QPushButton(title)
            button.clicked.connect(lambda _=False, name=button_id: self.buttonClicked.emit(name))
            row.addWidget(button)
        if notice.dismissible:
            close = IconButton("close", self.tr("Dismiss"), theme)
            close.clicked.connect(self.dismissed)
            row.addWidget(close)


class BannerStack(QWidget):
    """All notices that hold now. Hand it the whole list; a dismissed one stays away.

    `actionRequested` carries the ids of the notice and of its button.
    """

    actionRequested = Signal(str, str)
    dismissed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices: tuple[Notice, ...] = ()
        self._away: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def set_notices(self, notices: Iterable[Notice]) -> None:
        """Show exactly these; a notice that was gone in between may be shown again."""
        wanted = tuple(notices)
        if wanted == self._notices:
            return
        self._away &= {notice.id for notice in wanted}
        fresh = [notice for notice in wanted if notice not in self._notices]
        self._notices = wanted
        self._build()
        for notice in fresh:
            announce(self, local(notice.text))

    def shown(self) -> list[str]:
        """Ids of the notices now in view, uppermost first."""
        return [notice.id for notice in self._notices if notice.id not in self._away]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for notice in self._notices:
            if notice.id not in self._away:
                self._column.addWidget(self._banner(notice))
        self.setVisible(self._column.count() > 0)

    def _banner(self, notice: Notice) -> Banner:
        banner = Banner(notice, self._theme)
        banner.buttonClicked.connect(
            lambda button_id: self.actionRequested.emit(notice.id, button_id)
        )
        banner.dismissed.connect(lambda: self._dismiss(notice.id))
        return banner

    def _dismiss(self, notice_id: str) -> None:
        self._away.add(notice_id)
        self._build()
        self.dismissed.emit(notice_id)
