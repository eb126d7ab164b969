"""A LiveRecogniser of an engine that streams by itself: its segments become utterances, its words only grow in number."""

from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import numpy as np

from shared.audio.decode import RATE_HZ

from .live import LiveEvent, Partial, Settle, Settled, UtteranceEnded, Words, Work

STEP_S = 0.1
"""Of sound at a time: less is no use to an encoder that takes 80 to 320 ms at once."""
MOST_AT_ONCE_S = 1.0
"""Others have their turn in between."""
MOST_WAITING_S = 10.0
"""Of sound; then no more is taken."""


@dataclass(frozen=True, slots=True)
class HeardSegment:
    """What was heard since the last pause."""

    words: Words
    """None of them is taken back; the last one may still grow."""
    is_over: bool
    """A pause followed, or the stream has ended: the next begins anew."""


class Decoder(Protocol):
    """Of one stream; called in a thread, one call at a time."""

    def hear(self, samples: np.ndarray, *, is_last: bool) -> HeardSegment:
        """Take in 16 kHz samples, float32 (n_samples,), and tell the segment that they end in, at times of the stream."""
        ...


@dataclass(slots=True)
class OwnStream:
    decoder: Decoder
    language: str
    _waiting: deque[np.ndarray] = field(default_factory=deque)
    _n_waiting: int = 0
    """Samples."""
    _n_heard: int = 0
    _has_ended: bool = False
    _is_over: bool = False
    _utterance: int = 0
    _told: Words = ()

    def add(self, samples: np.ndarray) -> list[LiveEvent]:
        self._waiting.append(samples)
        self._n_waiting += len(samples)
        return []

    def end(self) -> list[LiveEvent]:
        self._has_ended = True
        return []

    def work(self) -> Work | None:
        if self._is_over or (not self._has_ended and self.waiting_s < STEP_S):
            return None
        whole = np.concatenate([np.zeros(0, np.float32), *self._waiting])
        self._waiting = deque([whole])
        samples = whole[: round(MOST_AT_ONCE_S * RATE_HZ)]
        is_last = self._has_ended and len(samples) == len(whole)
        return partial(self._hear, samples, is_last)

    @property
    def is_behind(self) -> bool:
        return self.waiting_s > MOST_WAITING_S

    @property
    def waiting_s(self) -> float:
        return self._n_waiting / RATE_HZ

    def _hear(self, samples: np.ndarray, is_last: bool) -> Settle:
        segment = self.decoder.hear(samples, is_last=is_last)
        return partial(self._take_in, segment, len(samples), is_last)

    def _take_in(self, segment: HeardSegment, n_samples: int, is_last: bool) -> list[LiveEvent]:
        rest = self._waiting.popleft()[n_samples:]
        self._waiting.appendleft(rest)
        self._n_waiting -= n_samples
        self._n_heard += n_samples
        self._is_over = is_last
        heard_s, number, words = self._n_heard / RATE_HZ, self._utterance, segment.words
        if not segment.is_over:
            if words == self._told:
                return []
            self._told = words
            return [Partial(number, words[:-1], words[-1:], heard_s)]
        self._told = ()
        if not words:
            return []  # a pause upon a pause
        self._utterance += 1
        end_s = min(heard_s, words[-1].end_s)
        return [
            UtteranceEnded(number, words[0].start_s, end_s),
            Settled(number, words, self.language),
        ]
