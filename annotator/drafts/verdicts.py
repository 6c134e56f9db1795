"""The verdict on a quotation, with all that proves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.drafts import cautions
from annotator.drafts.locating import Located, Piece, locate
from annotator.drafts.quotations import Quotation
from annotator.drafts.speakers import is_generic, same_person
from annotator.drafts.spoken import HeardWord, Spoken
from annotator.drafts.steps import Comparison, Step, Tag
from annotator.drafts.wording import Wording, wording_of
from annotator.phrases import phrase


class Verdict(StrEnum):
    """What is to be said of a quotation. NEAR is exact but for fillers and punctuation."""

    EXACT = "exact"
    NEAR = "near"
    ALTERED = "altered"
    STITCHED = "stitched"
    NOT_FOUND = "not_found"
    OTHER_SPEAKER = "other_speaker"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a transcript: who said what when, and the time of every word."""

    speaker: str
    start_ms: int
    end_ms: int
    spoken: str
    words: tuple[HeardWord, ...]


@dataclass(frozen=True)
class Finding:
    """A quotation with its verdict. `share` (0 to 1) of it is as said; `steps` are its word
    diff; NOT_FOUND has no `places`, but those like it in `nearest`."""

    quotation: Quotation
    verdict: Verdict
    share: float = 0.0
    places: tuple[Place, ...] = ()
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    nearest: tuple[Place, ...] = ()

    @property
    def spoken(self) -> str:
        """What was said, the places parted by an ellipsis."""
        return " … ".join(place.spoken for place in self.places)

    @property
    def doubtful_ms(self) -> int | None:
        """When the first word is heard that the draft has otherwise; None where none is."""
        said = [step for step in self.steps if step.spoken]
        altered = [step for step in said if step.tag is Tag.ALTERED]
        if not altered or not self.places:
            return None
        words, at = self.places[0].words, altered[0].first - said[0].first
        return words[at].start_ms if 0 <= at < len(words) else self.places[0].start_ms

    @property
    def rank(self) -> tuple[bool, float]:
        """For choosing between findings in several transcripts: the higher the better."""
        found = self.verdict is not Verdict.NOT_FOUND
        fitting = -_PENALTY.get(self.verdict, 0.0)
        return (found, self.share + fitting)


_PENALTY = {Verdict.OTHER_SPEAKER: 0.05, Verdict.STITCHED: 0.04, Verdict.NEAR: 0.001}


def not_found(quotation: Quotation) -> Finding:
    """The finding where there is nothing to compare with."""
    return Finding(quotation, Verdict.NOT_FOUND)


def check(text: str, quotation: Quotation, spoken: Spoken) -> Finding:
    """Find a quotation of the prose `text` in a transcript and judge it."""
    wording = wording_of(text, quotation)

    def liked(piece: Piece) -> bool:
        first, last = spoken.first_word[piece.start], spoken.last_word[piece.stop - 1]
        names = spoken.speakers(first, last)
        return bool(names) and same_person(quotation.named, names[0])

    located = locate(spoken, wording.wanted, liked if quotation.named else None)
    if located is None:
        return not_found(quotation)
    compared = Comparison((text, quotation.parts), wording, spoken, located)
    places = tuple(_place(spoken, first, last) for first, last in compared.bounds)
    if not located.found:
        return Finding(quotation, Verdict.NOT_FOUND, located.share, nearest=places)
    return _judged(quotation, wording, spoken, located, (compared, places))


def _judged(
    quotation: Quotation,
    wording: Wording,
    spoken: Spoken,
    located: Located,
    told: tuple[Comparison, tuple[Place, ...]],
) -> Finding:
    compared, places = told
    warned = [
        *cautions.warnings(compared.steps, spoken),
        *(line for first, _ in compared.bounds for line in cautions.before_it(spoken, first)),
    ]
    speakers = [spoken.speakers(first, last) for first, last in compared.bounds]
    names = tuple(dict.fromkeys(name for group in speakers for name in group))
    warned += cautions.crossing(names)
    other = _other_speaker(quotation, spoken, speakers)
    if other:
        template = (
            phrase("speaker: {0} is named, {1} said it")
            if quotation.sure
            else phrase("speaker: {0} seems to be meant, {1} said it")
        )
        warned.append(phrase(template, quotation.named, other))
    verdict = _verdict(compared, located, len(places))
    if other and quotation.sure:
        verdict = Verdict.OTHER_SPEAKER
    return Finding(
        quotation, verdict, located.share, places, compared.steps, tuple(dict.fromkeys(warned))
    )


def _verdict(compared: Comparison, located: Located, places: int) -> Verdict:
    tags = {step.tag for step in compared.steps}
    if places > 1:
        return Verdict.STITCHED
    if Tag.ALTERED in tags:
        return Verdict.ALTERED
    if tags & {Tag.FILLER, Tag.RESPELT}:
        return Verdict.NEAR
    same = compared.spelt_alike(located) and compared.paused_alike(located)
    return Verdict.EXACT if same else Verdict.NEAR


def _other_speaker(
    quotation: Quotation, spoken: Spoken, speakers: Iterable[tuple[str, ...]]
) -> str:
    """Who said it, if that is somebody else than the prose names; "" where it fits or is open."""
    if not quotation.named:
        return ""
    known = [name for name in spoken.transcript.speakers if not is_generic(name)]
    said = [group[0] for group in speakers if group]
    wrong = [name for name in said if not same_person(quotation.named, name)]
    if not wrong or is_generic(wrong[0]):
        return ""
    # A pronoun is taken for a hint only: it must point at somebody else of this conversation.
    somebody = any(same_person(quotation.named, name) for name in known)
    return wrong[0] if quotation.sure or somebody else ""


def _place(spoken: Spoken, first: int, last: int) -> Place:
    start_ms, end_ms = spoken.times(first, last)
    names = spoken.speakers(first, last)
    return Place(
        names[0] if names else "",
        start_ms,
        end_ms,
        spoken.text(first, last),
        spoken.heard(first, last),
    )
