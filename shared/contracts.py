"""What crosses a service boundary: the requests and responses of the eight services.

Times are seconds from the start of the recording, scores 0–100, probabilities 0–1; None where a thing
was not measured, never zero. Phones are ARPAbet; a target keeps its stress apart (`stress`).
"""

from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

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
    "music",
    "wrong_language",
    "wrong_text",
    "several_speakers",
]
"""Why a recording can't be judged."""
MAX_VOICE_SAMPLES = 20
"""Of a speaker, for one conversion; more make the voice no nearer."""
SPEAKING_RATES = (0.5, 2.0)
"""Slowest and fastest of a reference, 1 being the voice's own pace: outside, Kokoro's phones run together or break up."""


T = TypeVar("T")
Many = Annotated[list[T], Field(max_length=5_000, fail_fast=True)]
"""One for each word, phone or pause of a recording. The first bad item ends the check: a list of millions is refused
for that one, not for each."""
Series = Annotated[list[T], Field(max_length=500_000, fail_fast=True)]
"""Values over time."""
MAX_JSON_MB = 16.0
"""A JSON body of evidence: some five times that of ten minutes of speech."""
MAX_KEYS = 1000
"""Of one JSON object in a request."""


class Contract(BaseModel):
    model_config = ConfigDict(extra="forbid")


class JsonRequest(Contract):
    """A request body in JSON."""

    @model_validator(mode="before")
    @classmethod
    def _no_flood_of_keys(cls, value: Any) -> Any:
        """Each key that a contract doesn't know is an error of its own: millions of them take gigabytes to tell."""
        left = [value]
        while left:
            each = left.pop()
            if isinstance(each, dict):
                if len(each) > MAX_KEYS:
                    raise PydanticCustomError(
                        "too_many_keys",
                        "an object may hold {most} keys, this has {n}",
                        {"most": MAX_KEYS, "n": len(each)},
                    )
                left += [part for part in each.values() if isinstance(part, dict | list)]
            elif isinstance(each, list):
                left += [part for part in each if isinstance(part, dict | list)]
        return value


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
    words: Many[TranscriptWord]
    checks: RecordingChecks
    assessable: bool
    reason: NotAssessable | None


# phoneme-map


class Syllable(Contract):
    phones: Many[str]
    """ARPAbet, vowels with their stress digit."""
    stress: Literal[0, 1, 2]


class Pronunciation(Contract):
    phones: Many[str]
    """ARPAbet, vowels with their stress digit (`EH1`)."""
    ipa: str
    syllables: Many[Syllable]
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
    pronunciations: Many[Pronunciation]
    """Most usual first; never empty."""


class PhonemeMap(Stamped):
    text: str
    words: Many[MappedWord]
    out_of_vocabulary: Many[str]
    """Words whose phones were guessed by rule or model."""


Lexicon = dict[str, list[str]]
"""A caller's own pronunciations: word → ARPAbet strings, `{"Priya": ["P R IY1 Y AH0"]}`."""
SentLexicon = Annotated[
    dict[
        Annotated[str, Field(min_length=1, max_length=100)],
        Annotated[
            list[Annotated[str, Field(min_length=1, max_length=400)]],
            Field(min_length=1, max_length=8),
        ],
    ],
    Field(max_length=1000),
]
"""The same in a request, of a size that a text can have use for."""


# alignment


class HeardPhone(Contract):
    phone: str
    probability: float


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


DetailName = Literal["unaspirated", "retroflex"]
"""What ARPAbet has no symbol for: a stop without its puff of air, one with the tongue curled back."""


class PhoneDetail(Contract):
    """How a phone was said, below the phone itself."""

    name: DetailName
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
    details: Many[PhoneDetail] = Field(default_factory=list)
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


class JudgedStress(Contract):
    """Where the stress of a word of several syllables was."""

    state: State
    target_syllable: int
    """Counted from 0, as is the next."""
    heard_syllable: int
    probability: float
    """Calibrated probability that the stress is where no accepted pronunciation has it."""
    prominence: Many[float]
    """Probability of each syllable to be the stressed one."""


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
    kind: Literal["repetition", "restart", "other"] | None = None
    """For an insertion: a word of the text said once more, one begun and broken off, or another word."""
    repeats: int | None = None
    """For a repetition or a restart: index of the target word that was said over or begun."""
    phones: Many[JudgedPhone]
    insertions: Many[JudgedInsertion]
    stress: JudgedStress | None = None
    """None for a word of one syllable, and where nothing was measured."""


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
    """None for a dropped phone, and for stress, where `target` is the vowel that should carry it. The target
    itself for a detail: the right phone, said another way (rules ASPIR, T_RET)."""
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
    words: Many[JudgedWord]
    issues: Series[Issue]
    text_source: TextSource
    phone_scores_weaker: bool = False
    """True without a reference text: the phones were judged against what the ASR understood, and a sound
    that made it understand another word doesn't show."""
    formula_version: str
    """Which version of the documented score formula was used."""

    @property
    def target_words(self) -> list[JudgedWord]:
        """The words of the text, said or not."""
        return [word for word in self.words if word.error_type != "insertion"]

    @property
    def spoken_words(self) -> list[JudgedWord]:
        """The words of the text that were said."""
        return [word for word in self.target_words if word.error_type != "omission"]


# voices


class SpokenPhone(Contract):
    phone: str
    """ARPAbet, vowels with their stress digit."""
    start_s: float
    """From the start of the reference, as are all times of a reference."""
    end_s: float


class SpokenWordTimes(Contract):
    text: str
    """Empty where only phones were sent."""
    start_s: float
    end_s: float
    phones: list[SpokenPhone]


