"""What crosses a service boundary: the requests and responses of the eight services.

Times are seconds from the start of the recording, scores 0–100, probabilities 0–1; None where a thing
was not measured, never zero. Phones are ARPAbet; a target keeps its stress apart (`stress`).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stage = Literal["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
State = Literal["fine", "uncertain", "error"]
TextSource = Literal["reference", "transcript"]
Severity = Literal["low", "medium", "high"]
Category = Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"]
NotAssessable = Literal[
    "silence",
    "too_quiet",
    "too_short",
    "no_speech",
    "clipped",
    "noise",
    "wrong_language",
    "wrong_text",
]
"""Why a recording can't be judged."""


class Contract(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Stamped(Contract):
    """Every service response says which engine made it."""

    engine: str
    model_version: str
    mock: bool


class RecordingChecks(Contract):
    """Measured on the recording itself, before any recognition."""

    duration_s: float
    speech_s: float
    """Seconds a voice activity detector calls speech."""
    level_dbfs: float | None
    """RMS level of the speech; None when there is none."""
    snr_db: float | None
    """Speech level over the level of what is between speech; None when either is missing."""
    clipped_share: float
    """Share of samples at full scale."""
    reason: NotAssessable | None
    """Why it can't be judged; None when it can."""


class StoredAudio(Contract):
    key: str
    """Key in the object store; services that share the store pass it on."""
    url: str
    """Signed, for players."""
    duration_s: float
    rate_hz: int
    content_type: str = "audio/wav"


# asr


class TranscriptWord(Contract):
    text: str
    start_s: float
    end_s: float
    confidence: float | None


class Transcript(Stamped):
    text: str
    """Empty when nothing was said."""
    language: str | None
    """ISO 639-1."""
    language_probability: float | None
    words: list[TranscriptWord]
    checks: RecordingChecks
    assessable: bool
    reason: NotAssessable | None


# phoneme-map


class Syllable(Contract):
    phones: list[str]
    """ARPAbet, vowels with their stress digit."""
    stress: Literal[0, 1, 2]


class Pronunciation(Contract):
    phones: list[str]
    """ARPAbet, vowels with their stress digit (`EH1`)."""
    ipa: str
    syllables: list[Syllable]
    label: str | None = None
    """None for a full form, `weak` for the weak form of a function word, `caller` for a caller's."""


class MappedWord(Contract):
    index: int
    text: str
    """The word as it is spoken: `twenty` of `20`."""
    token: str
    """The piece of the input it came from."""
    start_char: int
    end_char: int
    """Where the token stands in the input text, end exclusive."""
    source: Literal["cmudict", "g2p", "caller", "spelled"]
    pronunciations: list[Pronunciation]
    """Most usual first; never empty."""


class PhonemeMap(Stamped):
    text: str
    words: list[MappedWord]
    out_of_vocabulary: list[str]
    """Words whose phones were guessed by rule or model."""


Lexicon = dict[str, list[str]]
"""A caller's own pronunciations: word → ARPAbet strings, `{"Priya": ["P R IY1 Y AH0"]}`."""


# alignment


class HeardPhone(Contract):
    phone: str
    probability: float


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
    candidates: list[HeardPhone]
    """The likeliest phones, best first, at most three."""
    log_posterior: float | None
    """Mean log-probability of the target over the phone's frames."""
    margin: float | None
    """Log-probability of the target minus that of its best rival; negative: a rival fits better."""
    quality: float | None
    """What a human rater would give: 0 wrong, 1 heavily accented, 2 right."""


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
    phones: list[PhoneEvidence]
    insertions: list[InsertionEvidence] = Field(default_factory=list)


class Pause(Contract):
    start_s: float
    end_s: float
    after_word: int | None
    """Index of the word before it; None for the start of the recording."""


class Timing(Contract):
    """Fluency as measured from the alignment."""

    speech_s: float
    """From the first phone to the last, pauses left out."""
    speech_rate_sps: float | None
    """Syllables a second, pauses included."""
    articulation_rate_sps: float | None
    """Syllables a second, pauses left out."""
    pauses: list[Pause]
    """Silences of 0.2 s or more inside the utterance."""


class UtteranceQuality(Contract):
    """What a human rater would give the utterance, 0–10 each."""

    accuracy: float | None
    fluency: float | None
    prosody: float | None
    total: float | None


class Alignment(Stamped):
    text: str
    words: list[AlignedWord]
    utterance: UtteranceQuality
    timing: Timing
    checks: RecordingChecks
    text_match: float | None
    """Probability that the recording is of this text at all."""


# diff


class Scores(Contract):
    overall: float | None = None
    accuracy: float | None = None
    fluency: float | None = None
    completeness: float | None = None
    prosody: float | None = None


class JudgedPhone(Contract):
    index: int
    target: str
    ipa: str
    start_s: float | None
    end_s: float | None
    score: float | None
    state: State
    error_type: Literal["none", "substitution", "deletion"]
    heard: str | None
    heard_ipa: str | None
    heard_probability: float | None


class JudgedInsertion(Contract):
    heard: str
    heard_ipa: str
    before_phone: int
    probability: float | None
    state: State
    start_s: float | None
    end_s: float | None


class JudgedWord(Contract):
    index: int
    text: str
    start_s: float | None
    end_s: float | None
    accuracy: float | None
    error_type: Literal["none", "mispronunciation", "omission", "insertion"]
    """`insertion`: said, not in the text; such words follow the target words in the list, and their
    `index` is that of the target word they precede."""
    read_as: str | None = None
    """For an omission: the other word that was read in its place, if one was."""
    phones: list[JudgedPhone]
    insertions: list[JudgedInsertion]


class Issue(Contract):
    id: str
    rule: str
    """Key of the rule in the diff's rules file; `SUB`, `DEL`, `INS` where no named rule fits."""
    category: Category
    word_index: int
    word: str
    phone_index: int | None
    target: str | None
    """None for an inserted phone."""
    target_ipa: str | None
    heard: str | None
    """None for a dropped phone."""
    heard_ipa: str | None
    start_s: float | None
    end_s: float | None
    probability: float | None
    severity: Severity
    priority: int | None
    """1–3 for the three that matter most (repeats of one rule share a rank), else None."""
    message: str
    tip: str
    """Key of the coach's tip."""


class Diff(Stamped):
    assessable: bool
    reason: NotAssessable | None
    scores: Scores
    words: list[JudgedWord]
    issues: list[Issue]
    text_source: TextSource
    formula_version: str
    """Which version of the documented score formula was used."""


# voices


class Speech(Stamped):
    audio: StoredAudio
    voice: str
    text: str
    phones: list[list[str]]
    """What was spoken, a list of ARPAbet phones a word."""


class Conversion(Stamped):
    audio: StoredAudio
    samples_used: int


# feedback


class Priority(Contract):
    rank: int
    issue_ids: list[str]
    title: str
    how: str
    """How to place tongue, lips and voice."""
    why: str


class Finding(Contract):
    category: Category
    severity: Severity
    issue_ids: list[str]
    text: str


class Drill(Contract):
    priority_rank: int
    minimal_pairs: list[list[str]]
    sentences: list[str]
    next_recording: str


class Feedback(Stamped):
    summary: str
    priorities: list[Priority]
    findings: list[Finding]
    drills: list[Drill]
    strength: str | None
    """One thing done well that was measured."""
    next_step: str
    source: Literal["rules", "llm"]
    prompt_version: str | None = None
    warnings: list[str] = Field(default_factory=list)
