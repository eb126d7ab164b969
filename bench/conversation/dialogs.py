"""Dialogs of two voices put together from single utterances, so that who speaks when is known to the sample.

Turns follow each other after a pause, over each other's end, or, as a short answer, in the middle of the other's turn. Of the time in which anybody speaks, a tenth is
overlapped. A turn that pauses for half a second or more counts as several stretches, as in NIST's references; where a voice sounds is measured on it alone, by its level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RATE_HZ = 16_000
OVERLAP = 0.10
"""Of the time in which anybody speaks."""
_PAUSES_S = (0.2, 1.2)
_LONG_PAUSE_S = 3.5
_OVERLAPS_S = (0.5, 1.6)
_INNER_PAUSE_S = 0.5
_STEP = 160
_SOUNDING_DB = 35.0
"""Below the utterance's loud tenth; or, where a recording isn't that quiet, _ABOVE_NOISE of the way from its quiet twentieth to that."""
_ABOVE_NOISE = 0.3
_CLICK_S = 0.05
"""What is shorter and stands alone is no speech."""
_NOISE_DBFS = -62.0
"""A quiet room, the same throughout."""
_LEVEL_DBFS = -26.0


@dataclass(frozen=True, slots=True)
class SpokenStretch:
    speaker: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class MadeDialog:
    name: str
    channels: np.ndarray
    """float32 (n_speakers, n_samples), each speaker alone, without noise."""
    stretches: tuple[SpokenStretch, ...]

    @property
    def mixed(self) -> np.ndarray:
        """float32 (n_samples,): what one microphone would have, with the noise of a room."""
        random = np.random.default_rng(len(self.channels[0]))
        noise = random.standard_normal(self.channels.shape[1]) * 10 ** (_NOISE_DBFS / 20)
        return np.clip(self.channels.sum(axis=0) + noise, -1, 1).astype(np.float32)


def sounding(samples: np.ndarray) -> list[tuple[float, float]]:
    """Where an utterance sounds, in seconds; pauses of less than half a second are part of it."""
    n_steps = len(samples) // _STEP
    power = np.square(samples[: n_steps * _STEP].reshape(n_steps, _STEP)).mean(axis=1)
    level = 10 * np.log10(power + 1e-12)
    quiet, loud = np.quantile(level, [0.05, 0.9])
    steps = np.flatnonzero(level > max(loud - _SOUNDING_DB, quiet + _ABOVE_NOISE * (loud - quiet)))
    step_s = _STEP / RATE_HZ
    sounds = [part for part in _parts(steps, 0.03) if len(part) * step_s >= _CLICK_S]
    return [
        (float(part[0] * step_s), float((part[-1] + 1) * step_s))
        for part in _parts(np.concatenate(sounds), _INNER_PAUSE_S)
    ]


def _parts(steps: np.ndarray, longest_s: float) -> list[np.ndarray]:
    """Steps in runs that are parted by more than `longest_s`."""
    longest = round(longest_s * RATE_HZ / _STEP)
    return np.split(steps, np.flatnonzero(np.diff(steps) > longest) + 1)


def make_dialog(
    name: str, voices: Sequence[Sequence[np.ndarray]], *, n_turns: int, seed: int
) -> MadeDialog:
    """`voices`: of each speaker the utterances, float32 (n_samples,), said in a drawn order."""
    random = np.random.default_rng(seed)
    stretches: list[SpokenStretch] = []
    placed: list[tuple[int, int, np.ndarray]] = []
    queues = [_shuffled(voice, random) for voice in voices]
    at_s, overlapped_s, spoken_s, before_s = 0.4, 0.0, 0.0, 0.0
    for turn in range(n_turns):
        speaker = turn % len(voices)
        samples = _levelled(queues[speaker][turn // len(voices) % len(queues[speaker])])
        found = sounding(samples)
        said_s = found[-1][1] - found[0][0]
        start_s = at_s + float(random.uniform(*_PAUSES_S))
        if turn and overlapped_s < OVERLAP * spoken_s:
            lap_s = min(float(random.uniform(*_OVERLAPS_S)), 0.8 * before_s, 0.8 * said_s)
            start_s, overlapped_s = at_s - lap_s, overlapped_s + lap_s
            spoken_s -= lap_s
        elif turn % 7 == 6:
            start_s += _LONG_PAUSE_S - _PAUSES_S[0]
        offset_s = start_s - found[0][0]
        placed.append((speaker, round(offset_s * RATE_HZ), samples))
        stretches += [
            SpokenStretch(speaker, offset_s + first, offset_s + last) for first, last in found
        ]
        spoken_s += said_s
        at_s, before_s = offset_s + found[-1][1], said_s
    n_samples = max(first + len(samples) for _, first, samples in placed) + RATE_HZ // 2
    channels = np.zeros((len(voices), n_samples), np.float32)
    for speaker, first, samples in placed:
        inside = samples[max(0, -first) :]
        channels[speaker, max(0, first) : max(0, first) + len(inside)] += inside
    return MadeDialog(name, channels, tuple(stretches))


def _shuffled(voice: Sequence[np.ndarray], random: np.random.Generator) -> list[np.ndarray]:
    return [voice[at] for at in random.permutation(len(voice))]


def _levelled(samples: np.ndarray) -> np.ndarray:
    loud = np.sqrt(np.square(samples, dtype=np.float64).mean() + 1e-12)
    return (samples * (10 ** (_LEVEL_DBFS / 20) / loud)).astype(np.float32)
