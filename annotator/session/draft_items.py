"""What was found of a draft, ready to be shown: each quotation and claim with its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.notes import Anchor, Annotation, Episode, Kind
from annotator.drafts.claims import Claim, Likely
from annotator.drafts.draft import Draft
from annotator.drafts.report import ClaimEntry, Entry
from annotator.drafts.verdicts import Finding, Place, Verdict
from annotator.exporters.deep_links import deep_links
from annotator.session.draft_check import Checked
from annotator.store import Library


@dataclass(frozen=True)
class Passage:
    """A place of an episode. `address` plays it where it is published, or is ""."""

    episode_id: int
    title: str
    address: str
    place: Place


@dataclass(frozen=True)
class Item:
    """A quotation (with its `finding`) or a claim (without), `begin` to `end` of the prose.

    `passages` are where it was said; of a claim and of what was not found, those most like it.
    """

    begin: int
    end: int
    line: int
    text: str
    finding: Finding | None
    passages: tuple[Passage, ...]

    @property
    def found(self) -> bool:
        """Whether it is a quotation that was said."""
        return self.finding is not None and bool(self.finding.places)

    @property
    def problem(self) -> bool:
        """Whether somebody should look at it."""
        finding = self.finding
        return finding is not None and (
            bool(finding.warnings) or finding.verdict not in (Verdict.EXACT, Verdict.NEAR)
        )

    @property
    def entry(self) -> Entry:
        """As reports list it. Of quotations only."""
        if self.finding is None:
            raise TypeError("a claim has no verdict to report")
        first = self.passages[0] if self.passages else None
        address = first.address if first and self.found else ""
        return Entry(self.line, self.finding, first.title if first else "", address)

    @property
    def claim_entry(self) -> ClaimEntry:
        """A claim as reports list it."""
        claim = Claim(self.begin, self.end, self.text)
        return ClaimEntry(
            self.line, claim, tuple((p.title, Likely(0, p.place)) for p in self.passages)
        )


class Items:
    """Makes items; remembers the episodes it has asked the library for."""

    def __init__(self, library: Library, draft: Draft) -> None:
        self._episodes = library.episodes
        self._draft = draft
        self._known: dict[int, Episode | None] = {}

    def quoted(self, checked: Checked) -> Item:
        """A quotation that was checked."""
        finding = checked.finding
        places = finding.places or finding.nearest
        passages = [self._passage(checked.episode_id, place) for place in places]
        quotation = finding.quotation
        return Item(
            quotation.begin,
            quotation.end,
            self._draft.line(quotation.begin),
            quotation.text,
            finding,
            tuple(passage for passage in passages if passage),
        )

    def told(self, claim: Claim, likely: Sequence[tuple[int, Likely]]) -> Item:
        """A claim with the passages like it."""
        passages = (self._passage(episode_id, item.place) for episode_id, item in likely)
        return Item(
            claim.begin,
            claim.end,
            self._draft.line(claim.begin),
            claim.text,
            None,
            tuple(passage for passage in passages if passage),
        )

    def _passage(self, episode_id: int | None, place: Place) -> Passage | None:
        if episode_id is None:
            return None
        if episode_id not in self._known:
            self._known[episode_id] = self._episodes.get(episode_id)
        episode = self._known[episode_id]
        if episode is None:
            return None
        heard = Anchor(place.start_ms, place.end_ms)
        mark = Annotation(0, "", episode.id, Kind.QUOTE, heard)
        return Passage(episode.id, episode.title, deep_links(episode)(mark), place)
