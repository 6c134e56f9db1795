"""Whether two names mean one person, as far as names can tell."""

from __future__ import annotations

import re

from annotator.domain.tokens import fold

_GENERIC = re.compile(
    r"(?:u_ukn|ukn|unk|speaker|spk|sprecher|sprecherin|locuteur|unknown|host|guest|interviewer|interviewee|"
    r"moderator|narrator|participant|person|voice|male|female|man|woman|caller|audience|s|p|m|f)?"
    r"[\s_#:-]*(?:[a-z]|\d{1,3})?",
    re.IGNORECASE,
)
_SHORTEST = 3


def is_generic(name: str) -> bool:
    """Whether a transcript's label is no name: ``SPEAKER_00``, ``Host``, ``2``."""
    return _GENERIC.fullmatch(name.strip()) is not None


def same_person(named: str, spoken: str) -> bool:
    """Whether a name in prose can be the speaker's: a shared name, or the beginning of one."""
    mine, theirs = _names(named), _names(spoken)
    return any(_alike(one, other) for one in mine for other in theirs)


def _names(name: str) -> list[str]:
    return [word for word in re.split(r"[\s,._()-]+", fold(name)) if len(word) > 1]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST and long.startswith(short))
