"""How well a speaker has each sound: over time, of late, and whether it got better.

Only what chance explains badly is called better or worse: the probability that the share on target rose, under a uniform
prior for both shares (Gelman et al., Bayesian Data Analysis, 2013, ch. 2), has to be past 97.5 %.
"""

from collections.abc import Iterator, Sequence
from math import exp, lgamma
from typing import Literal

from shared.contracts import Diff, History, PhoneMastery, Tally, TimedTally
from shared.mastery import tally_phones

from .phrasing import Phrasing

MASTERED = 0.9
"""Share on target of a sound that needs no more drills."""
WINDOW = 12
"""Chances that say how a sound stands now."""
_LEAST_CHANCES = 4
"""Fewer say nothing."""
_SURE = 0.975

Trend = Literal["better", "worse", "steady", "too_few"]


def masteries(history: History, diff: Diff, phrasing: Phrasing) -> Iterator[PhoneMastery]:
    """Of every sound that this recording or an earlier one has."""
    here = tally_phones(diff)
    phones = sorted({phone for each in history.recordings for phone in each.phones} | here.keys())
    for phone in phones:
        timeline = [
            TimedTally(
                recorded_at=each.recorded_at, n=each.phones[phone].n, right=each.phones[phone].right
            )
            for each in history.recordings
            if phone in each.phones
        ]
        if phone in here:
            timeline.append(TimedTally(recorded_at=None, n=here[phone].n, right=here[phone].right))
        recent = recent_of(timeline)
        sound = phrasing.named(phone)
        assert sound is not None
        yield PhoneMastery(
            sound=sound,
            timeline=timeline,
            recent=total(recent),
            mastery=_share(total(recent)),
            trend=_trend(timeline),
        )


def recent_of(timeline: Sequence[TimedTally]) -> list[TimedTally]:
    """The latest recordings that have the sound WINDOW times, or all."""
    n = 0
    for start in range(len(timeline) - 1, -1, -1):
        n += timeline[start].n
        if n >= WINDOW:
            return list(timeline[start:])
    return list(timeline)


def total(tallies: Sequence[Tally]) -> Tally:
    return Tally(n=sum(each.n for each in tallies), right=sum(each.right for each in tallies))


def _share(tally: Tally) -> float | None:
    return round(tally.right / tally.n, 3) if tally.n >= _LEAST_CHANCES else None


def _trend(timeline: Sequence[TimedTally]) -> Trend:
    before, now = total(timeline[:-1]), timeline[-1]
    if now.recorded_at is not None or not now.n or before.n < _LEAST_CHANCES:
        return "too_few"
    probability = rose(before, now)
    if probability > _SURE:
        return "better"
    return "worse" if probability < 1 - _SURE else "steady"


def rose(before: Tally, now: Tally) -> float:
    """Probability that the share on target is higher now, with Beta(1 + right, 1 + wrong) for each.

    Evan Miller's closed form of P(B > A) for whole parameters.
    """
    a, b = 1 + before.right, 1 + before.n - before.right
    c, d = 1 + now.right, 1 + now.n - now.right
    return sum(
        exp(_log_beta(a + i, b + d) - _log_beta(1 + i, d) - _log_beta(a, b)) / (d + i)
        for i in range(c)
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
