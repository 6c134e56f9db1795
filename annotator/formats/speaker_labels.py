"""Speakers written into the words: ``Name: text``, ``(Name): text``, ``>> NAME: text``, and,
where a file does so throughout, ``[Name] text`` and ``Name|text``.

Whether "Listen: …" names a person cannot be told from one line, so all lines of a file are
looked at together: a label counts if it comes again, has the shape of a full name, or if
labels are how this file is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from annotator.formats.draft import RawCue, RawWord
from annotator.formats.text_clean import one_lines

_LABEL = re.compile(
    r"(?:>>+\s*|[-\u2013\u2014]\s?)?"
    r"(?:[(\[](?P<inner>[^()\[\]:]{1,40})[)\]]|(?P<name>[^\W_][^:\n<>{}|!?;\"“”]{0,39}?))\s?"
    r"(?::\s+|:$|\uff1a\s*|:(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]))"
)
_MARKED = re.compile(
    r"(?:>>+\s*|[-\u2013\u2014]\s?)?"
    r"(?:\[(?P<inner>[^\[\]:|\n]{1,40})\]|(?P<name>[^\W_][^\[\]:|\n]{0,39}?)\s?\|)\s*(?=[^\s:])"
)
_SPEAKER_ID = re.compile(r"(?:speaker|spk|sprecher|locuteur|hablante|s)[ _-]?\d+$", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:[^\W\d_]|\d)[\w.'’\-&]*[,.]?$")
_PARTICLES = frozenset(
    re.findall(r"\w+", "de da di du del der den van von la le of the and al bin as y e und et")
)
_NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    note notes warning caution question answer example remember chapter step part hint tip source
    subtitles captions translation translated by title so and but or then now well like because
    first second third finally also however therefore look listen i he she it we they you this
    that these those here there yes no ok okay right what who how why when where is was are say
    said says asked thing point today tomorrow update http https www subject time date
    place number one two three four five six seven eight nine ten problem result reason idea
    rule lesson conclusion summary fact truth news spoiler disclaimer edit ps re fw
    duration length language languages lines words recorded created participants attendees
    speakers keywords model url source file filename
    """,
    )
)
_SOUND = re.compile(r"\W{0,15}[\[(♪♫*][^\[\]()]*[\])♪♫*]\W{0,15}$")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_REACH = 48
_LONGEST = 300


@lru_cache(maxsize=4096)
def is_name(label: str) -> bool:
    """Whether `label` could be a person's name or role, by its shape alone."""
    if len(label) > _LONGEST:  # a whole speech may be asked about
        return False
    bare = _ASIDE.sub("", label).strip()
    words = bare.split()
    if bare == "I":  # the interviewer, in a script of questions and answers
        return True
    if not 1 <= len(words) <= 5 or bare.casefold() in _NOT_NAMES:
        return False
    for place, word in enumerate(words):
        if not _NAME_WORD.match(word) or (word.endswith(",") and place):
            return False
        first = word[0]
        if first.islower() and (place == 0 or word.casefold() not in _PARTICLES):
            return False
        if word.endswith(".") and place < len(words) - 1 and len(word) > 5:
            return False
    return not bare.replace(" ", "").isdigit() and words[0].casefold() not in _NOT_NAMES


def has_colon(text: str) -> bool:
    """Whether `text` holds what every label ends with."""
    return ":" in text or "\uff1a" in text


def found_label(text: str) -> tuple[str, int] | None:
    """(name, where the words begin) of a line that begins like a label."""
    if text.find(":", 1, _REACH) < 0 and text.find("\uff1a", 1, _REACH) < 0:
        return None
    found = _LABEL.match(text)
    if found is None:
        return None
    name = (found["inner"] or found["name"]).strip()
    if not is_name(name):
        return None
    # Captions for the deaf say how it is said: ``WOMAN (gasping): …``.
    base = _ASIDE.sub("", name)
    return (base if base.isupper() else name), found.end()


def accepted_names(labels: Sequence[str], lines: int) -> frozenset[str]:
    """Which of the labels found in `lines` lines are taken for speakers."""
    counts = Counter(labels)
    if len(labels) == 1 < lines // 3:
        return frozenset()
    if len(labels) * 3 >= lines:
        return frozenset(counts)
    return frozenset(
        name
        for name, count in counts.items()
        if count > 1 or " " in name or name.isupper() or _SPEAKER_ID.match(name)
    )


