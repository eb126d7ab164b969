"""Log-mel energies as NeMo's streaming models read them: nothing in them is normalised over the recording, so each stretch can be read alone."""

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from shared.audio.decode import RATE_HZ
from shared.audio.long_recording import LongRecording

from ..slaney import slaney_filters

N_MELS = 128
HOP = RATE_HZ // 100
_N_FFT, _WINDOW = 512, RATE_HZ * 25 // 1000
_PREEMPHASIS = 0.97
_LOG_GUARD = 2.0**-24


def n_mel_frames(recording: LongRecording) -> int:
    return len(recording) // HOP


def log_mels(recording: LongRecording, first: int, stop: int) -> np.ndarray:
    """Of frames `first` to `stop`, float32 (stop - first, N_MELS); frame i is centred on sample i * HOP, with silence beyond both ends."""
    start = first * HOP - _N_FFT // 2
    n_samples = (stop - 1 - first) * HOP + _N_FFT
    sound = recording.between(start - 1, start + n_samples)
    emphasised = sound[1:] - np.float32(_PREEMPHASIS) * sound[:-1]
    emphasised[max(0, len(recording) - start) :] = 0.0
    frames = sliding_window_view(emphasised, _N_FFT)[::HOP]
    spectra = np.fft.rfft(frames * _window(), axis=1)
    powers = np.square(spectra.real) + np.square(spectra.imag)
    return np.log(powers @ _filters() + _LOG_GUARD).astype(np.float32)


@cache
def _window() -> np.ndarray:
    """Hann, symmetric, in the middle of _N_FFT."""
    window = np.zeros(_N_FFT, np.float32)
    first = (_N_FFT - _WINDOW) // 2
    window[first : first + _WINDOW] = np.hanning(_WINDOW)
    return window


@cache
def _filters() -> np.ndarray:
    return slaney_filters(N_MELS, _N_FFT).T.astype(np.float32)
