"""What an engine that speaks is given and gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from shared.errors import InvalidInput

Accent = Literal["en-US", "en-GB", "hi"]
Gender = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class SpeechWord:
    phones: tuple[str, ...]
    """ARPAbet, vowels with their stress digit (`EH1`)."""
    after: str = ""
    """Punctuation after the word, one of ; : , . ! ? — … or nothing."""
    reduced: bool = False
    """Spoken without sentence stress, as a function word is; its phones stay what they are."""
    text: str = ""
    """As it is written, for engines that read; empty when only phones were sent."""


@dataclass(frozen=True, slots=True)
class Speech:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1."""
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Voice:
    id: str
    accent: Accent
    gender: Gender


class UnknownVoice(InvalidInput):
    slug = "unknown-voice"
    title = "There is no such voice"


class Speaker(Protocol):
    """An engine that speaks phones."""

    name: str
    model_version: str
    reads_text: bool
    """Whether it speaks the words by their spelling: their phones are then not promised."""

    def warm_up(self) -> None: ...

    def voices(self) -> list[Voice]:
        """Every voice that can be asked for, sorted by id."""
        ...

    def speak(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> Speech:
        """Speak the phones of `words` in order; the same input gives the same samples.

        `speaking_rate` is 1 for the voice's own pace, 2 for twice as fast. Raises UnknownVoice, and
        shared.phonetics.arpabet.UnknownPhone.
        """
        ...
