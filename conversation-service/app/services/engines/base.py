"""What a diarizer does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.audio.long_recording import LongRecording
from shared.engines import Engine

from ..speech import SpeechRegion


@dataclass(frozen=True, slots=True)
class SpeakerSpan:
    """One speaker without a longer pause."""

    speaker: int
    """From 0; in which order is the engine's own."""
    start_s: float
    end_s: float
    confidence: float | None = None
    """Probability that it is this speaker and not another of the recording; None where the engine can't tell."""


class Diarizer(Engine, Protocol):
    most_speakers: int
    """It tells so many apart."""

    def diarize(
        self, recording: LongRecording, regions: Sequence[SpeechRegion], n_speakers: int
    ) -> list[SpeakerSpan]:
        """Who speaks when, at most `n_speakers`; spans of several may overlap. What one voice alone says is `regions`, from a voice activity detector."""
        ...
