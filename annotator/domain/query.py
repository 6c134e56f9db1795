"""The language of searches: words, "phrases", beginnings*, limits such as ``speaker:ada``.

    dough -scale speaker:ben before:2024-06 topic:"rising agents"

A word may stand anywhere near the others; a phrase in quotes stands as it is written; ``*``
ends a beginning. A limit is a field, a colon and a value, in quotes where it has blanks. ``-``
before any of them turns it round. Nothing a user types is an error here: what cannot be meant
is named in `complaints` and left out. The words for fields and kinds may be those of any
language that the window speaks; `str` of a query has the English ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from annotator.domain.notes import Kind
from annotator.domain.tokens import find_phrase, tokens
from annotator.phrases import joined, phrase


class Field(StrEnum):
    """What a limit is on. Dates are those of the episodes."""

    SPEAKER = "speaker"
    TOPIC = "topic"
    SHOW = "show"
    KIND = "kind"
    NOTE = "note"
    BEFORE = "before"
    AFTER = "after"


_FIELDS: dict[str, Field] = {
    **{field.value: field for field in Field},
    "sprecher": Field.SPEAKER, "thema": Field.TOPIC, "sendung": Field.SHOW, "art": Field.KIND,
    "notiz": Field.NOTE, "vor": Field.BEFORE, "nach": Field.AFTER,
}  # fmt: skip
"""What a limit may be called. Words of every language the window speaks are understood in all of
them, so that a search that was kept means the same wherever it is opened."""
_KINDS: dict[str, Kind] = {
    **{f"{kind.value}s": kind for kind in Kind},
    "thema": Kind.TOPIC, "themen": Kind.TOPIC, "zitate": Kind.QUOTE, "notizen": Kind.NOTE,
    "lesezeichen": Kind.BOOKMARK,
}  # fmt: skip
"""The same for kinds of marks, of which the beginning will do."""
_KIND_NAMES = (phrase("topic"), phrase("quote"), phrase("note"), phrase("bookmark"))
_OF_MARKS = (Field.TOPIC, Field.KIND, Field.NOTE)
_ITEM = re.compile(
    rf"""(?P<minus>-(?=[^\s-]))?
         (?: (?P<field>{"|".join(_FIELDS)}):(?: "(?P<value_quoted>[^"]*)"? | (?P<value>[^\s"]*) )
           | "(?P<quoted>[^"]*)(?P<closed>"\*?)?
           | (?P<bare>[^\s"]+) )""",
    re.VERBOSE | re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_LEAST_HALF_TYPED, _LEAST_STARRED = 3, 2
"""Letters from which on the last word counts as a beginning, and one with a star: fewer begin
nearly everything."""


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words in a row. With `prefix` the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A value that a field must have, or with `negated` must not. Dates are ``YYYY-MM-DD``."""

    field: Field
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `complaints` are sentences about what was left out."""

    terms: tuple[Term, ...] = ()
    limits: tuple[Limit, ...] = ()
    complaints: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.negated)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.negated)

    @property
    def asks(self) -> bool:
        """Whether there is anything to find: only leaving out finds nothing."""
        return bool(self.wanted) or any(not limit.negated for limit in self.limits)

    @property
    def only_marks(self) -> bool:
        """Whether only marks can be meant: they alone have topics, kinds and notes."""
        return not self.wanted or any(
            limit.field in _OF_MARKS and not limit.negated for limit in self.limits
        )

    def of(self, *fields: Field) -> tuple[Limit, ...]:
        """The limits on these fields."""
        return tuple(limit for limit in self.limits if limit.field in fields)

    def in_a_row(self) -> Query | None:
        """The same with its loose words as one phrase; None where there are not several."""
        loose = [term for term in self.wanted if not term.quoted]
        if len(loose) < 2 or any(term.prefix for term in loose[:-1]):
            return None
        words = tuple(word for term in loose for word in term.words)
        phrase = Term(words, prefix=loose[-1].prefix)
        kept = tuple(term for term in self.terms if term not in loose)
        return replace(self, terms=(phrase, *kept))

    def __str__(self) -> str:
        """The query as it would be typed."""
        return " ".join([*map(_term_text, self.terms), *map(_limit_text, self.limits)])


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept under a name, as it was typed."""

    id: int
    uid: str
    name: str
    query: str
    created_at: str


def parse_query(text: str) -> Query:
    """Read what was typed. Its last word, three letters or more, may be half typed."""
    terms: list[Term] = []
    limits: list[Limit] = []
    complaints: list[str] = []
    for item in _ITEM.finditer(text):
        if item["field"]:
            limit, complaint = _limit(item)
            limits += [limit] if limit else []
            complaints += [complaint] if complaint else []
        else:
            terms += _terms(item, at_end=item.end() == len(text))
    return Query(tuple(terms), tuple(dict.fromkeys(limits)), tuple(complaints))


def field_words(field: Field) -> tuple[str, ...]:
    """All that a limit on `field` may be called, the English word first."""
    return tuple(word for word, meant in _FIELDS.items() if meant is field)


def begins_words(value: str, name: str) -> bool:
    """Whether each word of `value` begins a word of `name`: ``ada re`` in “Ada Reyes”."""
    there = [token.folded for token in tokens(name)]
    looked_for = [token.folded for token in tokens(value)]
    return bool(looked_for) and all(
        any(word.startswith(wanted) for word in there) for wanted in looked_for
    )


def places_in(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Character ranges [begin, end) of `text` that are what the query wants, in order."""
    there = tokens(text)
    folded = [token.folded for token in there]
    found = {
        (there[at].begin, there[at + len(term.words) - 1].end)
        for term in query.wanted
        for at in find_phrase(folded, term.words, last_is_prefix=term.prefix)
    }
    return tuple(sorted(found))


def _terms(item: re.Match[str], *, at_end: bool) -> Iterator[Term]:
    quoted = item["quoted"] is not None
    raw = item["quoted"] if quoted else item["bare"]
    words = tuple(token.folded for token in tokens(raw))
    if not words:
        return
    starred = raw.endswith("*") or (item["closed"] or "").endswith("*")
    half_typed = at_end and not item["closed"] and not item["minus"]
    least = _LEAST_STARRED if starred else _LEAST_HALF_TYPED
    prefix = (starred or half_typed) and len(words[-1]) >= least
    yield Term(words, prefix, quoted, item["minus"] is not None)


def _limit(item: re.Match[str]) -> tuple[Limit | None, str]:
    """The limit of `field:value`, or why there is none ("" while it is still being typed)."""
    field = _FIELDS[item["field"].lower()]
    value = " ".join((item["value_quoted"] or item["value"] or "").split())
    if not value:
        return None, ""
    found, complaint = _READ[field](value)
    return (Limit(field, found, item["minus"] is not None) if found else None), complaint


def _words(value: str) -> tuple[str, str]:
    return (
        (value, "") if tokens(value) else ("", phrase("“{0}” has no letters to look for.", value))
    )


def _kind(value: str) -> tuple[str, str]:
    found = [kind.value for word, kind in _KINDS.items() if word.startswith(value.casefold())]
    known = joined(", ", _KIND_NAMES)
    return (
        (found[0], "")
        if found
        else ("", phrase("There is no kind “{0}”; there are {1}.", value, known))
    )


def _date(value: str) -> tuple[str, str]:
    if (parts := _DATE.fullmatch(value)) is not None:
        year, month, day = (int(part) if part else 1 for part in parts.groups())
        try:
            return date(year, month, day).isoformat(), ""
        except ValueError:
            pass  # a month or day that no calendar has
    return "", phrase("“{0}” is no date; write 2024, 2024-03 or 2024-03-15.", value)


_READ = {
    Field.SPEAKER: _words,
    Field.TOPIC: _words,
    Field.SHOW: _words,
    Field.NOTE: _words,
    Field.KIND: _kind,
    Field.BEFORE: _date,
    Field.AFTER: _date,
}


def _term_text(term: Term) -> str:
    words = " ".join(term.words)
    star = "*" if term.prefix else ""
    text = f'"{words}"{star}' if term.quoted or len(term.words) > 1 else f"{words}{star}"
    return f"-{text}" if term.negated else text


def _limit_text(limit: Limit) -> str:
    value = f'"{limit.value}"' if " " in limit.value else limit.value
    return f"{'-' if limit.negated else ''}{limit.field.value}:{value}"
