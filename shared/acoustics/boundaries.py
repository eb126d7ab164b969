"""Phone boundaries between the 20 ms frames."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from shared.acoustics.encoder import FRAME_S
from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import SILENCE


def segment_times(emissions: np.ndarray, segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """(start, end) of each segment in seconds.

    An encoder frame is centred on the sample it starts from, so the boundary of frames b-1 and b lies
    between their two times: where the two phones' emissions, taken as straight lines, cross.
    """
    before = [SILENCE, *(_left_of(one, other) for one, other in pairwise(segments))]
    after = [*(_right_of(one, other) for one, other in pairwise(segments)), SILENCE]
    return [
        (
            boundary_s(emissions, left, segment.phone, segment.start),
            boundary_s(emissions, segment.phone, right, segment.stop),
        )
        for segment, left, right in zip(segments, before, after, strict=True)
    ]


def boundary_s(emissions: np.ndarray, left: int, right: int, frame: int) -> float:
    """When class `left` gives way to class `right`, whose first frame is `frame`."""
    if frame <= 0:
        return 0.0
    if frame >= len(emissions):
        return len(emissions) * FRAME_S
    lead = float(emissions[frame - 1, left] - emissions[frame - 1, right])
    trail = float(emissions[frame, right] - emissions[frame, left])
    # The path may change where a single frame would not; then the middle is the best guess.
    share = lead / (lead + trail) if lead > 0 and trail > 0 else 0.5
    return (frame - 1 + share) * FRAME_S


def _left_of(one: Segment, other: Segment) -> int:
    return one.phone if one.stop == other.start else SILENCE


def _right_of(one: Segment, other: Segment) -> int:
    return other.phone if one.stop == other.start else SILENCE
