"""Pitch, intonation and stress as they were measured."""

from typing import Literal

from shared.contracts.base import Contract, Many, Series


class PitchContour(Contract):
    """F0 over time, for drawing."""

    hop_s: float
    """Seconds from one value to the next."""
    start_s: float
    """When the first value is."""
    f0_hz: Series[float | None]
    """None where there is no voice."""
    median_hz: float | None
    """Of the voiced values; None when there are none."""
    range_semitones: float | None
    """From the 5th to the 95th percentile of the voiced values."""


class WordPitch(Contract):
    word_index: int
    mean_semitones: float | None
    """Above the utterance's median; None for a word without voice, as are the next two."""
    highest_semitones: float | None
    movement_semitones: float | None
    """From its first voiced third to its last; negative: it falls."""


class FinalMovement(Contract):
    """What the pitch does from the last stressed vowel to the end."""

    kind: Literal["fall", "rise", "level", "uncertain"]
    semitones: float | None
    """End minus start; None where too little of it is voiced to say."""
    start_s: float
    end_s: float


class Intonation(Contract):
    final: FinalMovement | None
    """None when nothing was said."""
    words: Many[WordPitch]


class SyllableStress(Contract):
    start_s: float
    """Of its vowel, as is the next."""
    end_s: float
    target_stress: Literal[0, 1, 2]
    """In the pronunciation that was matched."""
    prominence: float
    """Calibrated probability that it carries the word's primary stress; they sum to 1."""


class WordStress(Contract):
    """Which syllable of a word of several was stressed."""

    target_syllable: int
    """Counted from 0."""
    accepted_syllables: Many[int]
    """All that the lexicon has with these vowels: `import` may be noun or verb."""
    heard_syllable: int
    """The likeliest."""
    probability: float
    """Calibrated probability that the stress is on none of the accepted syllables."""
    syllables: Many[SyllableStress]
