"""Times of an alignment, told as they are in the recording alone."""

import math
from typing import Any

import numpy as np

from shared.contracts import Alignment, PitchContour
from shared.contracts.base import Contract

_TIMES = ("start_s", "end_s")


def in_recording(alignment: Alignment, *, lead_s: float) -> Alignment:
    """Of an alignment made of a recording that silence was put around, `lead_s` seconds before it.

    No time lies before the recording or after its end.
    """
    return _moved(alignment, lead_s, alignment.checks.duration_s)


def _moved(value: Any, lead_s: float, duration_s: float) -> Any:
    if isinstance(value, PitchContour):
        return _cut(value, lead_s, duration_s)
    if isinstance(value, Contract):
        return value.model_copy(
            update={
                name: _within(field, lead_s, duration_s)
                if name in _TIMES
                else _moved(field, lead_s, duration_s)
                for name, field in value
            }
        )
    if isinstance(value, list):
        return [_moved(each, lead_s, duration_s) for each in value]
    return value


def _within(time_s: float, lead_s: float, duration_s: float) -> float:
    """Told to the millisecond, which may not round up beyond the end."""
    last_s = math.floor(duration_s * 1000) / 1000
    return min(round(max(time_s - lead_s, 0.0), 3), last_s)


def _cut(contour: PitchContour, lead_s: float, duration_s: float) -> PitchContour:
    """The steps that lie in the recording."""
    times_s = contour.start_s - lead_s + contour.hop_s * np.arange(len(contour.f0_hz))
    inside = np.flatnonzero((times_s > -1e-6) & (times_s <= duration_s))
    if not len(inside):
        return contour.model_copy(update={"f0_hz": [], "start_s": 0.0})
    first, last = int(inside[0]), int(inside[-1])
    start_s = round(max(0.0, float(times_s[first])), 4)
    return contour.model_copy(update={"f0_hz": contour.f0_hz[first : last + 1], "start_s": start_s})
