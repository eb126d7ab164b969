"""Pitch, intonation and stress as they were measured."""

from typing import Annotated, Literal

from shared.contracts.base import Contract, Many, Series
from shared.contracts.unknown_words import UnknownAs


class PitchContour(Contract):
    """F0 over time, for drawing."""

    hop_s: float
    """Seconds from one value to the next."""
    start_s: float
    """When the first value is, in seconds from the start of the audio."""
    f0_hz: Series[float | None]
    """Fundamental frequency in Hz at each step; None where there is no voice."""
    median_hz: float | None
    """Median of the voiced values in Hz; None when there are none."""
    range_semitones: float | None
    """From the 5th to the 95th percentile of the voiced values, in semitones; None when there are none."""


class WordPitch(Contract):
    word_index: int
    """Index of the word in the text."""
    mean_semitones: float | None
    """Mean pitch of the word in semitones above the utterance's median; None for a word without voice."""
    highest_semitones: float | None
    """Highest pitch of the word in semitones above the utterance's median; None for a word without voice."""
    movement_semitones: float | None
    """From its first voiced third to its last, in semitones; negative: it falls; None for a word without voice."""
    level_db: float | None = None
    """Level of its loudest vowel above the median of the words, in dB; None when not measured."""


class FinalMovement(Contract):
    """What the pitch does from the last stressed vowel to the end."""

    kind: Annotated[Literal["fall", "rise", "level", "uncertain"], UnknownAs("uncertain")]
    """What the pitch does; `uncertain` where too little of it is voiced to say."""
    semitones: float | None
    """Pitch at the end minus pitch at the start, in semitones; None where too little of it is voiced to say."""
    start_s: float
    """Where the movement begins, in seconds from the start of the recording."""
    end_s: float
    """Where the movement ends, in seconds from the start of the recording."""


class Intonation(Contract):
    final: FinalMovement | None
    """What the pitch does at the end; None when nothing was said."""
    words: Many[WordPitch]
    """Pitch of each word that was said, in order."""


class SyllableProminence(Contract):
    start_s: float
    """When its vowel begins, in seconds from the start of the recording."""
    end_s: float
    """When its vowel ends, in seconds from the start of the recording."""
    target_stress: Literal[0, 1, 2]
    """Stress in the pronunciation that was matched: 0 none, 1 primary, 2 secondary."""
    prominence: float
    """Calibrated probability, 0–1, that it carries the word's primary stress; those of a word sum to 1."""


class WordStress(Contract):
    """Which syllable of a word of several was stressed."""

    target_syllable: int
    """Syllable that carries the primary stress in the pronunciation that was matched, from 0."""
    accepted_syllables: Many[int]
    """All syllables, from 0, that the lexicon stresses in a word with these vowels: `import` may be noun or verb."""
    heard_syllable: int
    """Syllable that was most likely stressed, from 0."""
    probability: float
    """Calibrated probability, 0–1, that the stress is on none of the accepted syllables."""
    syllables: Many[SyllableProminence]
    """What was measured of each syllable, in order."""
