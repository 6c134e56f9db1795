"""Quotations with damage of a known kind, made from a transcript: what each should be judged."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from annotator.domain.transcript import Cue, Transcript
from tests.made_cues import cue_from_words

_FILLERS = {"um", "uh", "like", "you", "know", "i", "mean", "well", "so", "right", "okay", "yeah"}
_NUMBERS = {"two": "seven", "three": "nine", "four": "six", "five": "eleven", "ten": "thirty",
            "twenty": "fifty", "hundred": "thousand", "million": "billion", "six": "four",
            "seven": "three", "eight": "five", "nine": "two", "thirty": "eighty"}  # fmt: skip
_AUXILIARIES = {"is", "are", "was", "were", "can", "could", "will", "would", "should", "did", "do"}
_NEGATED = {"not", "never"}
_PLAIN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?[.,;:?!]?$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of a transcript as it is written there."""

    text: str
    speaker: str
    start_ms: int
    end_ms: int

    @property
    def bare(self) -> str:
        return self.text.strip(".,;:?!").casefold()


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation as a writer sets it, the verdicts that are right, and where it was said.

    `start_ms` and `end_ms` are of its first and last word; -1 where it was not said in one place.
    """

    kind: str
    text: str
    named: str
    right: tuple[str, ...]
    start_ms: int = -1
    end_ms: int = -1
    words: int = 0
    warned: str = ""
    said: str = ""


def spots(transcript: Transcript) -> list[Spot]:
    """All words of a transcript in order."""
    return [
        Spot(cue.text[word.begin : word.end], cue.speaker, word.start_ms, word.end_ms)
        for cue in transcript.cues
        for word in cue.timed_words
    ]


class Damager:
    """Draws quotations from a transcript and damages them."""

    def __init__(self, transcript: Transcript, seed: int = 5) -> None:
        self._draw = random.Random(seed)
        self._spots = spots(transcript)
        named = {spot.speaker for spot in self._spots if len(spot.speaker) > 3}
        self.speakers = sorted(named)
        self._kinds: dict[str, Callable[[], Case | None]] = {
            "exact": self._exact,
            "punctuation": self._punctuation,
            "swap": self._swap,
            "drop": self._drop,
            "insert": self._insert,
            "negation": self._negation,
            "number": self._number,
            "stitch": self._stitch,
            "ellipsis": self._ellipsis,
            "wrong speaker": self._wrong_speaker,
        }

    def cases(self, each: int) -> Iterator[Case]:
        """`each` quotations of every kind that the transcript has material for."""
        for make in self._kinds.values():
            made = tries = 0
            while made < each and tries < 60 * each:
                tries += 1
                case = make()
                if case is not None:
                    made += 1
                    yield case

    def stretch(self, least: int = 6, most: int = 28) -> list[Spot] | None:
        """Words in a row by one speaker, none of them odd; None where chance found none."""
        width = self._draw.randint(least, most)
        begin = self._draw.randrange(max(len(self._spots) - width, 1))
        found = self._spots[begin : begin + width]
        plain = len(found) == width and all(_PLAIN.match(spot.text) for spot in found)
        one = len({spot.speaker for spot in found}) == 1
        return found if plain and one else None

    def _case(
        self,
        kind: str,
        said: list[Spot],
        texts: list[str],
        right: tuple[str, ...],
        warned: str = "",
    ) -> Case:
        named = said[0].speaker if said[0].speaker in self.speakers else ""
        whole = " ".join(spot.text for spot in said)
        start_ms, end_ms = said[0].start_ms, said[-1].end_ms
        return Case(
            kind, " ".join(texts), named, right, start_ms, end_ms, len(texts), warned, whole
        )

    def _inner(self, said: list[Spot]) -> int:
        return self._draw.randrange(2, len(said) - 2)

    def _exact(self) -> Case | None:
        said = self.stretch()
        return self._case("exact", said, [s.text for s in said], ("exact",)) if said else None

    def _punctuation(self) -> Case | None:
        said = self.stretch()
        if said is None or not any(s.text[-1] in ".,;:?!" for s in said[:-1]):
            return None
        texts = [s.text.rstrip(".,;:?!") for s in said]
        return self._case("punctuation", said, texts, ("near",))

    def _swap(self) -> Case | None:
        said, other = self.stretch(), self._draw.choice(self._spots).bare
        if said is None or not other.isalpha():
            return None
        at = self._inner(said)
        near = {s.bare for s in said[at - 1 : at + 2]}
        if other in near | _FILLERS or len(other) < 3 or said[at].bare in _FILLERS:
            return None
        texts = [s.text for s in said]
        texts[at] = other
        return self._case("swap", said, texts, ("altered",))

    def _drop(self) -> Case | None:
        said = self.stretch()
        if said is None:
            return None
        at = self._inner(said)
        around = [s.bare for s in said[max(at - 4, 0) : at + 5] if s is not said[at]]
        if said[at].bare in _FILLERS or said[at].bare in around:
            return None
        texts = [s.text for s in said[:at] + said[at + 1 :]]
        return self._case("drop", said, texts, ("altered",))

    def _insert(self) -> Case | None:
        said, other = self.stretch(), self._draw.choice(self._spots).bare
        if said is None or not other.isalpha() or other in _FILLERS:
            return None
        at = self._inner(said)
        if other in {s.bare for s in said[max(at - 4, 0) : at + 4]}:
            return None
        texts = [s.text for s in said]
        texts.insert(at, other)
        return self._case("insert", said, texts, ("altered",))

    def _negation(self) -> Case | None:
        said = self.stretch()
        if said is None:
            return None
        texts = [s.text for s in said]
        inside = range(2, len(said) - 2)
        denied = [at for at in inside if said[at].bare in _NEGATED]
        able = [at for at in inside if said[at].bare in _AUXILIARIES and said[at + 1].bare != "not"]
        if denied:
            del texts[denied[0]]
        elif able and said[able[0]].text[-1].isalpha():
            texts.insert(able[0] + 1, "not")
        else:
            return None
        return self._case("negation", said, texts, ("altered",), "negation")

    def _number(self) -> Case | None:
        said = self.stretch()
        if said is None:
            return None
        places = [at for at in range(1, len(said) - 1) if said[at].text in _NUMBERS]
        if not places:
            return None
        texts = [s.text for s in said]
        texts[places[0]] = _NUMBERS[texts[places[0]]]
        return self._case("number", said, texts, ("altered",), "number")

    def _stitch(self) -> Case | None:
        one, other = self.stretch(6, 14), self.stretch(6, 14)
        if one is None or other is None or one[0].speaker != other[0].speaker:
            return None
        if abs(one[0].start_ms - other[0].start_ms) < 60_000:
            return None
        texts = [s.text for s in one + other]
        return replace(self._case("stitch", one, texts, ("stitched",)), start_ms=-1)

    def _ellipsis(self) -> Case | None:
        said = self.stretch(20, 34)
        if said is None:
            return None
        texts = [*(s.text for s in said[:7]), "…", *(s.text for s in said[-7:])]
        return self._case("ellipsis", said, texts, ("exact", "near"))

    def _wrong_speaker(self) -> Case | None:
        case = self._exact()
        others = [name for name in self.speakers if case and name != case.named]
        if case is None or not case.named or not others:
            return None
        return replace(
            case, kind="wrong speaker", named=self._draw.choice(others), right=("other_speaker",)
        )


def misheard(transcript: Transcript, rate: float, seed: int = 3) -> Transcript:
    """The transcript as a recogniser with `rate` word errors might have written it."""
    draw = random.Random(seed)
    cues: list[Cue] = []
    for cue in transcript.cues:
        words = []
        for word in cue.timed_words:
            text = cue.text[word.begin : word.end]
            if draw.random() < rate:
                text = draw.choice((_garbled(text, draw), "", f"{text} the"))
            words += [(part, word.start_ms, word.end_ms) for part in text.split()]
        if words:
            cues.append(cue_from_words(words, cue.speaker))
    return Transcript(tuple(cues), transcript.language)


def _garbled(text: str, draw: random.Random) -> str:
    letters = list(text)
    for _ in range(1 + len(letters) // 4):
        letters[draw.randrange(len(letters))] = draw.choice("aeioustrn")
    return "".join(letters)


def article(cases: list[Case], filler: str = "") -> str:
    """A plain text that quotes the cases, a paragraph each, in the manner of the press."""
    leads = ("{} said: “{}”", '{} said: "{}"', "{} said: «{}»", "{} said: „{}“")
    paragraphs = []
    for number, case in enumerate(cases):
        text = re.sub(r"[.,;:]$", "", case.text)
        lead = leads[number % len(leads)] if case.named else "“{1}”"
        paragraphs.append(lead.format(case.named, text) + (f" {filler}" if filler else ""))
    return "\n\n".join(paragraphs) + "\n"
