"""F0 from one voice's range to another's."""

import numpy as np

F0_RANGE_HZ = (65.0, 500.0)
_SPREADS = (0.8, 1.25)
"""A speaker who reads flatly should still hear the melody of the reference."""


def mapped_pitch(source_hz: np.ndarray, speaker_hz: np.ndarray) -> np.ndarray:
    """The source's contour in the speaker's range: log pitch, mean and spread mapped; 0 where unvoiced."""
    is_voiced = source_hz > 0
    center, spread = _scale(source_hz)
    speaker_center, speaker_spread = _scale(speaker_hz)
    ratio = float(np.clip(speaker_spread / max(spread, 1e-3), *_SPREADS))
    mapped = np.zeros_like(source_hz)
    mapped[is_voiced] = np.exp(
        (np.log(source_hz[is_voiced]) - center) * ratio + speaker_center
    ).clip(*F0_RANGE_HZ)
    return mapped


def _scale(f0_hz: np.ndarray) -> tuple[float, float]:
    """Median of log pitch over voiced frames, and its spread; robust against octave errors."""
    low, center, high = np.percentile(np.log(f0_hz[f0_hz > 0]), [16, 50, 84])
    return float(center), float((high - low) / 2)
