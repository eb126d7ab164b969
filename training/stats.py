"""Every figure's arithmetic, for training's cards and the benches alike: rates, calibration, correlation, intervals."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

N_RESAMPLES = 400
N_SHARE_RESAMPLES = 1_000
"""Of a plain share, which costs less to draw."""
_NORMAL_95 = 1.959964
"""The normal distribution's 97.5 % quantile."""
_RELIABILITY_BINS = 5

Group = TypeVar("Group")
Interval = tuple[float, float | None, float | None]
"""(value, 2.5 %, 97.5 %); the ends are None where nothing could be resampled."""


def interval(
    groups: Sequence[Group],
    figure: Callable[[Sequence[Group]], float],
    *,
    seed: int = 0,
    n_resamples: int = N_RESAMPLES,
) -> Interval:
    """The bootstrap interval of a figure over whole groups: utterances, speakers, voices.

    Resamples in which the figure isn't defined are left out.
    """
    value = figure(groups)
    if len(groups) < 2:
        return value, None, None
    rng = np.random.default_rng(seed)
    drawn = np.array(
        [
            figure([groups[index] for index in rng.integers(len(groups), size=len(groups))])
            for _ in range(n_resamples)
        ]
    )
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return value, None, None
    low, high = np.quantile(drawn, [0.025, 0.975])
    return value, float(low), float(high)


def paired_interval(
    pairs_of: dict[str, list[tuple[np.ndarray, np.ndarray]]],
    figure: Callable[[np.ndarray, np.ndarray], float],
) -> Interval:
    """Of a figure of (predicted, rated) over resampled speakers; `pairs_of` has each speaker's pieces."""
    speakers = [
        tuple(np.concatenate(part) for part in zip(*pairs_of[name], strict=True))
        for name in sorted(pairs_of)
    ]

    def over(chosen: Sequence[tuple[np.ndarray, ...]]) -> float:
        predicted, rated = (np.concatenate(part) for part in zip(*chosen, strict=True))
        return figure(predicted, rated)

    return interval(speakers, over)


def share_with_interval(
    groups: Sequence[str] | np.ndarray, values: Sequence[bool] | np.ndarray, *, seed: int = 0
) -> dict[str, Any] | None:
    """`share` of true values, `low` and `high` over whole groups (voices, speakers), `n` values; None for nothing."""
    names, values = np.asarray(groups), np.asarray(values, dtype=float)
    if not len(values):
        return None
    counted = [
        (float(values[names == name].sum()), float((names == name).sum()))
        for name in np.unique(names)
    ]
    share, low, high = interval(counted, ratio, seed=seed, n_resamples=N_SHARE_RESAMPLES)
    return {
        "share": share,
        "low": share if low is None else low,
        "high": share if high is None else high,
        "n": len(values),
    }


def wilson_interval(n_true: int, n: int) -> tuple[float, float]:
    """95 % interval of a share of independent trials (Wilson 1927); (0, 1) of none."""
    if not n:
        return 0.0, 1.0
    share, z2 = n_true / n, _NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def rule_of_three(n: int) -> float:
    """The 95 % bound on the rate of what was never seen in `n` trials (Hanley & Lippman-Hand 1983)."""
    return 3 / max(1, n)


def ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """Sum of the firsts over the sum of the seconds; NaN where there is nothing to divide by."""
    above, below = (float(sum(part)) for part in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    return above / below if below else float("nan")


def correlation(predicted: np.ndarray, rated: np.ndarray) -> float:
    """Pearson's."""
    return float(np.corrcoef(predicted, rated)[0, 1])


def mean_square_error(predicted: np.ndarray, rated: np.ndarray) -> float:
    return float(np.square(predicted - rated).mean())


def recall_at_precision(
    score: np.ndarray,
    is_so: np.ndarray,
    precision: float,
    *,
    above: float = -math.inf,
    ties_together: bool = True,
) -> tuple[float, float]:
    """(recall, threshold) of the lowest threshold at which the precision is still reached; (0, inf) where none does.

    Nothing at or below `above` is ever flagged: it is where a score says that there is nothing. Rows of equal score are flagged
    together, as a threshold can do no other. The model cards' figures rank them one by one in the rows' order
    (`ties_together=False`), and stay comparable to those of earlier releases.
    """
    order = np.argsort(-score, kind="stable")
    ranked = score[order]
    hits = np.cumsum(is_so[order] == 1)
    is_end = np.ones(len(ranked), dtype=bool)
    if ties_together and len(ranked):
        is_end[:-1] = ranked[1:] != ranked[:-1]
    reached = is_end & (ranked > above) & (hits / np.arange(1, len(ranked) + 1) >= precision)
    if not reached.any():
        return 0.0, math.inf
    last = int(np.flatnonzero(reached)[-1])
    return float(hits[last] / max(1, hits[-1])), float(ranked[last])


def calibration_error(probability: np.ndarray, is_so: np.ndarray, *, n_bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al. 2015). NaN of nothing."""
    if not len(probability):
        return float("nan")
    bins = np.minimum((probability * n_bins).astype(int), n_bins - 1)
    claimed = np.bincount(bins, weights=probability, minlength=n_bins)
    held = np.bincount(bins, weights=is_so.astype(float), minlength=n_bins)
    return float(np.abs(claimed - held).sum() / len(probability))


def reliability(stated: np.ndarray, is_so: np.ndarray, *, prior: float) -> list[dict[str, float]]:
    """Stated and real share in five bins; the stated probabilities are first brought from the `prior` that they were
    calibrated for to the share in the set."""
    share = is_so.mean()
    stated = np.clip(stated, 1e-6, 1 - 1e-6)
    shift = np.log(share / (1 - share)) - np.log(prior / (1 - prior))
    stated = 1 / (1 + np.exp(-(np.log(stated / (1 - stated)) + shift)))
    bins = np.minimum((stated * _RELIABILITY_BINS).astype(int), _RELIABILITY_BINS - 1)
    return [
        {
            "stated": float(stated[bins == each].mean()),
            "real": float(is_so[bins == each].mean()),
            "n": int((bins == each).sum()),
        }
        for each in range(_RELIABILITY_BINS)
        if (bins == each).any()
    ]


def area_under_curve(so: np.ndarray, not_so: np.ndarray) -> float | None:
    """Share of pairs in the right order, ties counted half; None without pairs."""
    if not len(so) or not len(not_so):
        return None
    ranked = np.sort(not_so)
    n_below, n_not_above = (np.searchsorted(ranked, so, side=side) for side in ("left", "right"))
    return float((n_below + n_not_above).sum() / (2 * len(so) * len(not_so)))


def equal_error_rate(score: np.ndarray, is_so: np.ndarray) -> float:
    """Where as large a share is missed as is alarmed for nothing; `is_so` are 0 and 1."""
    order = np.argsort(-score)
    missed = 1 - np.cumsum(is_so[order]) / is_so.sum()
    alarms = np.cumsum(1 - is_so[order]) / (1 - is_so).sum()
    return float(np.maximum(missed, alarms).min())
