"""alignment-service: a recording and its text in, evidence for each phone out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.prosody import Intonation, PitchContour, WordStress
from shared.contracts.recording import RecordingChecks
from shared.contracts.unknown_words import UnknownAs


class HeardPhone(Contract):
    phone: str
    """ARPAbet without stress."""
    probability: float
    """Calibrated probability that it was spoken, 0–1."""


StopRealisationName = Literal["unaspirated", "retroflex"]
"""What ARPAbet has no symbol for: a stop without its puff of air, one with the tongue curled back."""


class StopRealisation(Contract):
    """How a phone was said, below the phone itself."""

    name: StopRealisationName
    """How: without its puff of air, or with the tongue curled back."""
    probability: float
    """Calibrated probability that it was said so, 0–1."""


class PhoneEvidence(Contract):
    """What the audio says about one target phone."""

    index: int
    """Position in the word, from 0."""
    target: str
    """Phone that belongs here, ARPAbet without stress."""
    stress: Literal[0, 1, 2] | None
    """Stress of the target: 0 none, 1 primary, 2 secondary; None for consonants."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""
    heard: str | None
    """The phone that was most likely spoken here, from the audio; None when most likely nothing was."""
    heard_probability: float | None
    """Calibrated probability, 0–1, that `heard` is what was spoken; None when not measured."""
    error_probability: float | None
    """Calibrated probability, 0–1, that something else than the target, or nothing, was spoken; None when not
    measured."""
    deletion_probability: float | None
    """Calibrated probability, 0–1, that the phone is missing; None when not measured."""
    candidates: Many[HeardPhone]
    """The likeliest phones, best first, at most three."""
    log_posterior: float | None
    """Mean log-probability (natural) of the target over the phone's frames, at most 0; None when not measured."""
    margin: float | None
    """Log-probability of the target minus that of its best rival; negative: a rival fits better; None when not
    measured."""
    quality: float | None
    """What a human rater would give, 0–2: 0 wrong, 1 heavily accented, 2 right; None when not measured."""
    unreduced_probability: float | None = None
    """Calibrated probability, 0–1, that a vowel with a reduced target (unstressed AH, IH, ER) was said in full; None
    for every other phone, and when not measured."""
    details: Many[StopRealisation] = Field(default_factory=list)
    """Of P, T, K that open a word or a stressed syllable, and of T, D before a vowel that are no flaps; empty
    for every other phone, and when not measured."""

    accent_evidence: float | None = None
    """Natural logarithm, -4 to 4, of how much likelier what was heard is if the phone was said as learners say it than if as
    Americans do, before any knowledge of the speaker; None when not measured."""
    if_wrong: Many[HeardPhone] = Field(default_factory=list)
    """What was said if it was not the target, of what learners say in its place, likeliest first; what the probabilities
    leave to 1 is that it was dropped. Empty when not measured."""


class InsertionEvidence(Contract):
    """A phone spoken where the target has none."""

    heard: str
    """The phone that was added, ARPAbet without stress."""
    before_phone: int
    """Index in the word of the phone it precedes; the number of phones for one at the end."""
    probability: float
    """Calibrated probability, 0–1, that it was spoken."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""


class AlignedWord(Contract):
    index: int
    """Place of the word in the text as spoken, from 0."""
    text: str
    """The word as it is spoken."""
    start_s: float
    """When the word begins, in seconds from the start of the recording."""
    end_s: float
    """When the word ends, in seconds from the start of the recording."""
    variant: int
    """Which of the word's pronunciations was matched, from 0."""
    spoken_probability: float | None = None
    """Probability, 0–1, that the word was said at all; None when not measured."""
    full_vowel_probability: float | None = None
    """Of a function word of one vowel that has a weak form: calibrated probability, 0–1, that the vowel was said in full,
    whichever form was matched; None for every other word, and when not measured."""
    quality: float | None
    """Word score that a human rater would give, 0–10; None when not measured."""
    phones: Many[PhoneEvidence]
    """Evidence for each target phone, in order."""
    insertions: Many[InsertionEvidence] = Field(default_factory=list)
    """Phones spoken where the target has none."""
    stress: WordStress | None = None
    """None for a word of one syllable or without one primary stress, and when not measured."""


