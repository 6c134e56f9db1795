"""Bringing an episode into the library: read what was fetched, find what it already is.

`read_fetched` is pure work for a worker; `add_episode` and `attach_transcript` write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from annotator.domain.alignment import spread_over
from annotator.domain.errors import TranscriptError
from annotator.domain.notes import Episode
from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Transcript
from annotator.formats import ReadTranscript, read_transcript
from annotator.phrases import joined, phrase
from annotator.session.carrying import carry_marks
from annotator.session.tagging import new_uid
from annotator.sources import Fetched, FetchedTranscript
from annotator.store import Changes, Library
from annotator.store.changes import TranscriptSource
from annotator.store.watching import Progress, unwatched

_MOST_TOLD = 3
_LINGERING_MS = 10_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A fetched episode with its transcript read. `complaint` says why none could be."""

    fetched: Fetched
    read: ReadTranscript | None
    transcript_name: str = ""
    transcript_sha256: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: the episode, whether it is new, sentences worth telling."""

    episode_id: int
    is_new: bool
    notices: tuple[str, ...] = ()


def read_fetched(fetched: Fetched) -> Prepared:
    """Read the best of the candidate transcripts: with word times, else the likeliest.

    A transcript the user chose must be readable (TranscriptError); one that merely lay beside
    the media may be no transcript at all.
    """
    best: tuple[ReadTranscript, FetchedTranscript] | None = None
    complaint = ""
    for candidate in fetched.transcripts:
        try:
            read = read_transcript(candidate.data)
        except TranscriptError as error:
            if fetched.chosen:
                raise TranscriptError("“{0}”: {1}", candidate.name, error) from error
            complaint = complaint or phrase("“{0}” was not used: {1}", candidate.name, error)
            continue
        if best is None or (
            read.transcript.has_word_times and not best[0].transcript.has_word_times
        ):
            best = (read, candidate)
    if best is None:
        return Prepared(fetched, None, complaint=complaint)
    read, candidate = best
    digest = hashlib.sha256(candidate.data).hexdigest()
    return Prepared(fetched, read, candidate.name, digest)


def add_episode(
    library: Library,
    prepared: Prepared,
    change: Callable[[Episode], Episode] = lambda e: e,
    report: Progress = unwatched,
) -> Imported:
    """Store a prepared episode, or find the one it already is and bring it up to date.

    The same content is the same episode, wherever its file lies now. `change` may set facts
    the user gave (title, show, video id) on a new or known episode. What `report` raises stops
    it, and nothing is stored.
    """
    report(0.0)  # who waited for the library may have been cancelled meanwhile
    known = _known(library, prepared)
    if known is None:
        return _add_new(library, prepared, change, report)
    notices: list[str] = []
    episode = library.episodes.get(known)
    if episode is None:
        return _add_new(library, prepared, change, report)
    with library.changing(phrase("Import “{0}” again", episode.title), known, report) as work:
        writes = work.writes
        if library.episodes.is_trashed(known):
            writes.trash_episode(known, None)
            notices.append(phrase("“{0}” came back from the trash with its marks.", episode.title))
        media = prepared.fetched.media
        if media is not None and (episode.media is None or episode.media.path != media.path):
            writes.set_media(known, media)
        facts = library.episodes.transcript_facts(known)
        wanted = prepared.read is not None and (prepared.fetched.chosen or facts is None)
        if wanted and (facts is None or facts.sha256 != prepared.transcript_sha256):
            notices += _use_transcript(library, writes, known, prepared)
        changed = change(episode)
        if changed != episode:
            writes.update_episode(changed)
    return Imported(known, is_new=False, notices=tuple(notices))


def attach_transcript(
    library: Library, episode_id: int, prepared: Prepared, report: Progress = unwatched
) -> tuple[str, ...]:
    """Give an episode another transcript; its marks move with their words. Notices, if any."""
    report(0.0)
    with library.changing(phrase("Change transcript"), episode_id, report) as work:
        return tuple(_use_transcript(library, work.writes, episode_id, prepared))


def _known(library: Library, prepared: Prepared) -> int | None:
    media = prepared.fetched.media
    if media is not None and (found := library.episodes.by_media(media.sha256)) is not None:
        return found
    source_url = prepared.fetched.source_url
    if source_url and (found := library.episodes.by_source(source_url)) is not None:
        return found
    video_id = prepared.fetched.video_id
    if video_id and (found := library.episodes.by_video(video_id)) is not None:
        return found
    if prepared.transcript_sha256:
        found = library.episodes.by_transcript(prepared.transcript_sha256)
        episode = library.episodes.get(found) if found is not None else None
        # A transcript alone names the episode only while no other media is involved.
        if episode is not None and (media is None or episode.media is None):
            return episode.id
    return None


def _add_new(
    library: Library, prepared: Prepared, change: Callable[[Episode], Episode], report: Progress
) -> Imported:
    fetched = prepared.fetched
    language = fetched.language
    if prepared.read and not language:
        language = prepared.read.transcript.language
    episode = change(
        Episode(
            id=0,
            uid=new_uid(),
            title=fetched.title,
            show=fetched.show,
            video_id=fetched.video_id,
            source_url=fetched.source_url,
            published_on=fetched.published_on,
            language=language,
            description=fetched.description,
            media=fetched.media,
            created_at=library.now(),
            chapters=fetched.chapters,
        )
    )
    with library.changing(phrase("Import “{0}”", episode.title), None, report) as work:
        stored = work.writes.add_episode(episode)
        # Its own undo, not everybody's: Ctrl+Z in one episode must not take another away.
        work.episode_id = stored.id
        notices = _use_transcript(library, work.writes, stored.id, prepared)
    if prepared.complaint:
        notices.append(prepared.complaint)
    return Imported(stored.id, is_new=True, notices=tuple(notices))


def _use_transcript(
    library: Library, writes: Changes, episode_id: int, prepared: Prepared
) -> list[str]:
    read = prepared.read
    if read is None:
        return []
    source = TranscriptSource(
        format=read.format,
        original=read.text,
        sha256=prepared.transcript_sha256,
        name=prepared.transcript_name,
        receipt="\n".join(read.receipt.sentences),
        read_at=library.now(),
    )
    old = library.episodes.transcript(episode_id)
    new, spread = _spread(library, episode_id, read.transcript)
    writes.use_transcript(episode_id, new, source=source)
    told = [*_mended(read), *spread, *_another_recording(library, episode_id, new)]
    return [*told, *carry_marks(library, writes, episode_id, old, new)]


def _spread(
    library: Library, episode_id: int, transcript: Transcript
) -> tuple[Transcript, list[str]]:
    """A text without times, spread over its sound, and the sentence that says so."""
    if not transcript.times_estimated:
        return transcript, []
    episode = library.episodes.get(episode_id)
    media = episode.media if episode else None
    if media is None or not media.duration_ms:
        return transcript, [
            phrase("The text has no times; they are estimated by the pace of speech.")
        ]
    said = phrase(
        "The text has no times; they are estimated: it is spread over the length of the sound."
    )
    return spread_over(transcript, media.duration_ms), [said]


def _another_recording(library: Library, episode_id: int, transcript: Transcript) -> list[str]:
    """A sentence where the transcript goes on long after its sound has ended."""
    episode = library.episodes.get(episode_id)
    length_ms = episode.media.duration_ms if episode and episode.media else 0
    begins_ms = transcript.cues[-1].start_ms if transcript.cues else 0
    # The last words of captions may linger; whole lines after the end are of something else.
    if not length_ms or begins_ms <= length_ms + _LINGERING_MS:
        return []
    return [
        phrase(
            "The transcript runs to {0}, the recording ends at {1}: is it of another recording?",
            format_clock(transcript.end_ms),
            format_clock(length_ms),
        )
    ]


def _mended(read: ReadTranscript) -> list[str]:
    """What reading had to change, in one notice; the whole of it is kept with the transcript."""
    sentences = read.receipt.sentences
    if not sentences:
        return []
    told = list(sentences[:_MOST_TOLD])
    if len(sentences) > _MOST_TOLD:
        told.append(phrase("And {0} more.", len(sentences) - _MOST_TOLD))
    return [phrase("The transcript was mended: {0}", joined(" ", told))]