class Speech(Stamped):
    audio: StoredAudio
    voice: str
    text: str
    phones: list[list[str]]
    """What was spoken, a list of ARPAbet phones a word."""
    words: list[SpokenWordTimes] | None = None
    """When each word and phone was spoken; None where the engine can't tell."""
    pitch: PitchContour | None = None
    """Of the recording, for drawing beside the speaker's."""


class Conversion(Stamped):
    audio: StoredAudio
    """Its metadata says that it is synthetic."""
    samples_used: int
    samples: list[RecordingChecks] = Field(default_factory=list)
    """What was measured of each sample."""


class VoiceErased(Contract):
    """What was deleted of what was kept of a voice."""

    conversions: int = 0
    samples: int = 0
    features: int = 0
    """Measurements of the samples."""

    @property
    def objects(self) -> int:
        return self.conversions + self.samples + self.features


# feedback


class NamedSound(Contract):
    phone: str
    """ARPAbet."""
    ipa: str
    name: str
    """In plain letters: `v`, `the vowel of cat`."""


class Slip(Contract):
    """One change of a sound, wherever it happened in the recording."""

    target: NamedSound | None
    """None for an added sound, and for stress, which is the word's."""
    heard: NamedSound | None
    """None for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a
    right sound said another way."""
    words: list[str]
    n_chances: int | None
    """Words in which it could have happened; None for an added sound."""


class Priority(Contract):
    rank: int
    issue_ids: list[str]
    title: str
    how: str
    """How to place tongue, lips and voice."""
    why: str
    """What changes in meaning, where it does."""
    slips: list[Slip] = Field(default_factory=list)


class TimeSpan(Contract):
    start_s: float
    end_s: float


class Finding(Contract):
    category: Category
    severity: Severity
    issue_ids: list[str]
    """Empty for what is measured but is no issue: pauses, the melody of the end."""
    text: str
    measured: list[str] = Field(default_factory=list)
    """What it rests on in place of issues: `timing.pauses`, `intonation.final`."""
    times: list[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time."""


class Drill(Contract):
    priority_rank: int
    minimal_pairs: list[list[str]]
    """The target's word first; a word of the recording that turned into another leads."""
    sentences: list[str]
    next_recording: str
    own_words: list[str] = Field(default_factory=list)
    """Words in which this speaker made the slip, now or in earlier recordings; the most frequent first."""


class Tally(Contract):
    n: int = Field(ge=0)
    """Times the sound was judged with certainty."""
    right: int = Field(ge=0)
    """Times it was on target."""


class SoundSlip(Contract):
    """One sound of a word that was off target."""

    word: str
    target: str | None
    """ARPAbet, as `heard`; None for an added sound."""
    heard: str | None
    """None for a dropped one, or where it is not certain."""


class Practised(Contract):
    """What is kept of a judged recording to follow its speaker's progress."""

    phones: Annotated[dict[str, Tally], Field(max_length=100)]
    """ARPAbet → how it went."""
    slips: Many[SoundSlip]
    """In the order of speech; moved stress is none."""


class EarlierRecording(Practised):
    recorded_at: datetime


class EarlierReading(Contract):
    """The last recording of the same text."""

    recorded_at: datetime
    diff: Diff


class History(Contract):
    """A speaker's earlier recordings."""

    recordings: Many[EarlierRecording] = Field(default_factory=list, max_length=200)
    """Oldest first."""
    same_text: EarlierReading | None = None


class TimedTally(Tally):
    recorded_at: datetime | None
    """None for this recording."""


class PhoneMastery(Contract):
    sound: NamedSound
    timeline: list[TimedTally]
    """Every recording that has the sound, oldest first."""
    recent: Tally
    """The latest recordings that together have it a dozen times."""
    mastery: float | None
    """Share on target of the recent ones; None where there are too few to say."""
    trend: Literal["better", "worse", "steady", "too_few"]
    """This recording beside the earlier ones; better or worse only where chance is an unlikely reason: of all that is
    called so, at most one in ten is chance."""


class OwnError(Contract):
    """A slip that the speaker makes again and again."""

    target: NamedSound | None
    heard: NamedSound | None
    n: int
    """Times, over all recordings that are looked at."""
    words: list[str]
    """The most frequent first."""
    minimal_pairs: list[list[str]] = Field(default_factory=list)
    """To drill it with."""


class SameText(Contract):
    """This recording beside the last one of the same text, sound by sound, where both were certain."""

    recorded_at: datetime
    overall_then: float | None
    overall_now: float | None
    solved: list[SoundSlip]
    """Off target then, on target now; `heard` is what was heard then."""
    again: list[SoundSlip]
    fresh: list[SoundSlip]
    """On target then, off target now."""


class ProgressStatement(Contract):
    text: str
    phones: list[str]
    """What it rests on: sounds of `phones`, or of the same text's slips; empty for its scores."""


class Progress(Contract):
    """What the speaker's earlier recordings say."""

    n_recordings: int
    """Earlier ones that could be judged."""
    since: datetime
    phones: list[PhoneMastery]
    """The least mastered first."""
    own_errors: list[OwnError]
    """The most frequent first."""
    same_text: SameText | None
    statements: list[ProgressStatement]


class Feedback(Stamped):
    summary: str
    priorities: list[Priority]
    findings: list[Finding]
    drills: list[Drill]
    strength: str | None
    """One thing done well that was measured."""
    next_step: str
    source: Literal["rules", "llm"]
    progress: Progress | None = None
    """None for a first recording, and where no speaker was named."""
    prompt_version: str | None = None
    warnings: list[str] = Field(default_factory=list)
