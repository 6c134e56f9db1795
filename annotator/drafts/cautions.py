"""What must be looked at however close the rest is: negations, numbers, names, modal verbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from annotator.drafts.negations import NEGATIONS
from annotator.drafts.sounds import is_number
from annotator.drafts.spoken import Spoken
from annotator.drafts.steps import Step, Tag, pause
from annotator.phrases import joined, phrase

_MODALS = frozenset(
    [
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "ought",
        "need",
        "kann",
        "konnte",
        "muss",
        "musste",
        "soll",
        "sollte",
        "darf",
        "durfte",
        "wird",
        "wurde",
    ]
)
_ALIKE = 62
_SHORTEST_NAME = 2

_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (phrase("negation: {0}"), NEGATIONS.__contains__),
    (phrase("number: {0}"), is_number),
    (phrase("modal verb: {0}"), _MODALS.__contains__),
)


def warnings(steps: Sequence[Step], spoken: Spoken) -> tuple[str, ...]:
    """A sentence for each thing to look at, in the order of the quotation."""
    found: list[str] = []
    for step in steps:
        if step.tag is Tag.ALTERED:
            found += _of_altered(step, spoken)
        elif step.tag is Tag.OMITTED and any(map(NEGATIONS.__contains__, step.spoken_sounds)):
            found.append(
                phrase("negation: the words left out hold one, “{0}”", _short(step.spoken))
            )
    return tuple(dict.fromkeys(found))


def before_it(spoken: Spoken, first: int) -> tuple[str, ...]:
    """A warning where the quotation begins right after a negation of the same clause."""
    for at in range(first - 1, max(first - 3, -1), -1):
        if pause(spoken.between(at + 1)):
            break
        word = spoken.words[at]
        if word in NEGATIONS or word.endswith("n't"):
            return (
                phrase(
                    "negation: “{0}” was said, “{1}” cut",
                    spoken.text(at, first),
                    spoken.written(at),
                ),
            )
    return ()


def crossing(speakers: Iterable[str]) -> tuple[str, ...]:
    """A warning where one quotation holds words of several speakers."""
    names = list(speakers)
    return (
        (phrase("speakers: the words are of {0}", joined(", ", names)),) if len(names) > 1 else ()
    )


def _of_altered(step: Step, spoken: Spoken) -> list[str]:
    mine, theirs = Counter(step.quoted_sounds), Counter(step.spoken_sounds)
    found = [
        phrase(template, _change(step))
        for template, is_one in _KINDS
        if _only(mine, is_one) != _only(theirs, is_one)
    ]
    doubt = _doubt(step, spoken, known=bool(found))
    if not found and _has_name(step, spoken):
        found.append(phrase("name: {0}", _change(step)))
    return [*found, doubt] if doubt else found


def _doubt(step: Step, spoken: Spoken, *, known: bool) -> str:
    """Why the transcript rather than the quotation may be wrong, "" for no reason; of a negation,
    number or modal verb (`known`) it is only where the recogniser itself was unsure."""
    unsure = spoken.unsure(step.first, step.last)
    if unsure is not None:
        told = phrase("the recogniser was unsure here ({0}%)", str(unsure))
    elif known:
        return ""
    elif _sounds_alike(step):
        return phrase("recognition: {0}; they sound alike, so listen to it", _change(step))
    elif step.quoted_sounds and spoken.is_rare(step.first, step.last):
        told = phrase("“{0}” is heard nowhere else", _short(step.spoken))
    else:
        return ""
    return phrase("recognition: {0}; {1}, so listen to it", _change(step), told)


def _only(sounds: Counter[str], is_one: Callable[[str], bool]) -> Counter[str]:
    return Counter({sound: count for sound, count in sounds.items() if is_one(sound)})


def _change(step: Step) -> str:
    quoted, heard = _short(step.quoted), _short(step.spoken)
    if not quoted:
        return phrase("“{0}” was left out", heard)
    if not heard:
        return phrase("“{0}” was not said", quoted)
    return phrase("“{0}” for “{1}”", quoted, heard)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 12 else f"{' '.join(words[:10])} …"


def _has_name(step: Step, spoken: Spoken) -> bool:
    """Whether a word is capitalised on one side that does not begin a sentence."""
    heard = [
        spoken.written(at)
        for at in range(step.first, step.last + 1)
        if at > 0 and pause(spoken.between(at)) < 2
    ]
    quoted = step.quoted.split()
    # The first word of a quotation has a capital of the writer's; so has one after a full stop.
    inner = [
        word
        for before, word in zip(["." if not step.first else "", *quoted], quoted, strict=False)
        if before[-1:] not in (".", "!", "?")
    ]
    names = {_bare(word) for word in (*heard, *inner) if _is_name(word)}
    mine = {_bare(word) for word in quoted}
    theirs = {_bare(spoken.written(at)) for at in range(step.first, step.last + 1)}
    return bool(names & (mine ^ theirs))


def _bare(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())


def _is_name(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) >= _SHORTEST_NAME and letters[0].isupper() and _bare(word) != "im"


def _sounds_alike(step: Step) -> bool:
    from rapidfuzz.fuzz import ratio

    mine, theirs = "".join(step.quoted_sounds), "".join(step.spoken_sounds)
    return len(mine) > 3 and len(theirs) > 3 and ratio(mine, theirs) >= _ALIKE
