"""A conversation of any length in made sentences: common words common, rare ones rare."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import accumulate

from annotator.domain.transcript import Cue, Transcript
from tests.made_cues import cue_from_words

_COMMON = re.findall(
    r"\w+",
    """the of and to a in that it is was for on are with as they be at one have this from by not
    but what all were when we there can an your which their said if do will each about how up
    out them then she many some so these would other into has more her two like him see time
    could no make than first been its who now people my made over did down only way find use
    may water long little very after words called just where most know get through back much
    before go good new write our used me man too any day same right look think also around
    another came come work three word must because does part even place well such here take
    why things help put years different away again off went old number great tell men say
    small""",
)
_SYLLABLES = re.findall(
    r"\w+", "ba ko li ra sen tor vin mal due per qui sal ten gro fal mes nid ost plu rem"
)
_NAMES = ("Marlow", "Okoye", "Lindqvist", "Castellan", "Verhoeven", "Anand", "Petrosyan")
SPEAKERS = ("Ada Marlow", "Ben Okoye", "Ines Castellan")
_WORD_MS = 360


def vocabulary(draw: random.Random, count: int) -> list[str]:
    """Invented words, longer ones rarer."""
    made = {
        "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 3, 3, 4)))) for _ in range(2 * count)
    }
    return draw.sample(sorted(made), min(count, len(made)))


@cache
def lexicon(rare: int) -> tuple[list[str], list[float]]:
    """The common words and `rare` invented ones, with how often each is drawn, added up."""
    pool = _COMMON + vocabulary(random.Random(99), rare)
    return pool, list(accumulate(1 / (rank + 6) for rank in range(len(pool))))


def talk(words: int, seed: int = 1, rare: int = 3_000) -> Transcript:
    """A transcript of about `words` words by three speakers, every word timed."""
    draw = random.Random(seed)
    pool, weights = lexicon(rare)
    cues: list[Cue] = []
    at_ms = said = 0
    while said < words:
        speaker = draw.choice(SPEAKERS)
        for _ in range(draw.randint(1, 5)):
            texts = _sentence(draw, pool, weights)
            for begin in range(0, len(texts), 12):
                line = texts[begin : begin + 12]
                timed = [
                    (text, at_ms + n * _WORD_MS, at_ms + n * _WORD_MS + 300)
                    for n, text in enumerate(line)
                ]
                cues.append(cue_from_words(timed, speaker))
                at_ms += len(line) * _WORD_MS
            said += len(texts)
    return Transcript(tuple(cues), "en")


def _sentence(draw: random.Random, pool: list[str], weights: list[float]) -> list[str]:
    texts = draw.choices(pool, cum_weights=weights, k=draw.randint(5, 22))
    for at in range(len(texts) - 1, 0, -1):
        chance = draw.random()
        if texts[at] == texts[at - 1]:
            texts[at] = draw.choice(_NAMES)
        elif chance < 0.02:
            texts[at] = draw.choice(("two", "three", "ten", "twenty", "five"))
        elif chance < 0.03:
            texts.insert(at, "um,")
        elif chance < 0.09 and texts[at - 1].isalpha():
            texts[at - 1] += ","
    texts[0] = texts[0].capitalize()
    texts[-1] = texts[-1].rstrip(",") + "."
    return texts