class ReadOtherwise(Contract):
    """A token that was read another way than the likeliest: `half past nine` where `nine thirty` was due."""

    first_word: int
    """Index of the first word of the likeliest reading that it stands for, from 0."""
    n_words: int
    """How many words of that reading it stands for."""
    words: Many[str]
    """What was said instead, as it stands in the alignment's words."""


class Pause(Contract):
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""
    after_word: int | None
    """Index of the word before it; None for the start of the recording."""
    inside_phrase: bool | None = None
    """Whether no punctuation of the text stands there; None when the text has no say."""
    filled: bool | None = None
    """Whether there is voice in it: an um, or words that aren't in the text. None when not measured."""


class SpeechTiming(Contract):
    """Fluency as measured from the alignment."""

    speech_s: float
    """Seconds from the first phone to the last, pauses left out."""
    speech_rate_sps: float | None
    """Syllables a second, pauses included; None when nothing was said."""
    articulation_rate_sps: float | None
    """Syllables a second, pauses left out; None when nothing was said."""
    pauses: Many[Pause]
    """Stretches of 0.2 s or more between two words, in the order of time."""
    pause_share: float | None = None
    """Share of pauses in the time from the first phone to the last, 0–1; None when not measured."""
    n_pauses_inside_phrases: int | None = None
    """Pauses where no punctuation of the text stands; None when the text has no say."""
    n_filled_pauses: int | None = None
    """Pauses with voice in them: an um; None when not measured."""
    mean_run_syllables: float | None = None
    """Syllables from one pause to the next, on average; None when not measured."""
    npvi_v: float | None = None
    """How much neighbouring vowels differ in length, 0–200 (nPVI-V of Low, Grabe & Nolan 2000), of vowels that
    no pause parts; None below ten pairs. Grabe & Low (2002) measured 57 in British English, 44 in French."""


class UtteranceQuality(Contract):
    """What a human rater would give the utterance, 0–10 each."""

    accuracy: float | None
    """Of the sounds, 0–10; None when not measured."""
    fluency: float | None
    """Of pace and pauses, 0–10; None when not measured."""
    prosody: float | None
    """Of stress, rhythm and melody, 0–10; None when not measured."""
    total: float | None
    """Of all together, 0–10; None when not measured."""


class ExtraSpeech(Contract):
    """Speech that is no part of the text, or that says some of it over."""

    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""
    before_word: int
    """Index of the word of the text that was said next; the number of words at the end."""
    kind: Annotated[Literal["repetition", "restart", "other"], UnknownAs("other")]
    """A restart is a repetition whose last word was broken off; `other` is no word of the text."""
    words: Many[int] = Field(default_factory=list)
    """Indices of the text's words that were said over, or begun; empty for `other`."""


class Alignment(Stamped):
    text: str
    """The text that was aligned."""
    words: Many[AlignedWord]
    """The words of the text as they were said, in order."""
    read_otherwise: Many[ReadOtherwise] = Field(default_factory=list)
    """Tokens of the text that were read another usual way than the likeliest, by `first_word`; `words` have what was
    said. Empty from an engine that does not listen for it."""
    utterance: UtteranceQuality
    """What a human rater would give the whole."""
    timing: SpeechTiming
    """Rates, pauses and rhythm."""
    checks: RecordingChecks
    """What was measured of the recording itself."""
    text_match: float | None
    """Probability, 0–1, that the recording is of this text at all; None when not measured."""
    several_speakers_probability: float | None = None
    """Calibrated probability, 0–1, that two or more people talk; None when not measured, as for little speech."""
    extra_speech: Many[ExtraSpeech] = Field(default_factory=list)
    """Speech that is no part of the text or says it over, in the order of time."""
    pitch: PitchContour | None = None
    """The speaker's pitch over time; None when not measured."""
    intonation: Intonation | None = None
    """What the melody does, word by word and at the end; None when not measured."""
