"""What an aligner does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, cast, runtime_checkable

import numpy as np

from shared.audio import Audio
from shared.audio.pitch import PitchTrack
from shared.contracts import AlignedWord, ExtraSpeech, PhoneEvidence, UtteranceQuality
from shared.engines import Engine
from shared.phonetics.arpabet import stress_of, strip_stress
from shared.phonetics.lexicon import OtherReading, PronouncedText, SpokenWord

Stress = Literal[0, 1, 2]


class RecordingTooShort(Exception):
    """The recording has no room for the phones of the text."""


@dataclass(frozen=True, slots=True)
class Aligned:
    words: list[AlignedWord]
    """One for each word of the text as it was read, in order."""
    utterance: UtteranceQuality
    text_match: float | None
    """Probability that the recording is of the text at all; None when not measured."""
    several_speakers_probability: float | None = None
    """Calibrated probability that two or more people talk; None when not measured."""
    measured: bool = True
    """False when the times are not from the recording."""
    track: PitchTrack | None = None
    """F0 of the recording, from an engine that needed it."""
    levels: np.ndarray | None = None
    """RMS level every 10 ms, float32 dB relative to full scale, from an engine that needed it."""
    skipped: frozenset[int] = frozenset()
    """Words that were left out: they have no evidence and no times of their own."""
    extra: Sequence[ExtraSpeech] = ()
    """Speech that the text doesn't have, in the order of time."""
    read_otherwise: Sequence[OtherReading] = ()
    """Readings that were heard in place of the likeliest."""


class Aligner(Engine, Protocol):
    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        """The spoken words of a text with their pronunciations, and the other usual readings.

        Raises InvalidInput (`text`, `lexicon`) for a text without words or for bad phones.
        """
        ...

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        """Find the phones of the words in a 16 kHz recording. Raises RecordingTooShort.

        What was heard comes from the audio; the words only say where to look. An engine that does not listen for
        how tokens are read takes the likeliest readings.
        """
        ...


@runtime_checkable
class TakesWeights(Protocol):
    """An aligner that can work with other weights than its own."""

    def with_weights(self, content: bytes, version: str) -> Aligner:
        """Another that shares with it all but these weights, the bytes of their file; `version` is its `model_version`.

        Raises ValueError, KeyError and OSError for what is no such file.
        """
        ...


def targets_of(word: SpokenWord, *, limit: int | None = None) -> list[tuple[str, ...]]:
    """The word's pronunciations in order, with stress digits; never empty."""
    return [entry.phones for entry in word.pronunciations][:limit]


def stress_digit(phone: str) -> Stress | None:
    return cast("Stress | None", stress_of(phone))


def evidence_without_measures(
    index: int, phone: str, start_s: float, end_s: float
) -> PhoneEvidence:
    """Times alone; nothing is claimed about what was heard."""
    return PhoneEvidence(
        index=index,
        target=strip_stress(phone),
        stress=stress_digit(phone),
        start_s=round(start_s, 3),
        end_s=round(end_s, 3),
        heard=None,
        heard_probability=None,
        error_probability=None,
        deletion_probability=None,
        candidates=[],
        log_posterior=None,
        margin=None,
        quality=None,
    )


UNRATED = UtteranceQuality(accuracy=None, fluency=None, prosody=None, total=None)


def unrated_word(
    number: int, text: str, phones: list[PhoneEvidence], *, variant: int = 0
) -> AlignedWord:
    """A word by the evidence of its phones, which nobody rated."""
    return AlignedWord(
        index=number,
        text=text,
        start_s=phones[0].start_s,
        end_s=phones[-1].end_s,
        variant=variant,
        quality=None,
        phones=phones,
    )


def timed_words(
    words: Sequence[SpokenWord],
    targets: Sequence[tuple[str, ...]],
    spans: Sequence[tuple[float, float]],
) -> list[AlignedWord]:
    """The words by their first pronunciations, `targets`, with the (start, end) in seconds of each phone and no
    evidence."""
    rows = iter(spans)
    return [
        unrated_word(
            number,
            word.text,
            [
                evidence_without_measures(index, phone, *next(rows))
                for index, phone in enumerate(target)
            ],
        )
        for number, (word, target) in enumerate(zip(words, targets, strict=True))
    ]
