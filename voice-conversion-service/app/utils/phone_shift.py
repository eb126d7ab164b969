"""From one voice's spectra to another's, phone by phone.

First the frequency axis is stretched to the other vocal tract (vocal tract length normalisation, Eide & Gish 1996),
then each phone's mean envelope is moved to what the other voice has for it. The detail of each frame stays the
reference's, so that it stays as clear as the reference. A phone that was heard little leans on the move of all
voiced or unvoiced frames (a MAP estimate, Gauvain & Lee 1994).
"""

from dataclasses import dataclass

import numpy as np

from .spectra import cepstra, envelopes_of, mean_shapes, shapes, warped

_PRIOR_FRAMES = 3.0
"""Frames of 5 ms that the common move weighs in each phone's mean. With 5 a recogniser misses half as many words as with 2
(1.4 of 100 for 2.3, 10 samples) and the likeness falls by .006."""
_COEFFICIENTS = 60
"""Of a phone's move: what is finer than 130 Hz is chance."""
_FACTORS = np.arange(0.70, 1.21, 0.02)
"""From a woman's voice to a small child's is 0.74, to a man's 1.1."""
_FIT_BINS = 350
"""Up to 5.5 kHz: above, voices differ in other ways."""
_LEAST_FRAMES = 8.0
_LEAST_SHARED = 40.0
"""Frames of phones that both voices have, under which the axis stays as it is."""
_LEAST_PHONES = 3
"""And kinds of phones: one alone fits at any factor."""


@dataclass(frozen=True, slots=True)
class VoiceFrames:
    """Frames of one voice."""

    shaped: np.ndarray
    """float (n_frames, N_BINS), log envelopes without their level."""
    posteriors: np.ndarray
    """float (n_frames, 40), how much each class of `phone_set.CLASSES` is heard; class 0 is silence."""
    is_voiced: np.ndarray
    is_speech: np.ndarray


def moved(source: VoiceFrames, speaker: VoiceFrames) -> np.ndarray:
    """`source.shaped` moved to the speaker's voice, (n_frames, N_BINS)."""
    n_speaker, speaker_means = _phone_means(speaker, speaker.shaped)
    factor = warp_factor(*_phone_means(source, source.shaped), n_speaker, speaker_means)
    stretched = shapes(warped(source.shaped, factor))
    n_source, source_means = _phone_means(source, stretched)
    common = mean_shapes(
        speaker.shaped[speaker.is_speech],
        speaker.is_voiced[speaker.is_speech],
        frames_voiced=source.is_voiced,
    ) - mean_shapes(
        stretched[source.is_speech],
        source.is_voiced[source.is_speech],
        frames_voiced=source.is_voiced,
    )
    _, common_means = _phone_means(source, common)
    trust = 1 / (1 + _PRIOR_FRAMES / _positive(n_speaker) + _PRIOR_FRAMES / _positive(n_source))
    moves = trust[:, np.newaxis] * (speaker_means - source_means)
    moves += (1 - trust[:, np.newaxis]) * common_means
    moves = envelopes_of(cepstra(moves, _COEFFICIENTS))
    return stretched + np.where(source.is_speech[:, np.newaxis], source.posteriors @ moves, common)


def warp_factor(
    n_source: np.ndarray, source_means: np.ndarray, n_speaker: np.ndarray, speaker_means: np.ndarray
) -> float:
    """What the source's frequency axis is read at so that its phones look most like the speaker's.

    Counts are frames a phone (n_classes,), means log envelopes (n_classes, N_BINS).
    """
    shared = np.minimum(n_source, n_speaker)
    weights = np.where(shared > _LEAST_FRAMES, shared, 0.0)
    weights[0] = 0.0
    if weights.sum() < _LEAST_SHARED or np.count_nonzero(weights) < _LEAST_PHONES:
        return 1.0
    weights /= weights.sum()
    misfits: list[float] = []
    for factor in _FACTORS:
        difference = (speaker_means - warped(source_means, factor))[:, :_FIT_BINS]
        difference = (
            difference - weights @ difference
        )  # what all phones share is the voice's colour
        misfits.append(float(weights @ np.square(difference).mean(axis=1)))
    return float(_FACTORS[int(np.argmin(misfits))])


def _phone_means(voice: VoiceFrames, shaped: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Frames of each phone (n_classes,) and their mean (n_classes, N_BINS), by how much they sound like it."""
    weights = voice.posteriors * voice.is_speech[:, np.newaxis]
    n_frames = weights.sum(axis=0)
    return n_frames, (weights.T @ shaped) / _positive(n_frames)[:, np.newaxis]


def _positive(counts: np.ndarray) -> np.ndarray:
    return np.maximum(counts, 1e-6)
