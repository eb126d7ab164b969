"""One speaker a channel: each channel's own voice activity, without what is only heard across from another."""

from collections.abc import Sequence

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio.checks import speech_of_long
from shared.audio.long_recording import LongRecording
from shared.audio.room import STEP

from .engines.base import SpeakerSpan
from .speech import speech_regions

_ACROSS_DB = 15.0
"""A channel that is so much fainter than the loudest one at the time hears another's voice; telephones part them by 20 dB and more."""
_SMOOTHED = 7
"""Steps, .22 s: levels are compared over about a syllable."""


def channel_spans(channels: Sequence[LongRecording]) -> list[SpeakerSpan]:
    """Spans of each channel; `channels` are equally long."""
    speech = [speech_of_long(each) for each in channels]
    n_steps = min(map(len, speech))
    level = np.stack([_levels(each, n_steps) for each in channels])
    is_across = level < level.max(axis=0) - _ACROSS_DB
    return [
        SpeakerSpan(number, region.start_s, region.end_s)
        for number, (recording, probabilities) in enumerate(zip(channels, speech, strict=True))
        for region in speech_regions(
            np.where(is_across[number], 0.0, probabilities[:n_steps]), recording.duration_s
        )
    ]


def _levels(recording: LongRecording, n_steps: int) -> np.ndarray:
    """dB below full scale of each step, float64 (n_steps,), smoothed."""
    power = np.empty(n_steps)
    at_once = 4096
    for first in range(0, n_steps, at_once):
        raise_if_abandoned()
        last = min(first + at_once, n_steps)
        steps = recording[first * STEP : last * STEP].reshape(-1, STEP)
        power[first:last] = np.square(steps, dtype=np.float64).mean(axis=1)
    smooth = np.convolve(power, np.full(_SMOOTHED, 1 / _SMOOTHED), "same") if n_steps else power
    return 10 * np.log10(smooth[:n_steps] + 1e-10)
