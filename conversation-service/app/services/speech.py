"""Where anybody speaks, from the probabilities of a voice activity detector."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.audio.checks import SPEECH_STEP_S

ONSET, OFFSET = 0.5, 0.35
"""Speech begins where its probability reaches the one, and goes on while it stays above the other."""
_BRIDGED_S = 0.3
"""A shorter pause, of a stop or a breath, is none."""
_SHORTEST_S = 0.1
_EDGE_S = 0.03
"""The detector is late by about a step on either side."""


@dataclass(frozen=True, slots=True)
class SpeechRegion:
    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


def speech_regions(probabilities: np.ndarray, duration_s: float) -> list[SpeechRegion]:
    """`probabilities` are of speech in each 32 ms, float32 (n_steps,). In order, apart from each other."""
    runs = _runs(probabilities)
    regions: list[SpeechRegion] = []
    for first, end in runs:
        start_s = max(0.0, first * SPEECH_STEP_S - _EDGE_S)
        end_s = min(duration_s, end * SPEECH_STEP_S + _EDGE_S)
        if regions and start_s - regions[-1].end_s < _BRIDGED_S:
            regions[-1] = SpeechRegion(regions[-1].start_s, end_s)
        else:
            regions.append(SpeechRegion(start_s, end_s))
    return [each for each in regions if each.duration_s >= _SHORTEST_S]


def _runs(probabilities: np.ndarray) -> list[tuple[int, int]]:
    """First step and one past the last, of each stretch above OFFSET that reaches ONSET."""
    above = np.concatenate([[False], probabilities >= OFFSET, [False]])
    edges = np.flatnonzero(np.diff(above.astype(np.int8))).reshape(-1, 2)
    return [
        (int(first), int(end)) for first, end in edges if probabilities[first:end].max() >= ONSET
    ]


def speech_s(regions: Sequence[SpeechRegion]) -> float:
    return sum(each.duration_s for each in regions)
