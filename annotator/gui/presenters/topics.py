"""The topics panel's intents, as changes."""

from __future__ import annotations

from collections.abc import Callable

from annotator.commands import Context, topic_care
from annotator.commands import topics as commands
from annotator.commands.radio import play_marks
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Topic
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter


class TopicsPresenter(Presenter):
    """Renames, colours, merges, nests, numbers and deletes what the panel asks for by id.

    The panel is shown its topics by the episode's presenter, which knows their counts.
    """

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        panel = window.topics
        panel.addRequested.connect(lambda: actions.run("topic.new"))
        panel.addBelowRequested.connect(self._add_below)
        panel.renameRequested.connect(lambda t, name: self._do(commands.rename, t, name))
        panel.colourRequested.connect(lambda t, colour: self._do(commands.recolour, t, colour))
        panel.digitRequested.connect(
            lambda t, digit: self._do(commands.give_digit, t, digit or None)
        )
        panel.mergeRequested.connect(self._merge)
        panel.moveRequested.connect(self._move)
        panel.deleteRequested.connect(lambda t: self._do(commands.delete, t))
        panel.pageRequested.connect(lambda t: self._do(_show_page, t))
        panel.playRequested.connect(lambda t: self._do(play_marks, t))
        panel.describeRequested.connect(lambda t: self._do(topic_care.ask_description, t))
        panel.namesRequested.connect(lambda t: self._do(topic_care.ask_names, t))
        panel.splitRequested.connect(lambda t: self._do(topic_care.ask_split, t))
        panel.archiveRequested.connect(lambda t: self._do(topic_care.archive, t))
        panel.showDigitRequested.connect(
            lambda t, digit: self._do(topic_care.give_show_digit, t, digit or None)
        )
        context.session.opened.connect(
            lambda episode: panel.set_show(episode.show if episode else "")
        )

    def _add_below(self, parent_id: int) -> None:
        parent = self._context.session.topic(parent_id)

        def create(name: str) -> None:
            commands.create(self._context, name, parent)

        self._context.prompts.name_topic(self.tr("New topic"), "", create)

    def _merge(self, source: int, target: int) -> None:
        into = self._context.session.topic(target)
        if into is not None:
            self._do(commands.merge, source, into)

    def _move(self, topic_id: int, parent_id: int, place: int) -> None:
        parent = self._context.session.topic(parent_id) if parent_id else None
        self._do(commands.move_under, topic_id, parent, place)

    def _do(self, act: Callable[..., None], topic_id: int, *given: object) -> None:
        topic: Topic | None = self._context.session.topic(topic_id)
        if topic is None:
            return
        self._guard(act, self._context, topic, *given)


def _show_page(context: Context, topic: Topic) -> None:
    context.prompts.show_topic(topic)
