"""The learned reaction time: kept beside the window's state, put to work as the setting."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSettings

from annotator.domain.errors import AnnotatorError, SettingsError
from annotator.session.reaction import ReactionLearner
from annotator.session.session import Session
from annotator.session.tagging import Tagger
from annotator.settings import Settings, SettingsFile

_MEMORY = "hearing/reaction"


class LearnedReaction:
    """Makes the setting `reaction_ms` follow what the marks tell, while the user lets it.

    `changed` is called when it moved, `tell` with an error where it cannot be saved.
    """

    def __init__(
        self,
        session: Session,
        tagger: Tagger,
        file: SettingsFile,
        state: QSettings,
        changed: Callable[[], None],
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        self._file = file
        self._state = state
        self._changed = changed
        self._tell = tell
        self._learner = ReactionLearner(session, time.monotonic, file.settings.reaction_ms)
        self._learner.remember(str(state.value(_MEMORY, "")))
        self._learner.learned.connect(self._learned)
        tagger.heard.connect(self._learner.made)

    def set_by_hand(self, settings: Settings) -> None:
        """`settings` are about to be kept: another reaction time in them begins anew."""
        if settings.reaction_ms != self._file.settings.reaction_ms:
            self.start_from(settings.reaction_ms)

    def start_from(self, reaction_ms: int) -> None:
        """Forget what was learned, and learn on from `reaction_ms`."""
        self._learner.start_from(reaction_ms)
        self._state.setValue(_MEMORY, self._learner.memory)

    def settle(self) -> None:
        """Take in what the last mark tells, before the program ends."""
        self._learner.settle()

    def _learned(self, reaction_ms: int) -> None:
        settings = self._file.settings
        if not settings.reaction_learned:
            return
        self._state.setValue(_MEMORY, self._learner.memory)
        if reaction_ms == settings.reaction_ms:
            return
        try:
            self._file.save(replace(settings, reaction_ms=reaction_ms))
        except SettingsError as error:
            self._tell(error)
        else:
            self._changed()