def named_above(texts: list[str]) -> tuple[list[str], list[str]] | None:
    """Words and speakers, if nearly every text has a name alone on its first line.

    Lines of lyrics or captions can look like names, but people speak more than once.
    """
    first = [text.strip().partition("\n") for text in texts[:20]]
    if sum(bool(below) and is_name(line.strip()) for line, _, below in first) * 2 < len(first):
        return None
    rows = [text.strip().partition("\n") for text in texts]
    named = [bool(below) and is_name(first.strip()) for first, _, below in rows]
    names = {first.strip() for (first, _, _), is_named in zip(rows, named, strict=True) if is_named}
    if sum(named) * 10 < 9 * len(texts) or len(names) * 2 > len(texts) + 1 or len(names) < 2:
        return None
    pairs = list(zip(rows, named, strict=True))
    said = [row[2] if is_named else "".join(row) for row, is_named in pairs]
    return one_lines(said), [row[0].strip() if is_named else "" for row, is_named in pairs]


def name_speakers(cues: list[RawCue]) -> list[RawCue]:
    """The cues with labels moved from the text to the speaker; later cues keep the last speaker.

    Cues that name a speaker already are left alone. A label alone on its cue names the next.
    """
    if marked := _marked(cues):
        return _renamed(cues, marked, carry=False)
    if not has_colon("\n".join([cue[2] for cue in cues])):
        return cues
    found = {
        index: label
        for index, (_, _, text, speaker, _) in enumerate(cues)
        if not speaker
        and (text.find(":", 1, _REACH) > 0 or not text.isascii())
        and (label := found_label(text)) is not None
    }
    if not found:
        return cues
    names = accepted_names([name for name, _ in found.values()], len(cues))
    if not names:
        return cues
    carry = not all(name.isupper() for name in names) or len(found) * 3 > len(cues)
    return _renamed(cues, {k: v for k, v in found.items() if v[0] in names}, carry)


def _marked(cues: list[RawCue]) -> dict[int, tuple[str, int]]:
    """The names in brackets or before a bar, with where the words begin, if nearly every cue has
    one.

    Sounds stand in brackets too, and a bar may part two lines: only people come again and again,
    and in turns.
    """
    first = [cue.text for cue in cues[:20]]
    if sum(_mark(text) is not None for text in first) * 2 < len(first):
        return {}
    if any(cue.speaker for cue in cues):
        return {}
    found = {index: mark for index, cue in enumerate(cues) if (mark := _mark(cue.text)) is not None}
    counts = Counter(name for name, _ in found.values())
    spoken = sum(1 for cue in cues if not _SOUND.match(cue.text))
    if len(found) < 2 or len(found) * 10 < 9 * spoken:
        return {}
    if all(map(_SPEAKER_ID.match, counts)):
        return found
    return found if len(counts) > 1 and len(counts) * 2 <= len(found) else {}


def _mark(text: str) -> tuple[str, int] | None:
    if "[" not in text[:4] and "|" not in text[:_REACH]:
        return None
    found = _MARKED.match(text)
    if found is None:
        return None
    name = (found["inner"] or found["name"]).strip()
    return (name, found.end()) if is_name(name) else None


def _renamed(cues: list[RawCue], found: dict[int, tuple[str, int]], carry: bool) -> list[RawCue]:
    named: list[RawCue] = []
    current = ""
    for index, cue in enumerate(cues):
        label = found.get(index)
        if label is not None:
            current, offset = label
            cue = _without_label(cue, current, offset)
        elif cue.speaker:
            current = cue.speaker
        elif current and carry and not _SOUND.match(cue.text):
            cue = cue._replace(speaker=current)
        named.append(cue)
    return named


def _without_label(cue: RawCue, name: str, offset: int) -> RawCue:
    if offset >= len(cue.text):  # the label stands alone; keep it readable
        return cue._replace(speaker=name)
    words: list[RawWord] = [
        (start, end, begin - offset, stop - offset, *sure)
        for start, end, begin, stop, *sure in cue.words
        if begin >= offset
    ]
    return cue._replace(text=cue.text[offset:], speaker=name, words=words)


def carried(cues: list[RawCue]) -> list[RawCue]:
    """Cues without a speaker get the last one named, where the file names only at a change.

    A file that names the speaker of nearly every cue leaves the others out on purpose.
    """
    if sum([bool(cue[3]) for cue in cues]) in {0, len(cues)}:
        return cues
    speaking = [cue for cue in cues if not _SOUND.match(cue.text)]
    named = sum(1 for cue in speaking if cue.speaker)
    if not named or named * 10 >= 9 * len(speaking):
        return cues
    return _renamed(cues, {}, carry=True)
