"""Many durations in three numbers."""

import statistics
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestTimes:
    """In the unit of what was measured."""

    n: int
    median: float
    p99: float
    """The duration that 99 of 100 do not go beyond, by nearest rank."""
    most: float


def timing_of(durations: Collection[float]) -> RequestTimes:
    """Raises statistics.StatisticsError for none."""
    ranked = sorted(durations)
    median = statistics.median(ranked)
    return RequestTimes(len(ranked), median, ranked[round(0.99 * (len(ranked) - 1))], ranked[-1])
