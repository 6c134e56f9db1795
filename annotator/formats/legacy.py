"""Which encoding a text from before Unicode is in, by the letters it would then hold.

Each language has a few letters beside a to z, some much commoner than others. A text is read in
every encoding its language was written in, and the language whose letters come out as they
should is taken: Polish read as western European is full of signs that no language uses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

_WEST = ("cp1252", "mac_roman", "cp850")
_CENTRE = ("cp1250", "iso8859_2", "cp852")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")

_LANGUAGES: tuple[tuple[tuple[str, ...], str], ...] = (
    (_WEST, "éàèêçôîûùâëïœü"),
    (_WEST, "üäößé"),
    (_WEST, "óíáéñú¿¡ü"),
    (_WEST, "ãçáéíõêóúâôà"),
    (_WEST, "èàùòìé"),
    (_WEST, "äõüöšž"),
    (_WEST, "äåöé"),
    (_WEST, "øåæéöä"),
    (("cp1252",), "ðíáóþéúöýæ"),
    (_WEST, "ëéïöüèó"),
    (_WEST, "àéèíóòúçïü"),
    (_CENTRE, "łąężśćóńź"),
    (_CENTRE, "íáéěýčřžšůúťňóď"),
    (_CENTRE, "áíéčšžýúľťôňäóďĺŕ"),
    (_CENTRE, "áéőöíóüúű"),
    (_CENTRE, "čšžćđ"),
    (_CENTRE, "ăîâşţ"),
    (("cp1254", "cp857"), "ışüğçöâî"),
    (("cp1257", "iso8859_13"), "ėšųžąįčūę"),
    (("cp1257", "iso8859_13"), "āīēšņļūžķģč"),
    (("cp1257", "iso8859_13"), "äõüöšž"),
    (_CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    (("cp1251", "koi8_u", "iso8859_5", "mac_cyrillic"), "оанивіетрсклудмпзяьбгйчхжїцюєшщфґ"),
    (("cp1251",), "аіеонртсклдуявпмзыьўйгбхчцжшюёфэ"),
    (("cp1251",), "аоиеујнрстдквмплзгбшчћцњљжхђфџ"),
    (("cp1251",), "аиоентрвсдлкмпзугбячъйшхцщюжф"),
    (("cp1253", "iso8859_7"), "αοτιεςνυσρπκμληωίόάύέήδγώθχφβξζψϊ"),
    (("cp1255", "iso8859_8"), "יוהלאמרתבשנעדםקחפטגצזסכןךףץ"),
    (("cp1256", "iso8859_6"), "اليمنورتبعدهفكسقحجةأشصطخىذئإءغضزثظآؤ؟،"),
    (("cp1256",), "اینرهدوتمبسشکلگخزفعپقجحچطصضغذژثظآ؟،"),
    (("cp1258",), "đ\u0301\u0300\u0323âôêươ\u0309ă\u0303áàéèóòíìúùý"),
    (("cp874",), "าน่รอก้เงมัยลวดิทสีตะปบคหแจพุชูขใไ์โผ็ถึืำซศธญณษฟภฐฝๆ"),
)
"""Encodings and the letters beside a to z of a language, of both the likelier first."""

_SIGNS = frozenset("’‘“”„–—…«»°€£©®™•·\xa0♪½")
"""Typography that any language may hold."""
_RARE_SIGNS = frozenset("×÷±§¶¼¾²³¹ºª´¨¬¦¢¥\xad")
_SIGN, _RARE_SIGN, _STRANGE = log(0.02), log(0.003), log(1e-5)
_CAPITAL = log(0.3)
_RARER, _RARER_BY_LETTER = -1.5, -0.03
"""What each step away from western European Windows costs: such files are met less often."""
_ODD = -4.0
"""What an odd pair of letters costs, as a wrong encoding makes them at random."""
_LEAST = -5.0
"""A letter of a text in its own language is likelier than this on the average."""

_HIGH = re.compile(r"[^\x00-\x7f]")
_HIGH_WORD = re.compile(rb"[^\s\x80-\xff]{0,40}[\x80-\xff][^\s]{0,40}")
_KANA = re.compile("[\u3041-\u30ff]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SEARCHED_BYTES, _SAMPLE_BYTES, _ENOUGH_BYTES = 4_000_000, 48 * 1024, 6 * 1024
_BEFORE_BYTES = 200
_JAPANESE = ("euc_jp", "cp932")
_EASTERN = ["gb18030", "big5", "cp949"]


class _Guess(NamedTuple):
    score: float
    encoding: str


def legacy_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are no Unicode."""
    sample = _sample(data)
    for encoding in _JAPANESE:
        text = sample.decode(encoding, "replace")
        foreign = _HIGH.findall(text)
        if "\N{REPLACEMENT CHARACTER}" not in text and len(_KANA.findall(text)) * 4 > len(foreign):
            return encoding
    best = max(_guesses(b" ".join(_HIGH_WORD.findall(sample))[:_ENOUGH_BYTES]))
    if best.score > _LEAST:
        return best.encoding
    # Imported here: few files need it, and every start of the program would pay for it.
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=_EASTERN, steps=8, chunk_size=1024))
    return matches[0].encoding if matches else best.encoding


