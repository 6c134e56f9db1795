"""A draft checked against episodes: all of a few, or what the library's index finds of many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.drafts.claims import Claim, Likely, claims, likely, telling
from annotator.drafts.draft import Draft
from annotator.drafts.locating import weight
from annotator.drafts.quotations import Quotation, quotations
from annotator.drafts.sounds import words_in
from annotator.drafts.spoken import Spoken
from annotator.drafts.steps import Tag
from annotator.drafts.verdicts import Finding, Verdict, check, not_found
from annotator.drafts.wording import wording_of
from annotator.phrases import phrase
from annotator.store import Library
from annotator.store.quoted import Window

_READ_WHOLE = 3
"""So many episodes are read from end to end; of more, only likely passages."""

_LONG = 5
_TO_SPARE = 0.15
_LEAST_DOUBTED, _SPELT_ALIKE = 4, 50
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEAST_REACH = 12
_MOST_LIKE = 3
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding and the episode it is of; `episode_id` is None where nothing was found."""

    finding: Finding
    episode_id: int | None


class DraftCheck:
    """Every quotation of `draft` judged against `episodes` (None: all of them).

    Keeps the transcripts it reads while it lasts.
    """

    def __init__(
        self, library: Library, draft: Draft, episodes: Sequence[int] | None = None
    ) -> None:
        self._library = library
        self._draft = draft
        known = [row.id for row in library.episodes.summaries() if row.has_transcript]
        chosen = set(known if episodes is None else episodes)
        self._ids = [episode_id for episode_id in known if episode_id in chosen]
        self._within = None if len(self._ids) == len(known) else frozenset(self._ids)
        self._spoken: dict[int, Spoken] = {}
        library.quoted.forget()  # what the index said of words may be of an older library

    @property
    def reads_whole(self) -> bool:
        """Whether the episodes are few enough to be read from end to end."""
        return len(self._ids) <= _READ_WHOLE

    def spoken(self, episode_id: int) -> Spoken | None:
        """An episode's transcript, ready for searching; None where it has none."""
        if episode_id not in self._spoken:
            transcript = self._library.episodes.transcript(episode_id)
            if transcript is None:
                return None
            self._spoken[episode_id] = Spoken(transcript)
        return self._spoken[episode_id]

    def run(self, progress: Progress = lambda _done: None) -> tuple[Checked, ...]:
        """Check every quotation, in order; `progress` is told the share done, from 0 to 1."""
        asked = quotations(self._draft)
        found: list[Checked] = []
        for number, quotation in enumerate(asked):
            if self.reads_whole:
                found.append(self.against(quotation, self._ids))
            else:
                found.append(self._in_library(quotation))
            progress((number + 1) / (len(asked) * (1 if self.reads_whole else 2)))
        if self.reads_whole:
            return tuple(map(self._doubted, found))
        home = self._home(found)
        for number, checked in enumerate(found):
            if _can_be_better(checked, home):
                again = self.against(checked.finding.quotation, home)
                found[number] = _better([again, checked])
            progress(0.5 + (number + 1) / (2 * len(found)))
        return tuple(map(self._doubted, found))

    def again(self, quotation: Quotation, episodes: Iterable[int]) -> Checked:
        """A single quotation judged anew against episodes."""
        return self._doubted(self.against(quotation, episodes))

    def _doubted(self, checked: Checked) -> Checked:
        """With a warning for each altered word that the transcript may have wrong."""
        finding = checked.finding
        told = [
            _doubt(written, mine)
            for step in finding.steps
            if step.tag is Tag.ALTERED
            for written, mine in zip(_words(step.spoken), _words(step.quoted), strict=False)
            if self._is_doubtful(written, mine)
        ]
        if not told:
            return checked
        warned = tuple(dict.fromkeys((*finding.warnings, *told)))
        return replace(checked, finding=replace(finding, warnings=warned))

    def _is_doubtful(self, written: str, mine: str) -> bool:
        """Whether the transcript's word is written nowhere else, and the draft's, which is
        spelt much like it, is. Short words are too telling to be taken for a slip of the ear."""
        from rapidfuzz.fuzz import ratio

        if len(written) < _LEAST_DOUBTED or ratio(written, mine) < _SPELT_ALIKE:
            return False
        held = self._library.quoted.held_by
        return written != mine and held(written, 2) < 2 <= held(mine, 2)

    def against(self, quotation: Quotation, episodes: Iterable[int]) -> Checked:
        """A quotation judged against episodes, which are read from end to end."""
        made = [
            Checked(check(self._draft.text, quotation, spoken), episode_id)
            for episode_id in episodes
            if (spoken := self.spoken(episode_id)) is not None
        ]
        return _better([*made, Checked(not_found(quotation), None)])

    def claims(
        self, checked: Sequence[Checked]
    ) -> tuple[tuple[Claim, tuple[tuple[int, Likely], ...]], ...]:
        """What the draft says was said, without quoting, with the passages most like it.

        Each passage comes with its episode. Of many episodes those are searched that the
        `checked` quotations are of, and what the index finds.
        """
        asked = claims(self._draft, [item.finding.quotation for item in checked])
        episodes = self._ids if self.reads_whole else self._home(checked)
        return tuple((claim, self._like(claim, episodes)) for claim in asked)

    def _like(self, claim: Claim, episodes: Sequence[int]) -> tuple[tuple[int, Likely], ...]:
        read = [(episode_id, self.spoken(episode_id)) for episode_id in episodes]
        if not read:
            windows = self._library.quoted.windows(
                telling(claim.text), 2 * _LEAST_REACH, self._within
            )
            read = [(w.episode_id, Spoken(w.transcript, w.breaks)) for w in windows]
        found = [
            (episode_id, item)
            for episode_id, spoken in read
            if spoken is not None
            for item in likely(claim, spoken)
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1].score)[:_MOST_LIKE])

    def _in_library(self, quotation: Quotation) -> Checked:
        wording = wording_of(self._draft.text, quotation)
        plain = [word for word in wording.sounds.spelt if word.isalpha()]
        reach = max(_LEAST_REACH, len(wording.words))
        windows: Iterable[Window] = ()
        if plain:
            windows = self._library.quoted.windows(plain, reach, self._within)
        made: list[Checked] = []
        words = [word.folded for word in wording.words]
        for window in windows:
            best = max((item.finding.share for item in made), default=0.0)
            if _at_most(words, window) < best:
                continue
            spoken = Spoken(window.transcript, window.breaks)
            finding = check(self._draft.text, quotation, spoken)
            made.append(Checked(finding, window.episode_id))
            if finding.verdict in (Verdict.EXACT, Verdict.NEAR):
                break  # the windows come best first, and nothing is better
        return _better([*made, Checked(not_found(quotation), None)])

    def _home(self, found: Sequence[Checked]) -> list[int]:
        """The episodes that the draft is about: those of most of its longer quotations."""
        counted = Counter(
            checked.episode_id
            for checked in found
            if checked.episode_id is not None
            and checked.finding.verdict is not Verdict.NOT_FOUND
            and len(checked.finding.quotation.text.split()) >= _LONG
        )
        return [episode_id for episode_id, _ in counted.most_common(_READ_WHOLE)]


