"""Who is said to have said it: the attributions around and within a quotation.

``"…," he said. "…"`` — the piece between is an attribution if it is short, holds a verb of
saying and ends where the sentence ends. The speaker is the name beside that verb; a pronoun
stands for the last name that was said to say something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        """say says said saying tell tells told telling add adds added adding explain explains
        explained ask asks asked argue argues argued note notes noted write writes wrote recall
        recalls recalled insist insists insisted admit admits admitted reply replies replied
        answer answers answered continue continues continued continuing remark remarks remarked
        observe observes observed claim claims claimed state states stated declare declares
        declared joke jokes joked conclude concludes concluded suggest suggests suggested warn
        warns warned acknowledge acknowledges acknowledged muse muses mused put puts point
        points pointed describe describes described believe believes believed think thinks
        thought predict predicts predicted stress stresses stressed emphasize emphasizes
        emphasized emphasised mention mentions mentioned respond responds responded quip quipped
        confess confesses confessed reflect reflects reflected agree agrees agreed counter
        counters countered exclaim exclaims exclaimed laugh laughs laughed recount recounts
        recounted sigh sighs sighed wonder wonders wondered""",
    )
)
_FOREIGN = frozenset(
    re.findall(
        r"\S+",
        """sagt sagte sagten meint meinte erklärt erklärte fragt fragte antwortete ergänzte betonte
        dit disait explique expliqua répond répondit ajoute ajouta déclare demande dijo dice
        explica explicó añadió respondió preguntó disse diz explicou ruft rief spricht sprach
        schreibt schrieb berichtet berichtete erzählt erzählte erinnert erinnerte betont
        erwidert erwiderte entgegnet entgegnete erläutert erläuterte fordert forderte gesteht
        gestand kommentiert kommentierte klagt klagte warnt warnte fügte affirme affirma assure
        assura confie confia conclut estime insiste poursuit poursuivit précise précisa raconte
        raconta rappelle souligne afirma afirmó asegura aseguró comenta comentó concluye
        concluyó cuenta contó pregunta recuerda recordó responde señala señaló sostiene spiega
        spiegò racconta raccontò aggiunge aggiunse zegt zei vertelt vertelde""",
    )
)
_VERBS = _ENGLISH | _FOREIGN
_ARTICLES = frozenset(
    re.findall(
        r"\S+",
        """the a an der die das dem den des ein eine einem einer le la les un une el los las il
        lo""",
    )
)
_LEADS_ON = re.compile(r"(?::|\b(?:that|dass|que|che|dat))\s*$")
_TOLD = re.compile(
    r"\baccording to\b|\bin the words of\b|\blaut\b|\bselon\b|\b(?:went|goes) on\b", re.IGNORECASE
)
"""What says so in two words, or without a verb."""
_PRONOUNS = frozenset(
    re.findall(
        r"\S+",
        """he she they i we er sie il elle él ella ele ela""",
    )
)
_AFTER_ITS_VERB = _PRONOUNS - {"he", "she", "they", "i", "we"}
"""``Ein Fan, sagt sie``: these follow the verb they are the subject of, in other languages."""
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        """the a an and but then when as in on at by for from with after before while later still
        so yet because if this that these those there here he she they it we i you his her
        their its our my what who how why where which once now today yesterday also even
        according meanwhile however though although one some many most both no not yes monday
        tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december der die das ein eine und aber le
        la les un une et mais el los las ich wir ihr man es er sie je tu il elle on nous vous ils
        elles yo tú él ella nosotros ellos ellas io lui lei noi selon pour dans avec puis alors
        laut nach zum zur im am mit dann als wie doch auch según para con""",
    )
)
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        """de van von der den da di du la le al el bin ibn del dos""",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_TITLES = frozenset(
    ["mr.", "mrs.", "ms.", "dr.", "prof.", "sen.", "rep.", "gov.", "st.", "jr.", "sr."]
)
_STOP = re.compile(r"[.!?…:;](?:\s|$)")
_LONGEST_BETWEEN, _MOST_WORDS, _MOST_AFTER = 140, 16, 110


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker as the prose names one; `sure` where by name, not by a pronoun. "" is nobody,
    and for sure one without a name: the chairman."""

    name: str = ""
    sure: bool = False


