"""When each phone was said, by two witnesses: the encoder's frames, refined by the waveform, and hidden Markov models.

Their errors have little in common, so near each other they are averaged; far apart the models are right more often.
"""

from collections.abc import Sequence

import numpy as np

from shared.acoustics.encoder import FRAME_S, FRAME_SAMPLES
from shared.acoustics.lattice import Segment

from ..phone_timer import TimedPhone

Times = list[tuple[float, float]]
"""(start, end) of each phone, seconds."""
_LATE_S = 0.008
"""The models put what begins a frame before hand-corrected times, whatever its manner. By hand, on the human recordings that
docs/people.md is about."""
_NEAR_S = 0.08
_SHORTEST_PAUSE_S = 0.1
"""Of one that only the models hear."""
_SHORTEST_S = 0.01


def agreed_times(
    refined: Sequence[tuple[float, float]],
    timed: Sequence[TimedPhone],
    segments: Sequence[Segment],
) -> Times:
    """The refined times and the timer's in one; as many `timed` as `segments`, or none."""
    if not timed:
        return list(refined)
    starts: list[float] = []
    for (start, _), (_, other, _) in zip(refined, timed, strict=True):
        later = other + _LATE_S
        agreed = (start + later) / 2 if abs(start - later) < _NEAR_S else later
        starts.append(max(agreed, starts[-1] + _SHORTEST_S if starts else 0.0))
    ends = [
        _end(index, starts[index + 1], refined, timed, segments) for index in range(len(starts) - 1)
    ]
    ends.append(max(refined[-1][1], timed[-1][2], starts[-1] + _SHORTEST_S))
    return [
        (start, max(end, start + _SHORTEST_S / 2)) for start, end in zip(starts, ends, strict=True)
    ]


def _end(
    index: int,
    following: float,
    refined: Sequence[tuple[float, float]],
    timed: Sequence[TimedPhone],
    segments: Sequence[Segment],
) -> float:
    """Where the next phone starts, or where a pause does that either heard."""
    if segments[index].stop < segments[index + 1].start:
        return min(refined[index][1], following)
    silence_s = timed[index + 1][1] - timed[index][2]
    return (
        min(timed[index][2] + _LATE_S, following) if silence_s >= _SHORTEST_PAUSE_S else following
    )


def without_the_rest(samples: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The frames of a recording that are `kept`, end to end."""
    n_frames = len(samples) // FRAME_SAMPLES
    if len(kept) >= n_frames:
        return samples
    frames = samples[: n_frames * FRAME_SAMPLES].reshape(n_frames, FRAME_SAMPLES)
    return frames[kept[kept < n_frames]].ravel()


def in_the_whole(timed: Sequence[TimedPhone], kept: np.ndarray) -> list[TimedPhone]:
    """Times of what `without_the_rest` left, as they are in the whole recording."""
    return [(name, _whole_s(start, kept), _whole_s(end, kept)) for name, start, end in timed]


def _whole_s(seconds: float, kept: np.ndarray) -> float:
    frame = min(int(seconds / FRAME_S), len(kept) - 1)
    return float(kept[frame]) * FRAME_S + seconds - frame * FRAME_S
