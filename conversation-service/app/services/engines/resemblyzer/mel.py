"""Mel spectra as Resemblyzer's encoder was taught on: powers, not their logarithms, of 25 ms every 10 ms in 40 bands of Slaney's scale.

They are what librosa.feature.melspectrogram makes with its defaults, from samples at 16 kHz.
"""

from functools import cache

import numpy as np

from shared.audio.decode import RATE_HZ

N_BANDS = 40
HOP = RATE_HZ // 100
_N_FFT = RATE_HZ * 25 // 1000
_BREAK_HZ, _BREAK_MEL = 1_000.0, 15.0
_LOG_STEP = np.log(6.4) / 27.0
"""Slaney's scale: 3 mels every 200 Hz up to 1 kHz, then 27 for each factor of 6.4."""


def mel_powers(samples: np.ndarray) -> np.ndarray:
    """float32 (1 + n_samples // HOP, N_BANDS); frame i is centred on sample i * HOP, with zeros beyond both ends."""
    padded = np.pad(samples, _N_FFT // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _N_FFT)[::HOP]
    spectra = np.fft.rfft(frames * _window(), axis=1)
    powers = np.square(spectra.real) + np.square(spectra.imag)
    return (powers @ _filters().T).astype(np.float32)


@cache
def _window() -> np.ndarray:
    """Hann, periodic."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_N_FFT) / _N_FFT)).astype(np.float32)


@cache
def _filters() -> np.ndarray:
    """float64 (N_BANDS, n_frequencies): triangles of equal area."""
    hz = np.fft.rfftfreq(_N_FFT, 1 / RATE_HZ)
    edges = _hz(np.linspace(0.0, _mel(RATE_HZ / 2), N_BANDS + 2))
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
