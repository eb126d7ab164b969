"""Log spectral envelopes: their shape, their cepstra, and what is done to them frame by frame. 5 ms a frame."""

import numpy as np

N_BINS = 513
"""WORLD's envelope of 16 kHz audio: 0 to 8 kHz."""
_SMOOTHING = np.hanning(9)[1:-1] / np.hanning(9)[1:-1].sum()
"""35 ms: shorter than a short stop, longer than the jumps from neighbour to neighbour."""


def shapes(envelopes: np.ndarray) -> np.ndarray:
    """Log envelopes (…, n_bins) without their level."""
    return envelopes - envelopes.mean(axis=-1, keepdims=True)


def with_loudness_of(shaped: np.ndarray, envelopes: np.ndarray) -> np.ndarray:
    """`shaped` at each frame's power in `envelopes`."""
    wanted = np.log(np.exp(envelopes).mean(axis=1, keepdims=True))
    return shaped + wanted - np.log(np.exp(shaped).mean(axis=1, keepdims=True))


def cepstra(envelopes: np.ndarray, n_coefficients: int) -> np.ndarray:
    """The first coefficients of the DCT-II of log envelopes (…, n_bins), orthonormal: without the fine structure."""
    from scipy.fft import dct

    return np.asarray(dct(envelopes, axis=-1, norm="ortho"))[..., :n_coefficients]


def envelopes_of(coefficients: np.ndarray) -> np.ndarray:
    """Log envelopes (…, N_BINS) of their first coefficients."""
    from scipy.fft import idct

    return np.asarray(idct(coefficients, n=N_BINS, axis=-1, norm="ortho"))


def warped(envelopes: np.ndarray, factor: float) -> np.ndarray:
    """Each log envelope (…, n_bins) read at `factor` times the frequency: below 1, resonances move up."""
    n_bins = envelopes.shape[-1]
    places = np.clip(np.arange(n_bins) * factor, 0, n_bins - 1)
    lower = np.floor(places).astype(int)
    upper = np.minimum(lower + 1, n_bins - 1)
    share = places - lower
    return envelopes[..., lower] * (1 - share) + envelopes[..., upper] * share


def smoothed_in_time(values: np.ndarray) -> np.ndarray:
    """(n_frames, …) under a 35 ms Hann window, which takes away the warble of changing neighbours."""
    from scipy.ndimage import convolve1d

    return convolve1d(values, _SMOOTHING, axis=0, mode="nearest")


def mean_shapes(
    shaped: np.ndarray, is_voiced: np.ndarray, *, frames_voiced: np.ndarray
) -> np.ndarray:
    """Mean shape of the voiced or the unvoiced frames, for each of `frames_voiced`.

    A kind of frame that the voice lacks takes the mean of all.
    """
    means = {
        kind: (shaped[is_voiced == kind] if (is_voiced == kind).any() else shaped).mean(axis=0)
        for kind in (True, False)
    }
    return np.where(frames_voiced[:, np.newaxis], means[True], means[False])
