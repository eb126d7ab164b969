"""Which of the speaker's frames say what a frame of the reference says. 5 ms a frame."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from .spectra import smoothed_in_time

_N_MELS = 40
_N_CEPSTRA = 20
_RATE_HZ = 16_000
_CONTEXT = (-8, -4, 0, 4, 8)
"""Frames looked at around each one: ±40 ms tells a stop's burst from a fricative."""
_SPEECH_RANGE = np.log(10) * 4.0
"""Frames within 40 dB of the loud ones count as speech; natural log of power."""
_VOICING_WEIGHT = 3.0
NEIGHBOURS = 6
MAX_WEIGHT = 0.75
"""Of the nearest spectra under a perfect match."""
MATCH_MIDPOINT = 0.6
"""Distance at which a match is half trusted. Trusted further, a recogniser soon understands less than it gains in
likeness: .8 with 10 samples is .002 nearer and misses 5 words in 100 instead of 2."""
MATCH_WIDTH = 0.08
_FRAMES_AT_ONCE = 512
_CLOSENESS = 0.1
"""Distance at which a neighbour counts e times less than the nearest."""


def content_features(envelopes: np.ndarray, is_voiced: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is being said in each frame, whoever says it, and whether it is speech at all.

    `envelopes`: log power (n_frames, n_bins). Returns float32 (n_frames, n_features), mel cepstra over
    ±40 ms normalised to the voice's own mean and spread, and bool (n_frames,).
    """
    mel = np.log(np.exp(envelopes) @ _mel_filters(envelopes.shape[1]).T + 1e-12)
    level = mel.mean(axis=1)
    is_speech = level > np.percentile(level, 95) - _SPEECH_RANGE
    cepstra = mel @ _cosines().T
    spoken = cepstra[is_speech]
    normal = (cepstra - spoken.mean(axis=0)) / (spoken.std(axis=0) + 1e-6)
    loud = (level - level[is_speech].mean()) / (level[is_speech].std() + 1e-6)
    own = np.column_stack([normal, loud, _VOICING_WEIGHT * is_voiced])
    frames = np.arange(len(own))
    around = [own[np.clip(frames + offset, 0, len(own) - 1)] for offset in _CONTEXT]
    weights = [1.0 if offset == 0 else 0.5 for offset in _CONTEXT]
    joined = np.concatenate(
        [weight * part for weight, part in zip(weights, around, strict=True)], axis=1
    )
    return joined.astype(np.float32), is_speech


def nearest(
    features: np.ndarray,
    posteriors: np.ndarray,
    speaker_features: np.ndarray,
    speaker_posteriors: np.ndarray,
    speaker_shapes: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The speaker's shape nearest to each frame, and how far it may be trusted.

    Features are those of `content_features`. Returns log shapes (n_frames, n_bins), the distance-weighted mean of the
    nearest neighbours, and weights (n_frames,) in 0 … MAX_WEIGHT that fall with the distance.
    """
    found = [
        _nearest(
            distances(features[some], posteriors[some], speaker_features, speaker_posteriors),
            speaker_shapes,
        )
        for some in _blocks(len(features))
    ]
    near, apart = (np.concatenate(parts) for parts in zip(*found, strict=True))
    trust = MAX_WEIGHT / (1 + np.exp((apart - MATCH_MIDPOINT) / MATCH_WIDTH))
    return near, smoothed_in_time(trust)


def distances(
    features: np.ndarray,
    posteriors: np.ndarray,
    speaker_features: np.ndarray,
    speaker_posteriors: np.ndarray,
) -> np.ndarray:
    """float32 (n_frames, n_speaker_frames): how differently two frames sound, and how different the phones are that
    they sound like (the squared Hellinger distance of the posteriors, twice): a match needs both."""
    sound = _squared(features, speaker_features) / features.shape[1]
    overlap = np.sqrt(posteriors) @ np.sqrt(speaker_posteriors).T
    return sound + 2 * (1 - overlap)


def _nearest(apart: np.ndarray, speaker_shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shapes (n_frames, n_bins), and the mean distance of the neighbours (n_frames,)."""
    k = min(NEIGHBOURS, apart.shape[1])
    found = np.argpartition(apart, k - 1, axis=1)[:, :k]
    apart = np.take_along_axis(apart, found, axis=1)
    closeness = np.exp(-(apart - apart.min(axis=1, keepdims=True)) / _CLOSENESS)
    closeness /= closeness.sum(axis=1, keepdims=True)
    return np.einsum("fk,fkb->fb", closeness, speaker_shapes[found]), apart.mean(axis=1)


def _blocks(n_frames: int) -> Iterator[slice]:
    """All of a minute against another would be 12,000 × 12,000 distances, several times over: gigabytes."""
    for first in range(0, max(n_frames, 1), _FRAMES_AT_ONCE):
        yield slice(first, first + _FRAMES_AT_ONCE)


def _squared(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    products = one @ other.T
    lengths = np.square(one).sum(axis=1)[:, np.newaxis] + np.square(other).sum(axis=1)
    return np.maximum(lengths - 2 * products, 0)


@cache
def _mel_filters(n_bins: int) -> np.ndarray:
    """Triangular filters, float64 (n_mels, n_bins)."""
    top = 2595 * np.log10(1 + _RATE_HZ / 2 / 700)
    edges_hz = 700 * (10 ** (np.linspace(0, top, _N_MELS + 2) / 2595) - 1)
    bins_hz = np.linspace(0, _RATE_HZ / 2, n_bins)
    low, center, high = edges_hz[:-2, None], edges_hz[1:-1, None], edges_hz[2:, None]
    rising, falling = (bins_hz - low) / (center - low), (high - bins_hz) / (high - center)
    filters = np.clip(np.minimum(rising, falling), 0, None)
    return filters / np.maximum(filters.sum(axis=1, keepdims=True), 1e-9)


@cache
def _cosines() -> np.ndarray:
    """Orders 1 … n_cepstra of the DCT-II, float64 (n_cepstra, n_mels); order 0, the level, is left out."""
    order = np.arange(1, _N_CEPSTRA + 1)[:, np.newaxis]
    return np.cos(np.pi * order * (np.arange(_N_MELS) + 0.5) / _N_MELS) * np.sqrt(2 / _N_MELS)
