"""How many of a test set's quotations are judged rightly, and found where they were said."""

from __future__ import annotations

from dataclasses import dataclass

from damage import Case, article

from annotator.domain.transcript import Transcript
from annotator.drafts.quotations import quotations
from annotator.drafts.reading import read_draft
from annotator.drafts.sounds import sounds_of, words_in
from annotator.drafts.spoken import Spoken
from annotator.drafts.verdicts import Finding, check

ONE_WORD_MS = 700
"""Two words of the made talks: a place within one word begins and ends within this."""

LONG = 6


@dataclass(frozen=True)
class Judged:
    """A case with what was found of it."""

    case: Case
    finding: Finding

    @property
    def right(self) -> bool:
        return self.finding.verdict.value in self.case.right

    @property
    def warned(self) -> bool:
        return not self.case.warned or any(
            line.startswith(self.case.warned) for line in self.finding.warnings
        )

    @property
    def placed(self) -> bool:
        """Whether it was found where it was drawn, or where the very same words stand too."""
        places = self.finding.places
        return bool(places) and (
            (
                abs(places[0].start_ms - self.case.start_ms) <= ONE_WORD_MS
                and abs(places[-1].end_ms - self.case.end_ms) <= ONE_WORD_MS
            )
            or _sounds(self.finding.spoken) == _sounds(self.case.said)
        )


def judge(cases: list[Case], heard: Transcript) -> list[Judged]:
    """Every case checked against a transcript, by way of an article that quotes them all."""
    draft = read_draft(article(cases).encode(), "article.txt")
    asked = quotations(draft)
    assert len(asked) == len(cases), "each case is one quotation of the article"
    spoken = Spoken(heard)
    return [
        Judged(case, check(draft.text, quotation, spoken))
        for case, quotation in zip(cases, asked, strict=True)
    ]


def share_right(judged: list[Judged]) -> float:
    return sum(item.right for item in judged) / len(judged)


def share_placed(judged: list[Judged]) -> float:
    """Of those said in one place in six words or more."""
    long = [item for item in judged if item.case.start_ms >= 0 and item.case.words >= LONG]
    return sum(item.placed for item in long) / len(long)


def altered_called_exact(judged: list[Judged]) -> list[str]:
    return [
        item.case.text
        for item in judged
        if item.case.right == ("altered",) and item.finding.verdict.value == "exact"
    ]


def _sounds(text: str) -> list[str]:
    return sounds_of([word.folded for word in words_in(text)]).sound
