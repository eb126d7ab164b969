"""A language model of graphones: modified Kneser–Ney, interpolated (Chen & Goodman 1998), pruned by relative entropy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


_DISCOUNTS_OF_FEW = np.array([0.0, 0.5, 0.75, 0.9])
"""Taken from counts where there are too few n-grams to tell; by hand."""


@dataclass(slots=True)
class Level:
    """The n-grams of one order, sorted by (history, token)."""

    history: Ints
    """Row of each n-gram's history in the level before."""
    token: Ints
    suffix: Ints
    """Row, in the level before, of the n-gram without its first token."""
    count: Floats
    """Times seen; below the highest order after how many different tokens, except where the first is the start."""
    probability: Floats
    backoff: Floats
    kept: npt.NDArray[np.bool_]


def count_ngrams(sequences: Sequence[Sequence[int]], *, order: int, n_tokens: int) -> list[Level]:
    """Levels 1 … order. Each sequence begins with the start token, which is never predicted, and ends with the end."""
    lengths = np.array([len(each) for each in sequences])
    tokens = np.concatenate([np.asarray(each, np.int64) for each in sequences])
    place = np.arange(len(tokens)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    levels: list[Level] = []
    row_of: list[Ints] = []
    for n in range(1, order + 1):
        here = np.flatnonzero(place >= n - 1)
        history = row_of[-1][here - 1] if n > 1 else np.zeros(len(here), np.int64)
        keys, rows, seen = np.unique(
            history * n_tokens + tokens[here], return_inverse=True, return_counts=True
        )
        row = np.full(len(tokens), -1)
        row[here] = rows
        suffix = np.zeros(len(keys), np.int64)
        if n > 1:
            suffix[rows] = row_of[-1][here]
        size = len(keys)
        levels.append(
            Level(
                keys // n_tokens, keys % n_tokens, suffix, seen.astype(float),
                np.zeros(size), np.zeros(size), np.ones(size, bool),
            )
        )  # fmt: skip
        row_of.append(row)
    _continue(levels, starts=tokens[place == 0][0])
    return levels


def _continue(levels: list[Level], *, starts: int) -> None:
    """Counts of lower orders become numbers of different tokens before them (Kneser & Ney 1995)."""
    first = levels[0].token
    for n, level in enumerate(levels[:-1]):
        different = np.bincount(levels[n + 1].suffix, minlength=len(level.token)).astype(float)
        from_start = first == starts
        level.count = np.where(from_start, level.count, different)
        first = first[levels[n + 1].history]
    levels[0].count[levels[0].token == starts] = 0.0


def smooth(levels: list[Level]) -> None:
    """Interpolated probabilities and the weights of backing off, in place."""
    unigram = levels[0]
    unigram.probability = unigram.count / unigram.count.sum()
    for lower, level in pairwise(levels):
        discounts = _discounts(level.count)
        taken = discounts[np.minimum(level.count, 3).astype(int)]
        n_lower = len(lower.token)
        total = np.bincount(level.history, level.count, minlength=n_lower)
        freed = np.bincount(level.history, taken, minlength=n_lower)
        lower.backoff = np.divide(freed, total, out=np.ones(n_lower), where=total > 0)
        level.probability = (level.count - taken) / total[level.history] + lower.backoff[
            level.history
        ] * lower.probability[level.suffix]
    levels[-1].backoff = np.ones(len(levels[-1].token))


def _discounts(counts: Floats) -> Floats:
    """What is taken from counts of 0, 1, 2, 3 and more (Chen & Goodman's estimate, of enough n-grams)."""
    n1, n2, n3, n4 = (float((counts == each).sum()) for each in (1, 2, 3, 4))
    if not min(n1, n2, n3, n4):
        return _DISCOUNTS_OF_FEW
    y = n1 / (n1 + 2 * n2)
    found = [0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    return np.clip(found, 0.0, [0, 1, 2, 3])


def prune(levels: list[Level], *, least: float) -> None:
    """Drop n-grams that change little: those whose count times the logarithm of what they change is below `least`.

    An n-gram stays where a longer one needs it, as its history or its suffix.
    """
    for n in range(len(levels) - 1, 1, -1):
        level, lower = levels[n], levels[n - 1]
        needed = np.zeros(len(level.token), bool)
        if n + 1 < len(levels):
            above = levels[n + 1]
            needed[above.history[above.kept]] = True
            needed[above.suffix[above.kept]] = True
        backed = lower.backoff[level.history] * lower.probability[level.suffix]
        gain = level.count * np.abs(np.log(level.probability) - np.log(backed))
        level.kept = needed | (gain >= least)
    for lower, level in pairwise(levels[1:]):
        _back_off_anew(lower, level)


def _back_off_anew(lower: Level, level: Level) -> None:
    """What is left over, after the n-grams that stay, is spread over what their suffixes leave over."""
    n_lower = len(lower.token)
    kept = level.kept
    told = np.bincount(level.history[kept], level.probability[kept], minlength=n_lower)
    below = np.bincount(
        level.history[kept], lower.probability[level.suffix[kept]], minlength=n_lower
    )
    lower.backoff = np.clip(1 - told, 1e-9, 1) / np.clip(1 - below, 1e-9, 1)
