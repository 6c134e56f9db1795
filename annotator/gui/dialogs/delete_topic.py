"""Deleting a topic: what becomes of its marks is said first and chosen by the user."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from annotator.domain.notes import Topic
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import count_of
from annotator.gui.panels.topic_menu import swatch_icon
from annotator.gui.theme import Theme
from annotator.gui.values import TopicDeletion, TopicFate, TopicUse
from annotator.gui.widgets.text import isolated, one_line
from annotator.gui.widgets.topic_tree import flattened, topic_tree

_FATES = (TopicFate.KEEP, TopicFate.MOVE, TopicFate.REMOVE)


class DeleteTopicDialog(DialogFrame):
    """`choice()` says what was chosen. Keeping the marks is the default, whatever came before."""

    def __init__(
        self,
        topic: Topic,
        use: TopicUse,
        others: Iterable[Topic],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Delete topic"))
        self.setMinimumWidth(460)
        self._use = use
        self._targets = QComboBox(self)
        self._targets.setAccessibleName(self.tr("Topic to move the marks to"))
        below = [node for node in flattened(topic_tree(others)) if node.topic.id != topic.id]
        for node in below:
            name = f"{node.path} › {one_line(node.topic.name)}" if node.path else node.topic.name
            self._targets.addItem(
                swatch_icon(node.topic.colour, theme), one_line(name), node.topic.id
            )
        self._buttons: dict[TopicFate, QRadioButton] = {}
        self.body.addWidget(
            sentence(self.tr("Delete “{0}”?").format(isolated(topic.name)), "title")
        )
        self.body.addWidget(sentence(self._what_it_touches(), "dim"))
        self._offer(bool(below))
        cancel = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        # Enter must not delete: without this the box makes the accepting button the default.
        cancel.setDefault(True)
        self.add_button(
            self.tr("Delete topic"), QDialogButtonBox.ButtonRole.AcceptRole, danger=True
        )
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)
        self._show_targets()

    def choice(self) -> TopicDeletion:
        fate = next(fate for fate, button in self._buttons.items() if button.isChecked())
        target = self._targets.currentData() if fate is TopicFate.MOVE else None
        return TopicDeletion(fate, target)

    def _what_it_touches(self) -> str:
        use = self._use
        parts = []
        if not use.marks:
            parts.append(self.tr("No mark has it."))
        else:
            parts.append(count_of(use.marks, "{0} mark has it.", "{0} marks have it."))
        if use.only_here:
            parts.append(
                count_of(
                    use.only_here, "{0} mark has no other topic.", "{0} marks have no other topic."
                )
            )
        if use.children:
            parts.append(
                count_of(
                    use.children,
                    "{0} topic below it moves up one level.",
                    "{0} topics below it move up one level.",
                )
            )
        parts.append(self.tr("Undo brings everything back."))
        return " ".join(parts)

    def _offer(self, can_move: bool) -> None:
        use = self._use
        titles = {
            TopicFate.KEEP: self.tr("Keep the marks: they keep their words and lose this topic"),
            TopicFate.MOVE: self.tr("Move the marks to"),
            TopicFate.REMOVE: self.tr("Remove the marks that have no other topic ({0})").format(
                use.only_here
            ),
        }
        group = QButtonGroup(self)
        for fate in _FATES:
            button = self._buttons[fate] = QRadioButton(titles[fate], self)
            group.addButton(button)
            button.toggled.connect(self._show_targets)
            button.setVisible(bool(use.marks))
            if fate is TopicFate.MOVE:
                row = QHBoxLayout()
                row.addWidget(button)
                row.addWidget(self._targets, 1)
                self.body.addLayout(row)
            else:
                self.body.addWidget(button)
        self._buttons[TopicFate.KEEP].setChecked(True)
        self._buttons[TopicFate.MOVE].setEnabled(can_move)
        self._buttons[TopicFate.REMOVE].setEnabled(use.only_here > 0)
        self._targets.setVisible(bool(use.marks))

    def _show_targets(self) -> None:
        move = self._buttons.get(TopicFate.MOVE)
        self._targets.setEnabled(move is not None and move.isChecked())
