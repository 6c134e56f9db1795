"""The cleaning of a transcript taken back, and done again; its marks go with their words.

The original text is kept with every transcript, so both readings of it can be had at any time.
A reading that was there before is gone back to, with the corrections that were made in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import TranscriptError, UsageError
from annotator.domain.transcript import Transcript
from annotator.formats import FORMATS, ReadTranscript, read_text
from annotator.formats.timeline import spread_over
from annotator.phrases import counted, phrase
from annotator.session.carrying import carry_marks
from annotator.store.changes import TranscriptSource
from annotator.store.watching import Progress, unwatched

if TYPE_CHECKING:
    from annotator.store import Library
    from annotator.store.episodes import TranscriptFacts

_LABELS = {True: phrase("Take the cleaning back"), False: phrase("Clean the transcript again")}
_NAMES = frozenset(one.name for one in FORMATS)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of how a transcript was read. `format` is for people; `sentences` say what
    was changed, with counts; `read_at` is ISO 8601."""

    title: str
    source_name: str
    format: str
    read_at: str
    cues: int
    as_written: bool
    sentences: tuple[str, ...]


def receipt_of(library: Library, episode_id: int) -> Receipt:
    """The receipt of the episode's transcript. Raises TranscriptError where it has none."""
    episode, facts = library.episodes.get(episode_id), library.episodes.transcript_facts(episode_id)
    title = episode.title if episode else ""
    if facts is None:
        raise TranscriptError("“{0}” has no transcript yet.", title)
    names = {one.name: one.title for one in FORMATS}
    return Receipt(
        title,
        facts.source_name,
        names.get(facts.format, facts.format),
        facts.read_at,
        facts.cue_count,
        facts.as_written,
        tuple(map(phrase, filter(None, facts.receipt.split("\n")))),
    )


def read_again(
    library: Library, episode_id: int, *, as_written: bool, report: Progress = unwatched
) -> tuple[str, ...]:
    """Read the original of the episode's transcript again, as it was written or cleaned, in one
    step of undo. A worker's job, which `report` may end; returns notices. Raises TranscriptError
    and UsageError."""
    episodes = library.episodes
    facts, old = episodes.transcript_facts(episode_id), episodes.transcript(episode_id)
    original = episodes.original(episode_id)
    if facts is None or old is None or not original:
        raise TranscriptError("There is no original of this transcript that could be read again.")
    if facts.as_written == as_written:
        raise UsageError(
            phrase("The transcript is shown as it was written already.")
            if as_written
            else phrase("The transcript is cleaned already.")
        )
    corrected = _corrected(old, _read(original, facts, as_written=facts.as_written).transcript)
    there = episodes.other_reading(episode_id, facts.sha256, as_written=as_written)
    report(0.0)
    with library.changing(_LABELS[as_written], episode_id, report) as change:
        if there is not None:
            change.writes.choose_transcript(episode_id, there)
            new = episodes.transcript(episode_id) or old
        else:
            read = _read(original, facts, as_written=as_written)
            new = _over_the_sound(library, episode_id, read.transcript)
            source = TranscriptSource(
                format=facts.format,
                original=original,
                sha256=facts.sha256,
                name=facts.source_name,
                receipt="\n".join(read.receipt.sentences),
                read_at=library.now(),
                as_written=as_written,
            )
            change.writes.use_transcript(episode_id, new, source=source)
        notices = carry_marks(library, change.writes, episode_id, old, new, same_words=True)
        report(1.0)
    return (_summary(old, new, as_written=as_written), *_left(corrected), *notices)


def _read(original: str, facts: TranscriptFacts, *, as_written: bool) -> ReadTranscript:
    name = facts.format if facts.format in _NAMES else None
    return read_text(original, format_name=name, as_written=as_written)


def _over_the_sound(library: Library, episode_id: int, read: Transcript) -> Transcript:
    episode = library.episodes.get(episode_id)
    media = episode.media if episode else None
    if read.times_estimated and media is not None and media.duration_ms:
        return spread_over(read, media.duration_ms)
    return read


def _corrected(shown: Transcript, read: Transcript) -> int:
    """How many cues say other than what was read: what the user corrected."""
    before = Counter((cue.speaker, cue.text) for cue in read.cues)
    return sum((Counter((cue.speaker, cue.text) for cue in shown.cues) - before).values())


def _left(corrected: int) -> tuple[str, ...]:
    if not corrected:
        return ()
    return (
        counted(
            corrected,
            "{0} line you corrected is as the original has it; undo brings your corrections back.",
            "{0} lines you corrected are as the original has it; undo brings your corrections"
            " back.",
        ),
    )


def _summary(old: Transcript, new: Transcript, *, as_written: bool) -> str:
    template = (
        phrase("The transcript is as it was written: {0:,} lines, {1:,} before.")
        if as_written
        else phrase("The transcript is cleaned: {0:,} lines, {1:,} before.")
    )
    return phrase(template, len(new.cues), len(old.cues))
