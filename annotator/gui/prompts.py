"""The `Prompts` port: asking the user, in pickers, lines and dialogs that never block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from annotator.commands import Context
from annotator.commands.desk import DRAFT_ENDINGS
from annotator.commands.links import FETCH_ALL, FETCH_WORDS
from annotator.commands.results import FeedRow, ReviewRow
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Annotation, Topic
from annotator.gui.language import local
from annotator.gui.main_window import MainWindow
from annotator.gui.mime import mime_data
from annotator.gui.theme import Theme
from annotator.gui.values import TopicFate, TopicUse
from annotator.gui.widgets.text import one_line
from annotator.gui.widgets.topic_picker import TopicPicker
from annotator.session.targets import Target
from annotator.sources.local_file import MEDIA_ENDINGS, TRANSCRIPT_ENDINGS
from annotator.sources.speech_models import MODELS, size_of

if TYPE_CHECKING:
    from annotator.session.cleaning import Receipt

Answer = TypeVar("Answer")
_MEDIA = "*" + " *".join(MEDIA_ENDINGS)
_DRAFTS = "*" + " *".join(DRAFT_ENDINGS)
_TRANSCRIPTS = "*" + " *".join(TRANSCRIPT_ENDINGS)
_SHOWN_OF_COPIED = 300
_ANSWER_WIDTH = 380


class Prompts(QObject):
    """One picker and one note line, asked in turn. `tell` shows what could not be done;
    `shows` does what ``show(name)`` names."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        theme: Theme,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._tell = tell
        self._theme = theme
        self._picker = TopicPicker(theme, window)
        self._picker.topicChosen.connect(self._topic_chosen)
        self._picker.createRequested.connect(self._topic_named)
        self._on: Callable[[Topic], object] = _nothing
        self._new: Callable[[str], object] = _nothing
        self._note_then: Callable[[str], object] = _nothing
        self.page: Callable[[Topic], object] = _nothing
        self.shows: dict[str, Callable[[], None]] = {}
        window.note_line.saved.connect(self._note_saved)
        window.note_line.cancelled.connect(lambda _text: self._note_closed())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._picker.set_theme(theme)

    # Topics

    def pick_topic(
        self, target: Target, on: Callable[[Topic], None], new: Callable[[str], None]
    ) -> None:
        """Open the picker for `target`, its topics ticked."""
        session = self._context.session
        self._on, self._new = on, new
        mark = self._context.tagger.mark_on(target)
        self._picker.open_topics(
            session.keyed_topics, mark.topics if mark else (), title=local(target.anchor.exact)
        )

    def choose_topic(
        self, title: str, then: Callable[[Topic], None], *, archived: bool = False
    ) -> None:
        """Open the picker to choose a topic that is there; of those `archived`, if so."""
        self._on, self._new = then, _nothing
        topics = self._context.session.keyed_topics
        if archived:
            topics = tuple(replace(t, archived=False) for t in topics if t.archived)
        self._picker.open_topics(topics, title=local(title), can_create=False)

    def show_topic(self, topic: Topic) -> None:
        self.page(topic)

    def name_topic(self, title: str, name: str, then: Callable[[str], None]) -> None:
        self.ask_text(title, name, then)

    def delete_topic(
        self, topic: Topic, marks: int, only_here: int, then: Callable[[str, int], None]
    ) -> None:
        """`then` gets ``keep``, ``remove`` or ``move``, and for the last the topic to move to."""
        topics = self._context.session.topics
        others = [other for other in topics if other.id != topic.id]
        children = sum(other.parent_id == topic.id for other in topics)
        use = TopicUse(marks, only_here, children)
        from annotator.gui.dialogs.delete_topic import DeleteTopicDialog

        dialog = DeleteTopicDialog(topic, use, others, self._theme, self._window)

        def accepted() -> None:
            choice = dialog.choice()
            target = choice.target if choice.fate is TopicFate.MOVE else None
            self.guard(then, choice.fate.value, target or 0)

        dialog.accepted.connect(accepted)
        self._open(dialog)

    def _topic_chosen(self, topic_id: int) -> None:
        topic = self._context.session.topic(topic_id)
        if topic is not None:
            self.guard(self._on, topic)

    def _topic_named(self, name: str) -> None:
        self.guard(self._new, name)

    # Words

    def write_note(self, about: str, start_ms: int, text: str, then: Callable[[str], None]) -> None:
        """Open the note line under the transcript; the audio plays on."""
        self._note_then = then
        self._window.note_line.open(local(about), start_ms, text)

    def _note_saved(self, text: str) -> None:
        then, self._note_then = self._note_then, _nothing
        self.guard(then, text)
        self._note_closed()

    def _note_closed(self) -> None:
        self._window.note_line.hide()
        self._window.transcript.setFocus()

    def ask_text(self, title: str, text: str, then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(local(title))
        dialog.setLabelText(local(title))
        dialog.setTextValue(text)
        _dress(dialog)
        dialog.textValueSelected.connect(lambda answer: self.guard(then, answer))
        self._open(dialog)

    def edit_mark(self, mark: Annotation) -> None:
        self._window.side.show()
        self._window.marks.edit_note(mark.id)

    def edit_cue(self, cue: int) -> None:
        self._window.transcript.begin_edit(cue)

    def take_edit(self) -> tuple[int, str, int] | None:
        return self._window.transcript.take_edit()

    def chosen_episodes(self) -> tuple[int, ...]:
        return tuple(episode.id for episode in self._window.library.chosen())

    def confirm(self, question: str, about: str, yes: str, then: Callable[[], None]) -> None:
        """Keeping things as they are is what Return and Escape do."""
        box = QMessageBox(QApplication.activeModalWidget() or self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Annotator")
        box.setText(local(question))
        box.setInformativeText(local(about))
        agreed = box.addButton(local(yes), QMessageBox.ButtonRole.DestructiveRole)
        agreed.clicked.connect(lambda: self.guard(then))
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def choose(self, title: str, names: tuple[str, ...], then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(local(title))
        dialog.setLabelText(local(title))
        dialog.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
        shown = {local(name): name for name in names}
        dialog.setComboBoxItems(list(shown))
        _dress(dialog)
        dialog.textValueSelected.connect(lambda name: self.guard(then, shown[name]))
        self._open(dialog)

    def copy(self, text: str, html: str = "") -> None:
        QGuiApplication.clipboard().setMimeData(mime_data(text, html))
        self._context.session.say(
            self.tr("Copied “{0}”").format(one_line(text[:_SHOWN_OF_COPIED])[:60])
        )

    # Links and files

    def choose_fetch(self, title: str, about: str, then: Callable[[str], None]) -> None:
        from annotator.gui.dialogs.fetch_choice import FetchChoiceDialog

        dialog = FetchChoiceDialog(local(title), local(about), self._window)
        dialog.accepted.connect(
            lambda: self.guard(then, FETCH_WORDS if dialog.words_only() else FETCH_ALL)
        )
        dialog.rejected.connect(lambda: self.guard(then, ""))
        self._open(dialog)

    def choose_speech(self, missing: str, then: Callable[[str, str], None]) -> None:
        from annotator.gui.dialogs.speech import SpeechDialog

        dialog = SpeechDialog(
            {name: size_of(name) for name in MODELS},
            self._context.settings().speech_model,
            missing,
            self._window,
        )
        dialog.accepted.connect(lambda: self.guard(then, dialog.model(), dialog.language()))
        self._open(dialog)

    def choose_feed(self, feeds: Mapping[str, str], then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Podcast feeds"))
        dialog.setLabelText(self.tr("Which podcast?"))
        # Two podcasts may share a title: the address tells them apart.
        lines = {f"{one_line(title)}  ({url})": url for url, title in feeds.items()}
        dialog.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
        dialog.setComboBoxItems(list(lines))
        _dress(dialog, 480)
        dialog.setTextValue(next(iter(lines)))  # after its buttons are made: it enables one
        dialog.textValueSelected.connect(lambda line: self.guard(then, lines[line]))
        self._open(dialog)

    def choose_items(
        self,
        title: str,
        items: tuple[FeedRow, ...],
        then: Callable[[tuple[str, ...], bool], None],
    ) -> None:
        from annotator.gui.dialogs.feed_dialog import FeedDialog

        dialog = FeedDialog(local(title), items, self._window)
        dialog.accepted.connect(lambda: self.guard(then, dialog.chosen(), dialog.with_media()))
        self._open(dialog)

    def review_marks(
        self, rows: tuple[ReviewRow, ...], decide: Callable[[tuple[int, ...], bool], None]
    ) -> None:
        from annotator.gui.dialogs.review import ReviewDialog

        dialog = ReviewDialog(rows, self._window)
        dialog.decided.connect(lambda marks, take_new: self.guard(decide, marks, take_new))
        self._open(dialog)

    def show_receipt(self, receipt: Receipt, other: Callable[[], None]) -> None:
        from annotator.gui.dialogs.receipt_dialog import ReceiptDialog

        dialog = ReceiptDialog(receipt, self._window)
        dialog.accepted.connect(lambda: self.guard(other))
        self._open(dialog)

    def paste(self, then: Callable[[str], None]) -> None:
        self.guard(then, QGuiApplication.clipboard().text())

    def open_files(self, then: Callable[[tuple[Path, ...]], None]) -> None:
        dialog = self._file_dialog(self.tr("Open audio, video or a transcript"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Audio, video and transcripts ({0})").format(f"{_MEDIA} {_TRANSCRIPTS}"),
                self.tr("All files (*)"),
            ]
        )
        dialog.filesSelected.connect(lambda names: self.guard(then, tuple(map(Path, names))))
        self._open(dialog)

    def shown_marks(self) -> tuple[int, ...]:
        return tuple(self._window.marks.shown_marks())

    def open_draft(self, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(self.tr("Open a draft to check"))
        dialog.setNameFilters([self.tr("Drafts ({0})").format(_DRAFTS), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.guard(then, Path(name)))
        self._open(dialog)

    def save_draft(self, name: str, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(self.tr("Save"))
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.guard(then, Path(chosen)))
        self._open(dialog)

    def open_folder(self, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(self.tr("Import all recordings and transcripts of a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.guard(then, Path(name)))
        self._open(dialog)

    def open_transcript(self, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(self.tr("Choose the transcript"))
        dialog.setNameFilters(
            [self.tr("Transcripts ({0})").format(_TRANSCRIPTS), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda name: self.guard(then, Path(name)))
        self._open(dialog)

    def locate_media(self, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(self.tr("Where is the audio or video now?"))
        dialog.setNameFilters(
            [self.tr("Audio and video ({0})").format(_MEDIA), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda name: self.guard(then, Path(name)))
        self._open(dialog)

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog

    def show(self, what: str) -> None:
        """Show a part of the window by its name in `shows`."""
        self.shows[what]()

    def _open(self, dialog: QDialog) -> None:
        """Open a dialog over the window without waiting for it; it goes when it is closed.

        The keys go on to work on the transcript: a banner's button that asked may be gone.
        """
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._window.transcript.setFocus())
        dialog.open()

    def guard(self, act: Callable[..., object], *given: object) -> None:
        """Do `act`; what it cannot do is told."""
        try:
            act(*given)
        except AnnotatorError as error:
            self._tell(error)


def _dress(dialog: QInputDialog, width: int = _ANSWER_WIDTH) -> None:
    """Room for an answer, since the dialog is as wide as what it holds, and a look like ours."""
    dialog.sizeHint()  # which makes its buttons
    for field in dialog.findChildren(QWidget):
        if isinstance(field, QLineEdit | QAbstractItemView):
            field.setMinimumWidth(width)
    for box in dialog.findChildren(QDialogButtonBox):
        fine = box.button(QDialogButtonBox.StandardButton.Ok)
        fine.setProperty("role", "primary")
        fine.style().unpolish(fine)
        fine.style().polish(fine)


def _nothing(_answer: object) -> None:
    """What an answer nobody asked for does."""
