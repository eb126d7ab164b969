"""Many durations in three numbers."""

import statistics
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """In the unit of what was measured."""

    n: int
    median: float
    p99: float
    """The duration that 99 of 100 do not go beyond, by nearest rank."""
    most: float


def timing_of(durations: Collection[float]) -> Timing:
    """Raises statistics.StatisticsError for none."""
    ranked = sorted(durations)
    median = statistics.median(ranked)
    return Timing(len(ranked), median, ranked[round(0.99 * (len(ranked) - 1))], ranked[-1])
