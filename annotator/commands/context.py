"""What a command is handed: the session and the ways to ask the user."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from annotator.domain.errors import UsageError

if TYPE_CHECKING:
    from annotator.commands.results import FactRow, FeedRow, ReviewRow
    from annotator.domain.notes import Annotation, Topic
    from annotator.session.cleaning import Receipt
    from annotator.session.draft_desk import DraftDesk
    from annotator.session.intake import Intake
    from annotator.session.playback import Playback
    from annotator.session.ports import Recogniser, Watcher
    from annotator.session.radio import Radio
    from annotator.session.session import Session
    from annotator.session.tagging import Tagger
    from annotator.session.targets import Target
    from annotator.settings import Paths, Settings
    from annotator.sources import Report
    from annotator.store import Library

T = TypeVar("T")
P = TypeVar("P")


class Prompts(Protocol):
    """Ways to ask the user. Each returns at once; the answer arrives at `then`, or never."""

    def pick_topic(
        self, target: Target, on: Callable[[Topic], None], new: Callable[[str], None]
    ) -> None: ...

    def write_note(self, about: str, start_ms: int, text: str, then: Callable[[str], None]) -> None:
        """`about` is the words the note is for, `text` what it says already."""

    def open_files(self, then: Callable[[tuple[Path, ...]], None]) -> None: ...

    def open_folder(self, then: Callable[[Path], None]) -> None: ...

    def open_transcript(self, then: Callable[[Path], None]) -> None: ...

    def locate_media(self, then: Callable[[Path], None]) -> None: ...

    def name_topic(self, title: str, name: str, then: Callable[[str], None]) -> None: ...

    def delete_topic(
        self, topic: Topic, marks: int, only_here: int, then: Callable[[str, int], None]
    ) -> None:
        """`then` gets ``keep`` or ``remove`` (of marks that have no other topic), or ``move``
        with the id of the topic that the marks go to."""

    def choose_topic(
        self, title: str, then: Callable[[Topic], None], *, archived: bool = False
    ) -> None:
        """Ask for one of the topics in use, or of those `archived`."""

    def show_topic(self, topic: Topic) -> None:
        """Show the page of a topic."""

    def ask_text(self, title: str, text: str, then: Callable[[str], None]) -> None: ...

    def choose_speech(self, missing: str, then: Callable[[str, str], None]) -> None:
        """Ask for a model and a language; `then` gets both, the language "" to find it out.
        `missing` says what has to be installed first, "" where nothing has."""

    def choose_feed(self, feeds: Mapping[str, str], then: Callable[[str], None]) -> None:
        """Ask for one of `feeds`, address to title; `then` gets its address."""

    def choose_items(
        self,
        title: str,
        items: tuple[FeedRow, ...],
        then: Callable[[tuple[str, ...], bool], None],
    ) -> None:
        """Ask which episodes of a feed to bring in; `then` gets their guids, and whether with
        their sound."""

    def review_marks(
        self, rows: tuple[ReviewRow, ...], decide: Callable[[tuple[int, ...], bool], None]
    ) -> None:
        """Show marks to review; `decide` gets ids of marks and whether they take the new words."""

    def shown_marks(self) -> tuple[int, ...]:
        """The ids of the marks that the list shows, in order: its filter's answer."""

    def open_draft(self, then: Callable[[Path], None]) -> None: ...

    def save_draft(self, name: str, then: Callable[[Path], None]) -> None:
        """Ask where to write a file; `name` is proposed."""

    def show_receipt(self, receipt: Receipt, other: Callable[[], None]) -> None:
        """Show what reading a transcript changed; `other` is called for its other reading."""

    def paste(self, then: Callable[[str], None]) -> None:
        """Hand `then` the text on the clipboard."""

    def choose_fetch(self, title: str, about: str, then: Callable[[str], None]) -> None:
        """Ask whether to fetch a link's sound with its words; `then` gets ``all`` or ``words``,
        or "" where neither is wanted."""

    def show(self, what: str) -> None:
        """Show a part of the window by name: ``find``, ``settings``, ``keys``, ``about``, …"""

    def edit_mark(self, mark: Annotation) -> None: ...

    def edit_cue(self, cue: int) -> None: ...

    def chosen_episodes(self) -> tuple[int, ...]:
        """Ids of the episodes that are chosen in the library list, from top to bottom."""

    def confirm(self, question: str, about: str, yes: str, then: Callable[[], None]) -> None:
        """Ask before what cannot be taken back; `yes` names the button that does it."""

    def take_edit(self) -> tuple[int, str, int] | None:
        """End the editing of a cue: its index, its text as it stands and how many letters of it
        are before the text cursor, for the caller to store. None where no cue is edited."""

    def choose(self, title: str, names: tuple[str, ...], then: Callable[[str], None]) -> None:
        """Ask for one of `names`."""

    def copy(self, text: str, html: str = "") -> None:
        """Put `text` on the clipboard, with the same as `html` for programs that know it."""