def between(text: str) -> Attribution | None:
    """The attribution that `text`, between two quotations, is as a whole; None if it is none."""
    core = text.strip().strip("—–-,").strip()
    if not core or len(core) > _LONGEST_BETWEEN or "\n\n" in text:
        return None
    inner = core.rstrip(".,:;—– ")
    if _sentence_stop(inner) is not None or len(inner.split()) > _MOST_WORDS:
        return None
    return _speaker(inner)


def introduces(text: str) -> bool:
    """Whether `text`, ending at a quotation, introduces it: ``Then she said,``."""
    stripped = text.strip()
    return (stripped[-1:] == "," or leads_on(stripped)) and stripped[:1].isupper()


def leads_on(text: str) -> bool:
    """Whether what ends `text` is said of the words that follow: a colon, ``She insisted that``."""
    return bool(_LEADS_ON.search(text))


def after(text: str) -> Attribution | None:
    """The attribution that begins right after a quotation, None if there is none."""
    lead = text[:_MOST_AFTER].split("\n", 1)[0]
    dash = re.match(r"\s*[—–-]\s*", lead)
    core = lead.lstrip(" ,—–-")
    stop = _sentence_stop(core)
    comma = re.search(r"[,“\"„«(]", core)
    ends = [place for place in (stop, comma.start() if comma else None) if place is not None]
    core = core[: min(ends)] if ends else core
    if dash and (names := _names(core)) and names[0][0] == 0 and len(core.split()) <= 5:
        return Attribution(names[0][2], sure=True)
    found = _speaker(core)
    # “…” was what everybody said: the verb must stand at the beginning, beside its subject.
    words = [word.casefold() for word in _WORD.findall(core)[:6]]
    told = any(word in _VERBS for word in words) or _TOLD.search(" ".join(words))
    return found if found and told else None


def before(text: str) -> Attribution | None:
    """The attribution that leads to a quotation at the end of `text`."""
    line = text[-240:].rsplit("\n", 1)[-1]
    label = re.search(r"(?:^|\n)[\s*_>-]*([^\n:,.!?]{2,50}?)[*_]*:[*_]*\s*$", text[-120:])
    labelled = label is not None and not any(
        word.casefold() in _VERBS for word in _WORD.findall(label[1])
    )
    if label and labelled and (names := _names(label[1])) and len(label[1].split()) <= 4:
        return Attribution(names[-1][2], sure=True)
    stops = [found.end() for found in re.finditer(r"[.!?…][”\"’»]?\s+(?=[^\W\d_a-z])", line)]
    stops = [place for place in stops if not _is_title(line[:place])]
    sentence = line[stops[-1] :] if stops else line
    if not re.search(r"[,:—–]\s*$|\b(?:that|as|was|is|about|of)\s*$|\w\s*$", sentence):
        return None
    return _speaker(sentence)


_AFTER_VERB = re.compile(
    rf"\b(?:{'|'.join(sorted(_FOREIGN))})(?:\s+|-(?:t-)?)(?:{'|'.join(sorted(_AFTER_ITS_VERB))})\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    rf"\b(?:{'|'.join(_ARTICLES)})\s+[\w-]+\s+(?:{'|'.join(_VERBS)})\b"
    rf"|\b(?:{'|'.join(_VERBS)})\s+(?:{'|'.join(_ARTICLES)})\s+\w",
    re.IGNORECASE,
)
_CAPITALISED = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*\.?"
_INCISE = re.compile(
    rf",\s+(?P<said>(?:a-t-(?:il|elle)\s+\w+|[^\W\d_]+-(?:t-)?(?:il|elle|on)"
    rf"|(?P<verb>[^\W\d_]+)\s+{_CAPITALISED}(?:\s+(?:(?:de|du|van|von|la|le)\s+)?{_CAPITALISED}){{0,3}}))"
    rf"\s*(?:,\s*|(?=[.!?…]?\s*\Z))"
)


def incise(words: str) -> tuple[int, int, Attribution] | None:
    """The attribution that stands inside a French quotation's marks, as ``« …, dit-il, … »``:
    from where to where it does, its commas among it."""
    for found in _INCISE.finditer(words):
        verb = found["verb"] or re.split(r"[-\s]", found["said"])[0]
        if verb.casefold() in _VERBS or found["said"].startswith("a-t-"):
            return found.start(), found.end(), _speaker(found["said"]) or Attribution()
    return None


