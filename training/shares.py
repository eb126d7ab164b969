"""Shares with their intervals, and what probabilities stated beside what was so: figures of the small models' cards."""

from collections.abc import Sequence
from typing import Any

import numpy as np

N_BOOTSTRAP = 1_000
_BINS = 5


def resampled(
    groups: Sequence[str] | np.ndarray, values: Sequence[bool] | np.ndarray, *, seed: int = 0
) -> dict[str, Any] | None:
    """Share of true `values`, its 95 % bootstrap interval over whole groups (voices, speakers), and how many
    there are; None for nothing."""
    groups, values = np.asarray(groups), np.asarray(values, dtype=float)
    if not len(values):
        return None
    rng = np.random.default_rng(seed)
    names = np.unique(groups)
    sums = np.array([[values[groups == name].sum(), (groups == name).sum()] for name in names])
    drawn = sums[rng.integers(len(names), size=(N_BOOTSTRAP, len(names)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], (2.5, 97.5))
    return {"share": float(values.mean()), "low": float(low), "high": float(high), "n": len(values)}


def reliability(stated: np.ndarray, is_so: np.ndarray, *, prior: float) -> list[dict[str, float]]:
    """Stated and real share in five bins; the stated probabilities are first brought from the `prior` that they were
    calibrated for to the share in the set."""
    share = is_so.mean()
    stated = np.clip(stated, 1e-6, 1 - 1e-6)
    shift = np.log(share / (1 - share)) - np.log(prior / (1 - prior))
    stated = 1 / (1 + np.exp(-(np.log(stated / (1 - stated)) + shift)))
    bins = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    return [
        {
            "stated": float(stated[bins == b].mean()),
            "real": float(is_so[bins == b].mean()),
            "n": int((bins == b).sum()),
        }
        for b in range(_BINS)
        if (bins == b).any()
    ]
