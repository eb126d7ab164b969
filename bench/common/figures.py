"""The arithmetic of the figures: recall at a precision, calibration error, bootstrap intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

N_RESAMPLES = 400

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number beside what it should be."""

    name: str
    value: float
    low: float | None
    """2.5 % and 97.5 % of the bootstrap; None where none was drawn."""
    high: float | None
    floor: float | None
    aim: float | None
    n: str
    """How much it was measured on, in words."""
    less_is_better: bool = False

    def reaches(self, wanted: float | None) -> bool | None:
        """Whether the value is at least (or at most) `wanted`; None without one."""
        if wanted is None:
            return None
        return self.value <= wanted if self.less_is_better else self.value >= wanted


def recall_at_precision(
    probability: np.ndarray, is_slip: np.ndarray, precision: float
) -> tuple[float, float]:
    """(recall, threshold) of the lowest threshold at which the precision is still reached.

    Rows of equal probability are flagged together or not at all. (0, inf) where no threshold does.
    """
    order = np.argsort(-probability, kind="stable")
    ranked = probability[order]
    hits = np.cumsum(is_slip[order].astype(bool))
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(ranked) else []
    reached = [end for end in ends if hits[end] / (end + 1) >= precision and ranked[end] > 0]
    if not reached:
        return 0.0, float("inf")
    last = reached[-1]
    return float(hits[last] / max(1, hits[-1])), float(ranked[last])


def calibration_error(probability: np.ndarray, is_right: np.ndarray, *, n_bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al. 2015). NaN of nothing."""
    if not len(probability):
        return float("nan")
    bins = np.minimum((probability * n_bins).astype(int), n_bins - 1)
    claimed = np.bincount(bins, weights=probability, minlength=n_bins)
    held = np.bincount(bins, weights=is_right.astype(float), minlength=n_bins)
    return float(np.abs(claimed - held).sum() / len(probability))


def ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """Sum of the firsts over the sum of the seconds; NaN where there is nothing to divide by."""
    above, below = (float(sum(part)) for part in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    return above / below if below else float("nan")


def interval(
    groups: Sequence[Group], figure: Callable[[Sequence[Group]], float], *, seed: int = 0
) -> tuple[float, float | None, float | None]:
    """(value, 2.5 %, 97.5 %) of a figure over resampled groups: utterances, speakers.

    Resamples in which the figure isn't defined are left out.
    """
    value = figure(groups)
    if len(groups) < 2:
        return value, None, None
    rng = np.random.default_rng(seed)
    drawn = np.array(
        [
            figure([groups[index] for index in rng.integers(len(groups), size=len(groups))])
            for _ in range(N_RESAMPLES)
        ]
    )
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return value, None, None
    low, high = np.quantile(drawn, [0.025, 0.975])
    return value, float(low), float(high)