def last_named(text: str) -> str:
    """The name last said to say something in `text`, else the last full name; "" if none."""
    words = [(found[0], found.start()) for found in _WORD.finditer(text)]
    names = _names(text)
    best = ""
    for begin, end, name in reversed(names):
        if name.isupper() and len(name) < 5:
            continue  # AI, GPU and UNO speak less often than people do
        near = [
            word.casefold() for word, at in words if end <= at < end + 24 or 0 < begin - at < 14
        ]
        others = _AFTER_ITS_VERB.intersection(near[:3])
        if text[end : end + 1] == ":" or (not others and any(w in _VERBS for w in near[:3])):
            return name
        if not best and " " in name:
            best = name
    return best


def _sentence_stop(text: str) -> int | None:
    for found in _STOP.finditer(text):
        if not _is_title(text[: found.end()]):
            return found.start()
    return None


def _is_title(text: str) -> bool:
    """Whether the full stop at the end of `text` belongs to a title or an initial."""
    last = text.split()[-1:] or [""]
    return last[0].casefold() in _TITLES or re.fullmatch(r"[^\W\d_]\.", last[0]) is not None


def _speaker(text: str) -> Attribution | None:
    """The subject of a verb of saying in `text`; None where there is no such verb or subject."""
    words = [(found[0].casefold(), found.start()) for found in _WORD.finditer(text)]
    verbs = [at for word, at in words if word.rstrip(".") in _VERBS]
    names = _names(text)
    verbs += [found.start() for found in _TOLD.finditer(text)]
    if not verbs:
        return None
    for begin, _, name in names:
        verb = text[:begin].rstrip().rpartition(" ")[2].casefold()
        if verb in _FOREIGN:
            return Attribution(name, sure=True)  # „Zum Schluss sagt Weber“
    # The name nearest to the verb, before it rather than after.
    nearest = min(
        ((min(abs(at - end), abs(begin - at)), name) for at in verbs for begin, end, name in names),
        default=(999, ""),
    )
    if _AFTER_VERB.search(text):
        return Attribution()
    pronouns = [at for word, at in words if word in _PRONOUNS]
    to_pronoun = min((abs(at - place) for at in verbs for place in pronouns), default=999)
    if nearest[1] and nearest[0] <= 48 and nearest[0] <= to_pronoun:
        return Attribution(nearest[1], sure=True)
    if not pronouns and not nearest[1] and _ROLE.search(text):
        return Attribution(sure=True)
    if pronouns or nearest[1] or len(words) > 1:
        return Attribution(nearest[1] if not pronouns else "", sure=False)
    return None


def _names(text: str) -> list[tuple[int, int, str]]:
    """(begin, end, name) of runs of capitalised words that can be names."""
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        word = match[0] if match[0].casefold() in _TITLES else match[0].rstrip(".")
        low = word.casefold()
        joined = bool(found) and text[found[-1][1] : match.start()] in (" ", ". ", "\u00a0")
        capital = word[:1].isupper() and low not in _NOT_NAMES and low not in _VERBS
        follows = joined and (capital or low in _PARTICLES)
        if follows:
            begin, _, name = found.pop()
            found.append((begin, match.end(), f"{name} {word}"))
        elif capital:
            found.append((match.start(), match.end(), word))
    return [
        (begin, end, _tidy(name))
        for begin, end, name in found
        if _tidy(name) and (" " in name or not _is_role(text, begin))
    ]


def _is_role(text: str, begin: int) -> bool:
    """Whether the word at `begin` has an article: ``the Chairman``, ``die Autorin``."""
    before = text[:begin].rsplit(None, 1)
    return bool(before) and before[-1].casefold() in _ARTICLES and text[begin - 1 : begin] == " "


def _tidy(name: str) -> str:
    words = name.split()
    while words and (words[-1].casefold() in _PARTICLES or words[0].casefold() in _TITLES):
        words = words[1:] if words[0].casefold() in _TITLES else words[:-1]
    return re.sub(r"['’]s$", "", " ".join(words))
