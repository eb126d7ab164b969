"""What is counted of the tasks that a model was given: sums and distributions alone, nothing of any task."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

SCORE_BINS = 20
"""Of 5 points each."""


LEFT_OUT = "-"
"""In the place of a phone that wasn't said."""


@dataclass(frozen=True, slots=True)
class JudgedShape:
    """Of one recording that was judged."""

    overall: float | None
    n_issues: int
    states: Mapping[str, int]
    """State → phones."""
    heard: Mapping[str, int]
    """Phone → how often it was heard, or LEFT_OUT."""


@dataclass(frozen=True, slots=True)
class ObservedTask:
    """A task that has ended, as far as its model is concerned."""

    failed: bool
    missed: bool
    """It was to be given these weights, and they could not be used."""
    reason: str | None
    """Why its recording can't be judged."""
    elapsed_ms: int | None
    shape: JudgedShape | None


class Tally(BaseModel):
    """Of any number of tasks; two are added up by `plus`."""

    model_config = ConfigDict(extra="ignore")

    n: int = 0
    n_failed: int = 0
    n_missed: int = 0
    refused: dict[str, int] = {}
    """Reason → recordings that can't be judged."""
    n_scored: int = 0
    score_sum: float = 0.0
    score_squares: float = 0.0
    scores: list[int] = [0] * SCORE_BINS
    states: dict[str, int] = {}
    n_issues: int = 0
    heard: dict[str, int] = {}
    n_timed: int = 0
    ms_sum: float = 0.0
    ms_squares: float = 0.0

    @classmethod
    def of(cls, observed: ObservedTask) -> "Tally":
        shape, ms = observed.shape, observed.elapsed_ms
        scores, overall = [0] * SCORE_BINS, None if shape is None else shape.overall
        if overall is not None:
            scores[min(SCORE_BINS - 1, int(overall * SCORE_BINS / 100))] = 1
        return cls(
            n=1,
            n_failed=int(observed.failed),
            n_missed=int(observed.missed),
            refused={} if observed.reason is None else {observed.reason: 1},
            n_scored=int(overall is not None),
            score_sum=overall or 0.0,
            score_squares=(overall or 0.0) ** 2,
            scores=scores,
            states={} if shape is None else dict(shape.states),
            n_issues=0 if shape is None else shape.n_issues,
            heard={} if shape is None else dict(shape.heard),
            n_timed=int(ms is not None),
            ms_sum=ms or 0.0,
            ms_squares=(ms or 0.0) ** 2,
        )

    def plus(self, other: "Tally") -> "Tally":
        mine, theirs = self.model_dump(), other.model_dump()
        return Tally(**{name: _added(mine[name], theirs[name]) for name in mine})

    @property
    def n_refused(self) -> int:
        return sum(self.refused.values())

    @property
    def n_phones(self) -> int:
        return sum(self.states.values())

    @property
    def failed_share(self) -> float | None:
        return self._share(self.n_failed)

    @property
    def missed_share(self) -> float | None:
        return self._share(self.n_missed)

    @property
    def refused_share(self) -> float | None:
        return self._share(self.n_refused)

    @property
    def issues_per_100_phones(self) -> float | None:
        return 100 * self.n_issues / self.n_phones if self.n_phones else None

    @property
    def score(self) -> "Mean | None":
        return Mean.of(self.n_scored, self.score_sum, self.score_squares)

    @property
    def ms(self) -> "Mean | None":
        return Mean.of(self.n_timed, self.ms_sum, self.ms_squares)

    def _share(self, n: int) -> float | None:
        return n / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Mean:
    n: int
    value: float
    variance: float
    """Of single values."""

    @property
    def squared_error(self) -> float:
        """Of the mean."""
        return self.variance / self.n

    @classmethod
    def of(cls, n: int, total: float, squares: float) -> "Mean | None":
        """None of fewer than two."""
        if n < 2:
            return None
        return cls(n, total / n, max(0.0, (squares - total * total / n) / (n - 1)))


def total_of(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for each in tallies:
        total = total.plus(each)
    return total


def _added(one: Any, other: Any) -> Any:
    if isinstance(one, dict):
        return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
    if isinstance(one, list):
        return [a + b for a, b in zip(one, other, strict=True)]
    return one + other


def wilson(n_hits: int, n: int, z: float) -> tuple[float, float]:
    """Interval of a share (Wilson 1927); 0 to 1 of nothing."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = n_hits / n, z * z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def stability_index(now: Mapping[str, float], before: Mapping[str, float]) -> float:
    """Population stability index of two histograms, half a count added to each of their bins: below 0.1 alike, above 0.25
    another population."""
    keys = sorted(set(now) | set(before))
    if not keys:
        return 0.0
    p, q = _shares(now, keys), _shares(before, keys)
    return sum((a - b) * math.log(a / b) for a, b in zip(p, q, strict=True))


def _shares(counts: Mapping[str, float], keys: list[str]) -> list[float]:
    filled = [counts.get(key, 0.0) + 0.5 for key in keys]
    return [each / sum(filled) for each in filled]
