"""F0 of speech: Boersma's autocorrelation method, in numpy.

After P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise
ratio of a sampled sound" (1993): the autocorrelation of each windowed frame over that of the window, its
best peaks as candidates, and the path through them that costs least.
"""

from dataclasses import dataclass

import numpy as np

from shared.audio.resampling import resample
from shared.contracts import PitchContour

HOP_S = 0.01
CONTOUR_HOP_S = 0.02
FLOOR_HZ, CEILING_HZ = 70.0, 500.0
_RATE_HZ = 8_000
"""What is analysed: harmonics above 4 kHz add nothing to F0."""
_WINDOW_S = 3 / FLOOR_HZ
"""Three periods of the lowest F0, as the method asks."""
_N_CANDIDATES = 4
_FINER = 2
"""Lags a sample: autocorrelation is band-limited, so zeros behind its spectrum interpolate it."""
_SILENCE, _VOICING = 0.03, 0.45
_OCTAVE_COST, _OCTAVE_JUMP, _VOICE_CHANGE = 0.01, 0.35, 0.14
"""Boersma's thresholds and costs, as Praat has them."""
_BLOCK = 1_000
"""Frames at a time: a two-minute recording must not need a hundred MB."""
_MIN_S = 0.1
SEMITONES = 12.0


@dataclass(frozen=True, slots=True)
class PitchTrack:
    """F0 every 10 ms, from the first sample on."""

    f0_hz: np.ndarray
    """float32 (n_frames,): NaN where there is no voice."""
    strength: np.ndarray
    """float32 (n_frames,): periodicity, 0–1; of noise about 0.3."""

    def between(self, start_s: float, end_s: float) -> np.ndarray:
        """The F0 values of a stretch, those without voice left out."""
        values = self.f0_hz[max(0, round(start_s / HOP_S)) : max(0, round(end_s / HOP_S))]
        return values[~np.isnan(values)]


