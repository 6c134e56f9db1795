"""What an episode is after a large change, read where nobody waits for it.

Ten thousand marks and twenty thousand cues take a tenth of a second to read: the worker that
stored the change reads them, and the session takes them as they are (``Session.adopt``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.notes import Episode
from annotator.domain.transcript import Transcript
from annotator.session.open_marks import OpenMarks

if TYPE_CHECKING:
    from annotator.store import Library, Touched


@dataclass(frozen=True, slots=True)
class News:
    """All up to the journal's `turn`, which `touched` something. `asked_of` is the id of the
    episode that was open, or None; `episode` is what it is now, None where it is gone;
    `transcript` and `marks` are its own, None where they are as before."""

    turn: int
    touched: Touched
    asked_of: int | None = None
    episode: Episode | None = None
    transcript: Transcript | None = None
    marks: OpenMarks | None = None


def read_news(library: Library, episode: Episode | None, seen: int) -> News:
    """What was changed after the turn `seen`, and the open `episode` as it is now. A worker's
    job."""
    turn = library.turn()
    touched = library.touched_since(seen)
    now = library.episodes.get(episode.id) if episode else None
    if episode is None or now is None or library.episodes.is_trashed(now.id):
        return News(turn, touched, episode.id if episode else None)
    other_words = now.transcript_id != episode.transcript_id or touched.of("cue")
    other_marks = other_words or touched.of("annotation")
    words = library.episodes.transcript(now.id) if other_words else None
    return News(
        turn,
        touched,
        now.id,
        now,
        words.made_ready() if words else None,
        OpenMarks(library.notebook.annotations(now.id)) if other_marks else None,
    )
