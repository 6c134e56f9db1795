"""What commands give back: the rows that the command line prints and ``--json`` spells out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.domain.notes import Annotation, Topic
from annotator.domain.transcript import Cue


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    id: int
    title: str
    show: str
    state: str
    duration_ms: int
    marks: int
    media: bool
    transcript: bool


@dataclass(frozen=True, slots=True)
class TrashRow:
    """An episode in the trash."""

    id: int
    title: str
    show: str
    duration_ms: int
    marks: int


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word; `confidence` is the recogniser's own, 0 to 1, None where it is not known."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class CueRow:
    start_ms: int
    end_ms: int
    speaker: str
    text: str
    words: tuple[WordRow, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Who speaks, the digit that sets them (None past nine), and how much they say."""

    digit: int | None
    name: str
    cues: int
    word_count: int
    spoken_ms: int


@dataclass(frozen=True, slots=True)
class ReplaceRow:
    """A place where words are replaced, and how it reads before and after."""

    start_ms: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A mark not found in the new transcript: its old words, and those at its place now."""

    id: int
    start_ms: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TranscribedRow:
    """An episode's transcript after hearing its sound."""

    id: int
    title: str
    language: str
    cues: int
    words: int
    times_estimated: bool


@dataclass(frozen=True, slots=True)
class TopicRow:
    id: int
    name: str
    colour: str
    digit: int | None
    parent: str
    marks: int


@dataclass(frozen=True, slots=True)
class MarkRow:
    id: int
    start_ms: int
    end_ms: int
    kind: str
    topics: tuple[str, ...]
    speaker: str
    text: str
    note: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter; it ends where the next begins when its source does not say."""

    id: int
    start_ms: int
    end_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place found; `mark` is the id of a mark that was found itself."""

    episode: int
    title: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A mark in an episode."""

    episode: int
    title: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicPageRow:
    """All about a topic; `beside` are the topics on the same marks, with how many."""

    name: str
    aliases: tuple[str, ...]
    description: str
    archived: bool
    marks: int
    episodes: int
    notes: int
    beside: tuple[str, ...]
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class SearchRow:
    name: str
    search: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one of many sources: an episode, or the sentence that says why not. `why`
    says what put a recording together with words of another name."""

    source: str
    id: int | None = None
    title: str = ""
    failure: str = ""
    notices: tuple[str, ...] = ()
    why: str = ""

    @property
    def ok(self) -> bool:
        return not self.failure


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An episode of a feed. `transcript` is the best kind offered, as ``vtt``; `episode` the id
    it has in the library, None while it is not there."""

    guid: str
    title: str
    published_on: str
    duration_ms: int
    media: bool
    transcript: str
    chapters: bool
    episode: int | None


@dataclass(frozen=True, slots=True)
class FeedLinkRow:
    """A line of an OPML list."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FormatRow:
    kind: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template of notes; `about` says why one cannot be used."""

    name: str
    origin: str
    extension: str
    about: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    keys: tuple[str, ...]
    id: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class FactRow:
    name: str
    value: str
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """Rows for programs, and what they say for eyes; not `ok` is something to look at."""

    rows: tuple[Any, ...]
    text: str
    ok: bool


@dataclass(frozen=True, slots=True)
class ImportedNoteRow:
    """What became of a note file. `fate` is ``new`` (it made an episode), ``added`` (to one),
    ``changed`` (since the last import) or ``known``; `doubtful` counts marks to review."""

    path: str
    episode: int | None = None
    title: str = ""
    fate: str = ""
    marks: int = 0
    topics: int = 0
    doubtful: int = 0
    notice: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something wrong in a note; `sure` (``high``, ``medium``, ``low``) is of the repair."""

    line: int
    column: int
    kind: str
    told: str
    found: str
    repair: str | None
    sure: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class CheckedNoteRow:
    """A note in which something was found; `diff` is what was mended, as a unified diff."""

    path: str
    findings: tuple[FindingRow, ...] = ()
    diff: str = ""
    failure: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is left to look at."""
        return not self.failure and all(finding.fixed for finding in self.findings)


@dataclass(frozen=True, slots=True)
class VaultFileRow:
    """A file of a vault that is ``new``, ``changed``, ``moved`` or ``removed``; `diff` is a
    unified diff, for a new one `begins` says how it begins."""

    path: str
    fate: str
    moved_from: str = ""
    diff: str = ""
    begins: str = ""


@dataclass(frozen=True, slots=True)
class SyncRow:
    """A mark that was changed in a note of a vault. `fate` is ``changed``, ``removed`` or
    ``clash``: then the three texts are its statement as it was and as each side has it."""

    path: str
    mark: int | None
    fate: str
    told: str = ""
    base: str = ""
    file: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A statement changed on both sides, as people read it; `where` is its note and time."""

    ident: str
    where: str
    file: str
    library: str


def cue_row(cue: Cue) -> CueRow:
    """A cue with its own word times; no words where the source timed none."""
    words = tuple(
        WordRow(cue.text[word.begin : word.end], word.start_ms, word.end_ms, confidence(word.sure))
        for word in cue.words
    )
    return CueRow(cue.start_ms, cue.end_ms, cue.speaker, cue.text, words)


def confidence(sure: int | None) -> float | None:
    """Percent as the share that recognisers state."""
    return None if sure is None else sure / 100


def mark_row(mark: Annotation, topics: dict[int, Topic]) -> MarkRow:
    """A mark with its topics by name."""
    names = tuple(topics[ident].name for ident in mark.topics if ident in topics)
    return MarkRow(
        mark.id,
        mark.start_ms,
        mark.end_ms,
        mark.kind.value,
        names,
        mark.speaker,
        mark.text,
        mark.note,
        mark.needs_review,
    )
