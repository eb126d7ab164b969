"""Windows that are nearer to one speaker or another → who speaks when, by the likeliest way through all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...speech import SpeechRegion
from ..base import SpeakerSpan
from .windows import WINDOW_S, VoiceWindows

STEP_S = 0.1
SCALE = 30.0
"""Nats for a cosine of one: of the development dialogs, what makes the probabilities right."""
CHANGE_IN_SPEECH, CHANGE_IN_PAUSE = 9.0, 1.5
"""Nats that another speaker costs, without a pause and after one."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """Steps of STEP_S in all regions, one after the other."""

    region: np.ndarray
    centre_s: np.ndarray
    log_odds: np.ndarray
    """float64 (n_steps, n_speakers): logarithm of the probability of each speaker."""


def speaker_spans(
    windows: VoiceWindows, regions: Sequence[SpeechRegion], centroids: np.ndarray
) -> list[SpeakerSpan]:
    """In order; each lies in one region."""
    steps = _steps(windows, regions, centroids)
    speakers = _likeliest(steps)
    spans: list[SpeakerSpan] = []
    edges = np.flatnonzero((np.diff(speakers) != 0) | (np.diff(steps.region) != 0)) + 1
    for part in np.split(np.arange(len(speakers)), edges):
        first, last = int(part[0]), int(part[-1])
        region = regions[steps.region[first]]
        opens = first == 0 or steps.region[first - 1] != steps.region[first]
        closes = last == len(speakers) - 1 or steps.region[last + 1] != steps.region[last]
        speaker = int(speakers[first])
        probability = np.exp(steps.log_odds[part, speaker]).mean()
        spans.append(
            SpeakerSpan(
                speaker,
                region.start_s if opens else float(steps.centre_s[first] - STEP_S / 2),
                region.end_s if closes else float(steps.centre_s[last] + STEP_S / 2),
                float(probability),
            )
        )
    return spans


def _steps(windows: VoiceWindows, regions: Sequence[SpeechRegion], centroids: np.ndarray) -> _Steps:
    scores = windows.vectors @ centroids.T
    numbers, centres, odds = [], [], []
    first = 0
    for number, region in enumerate(regions):
        stop = int(np.searchsorted(windows.region, number, side="right"))
        n_steps = max(1, round(region.duration_s / STEP_S))
        centre_s = region.start_s + (np.arange(n_steps) + 0.5) * region.duration_s / n_steps
        near = np.abs(centre_s[:, None] - windows.centre_s[None, first:stop])
        weights = np.maximum(1e-6, 1 - near / (WINDOW_S / 2)) ** 2
        mean = (weights @ scores[first:stop]) / weights.sum(axis=1, keepdims=True)
        numbers.append(np.full(n_steps, number))
        centres.append(centre_s)
        odds.append(mean)
        first = stop
    logits = SCALE * np.concatenate(odds)
    top = logits.max(axis=1, keepdims=True)
    total = top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
    return _Steps(np.concatenate(numbers), np.concatenate(centres), logits - total)


def _likeliest(steps: _Steps) -> np.ndarray:
    """int (n_steps,): the speaker of each step; Viterbi."""
    odds = steps.log_odds
    n_steps, n_speakers = odds.shape
    is_new = np.concatenate([[True], np.diff(steps.region) != 0])
    best = odds[0].copy()
    back = np.zeros((n_steps, n_speakers), np.int16)
    others = 1.0 - np.eye(n_speakers)
    for step in range(1, n_steps):
        cost = CHANGE_IN_PAUSE if is_new[step] else CHANGE_IN_SPEECH
        ways = best[:, None] - cost * others
        back[step] = ways.argmax(axis=0)
        best = ways.max(axis=0) + odds[step]
    path = np.empty(n_steps, int)
    path[-1] = int(best.argmax())
    for step in range(n_steps - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path
