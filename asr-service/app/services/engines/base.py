"""What a recogniser does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.audio import Audio
from shared.engines import Engine


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    text: str
    """As it stands in the running text, with its leading space and its punctuation."""
    start_s: float
    end_s: float
    confidence: float
    """Probability of the word given the audio and the words before it, 0–1."""


@dataclass(frozen=True, slots=True)
class Recognition:
    words: tuple[RecognisedWord, ...]
    language: str
    """ISO 639-1, the one the words were decoded in."""
    language_probabilities: Mapping[str, float]
    """How likely each language is, by the first 30 s of sound alone, whatever language was asked for."""
    n_speakers: int | None = None
    """People who talk for a second or more in all; None when nobody counted."""


class Transcriber(Engine, Protocol):
    languages: frozenset[str]
    """ISO 639-1 codes it can be asked for."""

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio in `language`, or in the likeliest one for None."""
        ...