class Jobs(Protocol):
    """Where long work runs, so that nobody waits for it."""

    def run(
        self,
        title: str,
        work: Callable[[Report], T],
        then: Callable[[T], None],
    ) -> None:
        """Do ``work(progress)`` elsewhere and call ``then(result)`` here. An AnnotatorError
        of the work is shown; a cancelled job calls nothing."""

    def stream(
        self,
        title: str,
        work: Callable[[Report, Callable[[P], None]], T],
        each: Callable[[P], None],
        then: Callable[[T], None],
    ) -> None:
        """As `run`, for work that hands over parts on its way: ``work(progress, hand_over)``.

        ``each(part)`` is called here, in order, all of them before `then`; those handed over
        before a cancel or a failure too."""

    def watch(self, title: str, work: Callable[[Report], Any], watcher: Watcher) -> None:
        """Do ``work(progress)`` elsewhere; `watcher` is told here what became of it, also where
        it failed or was cancelled. What was done before a cancel came is done."""


class Storage(Protocol):
    """Where work in the background stores what it brings: a library of its own, open while the
    block lasts, one at a time."""

    @property
    def busy(self) -> bool:
        """Whether something is being stored now."""

    def open(self) -> AbstractContextManager[Library]: ...


class MakeRecogniser(Protocol):
    """Prepares a recogniser with a model (a size, or a folder) in a worker: it may download.

    `threads` is how many cores it may use, 0 for all. Raises SpeechError."""

    def __call__(self, model: str, threads: int, progress: Report) -> Recogniser: ...


def _faster_whisper(model: str, threads: int, progress: Report) -> Recogniser:
    # Imported here: few starts transcribe.
    from annotator.sources.speech import prepared

    return prepared(model, threads, progress)


def _empty_desk() -> DraftDesk:
    # Imported here: few starts check a draft.
    from annotator.session.draft_desk import DraftDesk

    return DraftDesk()


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
    recogniser: MakeRecogniser = _faster_whisper
    drafts: DraftDesk = field(default_factory=_empty_desk)
    storage: Storage | None = None
    _intake: Intake | None = None
    _playback: Playback | None = None
    _tagger: Tagger | None = None
    _prompts: Prompts | None = None
    _radio: Radio | None = None

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
    def intake(self) -> Intake:
        return _there(self._intake)

    def storing(self) -> AbstractContextManager[Library]:
        """A library to store in from a worker; where there are no threads, the session's own."""
        return self.storage.open() if self.storage else nullcontext(self.session.library)

    @property
    def has_window(self) -> bool:
        return self._prompts is not None

    @property
    def radio(self) -> Radio:
        return _there(self._radio)

    def with_window(
        self, playback: Playback, tagger: Tagger, prompts: Prompts, intake: Intake
    ) -> None:
        """Complete a context that was made before its window was."""
        from annotator.session.radio import Radio

        self._playback, self._tagger, self._prompts = playback, tagger, prompts
        self._intake = intake
        self._radio = Radio(self.session, playback)


def _there(part: T | None) -> T:
    if part is None:
        raise UsageError("This needs the window; start annotator without a verb.")
    return part