def _at_most(words: Sequence[str], window: Window) -> float:
    """The share of a quotation that a window can hold at the very best, with some to spare for
    what sounds alike and is spelt otherwise."""
    said = {word for cue in window.transcript.cues for word in _WORD.findall(cue.text.casefold())}
    there = sum(weight(word) for word in words if word in said)
    return there / (sum(map(weight, words)) or 1.0) + _TO_SPARE


def _words(text: str) -> list[str]:
    return [word.folded for word in words_in(text) if word.folded.isalnum()]


def _doubt(written: str, mine: str) -> str:
    return phrase(
        "transcript: “{0}” is written nowhere else in the library, “{1}” is; it may"
        " be misheard, so listen to it",
        written,
        mine,
    )


def _can_be_better(checked: Checked, home: Sequence[int]) -> bool:
    """Whether reading the draft's own episodes from end to end may still tell more.

    What is found word for word may be so in many episodes if it is short: then theirs counts.
    """
    if checked.finding.verdict in (Verdict.EXACT, Verdict.NEAR):
        short = len(checked.finding.quotation.text.split()) < _LONG
        return short and checked.episode_id not in home
    return bool(home)


def _better(findings: Sequence[Checked]) -> Checked:
    """The best finding, of equals the first. One not found keeps the nearest passages."""
    best = max(findings, key=lambda checked: checked.finding.rank)
    if best.finding.verdict is Verdict.NOT_FOUND and not best.finding.nearest:
        return Checked(best.finding, None)
    return best
