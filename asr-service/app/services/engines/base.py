"""What a recogniser does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from shared.audio import Audio
from shared.engines import Engine


@dataclass(frozen=True, slots=True)
class PossibleWord:
    """A word that may have been said, of several."""

    text: str
    """As RecognisedWord.text."""
    probability: float
    """0–1, among them."""


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    text: str
    """As it stands in the running text, with its leading space and its punctuation."""
    start_s: float
    end_s: float
    confidence: float
    """Probability of the word given the audio and the words before it, 0–1."""
    readings: tuple[PossibleWord, ...] = ()
    """Where the word is a guess, all that it may be, likeliest first, `text` among them; empty where it is none."""


class Stretch(Protocol):
    """Words that were decoded together, and what is known of their sound: their wording can be tried again."""

    @property
    def words(self) -> range:
        """Their places in the recognition."""
        ...

    def by_sound(self, wording: Sequence[str]) -> np.ndarray:
        """Natural logarithm of each word's probability, given the sound and the words before it: float (n_words,).

        The wording is of the whole stretch, each word as RecognisedWord.text.
        """
        ...

    def by_context(self, wordings: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """The same of any wordings, one float (n_words,) each, given the words before alone."""
        ...


@dataclass(frozen=True, slots=True)
class Recognition:
    words: tuple[RecognisedWord, ...]
    language: str
    """ISO 639-1, the one the words were decoded in."""
    language_probabilities: Mapping[str, float]
    """How likely each language is, by the first 30 s of sound alone, whatever language was asked for."""
    n_speakers: int | None = None
    """People who talk for a second or more in all; None when nobody counted."""
    stretches: tuple[Stretch, ...] = field(default=(), compare=False)
    """None from an engine that can't tell how likely a given wording is."""


class Transcriber(Engine, Protocol):
    languages: frozenset[str]
    """ISO 639-1 codes it can be asked for."""

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio in `language`, or in the likeliest one for None."""
        ...


@runtime_checkable
class WindowTranscriber(Protocol):
    """One that hears a few seconds in less time than a whole recording: what live streams ask for."""

    def transcribe_window(
        self, samples: np.ndarray, language: str | None, *, is_final: bool
    ) -> tuple[str, tuple[RecognisedWord, ...]]:
        """The language and the words of 16 kHz samples, float32 (n_samples,), at most 30 s; times from their start.

        `is_final`: what was said is over, and may take longer to be heard better.
        """
        ...
