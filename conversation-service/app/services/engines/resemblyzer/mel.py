"""Mel spectra as Resemblyzer's encoder was taught on: powers, not their logarithms, of 25 ms every 10 ms in 40 bands of Slaney's scale.

They are what librosa.feature.melspectrogram makes with its defaults, from samples at 16 kHz.
"""

from functools import cache

import numpy as np

from shared.audio.decode import RATE_HZ

from ..slaney import slaney_filters

N_BANDS = 40
HOP = RATE_HZ // 100
_N_FFT = RATE_HZ * 25 // 1000


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
    return slaney_filters(N_BANDS, _N_FFT)
