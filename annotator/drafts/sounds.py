"""Words by their sound: what two ways of writing down the same speech have in common.

A *sound* is a short string. ``10`` and ``ten`` are one sound, ``gonna`` is ``going`` and ``to``,
``it's`` is ``it`` and ``is``, ``$5`` is ``5`` and ``dollars``; words like ``um`` are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.tokens import fold

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+(?:st|nd|rd|th|s)\b|\d+\.\d+(?![\d.])|\d+|[$€£%&]"
    rf"|[^\W\d_{_UNSPACED}]{_LETTER}*(?:['’]{_LETTER}+)*|[^\W_]",
    re.IGNORECASE,
)
_PLAIN_ASCII = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A written word, folded, at characters `begin` to `end` of its text."""

    folded: str
    begin: int
    end: int


def words_in(text: str) -> list[Token]:
    """The written words of `text`; numbers with their commas and points are one."""
    return [Token(fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds of a row of words. Sound n is of the words `first[n]` to `last[n]`.

    `spelt` tells a contraction from its long form, which have the same `sound`.
    """

    sound: list[str]
    first: list[int]
    last: list[int]
    spelt: list[str]

    def add(self, sound: str, first: int, last: int | None = None, spelt: str = "") -> None:
        self.sound.append(sound)
        self.first.append(first)
        self.last.append(first if last is None else last)
        self.spelt.append(spelt or sound)


FILLERS = frozenset(
    re.findall(
        r"\S+",
        """um umm uhm uh uhh er erm err ah ahh hm hmm hmmm mm mmm mhm mmhm uh-huh euh ehm äh ähm
        eh""",
    )
) | {"ah", "ahm"}

_CONTRACTED: dict[str, tuple[str, ...]] = {
    word: tuple(rest)
    for word, *rest in map(
        str.split,
        [
            "gonna going to",
            "gotta got to",
            "wanna want to",
            "kinda kind of",
            "sorta sort of",
            "outta out of",
            "\n        lotta lot of",
            "lemme let me",
            "gimme give me",
            "dunno do not know",
            "coulda could have",
            "oughta ought to",
            "\n        shoulda should have",
            "woulda would have",
            "hafta have to",
            "whatcha what are you",
            "ya you",
            "yall you all",
            "\n        y'all you all",
            "'em them",
            "em them",
            "'cause because",
            "cuz because",
            "cos because",
            "coz because",
            "\n        'til until",
            "til until",
            "till until",
            "let's let us",
            "can't can not",
            "cannot can not",
            "won't will not",
            "\n        shan't shall not",
            "ain't is not",
            "c'mon come on",
            "dont do not",
            "doesnt does not",
            "didnt did not",
            "\n        cant can not",
            "wont will not",
            "isnt is not",
            "arent are not",
            "wasnt was not",
            "werent were not",
            "\n        havent have not",
            "hasnt has not",
            "hadnt had not",
            "wouldnt would not",
            "couldnt could not",
            "\n        shouldnt should not",
            "im i am",
            "ive i have",
            "thats that is",
            "youre you are",
            "theyre they are",
            "\n        youve you have",
            "weve we have",
            "theyve they have",
            "whats what is",
            "alright all right",
            "ok okay",
            "\n        o'clock oclock",
            "mr mister",
            "mrs missus",
            "dr doctor",
            "vs versus",
            "etc et cetera",
            "& and",
            "% percent",
            "\n        's is",
            "'re are",
            "'ll will",
            "'ve have",
        ],
    )
}
_ENDINGS = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am"}
_HAS_AFTER = frozenset(["been", "got", "gotten", "become", "had"])
_HAD_AFTER = frozenset(["better", "been", "had"])
_IS_AFTER = frozenset(
    re.findall(
        r"\S+",
        """it that this he she what where when who how there here why everything everybody
        everyone something nothing someone somebody nobody one which""",
    )
)

_CARDINALS = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\S+",
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""",
        )
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\S+",
            """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""",
        ),
        start=1,
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        [
            "twentieth",
            "thirtieth",
            "fortieth",
            "fiftieth",
            "sixtieth",
            "seventieth",
            "eightieth",
            "ninetieth",
        ],
        start=2,
    )
}
_DECADES = {
    word: 10 * number
    for number, word in enumerate(
        [
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ],
        start=2,
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
_LARGE = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_COUNTED = frozenset({*_SCALES, *_LARGE})
_MONEY = {"$": "dollar", "€": "euro", "£": "pound"}
_NUMERALS = frozenset({*_CARDINALS, *_ORDINALS, *_DECADES, *_SCALES})
_SPECIAL = frozenset({*_CONTRACTED, *_NUMERALS, *_MONEY, "a", "per"})

NUMBER_SOUNDS = frozenset({*_LARGE, "percent", "dozen", "half", "twice", "double", "hundreds",
                           "thousands", "millions", "billions"})  # fmt: skip


def is_number(sound: str) -> bool:
    """Whether a sound tells how many, or which one."""
    return sound[:1].isdigit() or sound in NUMBER_SOUNDS


def sounds_of(words: Sequence[str], *, fillers: bool = False) -> Sounds:
    """The sounds of folded `words`; `fillers` keeps um and er."""
    out = Sounds([], [], [], [])
    add, at, count = out.add, 0, len(words)
    while at < count:
        word = words[at]
        if word in FILLERS and not fillers:
            at += 1
        elif word not in _SPECIAL and _PLAIN_ASCII.fullmatch(word):
            add(word, at)
            at += 1
        else:
            at = _special(words, at, out)
    return out


def _special(words: Sequence[str], at: int, out: Sounds) -> int:
    """Add the sounds of the word at `at`, which is no plain one; the index after it."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    counts_one = word == "a" and following in _COUNTED
    if word in _NUMERALS or word[:1].isdigit() or word in _MONEY or counts_one:
        return _number(words, at, out)
    if word == "per" and following == "cent":
        out.add("percent", at, at + 1)
        return at + 2
    parts = _CONTRACTED.get(word) or (_parted(word, following) if "'" in word else (word,))
    if len(parts) == 1:
        out.add(parts[0], at)
    else:
        for number, part in enumerate(parts):
            out.add(part, at, spelt=f"{word}#{number}")
    return at + 1


def _parted(word: str, following: str) -> tuple[str, ...]:
    """A word with an apostrophe as the words it stands for."""
    stem, _, ending = word.rpartition("'")
    if ending == "t" and stem.endswith("n") and len(stem) > 1:
        return stem[:-1], "not"
    if long := _ENDINGS.get(f"'{ending}"):
        return stem, long
    if ending == "d":
        return stem, "had" if following in _HAD_AFTER else "would"
    if ending == "s" and stem in _IS_AFTER:
        return stem, "has" if following in _HAS_AFTER else "is"
    return (stem + ending,)


def _number(words: Sequence[str], at: int, out: Sounds) -> int:
    """Add the numbers of a run of number words and digits; the index after them."""
    first, money = at, ""
    if words[at] in _MONEY:
        money, at = _MONEY[words[at]], at + 1
        if at == len(words) or not words[at][0].isdigit():
            out.add(money, first)
            return at
    written = words[at]
    if written[0].isdigit():
        value, at = _digits(words, at, first, out)
    else:
        value, at = _spoken(words, at, out)
    if money:
        if at < len(words) and words[at] in _LARGE:
            out.add(words[at], at)
            at += 1
            value = 0
        out.add(money if value == 1 else money + "s", first, at - 1)
    return at


def _digits(words: Sequence[str], at: int, first: int, out: Sounds) -> tuple[int, int]:
    written = words[at].replace(",", "")
    if "." in written:
        whole, _, decimals = written.partition(".")
        for part in (whole.lstrip("0") or "0", "point", *decimals):
            out.add(part, first, at)
        return 0, at + 1
    if not written.isdecimal():
        out.add(written, first, at)  # 3rd, 1990s; an odd digit of some script
        return 0, at + 1
    value = int(written[:18])
    while at + 1 < len(words) and words[at + 1] in _SCALES:
        at += 1
        value *= _SCALES[words[at]]
    for name, scale in reversed(_LARGE.items()):
        if value and value % scale == 0 and value // scale < 1000:
            out.add(str(value // scale), first, at)
            out.add(name, first, at)
            return value, at + 1
    out.add(str(value), first, at)
    return value, at + 1


def _spoken(words: Sequence[str], at: int, out: Sounds) -> tuple[int, int]:
    """A number in words: two hundred and fifty, nineteen ninety-nine, twenty-first."""
    first, value, group, ending = at, 0, -1, ""
    while at < len(words) and not ending:
        word = words[at]
        if word == "a" and at == first:
            group = 1
        elif word in _SCALES:
            group = max(group, 1) * _SCALES[word] if group != 0 else 0
            if word == "thousand":
                value, group = value + group, 0
        elif (taken := _taken(word, group, value)) is not None:
            group, ending = taken
        elif not _is_joint(words, at, value, group):
            break
        at += 1
    total = value + max(group, 0)
    out.add(f"{total}{ending}", first, at - 1)
    return total, at


def _taken(word: str, group: int, value: int) -> tuple[int, str] | None:
    """The group with `word` added, and what ends it; None where `word` begins another number."""
    for table, ending in ((_CARDINALS, ""), (_ORDINALS, "th"), (_DECADES, "s")):
        number = table.get(word)
        if number is None:
            continue
        if ending == "th":
            ending = _ordinal_ending(max(group, 0) + number)
        if group < 0 or (group == 0 and value) or (group >= 100 and group % 100 == 0):
            return max(group, 0) + number, ending
        if 20 <= group % 100 <= 90 and group % 10 == 0 and 0 < number < 10:
            return group + number, ending
        if 10 <= group <= 21 and number >= 10 and not value:
            return group * 100 + number, ending
        if 1000 <= group <= 2199 and group % 10 == 0 and group % 100 >= 20 and 0 < number < 10:
            return group + number, ending
        return None
    return None


def _is_joint(words: Sequence[str], at: int, value: int, group: int) -> bool:
    """Whether `at` is the and of two hundred and fifty."""
    following = words[at + 1] if at + 1 < len(words) else ""
    large = (group >= 100 and group % 100 == 0) or (value > 0 and group == 0)
    return words[at] == "and" and large and (following in _CARDINALS or following in _ORDINALS)


def _ordinal_ending(number: int) -> str:
    if 11 <= number % 100 <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
