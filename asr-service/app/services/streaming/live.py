"""What a recogniser of one channel of a live stream does, whichever engine is behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from ..engines.base import RecognisedWord

Words = tuple[RecognisedWord, ...]
"""At times of the stream."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What was heard of an utterance so far."""

    utterance: int
    stable: Words
    """Of the utterance from its start; only ever grows."""
    unstable: Words
    heard_s: float
    """Where in the stream the sound ends that this was heard in."""


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    utterance: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Settled:
    """All of an utterance; its first words are those that were stable."""

    utterance: int
    words: Words
    language: str


LiveEvent = Partial | UtteranceEnded | Settled
Settle = Callable[[], list[LiveEvent]]
"""To be called in the loop when the work is done: takes in what was heard, and tells it."""
Work = Callable[[], Settle]
"""Blocking; runs in a thread."""


class LiveRecogniser(Protocol):
    """Everything but the work it gives out is called from one thread, and takes next to no time.

    One piece of work is under way at a time.
    """

    def add(self, samples: np.ndarray) -> list[LiveEvent]:
        """More of the stream: 16 kHz, float32 (n_samples,)."""
        ...

    def end(self) -> list[LiveEvent]:
        """No more will come."""
        ...

    def work(self) -> Work | None:
        """What is to be done next; None: nothing before more is added, or for good after the end."""
        ...

    @property
    def is_behind(self) -> bool:
        """Whether more than it may keep waits to be worked on: nothing should be added for now."""
        ...

    @property
    def waiting_s(self) -> float:
        """Seconds of speech that came and that no words were looked for in yet."""
        ...


@runtime_checkable
class LiveEngine(Protocol):
    """An engine that streams by itself; any other is made to by `batch.BatchStream`."""

    def open_stream(self, language: str | None) -> LiveRecogniser:
        """For one channel of one stream. `language`: ISO 639-1, None to detect it."""
        ...
