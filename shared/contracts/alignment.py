"""alignment-service: a recording and its text in, evidence for each phone out."""

from typing import Literal

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.prosody import Intonation, PitchContour, WordStress
from shared.contracts.recording import RecordingChecks


class HeardPhone(Contract):
    phone: str
    probability: float


StopRealisationName = Literal["unaspirated", "retroflex"]
"""What ARPAbet has no symbol for: a stop without its puff of air, one with the tongue curled back."""


class StopRealisation(Contract):
    """How a phone was said, below the phone itself."""

    name: StopRealisationName
    probability: float
    """Calibrated probability that it was said so, 0–1."""


class PhoneEvidence(Contract):
    """What the audio says about one target phone."""

    index: int
    """Position in the word."""
    target: str
    """ARPAbet without stress."""
    stress: Literal[0, 1, 2] | None
    """Of the target; None for consonants."""
    start_s: float
    end_s: float
    heard: str | None
    """The phone that was most likely spoken here, from the audio; None when most likely nothing was."""
    heard_probability: float | None
    """Calibrated probability that `heard` is what was spoken."""
    error_probability: float | None
    """Calibrated probability that something else than the target, or nothing, was spoken."""
    deletion_probability: float | None
    """Calibrated probability that the phone is missing."""
    candidates: Many[HeardPhone]
    """The likeliest phones, best first, at most three."""
    log_posterior: float | None
    """Mean log-probability of the target over the phone's frames."""
    margin: float | None
    """Log-probability of the target minus that of its best rival; negative: a rival fits better."""
    quality: float | None
    """What a human rater would give: 0 wrong, 1 heavily accented, 2 right."""
    unreduced_probability: float | None = None
    """Calibrated probability that a vowel with a reduced target (unstressed AH, IH, ER) was said in full;
    None for every other phone, and when not measured."""
    details: Many[StopRealisation] = Field(default_factory=list)
    """Of P, T, K that open a word or a stressed syllable, and of T, D before a vowel that are no flaps; empty
    for every other phone, and when not measured."""


class InsertionEvidence(Contract):
    """A phone spoken where the target has none."""

    heard: str
    before_phone: int
    """Index in the word of the phone it precedes; the number of phones for one at the end."""
    probability: float
    start_s: float
    end_s: float


class AlignedWord(Contract):
    index: int
    text: str
    start_s: float
    end_s: float
    variant: int
    """Which of the word's pronunciations was matched."""
    spoken_probability: float | None = None
    """How likely the word was said at all; None when not measured."""
    quality: float | None
    """Word score a human rater would give, 0–10."""
    phones: Many[PhoneEvidence]
    insertions: Many[InsertionEvidence] = Field(default_factory=list)
    stress: WordStress | None = None
    """None for a word of one syllable or without one primary stress, and when not measured."""


class Pause(Contract):
    start_s: float
    end_s: float
    after_word: int | None
    """Index of the word before it; None for the start of the recording."""
    inside_phrase: bool | None = None
    """Whether no punctuation of the text stands there; None when the text has no say."""
    filled: bool | None = None
    """Whether there is voice in it: an um, or words that aren't in the text. None when not measured."""


class Timing(Contract):
    """Fluency as measured from the alignment."""

    speech_s: float
    """From the first phone to the last, pauses left out."""
    speech_rate_sps: float | None
    """Syllables a second, pauses included."""
    articulation_rate_sps: float | None
    """Syllables a second, pauses left out."""
    pauses: Many[Pause]
    """Stretches of 0.2 s or more between two words."""
    pause_share: float | None = None
    """Of the time from the first phone to the last, 0–1."""
    n_pauses_inside_phrases: int | None = None
    n_filled_pauses: int | None = None
    mean_run_syllables: float | None = None
    """Syllables from one pause to the next, on average."""
    npvi_v: float | None = None
    """How much neighbouring vowels differ in length, 0–200 (nPVI-V of Low, Grabe & Nolan 2000), of vowels that
    no pause parts; None below ten pairs. Grabe & Low (2002) measured 57 in British English, 44 in French."""


class UtteranceQuality(Contract):
    """What a human rater would give the utterance, 0–10 each."""

    accuracy: float | None
    fluency: float | None
    prosody: float | None
    total: float | None


class ExtraSpeech(Contract):
    """Speech that is no part of the text, or that says some of it over."""

    start_s: float
    end_s: float
    before_word: int
    """Index of the word of the text that was said next; the number of words at the end."""
    kind: Literal["repetition", "restart", "other"]
    """A restart is a repetition whose last word was broken off."""
    words: Many[int] = Field(default_factory=list)
    """Indices of the text's words that were said over, or begun; empty for `other`."""


class Alignment(Stamped):
    text: str
    words: Many[AlignedWord]
    utterance: UtteranceQuality
    timing: Timing
    checks: RecordingChecks
    text_match: float | None
    """Probability that the recording is of this text at all."""
    several_speakers_probability: float | None = None
    """Calibrated probability that two or more people talk; None when not measured, as for little speech."""
    extra_speech: Many[ExtraSpeech] = Field(default_factory=list)
    """In the order of time."""
    pitch: PitchContour | None = None
    """The speaker's; None when not measured."""
    intonation: Intonation | None = None
