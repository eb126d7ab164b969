"""Frames of two voices: content features, matching, mean envelopes, smoothing. 5 ms a frame."""

from functools import cache

import numpy as np

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
"""Of the nearest spectra under a perfect match. 0.9 with a midpoint of 0.65 is hardly closer to the speaker
(cosine .712 for .703) but a recogniser then misses 9 words in 100 instead of 1."""
MATCH_MIDPOINT = 0.45
"""Mean squared feature distance at which a match is half trusted."""
MATCH_WIDTH = 0.08
_SMOOTHING = np.hanning(9)[1:-1] / np.hanning(9)[1:-1].sum()
"""35 ms: shorter than a short stop, longer than the jumps from neighbour to neighbour."""


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


def match(
    features: np.ndarray, speaker_features: np.ndarray, speaker_shapes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The speaker's shape nearest to each frame, and how far it may be trusted.

    Returns log shapes (n_frames, n_bins), the distance-weighted mean of the nearest neighbours, and
    weights (n_frames,) in 0 … MAX_WEIGHT that fall with the distance.
    """
    k = min(NEIGHBOURS, len(speaker_features))
    squared = (
        np.square(features).sum(axis=1)[:, np.newaxis]
        - 2 * features @ speaker_features.T
        + np.square(speaker_features).sum(axis=1)
    ).clip(min=0)
    nearest = np.argpartition(squared, k - 1, axis=1)[:, :k]
    distances = np.take_along_axis(squared, nearest, axis=1) / features.shape[1]
    closeness = np.exp(-(distances - distances.min(axis=1, keepdims=True)) / 0.1)
    closeness /= closeness.sum(axis=1, keepdims=True)
    shapes = np.einsum("fk,fkb->fb", closeness, speaker_shapes[nearest])
    distance = distances.mean(axis=1)
    confidence = MAX_WEIGHT / (1 + np.exp((distance - MATCH_MIDPOINT) / MATCH_WIDTH))
    return shapes, np.convolve(np.pad(confidence, 3, mode="edge"), _SMOOTHING, mode="valid")


def mean_envelopes(
    shapes: np.ndarray, is_voiced: np.ndarray, *, frames_voiced: np.ndarray
) -> np.ndarray:
    """Mean shape of the voiced or the unvoiced frames, for each of `frames_voiced`.

    A kind of frame that the voice lacks takes the mean of all.
    """
    means = {
        kind: (shapes[is_voiced == kind] if (is_voiced == kind).any() else shapes).mean(axis=0)
        for kind in (True, False)
    }
    return np.where(frames_voiced[:, np.newaxis], means[True], means[False])


def smoothed_in_time(shapes: np.ndarray) -> np.ndarray:
    """(n_frames, n_bins) under a 35 ms Hann window, which takes away the warble of changing neighbours."""
    reach = len(_SMOOTHING) // 2
    padded = np.pad(shapes, ((reach, reach), (0, 0)), mode="edge")
    return sum(
        weight * padded[offset : offset + len(shapes)] for offset, weight in enumerate(_SMOOTHING)
    )  # pyright: ignore[reportReturnType]


def semitone_scale(f0_hz: np.ndarray) -> tuple[float, float]:
    """Median of log pitch over voiced frames, and its spread; robust against octave errors."""
    log_f0 = np.log(f0_hz[f0_hz > 0])
    low, center, high = np.percentile(log_f0, [16, 50, 84])
    return float(center), float((high - low) / 2)


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
