"""Diarization error as NIST's md-eval counts it: time missed, time told falsely and time given to the wrong speaker, over the time spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from .dialogs import SpokenStretch

COLLAR_S = 0.25
"""On each side of each reference boundary nothing is counted."""
_STEP_S = 0.01


@dataclass(frozen=True, slots=True)
class DiarizationError:
    """In seconds of speaker time."""

    spoken_s: float
    missed_s: float
    false_s: float
    confused_s: float

    @property
    def rate(self) -> float:
        return (self.missed_s + self.false_s + self.confused_s) / self.spoken_s

    @property
    def confusion(self) -> float:
        return self.confused_s / self.spoken_s

    def __add__(self, other: "DiarizationError") -> "DiarizationError":
        return DiarizationError(
            self.spoken_s + other.spoken_s,
            self.missed_s + other.missed_s,
            self.false_s + other.false_s,
            self.confused_s + other.confused_s,
        )


NO_ERROR = DiarizationError(0.0, 0.0, 0.0, 0.0)


def diarization_error(
    reference: Sequence[SpokenStretch],
    told: Sequence[SpokenStretch],
    *,
    duration_s: float,
    collar_s: float = COLLAR_S,
) -> DiarizationError:
    """The best of all assignments of told speakers to those of the reference."""
    n_speakers = 1 + max((each.speaker for each in (*reference, *told)), default=0)
    n_steps = round(duration_s / _STEP_S)
    spoken, heard = (_active(each, n_speakers, n_steps) for each in (reference, told))
    counted = np.ones(n_steps, bool)
    for each in reference:
        for edge_s in (each.start_s, each.end_s):
            counted[_at(edge_s - collar_s) : _at(edge_s + collar_s)] = False
    spoken, heard = spoken[:, counted], heard[:, counted]
    n_spoken, n_heard = spoken.sum(axis=0), heard.sum(axis=0)
    together = spoken.astype(int) @ heard.T.astype(int)
    right = max(
        sum(together[one, other] for one, other in enumerate(order))
        for order in permutations(range(n_speakers))
    )
    return DiarizationError(
        float(n_spoken.sum() * _STEP_S),
        float(np.maximum(0, n_spoken - n_heard).sum() * _STEP_S),
        float(np.maximum(0, n_heard - n_spoken).sum() * _STEP_S),
        float((np.minimum(n_spoken, n_heard).sum() - right) * _STEP_S),
    )


def _active(stretches: Sequence[SpokenStretch], n_speakers: int, n_steps: int) -> np.ndarray:
    """bool (n_speakers, n_steps)."""
    active = np.zeros((n_speakers, n_steps), bool)
    for each in stretches:
        active[each.speaker, _at(each.start_s) : _at(each.end_s)] = True
    return active


def _at(time_s: float) -> int:
    return max(0, round(time_s / _STEP_S))
