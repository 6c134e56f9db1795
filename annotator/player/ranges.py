"""What every player accepts, whatever it is asked for."""

from __future__ import annotations

SLOWEST, FASTEST = 0.5, 3.0


def clamped_rate(rate: float) -> float:
    return min(max(rate, SLOWEST), FASTEST)


def clamped_volume(percent: int) -> int:
    return min(max(percent, 0), 100)
