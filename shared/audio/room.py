"""Silence around speech that was cut tightly, so that a clip is heard as the same clip with a pause around it.

The voice activity detector is unsure of its first 160 ms, and takes them for background; a recogniser misses a word
that begins with the file, and an aligner a phone that ends with it. What is put around is never measured, and all
times are told as they are in the recording.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shared.audio.decode import Audio
from shared.audio.voice_activity import SPEECH_PROBABILITY, STEP

_ROOM_STEPS = 10
"""0.32 s; whole frames of the detector, and of the encoders, 20 ms."""
_NEAR_STEPS = 6
"""Speech that begins or ends less than 0.19 s from an edge has no pause there."""
_SCRAP_STEPS = 7
"""0.22 s: less speech than that is no word, and can't be judged either way."""
_LOUD_SHARE = 0.95
_SOUNDING_DB = 30.0
"""A step this far below the loud ones is a faint consonant at most."""

Detector = Callable[[Audio], np.ndarray]


@dataclass(frozen=True, slots=True)
class Listening:
    """A recording as the engines are given it."""

    probabilities: np.ndarray
    """Of speech in each 32 ms of the recording itself, float32 (n_steps,)."""
    audio: Audio
    """The recording, with silence at each end where speech touches it."""
    lead_s: float
    """Seconds of silence that were put before it."""


@dataclass(frozen=True, slots=True)
class AddedRoom:
    """What is put around a recording."""

    probabilities: np.ndarray
    """As in Listening."""
    steps_before: int = 0
    steps_after: int = 0

    def around(self, audio: Audio) -> Listening:
        """`audio` is the recording that it was found for."""
        if not (self.steps_before or self.steps_after):
            return Listening(self.probabilities, audio, 0.0)
        lead_s = self.steps_before * STEP / audio.rate_hz
        return Listening(
            self.probabilities, _padded(audio, self.steps_before, self.steps_after), lead_s
        )


def room_for(audio: Audio, detect: Detector) -> AddedRoom:
    """`detect` gives the probability of speech in each 32 ms of 16 kHz audio."""
    alone = detect(audio)
    if not _may_touch(audio, alone):
        return AddedRoom(alone)
    padded = detect(_padded(audio, _ROOM_STEPS, _ROOM_STEPS))
    probabilities = padded[_ROOM_STEPS : _ROOM_STEPS + len(alone)]
    is_speech = probabilities >= SPEECH_PROBABILITY
    before = _ROOM_STEPS if is_speech[:_NEAR_STEPS].any() else 0
    after = _ROOM_STEPS if is_speech[-_NEAR_STEPS:].any() else 0
    # An onset out of silence, of the mains' hum too, is taken for a scrap of speech.
    if is_speech.sum() < _SCRAP_STEPS or not (before or after):
        return AddedRoom(alone)
    return AddedRoom(probabilities, before, after)


def _may_touch(audio: Audio, probabilities: np.ndarray) -> bool:
    """Whether there is speech near an edge, or sound that the detector may not have known for speech yet."""
    if not len(probabilities):
        return False
    steps = audio.samples[: len(probabilities) * STEP].reshape(-1, STEP)
    power_db = 10 * np.log10(np.square(steps, dtype=np.float64).mean(axis=1) + 1e-12)
    is_loud = power_db > np.quantile(power_db, _LOUD_SHARE) - _SOUNDING_DB
    sounds = is_loud | (probabilities >= SPEECH_PROBABILITY)
    return bool(sounds[:_NEAR_STEPS].any() or sounds[-_NEAR_STEPS:].any())


def _padded(audio: Audio, steps_before: int, steps_after: int) -> Audio:
    samples = np.pad(audio.samples, (steps_before * STEP, steps_after * STEP))
    return Audio(samples, audio.rate_hz, audio.clipped_share)