def track_pitch(samples: np.ndarray, rate_hz: int) -> PitchTrack:
    """F0 of float32 mono samples at any rate. Below 0.1 s: no voice at all."""
    n_frames = int(len(samples) / rate_hz / HOP_S)
    if len(samples) < _MIN_S * rate_hz or not np.any(samples):
        return PitchTrack(np.full(n_frames, np.nan, np.float32), np.zeros(n_frames, np.float32))
    samples = resample(samples, rate_hz, _RATE_HZ)
    width = round(_WINDOW_S * _RATE_HZ)
    hop = round(HOP_S * _RATE_HZ)
    padded = np.pad(samples.astype(np.float32), (width // 2, width + hop))
    loudest = float(np.abs(samples).max())
    blocks = [
        _candidates(padded, range(start, min(start + _BLOCK, n_frames)), width, hop, loudest)
        for start in range(0, n_frames, _BLOCK)
    ]
    lags_hz, strengths, unvoiced = (np.concatenate(each) for each in zip(*blocks, strict=True))
    chosen = _best_path(lags_hz, strengths, unvoiced)
    every = np.arange(n_frames)
    f0_hz = np.where(chosen < _N_CANDIDATES, lags_hz[every, chosen % _N_CANDIDATES], np.nan)
    return PitchTrack(f0_hz.astype(np.float32), np.clip(strengths.max(axis=1), 0, 1))


def contour_of(track: PitchTrack) -> PitchContour:
    """Every second value, for drawing, and what sums it up."""
    step = round(CONTOUR_HOP_S / HOP_S)
    voiced = track.f0_hz[~np.isnan(track.f0_hz)]
    low, middle, high = np.percentile(voiced, (5, 50, 95)) if len(voiced) else (1.0, 1.0, 1.0)
    return PitchContour(
        hop_s=CONTOUR_HOP_S,
        start_s=0.0,
        f0_hz=[None if np.isnan(hz) else round(float(hz), 1) for hz in track.f0_hz[::step]],
        median_hz=round(float(middle), 1) if len(voiced) else None,
        range_semitones=round(float(semitones(high, float(low))), 1) if len(voiced) else None,
    )


def semitones(f0_hz: np.ndarray | float, reference_hz: float) -> np.ndarray:
    """Interval above the reference."""
    return SEMITONES * np.log2(np.asarray(f0_hz) / reference_hz)


def _candidates(
    padded: np.ndarray, frames: range, width: int, hop: int, loudest: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(Hz (n, k), strength (n, k), strength of having no voice (n,)) of some frames.

    Strengths are the autocorrelation's, the higher of two octaves a little better off.
    """
    index = np.arange(frames.start, frames.stop)[:, None] * hop + np.arange(width)
    pieces = padded[index]
    pieces = pieces - pieces.mean(axis=1, keepdims=True)
    window = np.hanning(width).astype(np.float32)
    n_fft = 1 << (2 * width - 1).bit_length()
    own = _autocorrelation(window[None], n_fft)[0]
    found = _autocorrelation(pieces * window, n_fft)
    first = int(_FINER * _RATE_HZ / CEILING_HZ)
    last = int(_FINER * _RATE_HZ / FLOOR_HZ) + 1
    energy = np.maximum(found[:, :1], 1e-12)
    normal = found[:, first - 1 : last + 2] / energy / (own[first - 1 : last + 2] / own[0])
    inner = normal[:, 1:-1]
    is_peak = (inner > normal[:, :-2]) & (inner >= normal[:, 2:]) & (inner > 0.5 * _VOICING)
    lags = np.arange(first, last + 1)
    bonus = _OCTAVE_COST * np.log2(FLOOR_HZ * lags / (_FINER * _RATE_HZ))
    score = np.where(is_peak, inner - bonus, -1.0).astype(np.float32)
    best = np.argpartition(-score, _N_CANDIDATES, axis=1)[:, :_N_CANDIDATES]
    strengths = np.take_along_axis(score, best, axis=1)
    left, middle, right = (np.take_along_axis(normal, best + shift, axis=1) for shift in (0, 1, 2))
    bend = left - 2 * middle + right
    offset = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0)
    hertz = _FINER * _RATE_HZ / (best + first + np.clip(offset, -0.5, 0.5))
    peak = np.abs(pieces).max(axis=1) / max(loudest, 1e-9)
    unvoiced = _VOICING + np.maximum(0.0, 2 - peak / (_SILENCE / (1 + _VOICING)))
    return hertz, strengths, unvoiced.astype(np.float32)


def _autocorrelation(frames: np.ndarray, n_fft: int) -> np.ndarray:
    """Of each row, `_FINER` lags a sample."""
    power = np.square(np.abs(np.fft.rfft(frames, n_fft, axis=1)))
    return np.fft.irfft(power, n_fft * _FINER, axis=1)


def _best_path(hertz: np.ndarray, strengths: np.ndarray, unvoiced: np.ndarray) -> np.ndarray:
    """int (n_frames,): the candidate of each frame, `_N_CANDIDATES` for no voice."""
    gains = np.concatenate([np.where(strengths > 0, strengths, -9.0), unvoiced[:, None]], axis=1)
    octaves = np.log2(hertz)
    width = _N_CANDIDATES + 1
    cost = np.full((width, width), _VOICE_CHANGE)
    cost[-1, -1] = 0.0
    total, back = gains[0].copy(), np.zeros(gains.shape, dtype=np.int8)
    every = np.arange(width)
    for frame in range(1, len(gains)):
        cost[:-1, :-1] = _OCTAVE_JUMP * np.abs(octaves[frame - 1][:, None] - octaves[frame])
        moves = total[:, None] - cost
        back[frame] = moves.argmax(axis=0)
        total = moves[back[frame], every] + gains[frame]
    path = np.empty(len(gains), dtype=np.int64)
    path[-1] = total.argmax()
    for frame in range(len(gains) - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    return path
