"""Times of a whole column at once, where all are written in the same digits and marks."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import lru_cache

_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_DIGIT_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))
_SHAPE = re.compile(r"(?:(0{1,3}):)?(0{1,4}):(00)(?:[.,](0{1,3}))?")
_LANE = 4
"""Bytes for each time: 999:99:99.999 in milliseconds is less than 2**32."""


def alike_ms(tokens: Sequence[str]) -> list[int] | None:
    """Milliseconds of tokens such as ``00:01:02.003``; None if they are not all alike.

    The first field may have fewer digits in some: ``9:59:59`` and ``10:00:00`` are alike.

    A list of 200,000 times costs a fifth of a loop's time: the digits that stand in one place
    are taken together, each as one lane of a long number, and the long numbers are weighed and
    added. No lane can spill over into the next.
    """
    joined = "\n".join(tokens)
    if not tokens or not joined.isascii():
        return None
    longest = max(tokens, key=len)
    if len(joined) + 1 != (len(longest) + 1) * len(tokens):
        joined = "\n".join([token.zfill(len(longest)) for token in tokens])
    return followed_ms(f"{joined}\n", "\n")


def followed_ms(joined: str, mark: str) -> list[int] | None:
    """`alike_ms` of times that are joined already, each followed by `mark`."""
    width = joined.find(mark) + 1
    if not width or not joined.isascii():
        return None
    written = joined.encode("ascii")
    count = len(written) // width
    shape = written[: width - 1].translate(_DIGITS_AS_ZEROS)
    weights = _weights(shape.decode("ascii"))
    if weights is None:
        return None
    if written.translate(_DIGITS_AS_ZEROS) != (shape + mark.encode("ascii")) * count:
        return None
    digits = written.translate(_DIGIT_VALUES)
    total = 0
    lanes = bytearray(_LANE * count)
    for place, weight in weights:
        lanes[::_LANE] = digits[place::width]
        total += int.from_bytes(lanes, "little") * weight
    return list(struct.unpack(f"<{count}I", total.to_bytes(_LANE * count, "little")))


@lru_cache(maxsize=64)
def _weights(shape: str) -> list[tuple[int, int]] | None:
    """(place, milliseconds that a one in it stands for) of each digit; None for no time."""
    found = _SHAPE.fullmatch(shape)
    if found is None:
        return None
    units = ((1, 3_600_000), (2, 60_000), (3, 1_000))
    weights = [
        (found.end(group) - 1 - power, unit * 10**power)
        for group, unit in units
        for power in range(len(found[group] or ""))
    ]
    return weights + [
        (found.start(4) + place, 10 ** (2 - place)) for place in range(len(found[4] or ""))
    ]
