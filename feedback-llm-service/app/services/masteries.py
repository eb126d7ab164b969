"""How well a speaker has each sound: over time, of late, and whether it got better.

Only what chance explains badly is called better or worse. For each sound that is the probability that its share on target
rose, under a uniform prior for both shares (Gelman et al., Bayesian Data Analysis, 2013, ch. 2). A recording has a dozen sounds or
two to look at, so that one of them looks changed is no news: of the changes that are told, at most one in ten may be
chance (Benjamini & Hochberg, Controlling the False Discovery Rate, JRSS B 57, 1995).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, lgamma
from typing import Literal

from shared.contracts import Diff, History, PhoneMastery, SoundTally, TimedTally
from shared.mastery import tally_phones

from .phrasing import Phrasing

MASTERED = 0.9
"""Share on target of a sound that needs no more drills."""
WINDOW = 12
"""Chances that say how a sound stands now."""
_LEAST_CHANCES = 4
"""Fewer say nothing."""
_FALSE_DISCOVERIES = 0.1

Trend = Literal["better", "worse", "steady", "too_few"]


def masteries(history: History, diff: Diff, phrasing: Phrasing) -> Iterator[PhoneMastery]:
    """Of every sound that this recording or an earlier one has."""
    timelines = _timelines(history, diff)
    changes = {phone: _change(timeline) for phone, timeline in timelines.items()}
    limit = _limit([change.chance for change in changes.values() if change is not None])
    for phone, timeline in timelines.items():
        recent = recent_of(timeline)
        sound = phrasing.named(phone)
        assert sound is not None
        yield PhoneMastery(
            sound=sound,
            timeline=timeline,
            recent=total(recent),
            mastery=_share(total(recent)),
            trend=_trend(changes[phone], limit),
        )


def _timelines(history: History, diff: Diff) -> dict[str, list[TimedTally]]:
    """Phone → the recordings that have it, this one last."""
    here = tally_phones(diff)
    timelines: dict[str, list[TimedTally]] = {}
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
        timelines[phone] = timeline
    return timelines


def recent_of(timeline: Sequence[TimedTally]) -> list[TimedTally]:
    """The latest recordings that have the sound WINDOW times, or all."""
    n = 0
    for start in range(len(timeline) - 1, -1, -1):
        n += timeline[start].n
        if n >= WINDOW:
            return list(timeline[start:])
    return list(timeline)


def total(tallies: Sequence[SoundTally]) -> SoundTally:
    return SoundTally(n=sum(each.n for each in tallies), right=sum(each.right for each in tallies))


def _share(tally: SoundTally) -> float | None:
    return round(tally.right / tally.n, 3) if tally.n >= _LEAST_CHANCES else None


@dataclass(frozen=True, slots=True)
class _Change:
    rose: bool
    chance: float
    """How probable it is that chance alone gives a change as clear as this."""


def _change(timeline: Sequence[TimedTally]) -> _Change | None:
    """This recording beside the earlier ones; None where there is too little to compare."""
    before, now = total(timeline[:-1]), timeline[-1]
    if now.recorded_at is not None or not now.n or before.n < _LEAST_CHANCES:
        return None
    probability = rose(before, now)
    return _Change(probability > 0.5, 2 * min(probability, 1 - probability))


def _limit(chances: Sequence[float]) -> float:
    """The largest that may be told of, so that few of all that are told are false; below 0 for none."""
    ranked = sorted(chances)
    allowed = [
        chance
        for rank, chance in enumerate(ranked, start=1)
        if chance <= _FALSE_DISCOVERIES * rank / len(ranked)
    ]
    return allowed[-1] if allowed else -1.0


def _trend(change: _Change | None, limit: float) -> Trend:
    if change is None:
        return "too_few"
    if change.chance > limit:
        return "steady"
    return "better" if change.rose else "worse"


def rose(before: SoundTally, now: SoundTally) -> float:
    """Probability that the share on target is higher now, with Beta(1 + right, 1 + wrong) for each.

    A finite sum for whole parameters (Evan Miller, Formulas for Bayesian A/B Testing, 2013), each term from the one before.
    """
    a, b = 1 + before.right, 1 + before.n - before.right
    c, d = 1 + now.right, 1 + now.n - now.right
    term = exp(_log_beta(a, b + d) - _log_beta(a, b))
    probability = term
    for i in range(c - 1):
        term *= (a + i) * (d + i) / ((a + b + d + i) * (1 + i))
        probability += term
    return probability


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