def _sample(data: bytes) -> bytes:
    """The first lines that are not all ASCII; of a line that is too long, its part from there."""
    lines = [line for line in data[:_SEARCHED_BYTES].split(b"\n") if not line.isascii()]
    sample: list[bytes] = []
    room = _SAMPLE_BYTES
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        sample.append(line)
    if sample:
        return b"\n".join(sample)
    line = lines[0] if lines else data
    found = _HIGH_BYTE.search(line)
    begin = max(found.start() - _BEFORE_BYTES, 0) if found else 0
    return _whole_letters(line[begin : begin + _SAMPLE_BYTES])


def _whole_letters(sample: bytes) -> bytes:
    """`sample` without the part of a letter at its end, if it was cut within one of several
    bytes."""
    for cut in range(4):
        part = sample[: len(sample) - cut]
        if any(_is_in(part, encoding) for encoding in (*_JAPANESE, *_EASTERN)):
            return part
    return sample


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guesses(sample: bytes) -> list[_Guess]:
    """How well each language in each of its encodings fits, by the letter."""
    high = max(sum(byte > 127 for byte in sample), 1)
    texts = {name: sample.decode(name, "replace") for names, _ in _LANGUAGES for name in names}
    letters = {name: _HIGH.findall(text) for name, text in texts.items()}
    odd = {name: _odd_pairs(text) for name, text in texts.items()}
    guesses = []
    for names, common in _LANGUAGES:
        for place, name in enumerate(names, names is not _WEST):
            likely = _fit(letters[name], common) + _ODD * odd[name]
            rare = place * (_RARER + _RARER_BY_LETTER * high)
            guesses.append(_Guess((likely + rare) / high, name))
    return guesses


def _fit(letters: list[str], common: str) -> float:
    costs = _costs(common)
    return sum(costs.get(letter, _STRANGE) for letter in letters)


@lru_cache(maxsize=64)
def _costs(common: str) -> dict[str, float]:
    """The logarithm of how likely each letter is: the second is half as common as the first."""
    whole = sum(1 / rank for rank in range(1, len(common) + 1))
    costs = dict.fromkeys(_SIGNS, _SIGN) | dict.fromkeys(_RARE_SIGNS, _RARE_SIGN)
    for rank, letter in enumerate(common, 1):
        costs[letter] = -log(rank * whole)
        if letter.upper() != letter and len(letter.upper()) == 1:
            costs[letter.upper()] = costs[letter] + _CAPITAL
    return costs


def _odd_pairs(text: str) -> int:
    """Capitals right behind a small letter, and letters of two scripts in one word."""
    return sum(_is_odd(*pair) for pair in pairwise(text) if not (pair[0] + pair[1]).isascii())


def _is_odd(before: str, letter: str) -> bool:
    if letter.isupper() and before.islower():
        return True
    latin, other = sorted((before, letter))
    return latin.isascii() and latin.isalpha() and other.isalpha() and other > "\u024f"
