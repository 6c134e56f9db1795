"""How far libVLC's claimed position leads the sound it makes."""

from __future__ import annotations

from bisect import bisect_left

_LAG_AT_RATE = (
    (0.5, 25),
    (0.99, 27),
    (1.0, 0),
    (1.01, 34),
    (1.5, 40),
    (2.0, 48),
    (3.0, 67),
)
"""(rate, media milliseconds) that the filter which keeps the pitch holds back; at 1 it is off.

Measured by ``tests/benchmarks/bench_sync.py``; the same for every kind of file within 10 ms.
"""


def lag_at(rate: float) -> int:
    """Media milliseconds by which the claimed position leads the sound at `rate` (0.5 to 3)."""
    place = max(1, bisect_left(_LAG_AT_RATE, (rate, 0)))
    (slower, less), (faster, more) = _LAG_AT_RATE[place - 1], _LAG_AT_RATE[place]
    return round(less + (more - less) * (rate - slower) / (faster - slower))
