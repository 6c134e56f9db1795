"""A long text as an array of bytes, and what stands at many places of it read at once.

Loops of our own over a day of timed words take longer than a reader would wait; here each step is
one pass of numpy's over all words. Digits are read eight at a time, each as a byte of one integer
(D. Lemire, "Quickly parsing eight digits", 2018, https://lemire.me/blog/).

Importing this brings in numpy: done for texts from `LARGE` on, which repay it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
"""Where something stands, in characters from the start of the text."""
Eights = NDArray[np.uint64]
"""Eight characters each, the first one in the lowest byte."""

PAD = bytes(16)
"""Stands behind a text, so that eights can be read up to its end."""


class TextBytes:
    """A text as bytes, one for each character: what is not ASCII stands there as ``?``."""

    def __init__(self, padded: bytes) -> None:
        """`padded` is the text and `PAD` behind it."""
        self.padded = padded
        self.bytes = np.frombuffer(padded, np.uint8)[: -len(PAD)]
        # At each place the eight bytes from there on; places need not be aligned.
        self._eights = np.ndarray((len(padded) - 7,), "<u8", padded, 0, (1,))

    @classmethod
    def of(cls, text: str) -> TextBytes:
        return cls(b"".join([text.encode("ascii", "replace"), PAD]))

    def places(self, character: str) -> Places:
        """Where `character` stands, in order."""
        return np.flatnonzero(self.bytes == ord(character))

    def count(self, character: str) -> int:
        return int(np.count_nonzero(self.bytes == ord(character)))

    def eights(self, at: Places) -> Eights:
        """The eight characters from each place on; NULs after the end of the text."""
        return self._eights[at]

    def reading(self, at: Places, written: bytes) -> NDArray[np.bool_]:
        """At which of the places `written` stands."""
        is_read = np.ones(len(at), np.bool_)
        for begin in range(0, len(written), 8):
            part = written[begin : begin + 8]
            mask = np.uint64((1 << 8 * len(part)) - 1)
            here = self.eights(np.minimum(at + begin, len(self.bytes)))
            is_read &= here & mask == np.uint64(int.from_bytes(part, "little"))
        return is_read

    def said(self, text: str, at: Places, lengths: NDArray[np.int64]) -> str:
        """What stands in `text`, which this is made of, at these places, one after the other."""
        before = np.cumsum(lengths) - lengths
        places = np.repeat(at - before, lengths) + np.arange(lengths.sum())
        if text.isascii():
            return str(self.bytes[places].tobytes(), "ascii")
        wide = np.frombuffer(text.encode("utf-32-le"), "<u4")
        return str(wide[places].tobytes(), "utf-32-le")

    def clocks_ms(self, at: Places) -> NDArray[np.int64] | None:
        """Milliseconds of the times at these places; None unless all read ``00:00:00.000``."""
        first, last = self.eights(at), self.eights(at + 4)
        if not (_reads(first, "00:00:00") and _reads(last, "0:00.000")):
            return None
        # Two digits side by side are one number of two digits, in the byte of the first.
        pairs = (first & _each(0x0F)) * np.uint64(10) + ((first & _each(0x0F)) >> np.uint64(8))
        hours, minutes, seconds = (
            _byte(pairs, place).astype(np.int64) for place in np.array([0, 3, 6], np.uint8)
        )
        thousandths = _number(last >> np.uint64(5 * 8), np.uint8(3))
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths

    def decimals(self, at: Places) -> tuple[NDArray[np.float64], Places]:
        """The numbers from these places on, and the indexes of those that are left to be read.

        Read are numbers such as ``12.345``; to thousandths they round as what `float` reads does.
        Left are signs, exponents, eight digits before the point, what has so many digits that
        the first of them do not tell how it rounds; and whatever is no number.
        """
        head = self.eights(at)
        whole_digits = _digits_before(head)
        has_point = _byte(head, whole_digits) == ord(".")
        point = at + whole_digits
        behind = self.eights(point + 1)
        digits = _digits_before(behind) * has_point
        fraction = _number(behind, digits) * _TENS[8 - digits]
        # Both are whole and below 2**53, so that the quotient is the number nearest to it.
        values = (_number(head, whole_digits) * 100_000_000 + fraction) / 100_000_000.0
        stop = np.where(has_point, _byte(behind, digits), _byte(head, whole_digits))
        longer = np.flatnonzero(digits == 8)
        following = point[longer] + 9
        while len(longer):
            more = self.eights(following)
            more_digits = _digits_before(more)
            stop[longer] = _byte(more, more_digits)
            longer, following = (each[more_digits == 8] for each in (longer, following + 8))
        is_near_half = (fraction + 1) % 50_000 <= 1
        is_read = (whole_digits > 0) & (whole_digits < 8) & (digits >= has_point) & _ENDS[stop]
        return values, np.flatnonzero(~is_read | ((digits == 8) & is_near_half))


def has_controls(part: str) -> bool:
    """Whether an ASCII text holds control characters, other than tabs and line ends."""
    written = np.frombuffer(part.encode("ascii"), np.uint8)
    odd = written[(written < ord(" ")) | (written == 0x7F)]
    return bool(odd.tobytes().strip(b"\n\t\r"))


_TENS = 10 ** np.arange(9, dtype=np.int64)
_ENDS = np.isin(np.arange(256), np.frombuffer(b",}] \n\t\0", np.uint8))


def _each(byte: int) -> np.uint64:
    """`byte` eight times."""
    return np.uint64(byte * 0x0101010101010101)


def _byte(eights: Eights, place: NDArray[np.uint8] | np.uint8) -> NDArray[np.uint8]:
    """The character at `place` of each; 0 for the ninth."""
    return (eights >> (place << 3)).astype(np.uint8)


def _others(eights: Eights) -> Eights:
    """The highest bit of each byte that is no digit."""
    apart = eights ^ _each(ord("0"))
    return (((apart & _each(0x7F)) + _each(0x76)) | apart) & _each(0x80)


def _digits_before(eights: Eights) -> NDArray[np.uint8]:
    """How many digits stand before the first character that is none."""
    others = _others(eights)
    lowest = others & (~others + np.uint64(1))
    return np.bitwise_count(lowest - np.uint64(1)) >> np.uint8(3)


def _number(eights: Eights, digits: NDArray[np.uint8] | np.uint8) -> NDArray[np.int64]:
    """The number that the first `digits` of the characters are; 0 for none."""
    lanes = (eights & _each(0x0F)) << ((8 - digits) << 3)  # by 64: nothing is left
    lanes = (lanes * np.uint64(2561) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
    lanes = (lanes * np.uint64(6553601) >> np.uint64(16)) & np.uint64(0x0000FFFF0000FFFF)
    return (lanes * np.uint64(42949672960001) >> np.uint64(32)).view(np.int64)


def _reads(eights: Eights, shape: str) -> bool:
    """Whether all are digits where `shape` has zeros, and else what it has."""
    marks = [(place, ord(mark)) for place, mark in enumerate(shape) if mark != "0"]
    mask = sum(0xFF << 8 * place for place, _ in marks)
    written = sum(mark << 8 * place for place, mark in marks)
    is_marked = not ((eights ^ np.uint64(written)) & np.uint64(mask)).any()
    no_digits = sum(0x80 << 8 * place for place, _ in marks)
    return is_marked and not (_others(eights) ^ np.uint64(no_digits)).any()
