"""Where utterances begin and end in sound that goes on: voice activity, a step of 32 ms at a time."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from shared.audio.decode import RATE_HZ
from shared.audio.voice_activity import SPEECH_PROBABILITY, STEP

PAUSE_S = 0.8
"""Silence that ends an utterance. Learners pause for half a second within one; a pause that is taken for the end costs the
recogniser its context."""
LEAD_S = 0.3
"""Of sound before the first step of speech that belongs to the utterance: the detector is late by 160 ms."""
SHORTEST_SPEECH_S = 0.2
"""Less is no word."""
LONGEST_S = 18.0
"""Who speaks on for longer is cut where it is quietest; below the recogniser's window of 30 s."""
CUT_WITHIN_S = 4.0
_STEP_S = STEP / RATE_HZ


class SpeechDetector(Protocol):
    """Of one stream; as shared.audio.voice_activity has it."""

    def detect(self, samples: np.ndarray) -> np.ndarray:
        """Probability of speech in each of the next steps of 32 ms, float32 (n_samples // 512,)."""
        ...


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """Of the stream, in steps of 32 ms from its start."""

    first: int
    end: int
    """The step behind it."""
    n_silent: int
    """Of its last steps without speech."""

    @property
    def start_s(self) -> float:
        return self.first * _STEP_S

    @property
    def end_s(self) -> float:
        return self.end * _STEP_S

    @property
    def silent_s(self) -> float:
        return self.n_silent * _STEP_S


@dataclass(slots=True)
class UtteranceFinder:
    """`detector` is of this stream alone: it carries state from step to step."""

    detector: SpeechDetector
    n_steps: int = 0
    """Heard so far."""
    begun: int | None = None
    """First step of the utterance that goes on; None between two."""
    _speech: list[float] = field(default_factory=list)
    """Probabilities of the steps since `begun`."""
    _rest: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    _earliest: int = 0
    """End of the utterance before: the lead doesn't reach into it."""

    def add(self, samples: np.ndarray) -> list[SpokenSpan]:
        """The utterances that ended in 16 kHz samples, float32 (n_samples,)."""
        heard = np.concatenate([self._rest, samples])
        whole, self._rest = np.split(heard, [len(heard) // STEP * STEP])
        ended = [self._step(float(probability)) for probability in self.detector.detect(whole)]
        return [span for span in ended if span is not None]

    def end(self) -> SpokenSpan | None:
        """The utterance that was still going on."""
        return self._closed(self.n_steps) if self.begun is not None else None

    @property
    def speaks(self) -> bool:
        """Whether enough was said since the last utterance to be a word."""
        return self.begun is not None and self._n_speech * _STEP_S >= SHORTEST_SPEECH_S

    @property
    def silent_s(self) -> float:
        """For how long nobody has spoken, within an utterance."""
        return _n_silent(self._speech) * _STEP_S

    @property
    def needed_from(self) -> int:
        """The first step of sound that an utterance may still begin with."""
        lead = max(self._earliest, self.n_steps - int(LEAD_S / _STEP_S) - 1)
        return lead if self.begun is None else self.begun

    @property
    def _n_speech(self) -> int:
        return sum(probability >= SPEECH_PROBABILITY for probability in self._speech)

    def _step(self, probability: float) -> SpokenSpan | None:
        self.n_steps += 1
        if self.begun is None:
            if probability >= SPEECH_PROBABILITY:
                lead = int(LEAD_S / _STEP_S)
                self.begun = max(self._earliest, self.n_steps - 1 - lead)
                self._speech = [0.0] * (self.n_steps - 1 - self.begun) + [probability]
            return None
        self._speech.append(probability)
        if self.silent_s >= PAUSE_S:
            return self._closed(self.n_steps)
        if len(self._speech) * _STEP_S >= LONGEST_S:
            tail = self._speech[-int(CUT_WITHIN_S / _STEP_S) :]
            kept = len(self._speech) - len(tail) + int(np.argmin(tail)) + 1
            over = self._speech[kept:]
            self._speech = self._speech[:kept]
            span = self._closed(self.n_steps - len(over))
            if over:  # it goes on
                self.begun, self._speech = self.n_steps - len(over), over
            return span
        return None

    def _closed(self, end: int) -> SpokenSpan | None:
        assert self.begun is not None, "an utterance goes on"
        span = SpokenSpan(self.begun, end, _n_silent(self._speech))
        was_word = self._n_speech * _STEP_S >= SHORTEST_SPEECH_S
        self.begun, self._speech, self._earliest = None, [], end
        return span if was_word else None


def _n_silent(speech: list[float]) -> int:
    """How many of the last steps are without speech."""
    n_silent = 0
    for probability in reversed(speech):
        if probability >= SPEECH_PROBABILITY:
            break
        n_silent += 1
    return n_silent
