"""What an engine that speaks is given and gives back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from shared.engines import Engine
from shared.errors import InvalidInput

Quality = Literal["natural", "accented", "robotic"]
Gender = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class SpeechWord:
    phones: tuple[str, ...]
    """ARPAbet, vowels with their stress digit (`EH1`); IPA where the language is another than English; none of a word that is read by
    its spelling."""
    after: str = ""
    """Punctuation after the word, one of ; : , . ! ? — … or nothing."""
    reduced: bool = False
    """Spoken without sentence stress, as a function word is; its phones stay what they are."""
    text: str = ""
    """As it is written, for engines that read; empty when only phones were sent."""
    pause_before_s: float | None = None
    """Silence that is asked for before the word, at any speaking rate; None for what the punctuation says."""
    pace: float = 1.0
    """Times the speaking rate: 0.5 for half as fast as the words around."""
    gain_db: float = 0.0
    """Louder or softer than the words around."""
    language: str = "en"
    """ISO 639-1, of this word."""
    voice: str | None = None
    """Another than the utterance's."""
    pitch: str = "medium"
    """One of utils.ssml.PITCHES; another than this only for voices that change theirs."""

    def goes_on_in(self, after: "SpeechWord") -> bool:
        """Whether the two can be spoken in one breath."""
        return (
            after.pause_before_s is None
            and after.pace == self.pace
            and after.voice == self.voice
            and after.pitch == self.pitch
        )


@dataclass(frozen=True, slots=True)
class TimedWord:
    start_s: float
    end_s: float
    phones: tuple[tuple[float, float], ...]
    """Start and end of each phone of the word, in order."""

    def later(self, shift_s: float) -> "TimedWord":
        return TimedWord(
            round(self.start_s + shift_s, 4),
            round(self.end_s + shift_s, 4),
            tuple(
                (round(start + shift_s, 4), round(end + shift_s, 4)) for start, end in self.phones
            ),
        )


@dataclass(frozen=True, slots=True)
class SpokenAudio:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1."""
    rate_hz: int
    words: tuple[TimedWord, ...] | None = None
    """When each word was said, from the first sample on; None where the engine can't tell."""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


def joined(pieces: Iterable[SpokenAudio]) -> SpokenAudio:
    """One after the other. Raises ValueError when there are none."""
    pieces = list(pieces)
    if not pieces:
        raise ValueError("there are no words to speak")
    words: list[TimedWord] | None = []
    n_samples, rate_hz = 0, pieces[0].rate_hz
    for piece in pieces:
        if words is not None and piece.words is not None:
            words += [word.later(n_samples / rate_hz) for word in piece.words]
        else:
            words = None
        n_samples += len(piece.samples)
    samples = np.concatenate([piece.samples for piece in pieces])
    return SpokenAudio(samples, rate_hz, None if words is None else tuple(words))


@dataclass(frozen=True, slots=True)
class Voice:
    id: str
    accent: str
    """BCP 47 of the language that it speaks as its own."""
    gender: Gender
    licence: str = "Apache-2.0"
    """Of the voice, and so of what it says."""
    also: tuple[str, ...] = ()
    """Languages (ISO 639-1) that it speaks with the accent of its own."""
    is_robotic: bool = False
    """Clear, and plainly a machine."""
    changes_pitch: bool = False
    """Whether it can be asked to speak higher or lower."""
    is_recommended: bool = True
    """Before others of its language, where none is named."""

    @property
    def own_language(self) -> str:
        """ISO 639-1."""
        return self.accent.partition("-")[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1, its own first."""
        return (self.own_language, *self.also)

    def quality(self, language: str) -> Quality:
        """Of what it says in one of its languages."""
        if self.is_robotic:
            return "robotic"
        return "natural" if language == self.own_language else "accented"


class UnknownVoice(InvalidInput):
    slug = "unknown-voice"
    title = "There is no such voice"


def kept_as(speaker: Engine) -> str:
    """The version that its speech is kept by: with what tells its folder from others of that name, where it was brought."""
    brought = getattr(speaker, "fingerprint", "")
    return f"{speaker.model_version}@{brought}" if brought else speaker.model_version


class Synthesiser(Engine, Protocol):
    """Speaks phones."""

    reads_text: bool
    """Whether it speaks the words by their spelling: their phones are then not promised."""

    def voices(self) -> list[Voice]:
        """Every voice that can be asked for, sorted by id."""
        ...

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        """`words` in the pieces they are spoken in; `soon` makes the first short, so that it is there early."""
        ...

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """Seconds that `words` would last, pauses included, told without making them. Cheap."""
        ...

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """Each piece when it is made, with the silence before it; the same input gives the same samples.

        `speaking_rate` is 1 for the voice's own pace, 2 for twice as fast. Raises UnknownVoice, and
        shared.phonetics.arpabet.UnknownPhone.
        """
        ...
