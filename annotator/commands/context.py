"""What a command is handed: the session and the ways to ask the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from annotator.domain.errors import UsageError

if TYPE_CHECKING:
    from annotator.commands.results import FactRow
    from annotator.domain.notes import Annotation, Topic
    from annotator.session.playback import Playback
    from annotator.session.session import Session
    from annotator.session.tagging import Tagger
    from annotator.session.targets import Target
    from annotator.settings import Paths, Settings

T = TypeVar("T")


class Prompts(Protocol):
    """Ways to ask the user. Each returns at once; the answer arrives at `then`, or never."""

    def pick_topic(
        self, target: Target, on: Callable[[Topic], None], new: Callable[[str], None]
    ) -> None: ...

    def write_note(self, about: str, start_ms: int, text: str, then: Callable[[str], None]) -> None:
        """`about` is the words the note is for, `text` what it says already."""

    def open_files(self, then: Callable[[tuple[Path, ...]], None]) -> None: ...

    def open_transcript(self, then: Callable[[Path], None]) -> None: ...

    def locate_media(self, then: Callable[[Path], None]) -> None: ...

    def name_topic(self, title: str, name: str, then: Callable[[str], None]) -> None: ...

    def delete_topic(
        self, topic: Topic, marks: int, only_here: int, then: Callable[[str, int], None]
    ) -> None:
        """`then` gets ``keep`` or ``remove`` (of marks that have no other topic), or ``move``
        with the id of the topic that the marks go to."""

    def ask_text(self, title: str, text: str, then: Callable[[str], None]) -> None: ...

    def show(self, what: str) -> None:
        """Show a part of the window by name: ``find``, ``settings``, ``keys``, ``about``, …"""

    def edit_mark(self, mark: Annotation) -> None: ...

    def edit_cue(self, cue: int) -> None: ...

    def copy(self, text: str) -> None: ...


class Jobs(Protocol):
    """Where long work runs, so that nobody waits for it."""

    def run(
        self,
        title: str,
        work: Callable[[Callable[[float], None]], T],
        then: Callable[[T], None],
    ) -> None:
        """Do ``work(progress)`` elsewhere and call ``then(result)`` here. An AnnotatorError
        of the work is shown; a cancelled job calls nothing."""


@dataclass
class Context:
    """The session and its helpers. `playback`, `prompts` and `tagger` are None where there is
    no window; commands that need them are not on the command line."""

    session: Session
    settings: Callable[[], Settings]
    paths: Paths
    jobs: Jobs
    change_settings: Callable[[Settings], None]
    facts: Callable[[], tuple[FactRow, ...]]
    _playback: Playback | None = None
    _tagger: Tagger | None = None
    _prompts: Prompts | None = None

    @property
    def playback(self) -> Playback:
        return _there(self._playback)

    @property
    def tagger(self) -> Tagger:
        return _there(self._tagger)

    @property
    def prompts(self) -> Prompts:
        return _there(self._prompts)

    @property
    def has_window(self) -> bool:
        return self._prompts is not None

    def with_window(self, playback: Playback, tagger: Tagger, prompts: Prompts) -> None:
        """Complete a context that was made before its window was."""
        self._playback, self._tagger, self._prompts = playback, tagger, prompts


def _there(part: T | None) -> T:
    if part is None:
        raise UsageError("This needs the window; start annotator without a verb.")
    return part
