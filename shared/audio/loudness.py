"""Trimming, fading and levelling speech that we make."""

import numpy as np

SPEECH_DBFS = -20.0
"""RMS level of the speech; leaves 18 dB for peaks, which is what clean speech needs."""
_PEAK = 0.89
"""-1 dBFS: resampling and lossy players overshoot a little."""
_FRAME_S = 0.01
_SILENCE_DB = -55.0
"""Below the loudest frame: under the weakest final fricative, above the synthesiser's own hiss."""
_MARGIN_S = 0.04
_FADE_S = 0.005


def trimmed(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """Without the silence at both ends, but for 40 ms of it."""
    start, stop = sounding_part(samples, rate_hz)
    return samples[start:stop]


def sounding_part(samples: np.ndarray, rate_hz: int) -> tuple[int, int]:
    """First sample, and one past the last, without the silence at both ends but for 40 ms of it."""
    levels = _frame_power(samples, rate_hz)
    if not levels.size or levels.max() <= 0:
        return 0, len(samples)
    loud = np.flatnonzero(levels > levels.max() * 10 ** (_SILENCE_DB / 10))
    frame, margin = round(_FRAME_S * rate_hz), round(_MARGIN_S * rate_hz)
    start, stop = loud[0] * frame - margin, (loud[-1] + 1) * frame + margin
    return max(0, int(start)), min(len(samples), int(stop))


def faded(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """With 5 ms ramps at both ends, so that pieces join without a click."""
    ramp = np.linspace(0.0, 1.0, min(round(_FADE_S * rate_hz), len(samples) // 2), dtype=np.float32)
    faded = samples.copy()
    faded[: len(ramp)] *= ramp
    faded[len(samples) - len(ramp) :] *= ramp[::-1]
    return faded


def levelled(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """float32 at -20 dBFS RMS over the frames that hold speech, less where peaks would pass -1 dBFS."""
    levels = _frame_power(samples, rate_hz)
    if not levels.size or levels.max() <= 0:
        return samples.astype(np.float32)
    # Frames 30 dB under the loudest are pauses and would make a text with pauses louder.
    speech_power = levels[levels > levels.max() * 1e-3].mean()
    gain = 10 ** (SPEECH_DBFS / 20) / np.sqrt(speech_power)
    return (samples * min(gain, _PEAK / np.abs(samples).max())).astype(np.float32)


def _frame_power(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    frame = round(_FRAME_S * rate_hz)
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame)
    return np.square(whole, dtype=np.float64).mean(axis=1)
