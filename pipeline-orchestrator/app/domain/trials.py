"""When a trial ends by itself, and when a model is given other recordings than before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .tally import Mean, Tally, stability_index, total_of, wilson

Z = 3.29
"""99.9 %: a trial is looked at hundreds of times, and each look may be wrong."""
FEWEST_FOR_FAILURES = 20
Fault = Literal["failed", "unusable", "refused", "scores", "slow"]
DRIFT_DAYS = 7
FEWEST_A_DAY = 200
"""Of tasks on the day, and in the week before: below that nothing is told."""


@dataclass(frozen=True, slots=True)
class RollbackRule:
    """What a canary may differ from the live model by, beyond chance."""

    least: int
    """Judged tasks of each, before scores, refusals and time are looked at."""
    failed: float
    """Share of tasks that failed, or that its weights could not be used for."""
    refused: float
    """Share of recordings that can't be judged, more or less."""
    score: float
    """Points of the mean overall score, up or down."""
    slower: float
    """Times the live model's mean time."""


def fault_of(canary: Tally, live: Tally, rule: RollbackRule) -> Fault | None:
    """Why the trial is to end; None while it may go on. Each limit has to be passed by the whole interval of the difference."""
    if canary.n >= FEWEST_FOR_FAILURES:
        if wilson(canary.n_missed, canary.n, Z)[0] > rule.failed:
            return "unusable"
        usual = live.failed_share or 0.0
        if wilson(canary.n_failed, canary.n, Z)[0] > usual + rule.failed:
            return "failed"
    if min(canary.n, live.n) < rule.least:
        return None
    if _share_shift(canary, live) > rule.refused:
        return "refused"
    if _beyond(canary.score, live.score, rule.least) > rule.score:
        return "scores"
    if _is_slower(canary.ms, live.ms, rule):
        return "slow"
    return None


def _share_shift(canary: Tally, live: Tally) -> float:
    """By how much at least one of the shares of refused recordings is above the other."""
    p, q = canary.n_refused / canary.n, live.n_refused / live.n
    error = math.sqrt(_spread(canary) / canary.n + _spread(live) / live.n)
    return abs(p - q) - Z * error


def _spread(tally: Tally) -> float:
    """p(1 − p) with two of each kind added (Agresti & Caffo 2000), so that none of a few has an error too."""
    share = (tally.n_refused + 1) / (tally.n + 2)
    return share * (1 - share)


def _beyond(one: Mean | None, other: Mean | None, least: int) -> float:
    if one is None or other is None or min(one.n, other.n) < least:
        return 0.0
    error = math.sqrt(one.squared_error + other.squared_error)
    return abs(one.value - other.value) - Z * error


def _is_slower(canary: Mean | None, live: Mean | None, rule: RollbackRule) -> bool:
    if canary is None or live is None or min(canary.n, live.n) < rule.least:
        return False
    error = math.sqrt(canary.squared_error + rule.slower**2 * live.squared_error)
    return canary.value - rule.slower * live.value > Z * error


@dataclass(frozen=True, slots=True)
class Drift:
    """A day beside the seven before it, as population stability indices."""

    day: date
    n: int
    n_before: int
    scores: float
    heard: float
    refusals: float

    @property
    def worst(self) -> float:
        return max(self.scores, self.heard, self.refusals)


def drift_of(days: Mapping[date, Tally], day: date) -> Drift | None:
    """None where either has too few tasks to tell."""
    now = days.get(day, Tally())
    week = [days[at] for n in range(1, DRIFT_DAYS + 1) if (at := day - timedelta(days=n)) in days]
    before = total_of(week)
    if min(now.n, before.n) < FEWEST_A_DAY:
        return None
    return Drift(
        day,
        now.n,
        before.n,
        stability_index(_bins(now), _bins(before)),
        stability_index(now.heard, before.heard),
        stability_index(_refusals(now), _refusals(before)),
    )


def newest_drift(days: Mapping[date, Tally], today: date) -> Drift | None:
    """Of today as soon as it tells, else of yesterday."""
    return drift_of(days, today) or drift_of(days, today - timedelta(days=1))


def _bins(tally: Tally) -> dict[str, float]:
    return {f"{index:02}": float(n) for index, n in enumerate(tally.scores)}


def _refusals(tally: Tally) -> dict[str, float]:
    return {"judged": float(tally.n - tally.n_refused), **tally.refused}
