"""Is the recording of this text at all, and was each of its words said?

Forced alignment finds room for any text. What tells a right one is how far the target falls behind what
the frames would choose freely, how often, and how many phones were squeezed into a single frame.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import expit

from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import SILENCE

_WORST = 12.0
"""Nats; a target this far behind is not there, farther says no more."""
_FAR = 3.0
"""Nats behind the free choice from where a phone counts as unsupported."""
N_FEATURES = 6


def phone_lags(log_posteriors: np.ndarray, segments: Sequence[Segment]) -> np.ndarray:
    """float (n_phones,): mean log-posterior of the likeliest class minus that of the target, nats."""
    free = log_posteriors.max(axis=1)
    lags = [
        (free[each.start : each.stop] - log_posteriors[each.start : each.stop, each.phone]).mean()
        for each in segments
    ]
    return np.minimum(lags, _WORST)


def word_features(
    log_posteriors: np.ndarray, segments: Sequence[Segment], n_words: int
) -> np.ndarray:
    """float (n_words, N_FEATURES), one row a word."""
    lags = phone_lags(log_posteriors, segments)
    word = np.array([segment.word for segment in segments])
    squeezed = np.array([segment.stop - segment.start == 1 for segment in segments])
    counts = np.bincount(word, minlength=n_words)

    def mean_of(values: np.ndarray) -> np.ndarray:
        return np.bincount(word, weights=values, minlength=n_words) / counts

    least, most = np.full(n_words, _WORST), np.zeros(n_words)
    np.minimum.at(least, word, lags)
    np.maximum.at(most, word, lags)
    # One wrong phone does not make it another word: what do the others say?
    others = np.where(counts > 1, (mean_of(lags) * counts - most) / np.maximum(1, counts - 1), most)
    return np.stack(
        [mean_of(lags), mean_of(lags > _FAR), mean_of(squeezed), least, np.log(counts), others],
        axis=1,
    )


def text_features(log_posteriors: np.ndarray, segments: Sequence[Segment]) -> np.ndarray:
    """float (N_FEATURES,) of the whole text."""
    lags = phone_lags(log_posteriors, segments)
    speech = log_posteriors.argmax(axis=1) != SILENCE
    claimed = np.zeros(len(log_posteriors), dtype=bool)
    for segment in segments:
        claimed[segment.start : segment.stop] = True
    return np.array(
        [
            lags.mean(),
            (lags > _FAR).mean(),
            np.mean([segment.stop - segment.start == 1 for segment in segments]),
            (speech & ~claimed).sum() / max(1, speech.sum()),
            (claimed & ~speech).sum() / max(1, claimed.sum()),
            np.median(lags),
        ]
    )


def match_probability(features: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    """Logistic of `features` (…, N_FEATURES) under `coefficients` (N_FEATURES + 1,), offset last."""
    return expit(features @ coefficients[:-1] + coefficients[-1])
