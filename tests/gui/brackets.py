"""A language of brackets: what of a window it does not reach cannot be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hands import Hands
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QMenu,
    QTabBar,
    QWidget,
)

from annotator.gui.widgets.overlay import Overlay

_TEXTS = ("text", "title", "placeholderText", "toolTip", "statusTip", "accessibleName",
          "accessibleDescription", "windowTitle", "prefix", "suffix", "specialValueText",
          "toPlainText")  # fmt: skip
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
OPEN, SHUT = "⟦", "⟧"
_MARKUP = re.compile(r"<[^>]*>|&\w+;")
_OURS = re.compile(rf"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(QTranslator):
    """A language in which every text is English between brackets."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text if text == "1,234.5" or not text else f"{OPEN}{text}{SHUT}"

    def isEmpty(self) -> bool:
        return False


def texts_of(thing: QWidget | QAction) -> Iterator[str]:
    """All that a widget or an action says of itself."""
    for name in _TEXTS:
        say = getattr(thing, name, None)
        if callable(say):
            said = say()
            if isinstance(said, str) and said:
                yield said
    if isinstance(thing, QComboBox):
        yield from (thing.itemText(row) for row in range(thing.count()))
    if isinstance(thing, QTabBar):
        yield from (thing.tabText(tab) for tab in range(thing.count()))
    if isinstance(thing, QHeaderView) and thing.isVisible() and thing.model() is not None:
        for section in range(thing.count()):
            yield str(thing.model().headerData(section, thing.orientation()) or "")
    elif isinstance(thing, QAbstractItemView) and thing.model() is not None:
        yield from items_of(thing.model(), QModelIndex())


def items_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), 40)):
        is_list = isinstance(model, QAbstractListModel)  # whose columns are private
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in _ROLES:
                if isinstance(said := index.data(role), str):
                    yield said
        if not is_list:
            yield from items_of(model, model.index(row, 0, parent))


def walked(root: QWidget) -> Iterator[tuple[QWidget | QAction, str]]:
    """Every text of a window: of its widgets, shown or not, their actions and menus."""
    for thing in (root, *root.findChildren(QWidget), *root.findChildren(QAction)):
        of_qt = isinstance(thing, QWidget) and isinstance(thing.window(), QFileDialog)
        if not of_qt:
            yield from ((thing, said) for said in texts_of(thing))


# What a text may hold that is the same in every language: names of languages, formats and
# programs, paths, file endings and function keys.
_NAMES = re.compile(
    r"annotator|English|Deutsch|WebVTT|Wiki|Obsidian|Logseq|Markdown|HTML|Qt|VLC|Linux|F\d+|base"
    r"|[\w.~-]*[/.][\w./~-]+",
    re.IGNORECASE,
)


class Known:
    """What is not the program's: the sample's words, names and topics."""

    def __init__(self, hands: Hands) -> None:
        session = hands.session
        assert session.episode is not None
        assert session.transcript is not None
        texts = [session.episode.title, session.episode.show, session.episode.description]
        texts += [text for topic in session.topics for text in (topic.name, topic.description)]
        texts += [cue.text for cue in session.transcript.cues]
        texts += [*session.transcript.speakers, *(mark.note for mark in session.marks)]
        texts += [chapter.title for chapter in session.episode.chapters]
        self._words = {word.casefold() for text in texts for word in _WORD.findall(text)}

    def strange(self, said: str) -> str:
        """The words of a text that are neither translated nor data."""
        rest = _MARKUP.sub(" ", said)
        while _OURS.search(rest):
            rest = _OURS.sub(" ", rest)
        words = _WORD.findall(_NAMES.sub(" ", rest))
        return " ".join(word for word in words if word.casefold() not in self._words)


def strange_texts(known: Known, where: str) -> list[str]:
    """What is neither translated nor data in any window that is there now."""
    return [
        f"{where}: {type(thing).__name__}: {said}"
        for top in QApplication.topLevelWidgets()
        for thing, said in walked(top)
        if known.strange(said)
    ]


def put_away(hands: Hands) -> None:
    """Close what lies over the window."""
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog | QMenu) and top.isVisible():
            top.close()
    for overlay in hands.window.findChildren(Overlay):
        if overlay.isVisible():
            overlay.close_overlay()
    QApplication.processEvents()
