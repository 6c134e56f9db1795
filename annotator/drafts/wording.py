"""What a quotation says, by its sounds, with the place of each word in the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.drafts.locating import Joint, Wanted
from annotator.drafts.quotations import Part, Quotation
from annotator.drafts.sounds import Sounds, Token, sounds_of, words_in

_SPECIAL = re.compile(
    r"(?P<stamp>\[\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d+)?\s*\])"
    r"|(?P<elision>[\[(]\s*(?:…|\.\s?\.\s?\.\s?\.?)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?)"
    r"|\[(?P<letter>[^\W\d_])\](?=[^\W\d_])"
    r"|(?P<sic>\[\s*sic\s*\]|\((?:laugh|chuckl|sigh|pause)[^()]*\))"
    r"|(?P<insert>\[[^\[\]]{1,200}\])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wording:
    """The words of a quotation with their offsets into the draft's prose, and their sounds."""

    words: tuple[Token, ...]
    sounds: Sounds
    wanted: Wanted

    def words_of(self, begin: int, end: int) -> tuple[int, int]:
        """First and last word of the sounds `begin` up to `end`."""
        return self.sounds.first[begin], self.sounds.last[end - 1]


def wording_of(text: str, quotation: Quotation) -> Wording:
    """The wording of a quotation of the prose `text`."""
    words: list[Token] = []
    sounds = Sounds([], [], [], [])
    joints: list[tuple[int, Joint]] = []
    for number, part in enumerate(quotation.parts):
        joint = Joint.ATTRIBUTION if number else Joint.NONE
        for kind, chars in _stretches(text, part):
            joint = kind if kind is not Joint.NONE else joint
            found = _words(text, chars)
            made = sounds_of([word.folded for word in found])
            if made.sound and joint is not Joint.NONE and sounds.sound:
                joints.append((len(sounds.sound), joint))
            if made.sound:
                joint = Joint.NONE
            for sound, first, last, spelt in zip(
                made.sound, made.first, made.last, made.spelt, strict=True
            ):
                sounds.add(sound, first + len(words), last + len(words), spelt)
            words += found
    return Wording(tuple(words), sounds, Wanted(tuple(sounds.sound), tuple(joints)))


def _stretches(text: str, part: Part) -> list[tuple[Joint, list[int]]]:
    """The places of the characters that are spoken, parted at ellipses and insertions."""
    found: list[tuple[Joint, list[int]]] = [(Joint.NONE, [])]
    at = part.begin
    for special in _SPECIAL.finditer(text, part.begin, part.end):
        found[-1][1].extend(range(at, special.start()))
        at = special.end()
        if special["letter"]:
            found[-1][1].append(special.start("letter"))
        elif special["elision"]:
            found.append((Joint.ELISION, []))
        elif special["insert"]:
            found.append((Joint.INSERT, []))
    found[-1][1].extend(range(at, part.end))
    return found


def _words(text: str, chars: list[int]) -> list[Token]:
    if not chars:
        return []
    if chars[-1] - chars[0] == len(chars) - 1:
        found = words_in(text[chars[0] : chars[-1] + 1])
    else:
        found = words_in("".join(text[at] for at in chars))
    return [Token(word.folded, chars[word.begin], chars[word.end - 1] + 1) for word in found]
