"""Mel filters of Slaney's scale, as librosa.filters.mel makes them with its defaults."""

import numpy as np

from shared.audio.decode import RATE_HZ

_BREAK_HZ, _BREAK_MEL = 1_000.0, 15.0
_LOG_STEP = np.log(6.4) / 27.0
"""3 mels every 200 Hz up to 1 kHz, then 27 for each factor of 6.4."""


def slaney_filters(n_bands: int, n_fft: int) -> np.ndarray:
    """float64 (n_bands, n_fft // 2 + 1): triangles of equal area between 0 and 8 kHz."""
    hz = np.fft.rfftfreq(n_fft, 1 / RATE_HZ)
    edges = _hz(np.linspace(0.0, _mel(RATE_HZ / 2), n_bands + 2))
    rising = (hz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hz) / np.diff(edges)[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]


def _mel(hz: float) -> float:
    return float(_BREAK_MEL + np.log(hz / _BREAK_HZ) / _LOG_STEP)


def _hz(mels: np.ndarray) -> np.ndarray:
    return np.where(
        mels < _BREAK_MEL,
        mels * 200.0 / 3.0,
        _BREAK_HZ * np.exp(_LOG_STEP * (mels - _BREAK_MEL)),
    )
