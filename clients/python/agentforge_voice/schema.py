"""What the service answers. Made of its openapi.json by `make clients`; not to be edited."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class AudioLink(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    url: str
    """Signed; plays until it expires. Ask for the task again for a new one."""


class CallFacts(BaseModel):
    """What was told of the call when it was sent."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    call_id: str | None = None
    """Your own name for the call."""
    customer: str | None = None
    """Your own name for the customer."""
    direction: Literal["inbound", "outbound"] | str | None = None
    """Who called whom: `inbound`, the customer called; `outbound`, the agent did."""
    started_at: AwareDatetime | None = None
    """When the call began."""
    tags: list[str] = []
    """Your own words for it."""
    recording_notice: bool = False
    """Whether who sent it says that all on the call were told of the recording."""


class CallHabit(BaseModel):
    """Slips of one kind, over the whole call."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    tip: str
    """Key of the coach's tip."""
    rule: str
    """Key of its commonest rule."""
    category: (
        Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"] | str
    )
    """What part of pronunciation it belongs to."""
    severity: Literal["low", "medium", "high"] | str
    """The worst of them."""
    n: int
    """How often it is certainly there."""
    n_key_words: int
    """How often in a word that a customer must get right."""
    words: list[str]
    """Words it was in, the commonest first; ten at most."""
    turns: list[int]
    """Turns it was in, in order."""


class CallIssue(BaseModel):
    """A sound of the agent's that is certainly off target."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turn: int
    """In which turn."""
    word: str
    """The word as it is spoken."""
    rule: str
    """Key of its rule; `SUB`, `DEL`, `INS` where no named rule fits."""
    tip: str
    """Key of the coach's tip, as GET /tips has it."""
    category: (
        Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"] | str
    )
    """What part of pronunciation it belongs to."""
    severity: Literal["low", "medium", "high"] | str
    """How much it hurts being understood."""
    target: str | None
    """Phone that belongs there, ARPAbet; null for an inserted one."""
    heard: str | None
    """What was heard; null for a dropped phone."""
    start_s: float | None
    """When it begins, in seconds from the start of the call; null where it was not measured."""
    end_s: float | None
    """When it ends."""
    probability: float | None
    """Calibrated probability, 0–1, that it is wrong."""
    message: str
    """One sentence for a reader."""
    is_key_word: bool
    """Whether the word is one that a customer must get right: a number, a price, a day, a name."""


class CallOutcome(BaseModel):
    """What a list tells of a call."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    duration_s: float
    """Length of the call."""
    n_turns: int
    """Turns of all speakers."""
    n_moments: int
    """Moments to mend."""
    n_good_moments: int
    """Moments to praise."""
    moments: list[
        Literal[
            "asked_to_repeat",
            "hidden_key_word",
            "mood_fall",
            "clarity_fall",
            "interrupting",
            "long_silence",
            "monologue",
            "too_fast",
            "mood_rise",
            "good_closing",
            "empathy",
            "read_back",
        ]
        | str
    ] = []
    """Their rules, the weightiest first."""
    customer_mood: float | None
    """How much likelier the customer's turns are positive than negative, −1 to 1, at the end of the call; null where nobody could tell."""
    n_words: int | None
    """Words of the agent's that were judged; null where none were."""
    n_clear_words: int | None
    """How many of them were clear."""
    habits: dict[str, int] | None = None
    """How often each habit of the agent's is certainly there, by its tip."""


class CallStagePart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    name: Literal["diarize", "asr", "analyse", "accent", "moments", "index"] | str
    """The stage."""
    status: Literal["pending", "running", "succeeded", "skipped", "failed"] | str
    """How far it came."""
    reason: str | None = None
    """Why it was skipped or failed; null otherwise."""
    engine: str | None = None
    """Name of the engine that ran; null until it has."""
    model_version: str | None = None
    """Version of the engine's model; null until it has run."""
    mock: bool | None = None
    """Whether the engine made its answer up; null until it has run."""
    elapsed_ms: int | None = None
    """Milliseconds that it took; null until it has run."""


class CallSummary(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far it came."""
    speaker_id: str | None = None
    """Your own name for the agent; null where none was named."""
    facts: CallFacts
    """What was told of it."""
    outcome: CallOutcome | None = None
    """How it went; null until it is known."""
    created_at: AwareDatetime
    """When it was sent, with time zone."""
    updated_at: AwareDatetime
    """When the task last went on, with time zone."""


class ClearTurn(BaseModel):
    """How clearly the agent said one turn, as far as it was judged."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turn: int
    """Its index."""
    n_words: int
    """Words of it that were judged."""
    n_clear_words: int
    """How many of them were said without a slip that is certain enough to be told."""


class ConsentPart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    scope: str
    """What was agreed to: `voice_cloning`."""
    given_at: AwareDatetime
    """When, with time zone."""
    wording_version: str
    """Version of the wording that was agreed to."""
    revoked_at: AwareDatetime | None
    """When it was taken back; null while it holds."""
    expires_at: AwareDatetime | None = None
    """Of a consent that the speaker gave for all tasks; null for one given with this request."""


class ConsentWording(BaseModel):
    """What a speaker agrees to."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    version: str
    """Of the English text; kept with each consent."""
    language: str
    """Of `text`, ISO 639."""
    text: str
    """To be shown before anybody agrees."""
    original: str
    """The English text, which is the one that counts: to be shown beside it."""


class ConversationSilence(BaseModel):
    """Nobody says anything for more than three seconds."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start_s: float
    """When it begins."""
    end_s: float
    """When it ends."""
    after: str
    """Who spoke last."""
    before: str
    """Who speaks next."""


class DiacriticsCheck(BaseModel):
    """Whether a Vietnamese text has the marks without which it can't be read for certain."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    marked_share: float | None
    """Of its syllables, those with a mark of tone or quality; usual is .6 to .9. Null without syllables."""
    missing: bool
    """Whether they seem to have been left out as a whole."""
    malformed: list[str]
    """Syllables that no Vietnamese word has: two tones, or a tone that their ending can't carry."""


class DrillStep(BaseModel):
    """One thing to hear or say; the steps of a drill go from the ear to one's own sentence."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    kind: (
        Literal[
            "listen", "word", "buildup", "phrase", "linking", "chant", "sentence", "own", "other"
        ]
        | str
    )
    """`listen`: play `text` and ask which of `choices` it was; then say aloud: a `word`, its syllables from the last on (`buildup`), a `phrase`, words said as one (`linking`), strong and weak beats (`chant`), a `sentence`, and one's `own`."""
    text: str
    """What to play or say, as it is shown."""
    phones: list[list[str]] = []
    """Of each word of `text`, ARPAbet with stress digits, for a voice to say; empty for a word that no dictionary has."""
    choices: list[str] = []
    """Of `listen`: what it can be, in the order to show; empty for all others."""


class ErasurePending(BaseModel):
    """It could not be erased yet, or not all of it: that is noted, and done when storage and database allow."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    erasure_pending: bool = True
    """Always true: it will be erased when storage and database allow."""


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    field: str
    """Which part of the request, with dots: `words.1.text`."""
    detail: str
    """What is wrong with it."""


class FinalMovement(BaseModel):
    """What the pitch does from the last stressed vowel to the end."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    kind: Literal["fall", "rise", "level", "uncertain"] | str
    """What the pitch does; `uncertain` where too little of it is voiced to say."""
    semitones: float | None
    """Pitch at the end minus pitch at the start, in semitones; null where too little of it is voiced to say."""
    start_s: float
    """Where the movement begins, in seconds from the start of the recording."""
    end_s: float
    """Where the movement ends, in seconds from the start of the recording."""


class Interruption(BaseModel):
    """Somebody begins while another speaks, and it isn't a short answer."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker: str
    """Who interrupts."""
    interrupted: str
    """Who was speaking."""
    at_s: float
    """When."""
    overlap_s: float
    """For how long both speak."""
    turn: int
    """Of who interrupts: place among the turns sent."""
    interrupted_turn: int
    """Of who was speaking."""
    gave_way: bool
    """Whether who was speaking stopped before the other."""


class Issue(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    id: str
    """Unique in this answer: `i1`, `i2` … in the order of speech."""
    rule: str
    """Key of the rule in the diff's rules file; `SUB`, `DEL`, `INS` where no named rule fits."""
    category: (
        Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"] | str
    )
    """What part of pronunciation it belongs to."""
    word_index: int
    """Index of its word in the text."""
    word: str
    """The word as it is spoken."""
    phone_index: int | None
    """Index of its phone in the word; null where it concerns the whole word."""
    target: str | None
    """Phone that belongs there, ARPAbet without stress; null for an inserted phone."""
    target_ipa: str | None
    """`target` in IPA; null where `target` is."""
    heard: str | None
    """null for a dropped phone, and for stress, where `target` is the vowel that should carry it. The target itself for a detail: the right phone, said another way (rules ASPIR, T_RET)."""
    heard_ipa: str | None
    """`heard` in IPA; null where `heard` is."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; null when not measured."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; null when not measured."""
    probability: float | None
    """Calibrated probability, 0–1, that it is wrong; where a habit of the speaker decided, that it was said as learners say it, the whole recording and the first language considered. null when not measured."""
    severity: Literal["low", "medium", "high"] | str
    """How much it hurts being understood."""
    priority: int | None
    """1–3 for the three habits that matter most (repeats of one share a rank); null for all others."""
    message: str
    """One sentence in English for a reader."""
    tip: str
    """Key of the coach's tip."""


class JudgedInsertion(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    heard: str
    """The phone that was added, ARPAbet without stress."""
    heard_ipa: str
    """The same in IPA."""
    before_phone: int
    """Index in the word of the phone it precedes; the number of phones for one at the end."""
    probability: float | None
    """Calibrated probability, 0–1, that it was spoken; null when not measured."""
    state: Literal["fine", "uncertain", "error"] | str
    """`error` only where that is nearly certain; `uncertain` is never an issue."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; null when not measured."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; null when not measured."""


class JudgedPhone(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    index: int
    """Position in the word, from 0."""
    target: str
    """Phone that belongs here, ARPAbet without stress."""
    ipa: str
    """The target in IPA."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; null when not measured or not said."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; null when not measured or not said."""
    score: float | None
    """What a human rater would give it, lower where the audio is sure of another phone, 0–100; null when not measured."""
    state: Literal["fine", "uncertain", "error"] | str
    """`error` only where that is nearly certain; `uncertain` is never an issue."""
    error_type: Literal["none", "substitution", "deletion"] | str
    """What kind of change is seen or suspected; `none` for a phone on target."""
    heard: str | None
    """Phone that was most likely spoken, ARPAbet without stress, by the audio, or, where a habit of the speaker decided, by the whole recording; null where most likely nothing was, or it was not measured."""
    heard_ipa: str | None
    """`heard` in IPA; null where `heard` is."""
    heard_probability: float | None
    """Calibrated probability, 0–1, that `heard` is what was spoken; null when not measured."""


class JudgedStress(BaseModel):
    """Where the stress of a word of several syllables was."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    state: Literal["fine", "uncertain", "error"] | str
    """`error` only where the stress was nearly certainly moved; `uncertain` is never an issue."""
    target_syllable: int
    """Syllable that should carry the primary stress, from 0."""
    heard_syllable: int
    """Syllable that most likely did, from 0."""
    probability: float
    """Calibrated probability, 0–1, that the stress is where no accepted pronunciation has it."""
    prominence: list[float]
    """Probability, 0–1, of each syllable to be the stressed one."""


class LanguageCandidate(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    language: str
    """ISO 639-1, or the three letters of a language that has none."""
    probability: float
    """That the text is in it, given that it is in one of those that are written so."""


class MachineTranslation(BaseModel):
    """Who translated texts that a coach wrote in another language. Nobody has read the translation."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    engine: str
    """As in GET /version of language-service."""
    model_version: str
    """Of the engine."""
    source_language: str
    """ISO 639-1, that the coach wrote in."""
    n_texts: int
    """That the learner is shown."""
    n_untranslated: int
    """Of them, left in the coach's language, since no translation held."""


class MomentEvidence(BaseModel):
    """Something that was measured or said, and where."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turn: int | None
    """In which turn; null where it is between turns."""
    start_s: float
    """When, in seconds from the start of the call."""
    end_s: float
    """Until when."""
    quote: str | None = None
    """What was said there, shortened; null where it is a measure."""
    measure: str | None = None
    """What was measured: `words_per_min`, `silence_s`; null where it is a quote."""
    value: float | None = None
    """How much."""
    usual: float | None = None
    """How much it is otherwise, or the limit that it passes; null where there is no such thing."""


class Monologue(BaseModel):
    """One speaker, while nobody else says more than a short answer."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start_s: float
    """When it begins."""
    end_s: float
    """When it ends."""
    turns: list[int]
    """The speaker's turns that it is made of."""


class NamedSound(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    phone: str
    """ARPAbet."""
    ipa: str
    """The same in IPA."""
    name: str
    """In plain letters: `v`, `the vowel of cat`."""


class OfferedLanguage(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    language: str
    """BCP 47, `ta-IN`."""
    quality: str
    """`natural`: the voice's own language; `accented`: with the accent of its own; `robotic`: clear, and plainly a machine."""
    speaker: str | None = None
    """Whose accent it is, `Hindi speaker`; null where the voice's own language is this one."""


class OfferedVoice(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    id: str
    """What to send as `voice`."""
    accent: str
    """BCP 47 of the voice's own language: en-US is the target, en-GB is offered for comparison."""
    gender: str
    """`female` or `male`."""
    quality: str
    """In its own language: `natural` or `robotic`."""
    licence: str
    """Of the voice, and so of what it says."""
    languages: list[OfferedLanguage]
    """All that it speaks, its own first."""


class OfferedVoices(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    contract_version: int = 1
    """Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`)."""
    engine: str
    """Name of the engine that made the answer: `whisper-phones`, `mock`."""
    model_version: str
    """Version of the engine's model."""
    mock: bool
    """Whether the answer is made up by the mock engine, for tests and development."""
    default_voice: str
    """Id of the voice that speaks when none is asked for."""
    voices: list[OfferedVoice]
    """All that can be asked for."""


class OwnError(BaseModel):
    """A slip that the speaker makes again and again."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    target: NamedSound | None
    """Sound that belongs there; null for an added sound."""
    heard: NamedSound | None
    """Sound that was said; null for a dropped one, or where it is not certain."""
    n: int
    """Times, over all recordings that are looked at."""
    words: list[str]
    """The most frequent first."""
    minimal_pairs: list[list[str]] = []
    """To drill it with."""


class OwnVoiceAudio(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    url: str
    """Signed; plays until it expires. Ask for the task again for a new one."""
    duration_s: float
    """Length in seconds."""


class Pause(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""
    after_word: int | None
    """Index of the word before it; null for the start of the recording."""
    inside_phrase: bool | None = None
    """Whether no punctuation of the text stands there; null when the text has no say."""
    filled: bool | None = None
    """Whether there is voice in it: an um, or words that aren't in the text. null when not measured."""


class PitchContour(BaseModel):
    """F0 over time, for drawing."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    hop_s: float
    """Seconds from one value to the next."""
    start_s: float
    """When the first value is, in seconds from the start of the audio."""
    f0_hz: list[float | None]
    """Fundamental frequency in Hz at each step; null where there is no voice."""
    median_hz: float | None
    """Median of the voiced values in Hz; null when there are none."""
    range_semitones: float | None
    """From the 5th to the 95th percentile of the voiced values, in semitones; null when there are none."""


class PlayedTurn(BaseModel):
    """One turn of an exchange, to be played."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turn: int
    """Its index."""
    speaker: str
    """Who speaks."""
    text: str
    """What is said, without what is personal."""
    start_s: float
    """When, in seconds from the start of the call."""
    end_s: float
    """Until when."""
    url: str
    """Plays just that turn, as WAV."""


class PrioritySlip(BaseModel):
    """One change of a sound, wherever it happened in the recording."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    target: NamedSound | None
    """null for an added sound, and for stress, which is the word's."""
    heard: NamedSound | None
    """null for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a right sound said another way."""
    words: list[str]
    """The words in which it happened."""
    n_chances: int | None
    """Words in which it could have happened; null for an added sound."""
    detail: str | None = None
    """For a right sound said another way: how, in a few words (`no puff of air`); null for all others."""


class ProblemDocument(BaseModel):
    """An error as RFC 9457 has it; some carry members of their own beside these."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    type: str
    """What kind of problem, a stable word: `invalid-input`, `not-audio`, `upstream-failed`."""
    title: str
    """The same for a reader; the same for all problems of a type."""
    status: int
    """The HTTP status of the answer."""
    detail: str
    """What happened here, and what to do."""
    request_id: str | None = None
    """Under which the log has the request; also in the header x-request-id."""
    field: str | None = None
    """Part of the request that is wrong, the first where several are; absent where none is."""
    service: str | None = None
    """Service behind this one that failed; absent where none did."""
    stage: str | None = None
    """Stage of the pipeline that failed; absent where none did."""
    errors: list[Fault] | None = None
    """Each fault of a request whose form is wrong (a field that is missing, unknown or of another type), at most 20; absent for other problems."""


class ProgressStatement(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """A sentence for the learner."""
    phones: list[str]
    """What it rests on: sounds of `phones`, or of the same text's slips; empty for its scores."""


class QuotaFigures(BaseModel):
    """Each a figure, `unlimited`, or null where nothing was set."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    audio_minutes_per_month: float | Literal["unlimited"] | None
    """Minutes of recordings in a month of UTC."""
    recordings_per_day: int | Literal["unlimited"] | None
    """Recordings in a day of UTC."""
    stored_mb: int | Literal["unlimited"] | None
    """MB of recordings, voice samples and results that are kept."""
    reads_per_minute: int | Literal["unlimited"] | None
    """Requests a minute that make no work, and as many that erase or cancel."""
    work_per_minute: int | Literal["unlimited"] | None
    """Requests a minute that make work."""


class ReferenceAudio(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    url: str
    """Signed; plays until it expires. Ask for the task again for a new one."""
    voice: str
    """Id of the voice that speaks."""
    duration_s: float
    """Length in seconds."""


class ScoreReason(BaseModel):
    """A measure that stands behind a score, for one sentence about it. The score itself is a rating, no sum of these."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    part: Literal["overall", "accuracy", "fluency", "completeness", "prosody"] | str
    """The score that it is about."""
    measure: (
        Literal[
            "clear_words",
            "weakest_part",
            "words_with_slips",
            "speech_rate_sps",
            "pauses_inside_phrases",
            "words_said",
            "words_added",
            "words_stressed_elsewhere",
            "pitch_range_semitones",
        ]
        | str
    )
    """What was measured."""
    value: float
    """How much, or how many."""
    of: float | None = None
    """Out of how many; null for what is no count of a whole."""
    weakest: Literal["overall", "accuracy", "fluency", "completeness", "prosody"] | str | None = (
        None
    )
    """Of the measure `weakest_part`: which score is the lowest; null for all others."""


class Scores(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    overall: float | None = None
    """What a human rater would give the whole, times completeness, 0–100; null when not measured."""
    accuracy: float | None = None
    """What a human rater would give the sounds, 0–100; null when not measured."""
    fluency: float | None = None
    """Of pace and pauses, 0–100; null when not measured."""
    completeness: float | None = None
    """Share of the text's words that were said, times the share of the said words that are the text's, 0–100: 100 for just the text. A word said over weighs a tenth of another word. null without a text, and when not measured."""
    prosody: float | None = None
    """Of stress, rhythm and melody, 0–100; null when not measured."""
    n_words: int | None = None
    """Words of the text, said or not; without a text those that the recogniser was sure of. null when nothing was judged."""
    n_clear_words: int | None = None
    """How many of `n_words` were said without a slip that is certain enough to be told; null when nothing was judged."""
    comprehensibility: Literal["easy", "some_effort", "hard"] | str | None = None
    """What the share of clear words means to a listener: `easy` to follow, with `some_effort`, `hard`. null when nothing was judged, and of fewer than five words."""
    reasons: Annotated[list[ScoreReason], Field(validate_default=True)] = []
    """What each score rests on, score by score; empty when nothing was judged."""


class SentimentProbabilities(BaseModel):
    """They add up to 1."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    negative: float
    """That the turn tells of annoyance, worry or disappointment."""
    neutral: float
    """That it tells of neither."""
    positive: float
    """That it tells of content, thanks or relief."""


class Slice(BaseModel):
    """One word of a recording."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start_s: float
    """Where it begins, in seconds from the start of the recording it is of."""
    end_s: float
    """Where it ends, in seconds from the start of the recording it is of."""
    url: str
    """Plays just that part, as WAV."""


class SoundSlip(BaseModel):
    """One sound of a word that was off target."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    word: str
    """The word it happened in, as it is spoken."""
    target: str | None
    """Phone that belongs there, ARPAbet without stress; null for an added sound."""
    heard: str | None
    """Phone that was heard, ARPAbet without stress; null for a dropped one, or where it is not certain."""


class SoundTally(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    n: int
    """Times the sound was judged with certainty."""
    right: int
    """Times it was on target."""


class SpeakerAnalysis(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker: str
    """As sent."""
    talk_s: float
    """Seconds of its turns."""
    talk_share: float
    """Of the seconds of all turns."""
    n_turns: int
    """How many it has."""
    n_words: int
    """Said in all of them."""
    words_per_min: float | None
    """Pace over all its turns; null where they last less than half a second."""
    n_questions: int
    """Asked in all of them."""
    n_interruptions: int
    """How often it began while another was speaking and went on."""
    longest_monologue: Monologue
    """The longest there is."""
    sentiment: SentimentProbabilities | None
    """Mean over its turns, weighted by their words; null without any."""


class SpeakerConsent(BaseModel):
    """A consent that holds for all of a speaker's tasks until it expires or is revoked."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker_id: str
    """Your own name for the speaker."""
    scope: str
    """What was agreed to: `voice_cloning`."""
    wording_version: str
    """Version of the wording that was agreed to."""
    given_at: AwareDatetime
    """When, with time zone."""
    expires_at: AwareDatetime
    """Until when it holds, with time zone."""
    revoked_at: AwareDatetime | None
    """When it was taken back; null while it was not."""
    holds: bool
    """Whether it may be relied on now."""
    n_samples: int
    """Voice samples that are kept under it."""


class SpeakerErased(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker_id: str
    """Your own name for the speaker."""
    n_tasks: int
    """Tasks that were erased."""
    n_consents: int
    """Consents that were erased."""
    erased_objects: int
    """How many stored objects were deleted; so far, where the erasure is pending."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class SpeechTiming(BaseModel):
    """Fluency as measured from the alignment."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speech_s: float
    """Seconds from the first phone to the last, pauses left out."""
    speech_rate_sps: float | None
    """Syllables a second, pauses included; null when nothing was said."""
    articulation_rate_sps: float | None
    """Syllables a second, pauses left out; null when nothing was said."""
    pauses: list[Pause]
    """Stretches of 0.2 s or more between two words, in the order of time."""
    pause_share: float | None = None
    """Share of pauses in the time from the first phone to the last, 0–1; null when not measured."""
    n_pauses_inside_phrases: int | None = None
    """Pauses where no punctuation of the text stands; null when the text has no say."""
    n_filled_pauses: int | None = None
    """Pauses with voice in them: an um; null when not measured."""
    mean_run_syllables: float | None = None
    """Syllables from one pause to the next, on average; null when not measured."""
    npvi_v: float | None = None
    """How much neighbouring vowels differ in length, 0–200 (nPVI-V of Low, Grabe & Nolan 2000), of vowels that no pause parts; null below ten pairs. Grabe & Low (2002) measured 57 in British English, 44 in French."""


class SpokenPhone(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    phone: str
    """ARPAbet, vowels with their stress digit; IPA where `alphabet` says so."""
    start_s: float
    """When it begins, in seconds from the start of the reference."""
    end_s: float
    """When it ends, in seconds from the start of the reference."""


class SpokenWordTimes(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """The word; empty where only phones were sent."""
    start_s: float
    """When it begins, in seconds from the start of the reference."""
    end_s: float
    """When it ends, in seconds from the start of the reference."""
    phones: list[SpokenPhone]
    """When each of its phones was spoken, in order."""


class StagePart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    name: Literal["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"] | str
    """The stage."""
    status: Literal["pending", "running", "succeeded", "skipped", "failed"] | str
    """How far it came."""
    reason: str | None = None
    """Why it was skipped or failed; null otherwise."""
    engine: str | None = None
    """Name of the engine that ran; null until it has."""
    model_version: str | None = None
    """Version of the engine's model; null until it has run."""
    mock: bool | None = None
    """Whether the engine made its answer up; null until it has run."""
    elapsed_ms: int | None = None
    """Milliseconds that it took; null until it has run."""


class TaskAccepted(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far it came."""


class TaskFailure(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    type: str
    """What kind of problem, a stable word: `upstream-failed`."""
    title: str
    """The same for a reader."""
    status: int
    """The HTTP status that POST /process answers with."""
    detail: str
    """What happened, and what to do."""
    service: str | None = None
    """Service that failed; null where none did."""
    stage: str | None = None
    """Stage that failed; null where none did."""
    field: str | None = None
    """Part of the request that is wrong; null where none is."""


class TaskOutcome(BaseModel):
    """What a list tells of a judged recording."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    scores: Scores
    """Of the whole recording, with its clear words; their reasons are left out."""
    n_issues: int
    """What is certainly off target."""
    main_tip: str | None
    """Key of the tip for what to work on first, as GET /tips has it; null where nothing is to be mended."""
    n_uncertain_words: int | None = None
    """Words of the text that nobody can be sure of; null of tasks of older releases."""
    habits: dict[str, int] | None = None
    """How often each habit is certainly there, by its tip; empty of tasks of older releases."""


class TaskSummary(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far it came."""
    speaker_id: str | None = None
    """Your own name for the speaker; null where none was named."""
    reference_text: str | None = None
    """What was to be read; null for free speech."""
    assignment_id: UUID | None = None
    """What it was recorded for; null where it was for no assignment, or for one that is no more."""
    outcome: TaskOutcome | None = None
    """How it was judged; null until it is, where it can't be, and of tasks of older releases."""
    created_at: AwareDatetime
    """When it was sent, with time zone."""
    updated_at: AwareDatetime
    """When the task last went on, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: (
        Literal[
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
            "other",
        ]
        | str
        | None
    )
    """Why it can't be judged; null when it can, or until it is known."""


class TimeSpan(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start_s: float
    """Seconds from the start of the recording to its beginning."""
    end_s: float
    """Seconds from the start of the recording to its end."""


class TimedTally(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    n: int
    """Times the sound was judged with certainty."""
    right: int
    """Times it was on target."""
    recorded_at: AwareDatetime | None
    """null for this recording."""


class TranslatedSentence(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    source: str
    """The sentence as it was sent."""
    before: str
    """What stands before it in the text and in the translation: spaces, line ends; empty before the first as a rule."""
    translation: str | None
    """Null where there is none that holds."""
    reason: (
        Literal[
            "no_match",
            "not_kept",
            "term_missing",
            "formality",
            "too_long",
            "language",
            "undetermined",
            "away",
            "empty_answer",
            "other",
        ]
        | str
        | None
    )
    """Why there is none; null where there is one."""
    kept: bool
    """Whether there was nothing to translate: no words, or it is in the target language already. It stands as it was sent."""
    confidence: float | None
    """That it is right. Null where it means nothing: the engine's figures were never held against what was right."""
    score: float | None
    """Mean log-probability of its tokens, where the engine tells it. It is high for fluent nonsense, too."""
    length_ratio: float | None
    """Letters of the translation for each letter of the source, without what is only passed on."""
    script_share: float | None
    """Of the letters of the translation, those in the script of the target language."""
    round_trip: float | None
    """How much of the sentence came back from its translation, by its letters; null unless asked for and to be had."""
    formality: Literal["formal", "informal"] | str | None
    """The register that it is in; null where it has none, or the engine knows of none."""


class TranslatedText(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    source_language: str | None
    """As sent, or as detected; null where it can't be told."""
    source_probability: float | None
    """Of the detected language; null where it was sent."""
    translation: str | None
    """The whole text; null where a sentence of it has no translation."""
    reason: (
        Literal[
            "no_match",
            "not_kept",
            "term_missing",
            "formality",
            "too_long",
            "language",
            "undetermined",
            "away",
            "empty_answer",
            "other",
        ]
        | str
        | None
    )
    """Of the first sentence that has none, or of the text; null where there is a translation."""
    confidence: float | None
    """The least of its sentences'; null where that of one is, or all is kept."""
    sentences: list[TranslatedSentence]
    """In order. `before` and `translation` of each, joined, and `after` are the translation."""
    after: str
    """What stands behind the last sentence."""
    engine: str | None = None
    """That translated it; null where nothing of it went to one."""
    model_version: str | None = None
    """Of that engine."""


class Translation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    contract_version: int = 1
    """Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`)."""
    engine: str
    """Name of the engine that made the answer: `whisper-phones`, `mock`."""
    model_version: str
    """Version of the engine's model."""
    mock: bool
    """Whether the answer is made up by the mock engine, for tests and development."""
    target: str
    """ISO 639-1, or the three letters of a language that has none."""
    translations: list[TranslatedText]
    """One for each text, in order."""


class TurnFeeling(BaseModel):
    """How one turn felt and how fast it was."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turn: int
    """Its index."""
    sentiment: Literal["negative", "neutral", "positive"] | str | None
    """The likeliest; null of a turn without words, or where nobody could tell."""
    probabilities: SentimentProbabilities | None
    """Of each; null where `sentiment` is."""
    words_per_min: float | None
    """Pace; null of a turn shorter than half a second."""
    n_questions: int
    """Questions in it."""


class TurnHit(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """The recording's task."""
    path: str
    """Where its result is, below this service's address."""
    index: int
    """Place of the turn in the recording, from 0."""
    speaker: str
    """Who speaks, by role or name."""
    text: str
    """What is said, redacted."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends."""
    play_from_s: float
    """From where to play it: a moment before it begins."""
    sentiment: Literal["negative", "neutral", "positive"] | str | None
    """How it felt; null where that isn't known."""
    score: float
    """By which hits of one answer are ranked, over 0 and at most 1; it compares nothing else."""
    matched: Literal["words", "meaning", "both"] | str
    """Whether it has the question's words, is near to it in meaning, or both."""


class TurnHits(BaseModel):
    """Turns that answer a question, best first."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    hits: Annotated[list[TurnHit], Field(validate_default=True)] = []
    """At most as many as were asked for, of recordings that you see."""
    took_ms: float
    """That search-service took, in milliseconds."""


class UsedQuota(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    quota: Literal["audio_minutes", "recordings", "stored_mb"] | str
    """What is counted: minutes of recordings this month, recordings today, MB that are kept."""
    used: float
    """Up to now."""
    limit: float | None
    """What may be used; null: no limit."""
    warning: bool
    """Whether four fifths of it were used."""
    resets_at: AwareDatetime | None
    """When the count starts anew, with time zone; null where only erasing helps."""


class VietnameseWord(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """One word, of one syllable or several: `điện thoại`."""
    start: int
    """Where it starts in `written`, in characters from 0."""
    end: int
    """Where it ends there, exclusive."""


class VoiceErased(BaseModel):
    """What was deleted of what was kept of a voice."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    conversions: int = 0
    """Converted recordings that were deleted."""
    samples: int = 0
    """Voice samples that were deleted."""
    features: int = 0
    """Measurements of samples that were deleted."""


class WordPitch(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    word_index: int
    """Index of the word in the text."""
    mean_semitones: float | None
    """Mean pitch of the word in semitones above the utterance's median; null for a word without voice."""
    highest_semitones: float | None
    """Highest pitch of the word in semitones above the utterance's median; null for a word without voice."""
    movement_semitones: float | None
    """From its first voiced third to its last, in semitones; negative: it falls; null for a word without voice."""
    level_db: float | None = None
    """Level of its loudest vowel above the median of the words, in dB; null when not measured."""


class WordReading(BaseModel):
    """A word that may have been meant, of several that a learner may say alike."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """The word, as in `words`."""
    probability: float
    """How likely it is of those that were looked at, 0–1."""


class WordSlices(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    word_index: int
    """Index of the word in the text."""
    text: str
    """The word as it is spoken."""
    learner: Slice | None = None
    """Null for a word that was not said."""
    reference: Slice | None = None
    """Null until the reference is spoken, where its engine can't tell its times, and where it reads a figure another way than the learner did."""
    own_voice: Slice | None = None
    """The reference in a voice nearer to the speaker's own, which has the reference's times; null where there is none."""
    heard: AudioLink | None = None
    """The word as it was heard, in the reference voice; for wrong words where `say_heard` was asked for."""


class WrittenSpan(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    start: int
    """Where it starts in `original`, in characters (code points) from 0."""
    end: int
    """Where it ends there, exclusive; equal to `start` where something was put in."""
    original: str
    """What stood there."""
    written: str
    """What stands there now."""
    kind: (
        Literal[
            "number",
            "money",
            "percent",
            "time",
            "date",
            "measure",
            "digits",
            "ordinal",
            "address",
            "casing",
            "punctuation",
            "diacritics",
            "other",
        ]
        | str
    )
    """What it is."""


class WrittenText(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    contract_version: int = 1
    """Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`)."""
    engine: str
    """Name of the engine that made the answer: `whisper-phones`, `mock`."""
    model_version: str
    """Version of the engine's model."""
    mock: bool
    """Whether the answer is made up by the mock engine, for tests and development."""
    language: str
    """ISO 639-1; as sent, or as detected."""
    original: str
    """The text that was sent."""
    written: str
    """The same, written down: `spans` applied to `original`, nothing else."""
    spans: list[WrittenSpan]
    """All that was changed, in order; they don't overlap."""
    words: list[VietnameseWord] | None = None
    """The words of a Vietnamese text, whose spaces part syllables; null of other languages."""
    diacritics: DiacriticsCheck | None = None
    """Of a Vietnamese text."""


class AgentAccent(BaseModel):
    """How clearly the agent spoke. The words are those that the recogniser understood, so a slip that sounds like another word is missed: weaker than a reading."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    n_words: int
    """Words of the agent's that were judged."""
    n_clear_words: int
    """How many of them were said without a slip that is certain enough to be told."""
    accuracy: float | None
    """What a human rater would give the sounds, 0–100; null when not measured."""
    turns: list[ClearTurn]
    """Those that were judged, in order."""
    habits: list[CallHabit]
    """The commonest of the worst first."""
    issues: list[CallIssue]
    """All of them, in the order of speech."""
    n_unjudged_turns: int
    """Turns of the agent's that were too short, too personal, or could not be aligned."""


class AudioPart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    recording: AudioLink | None = None
    """What was sent; null once it was erased."""
    reference: ReferenceAudio | None = None
    """The text as it should sound; null until it is spoken."""
    own_voice: OwnVoiceAudio | None = None
    """The reference in a voice nearer to the speaker's own; null without their consent."""


class CallPage(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    items: list[CallSummary]
    """Newest first."""
    next_cursor: str | None
    """What to send as `cursor` for the next page; null on the last."""


class CallReplay(BaseModel):
    """An exchange to listen to, and the practice that was made of the agent's part in it."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    exchange: list[PlayedTurn]
    """Its turns as they were said, in order."""
    practise: int
    """The agent's turn that is to be said again."""
    sentence: str
    """Its words: the text of the practice."""
    task_id: UUID
    """The practice, a task of its own in the agent's list: its result has the reference in an American voice, the agent's own where they agreed to it, and what is to be mended."""


class CallTalk(BaseModel):
    """How the talk was shared."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    turns: list[TurnFeeling]
    """In their order."""
    speakers: list[SpeakerAnalysis]
    """In the order in which they are first heard."""
    silences: list[ConversationSilence]
    """Longer than three seconds."""
    interruptions: list[Interruption]
    """In order."""


class CoachableMoment(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    index: int
    """Place among the moments, the weightiest first, from 0."""
    rule: (
        Literal[
            "asked_to_repeat",
            "hidden_key_word",
            "mood_fall",
            "clarity_fall",
            "interrupting",
            "long_silence",
            "monologue",
            "too_fast",
            "mood_rise",
            "good_closing",
            "empathy",
            "read_back",
        ]
        | str
    )
    """By which rule it was found."""
    is_good: bool
    """Whether it is to be praised, not mended."""
    title: str
    """In a few words."""
    reason: str
    """Why it is worth a minute, one sentence with what was measured."""
    advice: str
    """What to do, one sentence."""
    start_s: float
    """When it begins, in seconds from the start of the call."""
    end_s: float
    """When it ends."""
    turns: list[int]
    """The exchange that it is made of."""
    practise: int | None
    """The agent's turn whose words are worth saying again; null where it isn't about how something was said."""
    weight: float
    """By which moments are ranked, 0–1."""
    also: list[
        Literal[
            "asked_to_repeat",
            "hidden_key_word",
            "mood_fall",
            "clarity_fall",
            "interrupting",
            "long_silence",
            "monologue",
            "too_fast",
            "mood_rise",
            "good_closing",
            "empathy",
            "read_back",
        ]
        | str
    ] = []
    """Other rules that found something in the same turn."""
    worded_by: Literal["rules", "llm", "other"] | str = "rules"
    """Whose words `reason` and `advice` are in: the rules', or a language model's that say the same."""
    evidence: list[MomentEvidence]
    """What it rests on."""


class ConsentRevoked(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    revoked_at: AwareDatetime
    """When, with time zone."""
    erased_objects: int
    """How many stored objects were deleted."""
    erased: VoiceErased
    """The same by kind."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class DetectedLanguage(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    contract_version: int = 1
    """Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`)."""
    engine: str
    """Name of the engine that made the answer: `whisper-phones`, `mock`."""
    model_version: str
    """Version of the engine's model."""
    mock: bool
    """Whether the answer is made up by the mock engine, for tests and development."""
    language: str
    """The likeliest: ISO 639-1, or the three letters of a language that has none; `und` for a text without letters, or in a script that no language known here is written in."""
    script: str
    """The script of most letters, ISO 15924: `Latn`, `Deva`. `Zyyy`: there are no letters; `Zzzz`: of no script that is known."""
    probability: float | None
    """Of `language`; null where it is `und`."""
    candidates: list[LanguageCandidate]
    """The likeliest languages, best first, five at most."""


class Drill(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    priority_rank: int
    """Rank of the priority that it drills."""
    minimal_pairs: list[list[str]]
    """The target's word first; a word of the recording that turned into another leads."""
    sentences: list[str]
    """Sentences to read aloud that are full of the sound."""
    next_recording: str
    """What to record next."""
    own_words: list[str] = []
    """Words in which this speaker made the slip, now or in earlier recordings; the most frequent first."""
    steps: Annotated[list[DrillStep], Field(validate_default=True)] = []
    """The drill in order, each with what a voice needs to say it. Empty in what an older release stored."""


class Finding(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    category: (
        Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"] | str
    )
    """What part of pronunciation it belongs to."""
    severity: Literal["low", "medium", "high"] | str
    """How much it hurts being understood."""
    issue_ids: list[str]
    """Empty for what is measured but is no issue: pauses, the melody of the end."""
    text: str
    """A sentence for the learner."""
    measured: list[str] = []
    """What it rests on in place of issues: `timing.pauses`, `intonation.final`."""
    times: Annotated[list[TimeSpan], Field(validate_default=True)] = []
    """Where in the recording, in the order of time."""


class Intonation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    final: FinalMovement | None
    """What the pitch does at the end; null when nothing was said."""
    words: list[WordPitch]
    """Pitch of each word that was said, in order."""


class JudgedWord(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    index: int
    """Place of the word in the text as spoken, from 0; of an insertion, that of the target word it precedes."""
    text: str
    """The word as it is spoken."""
    start_s: float | None
    """When the word begins, in seconds from the start of the recording; null when it was not said or not measured."""
    end_s: float | None
    """When the word ends, in seconds from the start of the recording; null when it was not said or not measured."""
    accuracy: float | None
    """What a human rater would give the word, lower where the audio is sure of a slip in it, 0–100; null when not measured."""
    error_type: Literal["none", "mispronunciation", "omission", "insertion"] | str
    """`insertion`: said, not in the text; such words follow the target words in the list, and their `index` is that of the target word they precede."""
    read_as: str | None = None
    """For an omission: the other word that was read in its place; null if none was."""
    kind: Literal["repetition", "restart", "other"] | str | None = None
    """For an insertion: a word of the text said once more, one begun and broken off, or another word; null for words of the text."""
    repeats: int | None = None
    """For a repetition or a restart: index of the target word that was said over or begun; null for all others."""
    phones: list[JudgedPhone]
    """Each target phone, in order."""
    insertions: list[JudgedInsertion]
    """Phones spoken where the target has none."""
    stress: JudgedStress | None = None
    """null for a word of one syllable, and where nothing was measured."""
    text_source: Literal["reference", "transcript", "guess"] | str | None = None
    """Where the word is from. A `guess` may not be what was said: no sound of it is `fine`, and none an `error` unless the likeliest of its readings is all but sure. null in answers of older releases."""
    readings: Annotated[list[WordReading], Field(validate_default=True)] = []
    """Of a `guess`, what may have been meant, the likeliest first, to ask about; empty where nothing else came near."""


class NotePart(BaseModel):
    """A sentence or two of what is said to the learner, and where in the recording it is about."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    kind: (
        Literal[
            "well",
            "focus",
            "heard",
            "how",
            "why",
            "listen",
            "drill",
            "again",
            "reading",
            "counts",
            "unclear",
            "delivery",
            "score",
            "other",
        ]
        | str
    )
    """`well`: what went well; `focus`: the one thing to work on; `heard`, `how`, `why`: of it; `listen`, `drill`, `again`: what to do, in this order; `reading`: words left out, added or misread; `counts` and `unclear`: how much was found; `delivery`: a habit of pace, rhythm or melody, no error; `score`: what stands behind one score."""
    text: str
    """For the learner."""
    word_indices: list[int] = []
    """Words of the text that it is about, to be marked or played."""
    times: Annotated[list[TimeSpan], Field(validate_default=True)] = []
    """Where in the recording, in the order of time."""
    priority_rank: int | None = None
    """Rank of the priority that it tells of, whose drill and findings hold more; null for all else."""


class PhoneMastery(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    sound: NamedSound
    """The sound that is followed."""
    timeline: list[TimedTally]
    """Every recording that has the sound, oldest first."""
    recent: SoundTally
    """The latest recordings that together have it a dozen times."""
    mastery: float | None
    """Share on target of the recent ones, 0–1; null where there are too few to say."""
    trend: Literal["better", "worse", "steady", "too_few"] | str
    """This recording beside the earlier ones; better or worse only where chance is an unlikely reason: of all that is called so, at most one in ten is chance."""


class PlayableSpeech(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    audio: ReferenceAudio
    """Where to play it."""
    language: str = "en"
    """Of the text, ISO 639-1."""
    alphabet: Literal["arpabet", "ipa"] | str = "arpabet"
    """Of all phones here: `arpabet` where all that is said is English, else `ipa`."""
    words: list[SpokenWordTimes] | None = None
    """When each word and phone is spoken; null where the engine can't tell."""
    pitch: PitchContour | None = None
    """Of the speech, for drawing; null when it was not measured."""


class PractisedRecording(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    phones: Annotated[dict[str, SoundTally], Field(max_length=100)]
    """ARPAbet → how it went."""
    slips: list[SoundSlip]
    """In the order of speech; moved stress is none."""
    accents: Annotated[dict[str, float] | None, Field(max_length=20)] = None
    """Of the recording, as the diff gave them."""
    recorded_at: AwareDatetime
    """When it was sent, with time zone."""
    task_id: UUID
    """Id of the task."""


class Priority(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    rank: int
    """1 for what matters most, at most 3."""
    issue_ids: list[str]
    """Issues of the diff that it rests on."""
    title: str
    """What to work on, in a few words."""
    how: str
    """How to place tongue, lips and voice."""
    why: str
    """What changes in meaning, where it does; may be empty."""
    slips: Annotated[list[PrioritySlip], Field(validate_default=True)] = []
    """The changes of sound that it gathers."""
    family: str = ""
    """Key of its habit family (`th`, `finish`): slips that one piece of advice mends. Empty in what an older release stored."""


class ProsodyPart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    learner_pitch: PitchContour | None = None
    """Of the recording; null when it was not measured."""
    reference_pitch: PitchContour | None = None
    """Of the reference voice, on its own time axis."""
    intonation: Intonation | None = None
    """What the melody does, word by word and at the end; null when it was not measured."""


class SameText(BaseModel):
    """This recording beside the last one of the same text, sound by sound, where both were certain."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    recorded_at: AwareDatetime
    """When the earlier one was sent."""
    overall_then: float | None
    """Overall score of the earlier one, 0–100; null when not measured."""
    overall_now: float | None
    """Overall score of this one, 0–100; null when not measured."""
    solved: list[SoundSlip]
    """Off target then, on target now; `heard` is what was heard then."""
    again: list[SoundSlip]
    """Off target both times."""
    fresh: list[SoundSlip]
    """On target then, off target now."""


class ShownUsage(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    tenant: str
    """Whose it is."""
    key_id: str | None
    """Of the key that was shown; null where none was."""
    of_tenant: list[UsedQuota]
    """What all of the tenant used."""
    of_key: list[UsedQuota]
    """What was used with this key; empty where none was shown."""
    per_minute: QuotaFigures | None
    """Limits of this key; null where none was shown. What is left of them is in each answer's RateLimit."""


class SpeakerConsentRevoked(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker_id: str
    """Your own name for the speaker."""
    revoked_at: AwareDatetime
    """When, with time zone."""
    n_tasks: int
    """Tasks whose voice data were deleted."""
    erased_objects: int
    """How many stored objects were deleted."""
    erased: VoiceErased
    """The same by kind."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class SpeakerProgress(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    speaker_id: str
    """Your own name for the speaker."""
    recordings: list[PractisedRecording]
    """The newest that were judged, oldest first: how often each sound was on target, every slip, and how well each group's habits explain it."""


class TaskPage(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    items: list[TaskSummary]
    """Newest first."""
    next_cursor: str | None
    """What to send as `cursor` for the next page; null on the last."""


class TranscriptWord(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """The word as it is written, with the punctuation that follows it; of a guess the likeliest reading."""
    start_s: float
    """When the word begins, in seconds from the start of the recording."""
    end_s: float
    """When the word ends, in seconds from the start of the recording."""
    confidence: float | None
    """The recogniser's own probability for the word, 0–1; null where the engine gives none. Of a guess it is that of the word that was heard."""
    readings: Annotated[list[WordReading], Field(validate_default=True)] = []
    """Of free speech, where a habit of learners may have made one word of another: both, likeliest first, to ask about. The word that was heard is among them. Empty for a word that is no guess, and where nobody looked."""


class CallTurn(BaseModel):
    """What one speaker says without another taking over."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    index: int
    """Place among the turns, from 0."""
    speaker: str
    """`agent`, `customer`, or of a call of more `speaker_3` and so on."""
    start_s: float
    """When it begins, in seconds from the start of the call."""
    end_s: float
    """When it ends."""
    overlaps: bool
    """Whether somebody else speaks in part of it."""
    confidence: float | None
    """Probability that it is this speaker; null where each channel holds one, and where nobody can tell."""
    text: str
    """What is said; what is personal stands as `<PHONE_NUMBER>` and the like, unless that was switched off."""
    written: str | None = None
    """The same in written form, numbers in figures; null where nobody could write it down."""
    words: list[TranscriptWord]
    """At times of the call; a personal span is one word."""
    redacted: list[
        Literal[
            "CREDIT_CARD",
            "IN_AADHAAR",
            "IN_PAN",
            "IN_IFSC",
            "UPI_ID",
            "PHONE_NUMBER",
            "EMAIL_ADDRESS",
            "ACCOUNT_NUMBER",
            "ORDER_NUMBER",
            "DATE_OF_BIRTH",
            "PERSON",
        ]
        | str
    ] = []
    """What was taken out, in order."""
    channel: int | None = None
    """Which channel of the recording it is on, from 0; null where all speakers are on one."""


class Progress(BaseModel):
    """What the speaker's earlier recordings say."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    n_recordings: int
    """Earlier ones that could be judged."""
    since: AwareDatetime
    """When the first of them was sent."""
    phones: list[PhoneMastery]
    """The least mastered first."""
    own_errors: list[OwnError]
    """The most frequent first."""
    same_text: SameText | None
    """This recording beside the last of the same text; null when there is none."""
    statements: list[ProgressStatement]
    """What can be said of it, the weightiest first."""


class TranscriptPart(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    text: str
    """All that was understood; empty when nothing was said."""
    language: str | None
    """Language of the speech, ISO 639-1; null when it was not determined."""
    words: list[TranscriptWord]
    """The words in the order of speech."""


class CallResult(BaseModel):
    """A call, as far as it is known. Times in seconds from its start."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far the task came; `partial` when an optional stage failed."""
    created_at: AwareDatetime
    """When it was sent, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: (
        Literal[
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
            "other",
        ]
        | str
        | None
    )
    """Why it can't be judged; null when it can, or until it is known."""
    updated_at: AwareDatetime
    """When the task last went on, with time zone."""
    error: TaskFailure | None = None
    """Why the task failed; null otherwise."""
    consent: ConsentPart | None = None
    """To voice cloning; null where none was given."""
    facts: CallFacts
    """What was told of it."""
    speaker_id: str | None = None
    """Your own name for the agent."""
    duration_s: float | None = None
    """Length of the call; null until it is known."""
    by: Literal["voices", "channels", "other"] | str | None = None
    """What the speakers were told apart by; null until it is known."""
    language: str | None = None
    """Of the speech, ISO 639-1; null until it is known, and when it was not determined."""
    turns: Annotated[list[CallTurn], Field(validate_default=True)] = []
    """In the order in which they begin."""
    talk: CallTalk | None = None
    """How the turns felt and how the talk was shared; null until it is known."""
    accent: AgentAccent | None = None
    """How clearly the agent spoke; null until it is known, and in another language than English."""
    moments: Annotated[list[CoachableMoment], Field(validate_default=True)] = []
    """Five at most, the weightiest first; none without evidence."""
    recording: AudioLink | None = None
    """What was sent; null once it was erased."""
    stages: Annotated[list[CallStagePart], Field(validate_default=True)] = []
    """Each stage of the pipeline, in its order."""
    warnings: list[str] = []
    """What the reader should know of how it was made."""


class Coaching(BaseModel):
    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    summary: str
    """What to say first, at most 120 words: what went well, one thing to work on, what to do now."""
    priorities: list[Priority]
    """At most three, the weightiest first; empty when there is nothing to mend."""
    findings: list[Finding]
    """What else is worth knowing: issues of no priority, and measures of the whole."""
    drills: list[Drill]
    """Exercises, one a priority."""
    strength: str | None
    """One thing done well that was measured; null where none was."""
    next_step: str
    """What to do now, one sentence."""
    source: str
    """Who wrote the texts: `rules`, or `llm`, a language model that was held to them."""
    progress: Progress | None = None
    """Of a named speaker, from their second recording on; null otherwise."""
    note: Annotated[list[NotePart], Field(validate_default=True)] = []
    """What to show first, at most 120 words in all, in the order to show it in. Empty in what an older release stored."""
    more: Annotated[list[NotePart], Field(validate_default=True)] = []
    """What to show when the learner asks for more, beside the other priorities and the findings."""
    language: str | None = None
    """Of these texts, ISO 639-1; null in what an older release stored. English words to be learnt, and drills, are English in any."""
    translation: MachineTranslation | None = None
    """Who translated them, where the coach doesn't speak that language; nobody has read it. Null where it does."""


class TaskResult(BaseModel):
    """The unified JSON as far as it is known, and what else there is to say of the task."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far the task came; `partial` when an optional stage failed."""
    created_at: AwareDatetime
    """When it was sent, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: (
        Literal[
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
            "other",
        ]
        | str
        | None
    )
    """Why it can't be judged; null when it can, or until it is known."""
    reference_text: str | None
    """The text that was to be read; null when none was sent."""
    assignment_id: UUID | None = None
    """What it was recorded for; null where it was for no assignment, or for one that is no more."""
    text_source: Literal["reference", "transcript"] | str
    """What the recording is held against: the text that was to be read, or what was recognised."""
    phone_scores_weaker: bool = False
    """Without a reference text the phones are judged against what was recognised: a slip that sounds like another word is missed, and phones of words that the recogniser was unsure of are `uncertain`."""
    transcript: TranscriptPart | None = None
    """What was understood; null until it is known."""
    scores: Scores
    """Of the whole recording, 0–100 each."""
    words: Annotated[list[JudgedWord], Field(validate_default=True)] = []
    """The words of the text in order, then what else was said (`insertion`)."""
    issues: Annotated[list[Issue], Field(validate_default=True)] = []
    """What is certainly off target, in the order of speech."""
    timing: SpeechTiming | None = None
    """Fluency: rates, pauses, runs and rhythm; null until it is measured."""
    prosody: ProsodyPart | None = None
    """Pitch and melody; null until they are measured."""
    audio: AudioPart
    """What can be listened to."""
    slices: Annotated[list[WordSlices], Field(validate_default=True)] = []
    """Each word of the text to play by itself: the learner's, and the reference's."""
    feedback: Coaching | None = None
    """What to do about it; null until it is written."""
    stages: Annotated[list[StagePart], Field(validate_default=True)] = []
    """Each stage that was asked for, in the order of the pipeline."""
    warnings: list[str] = []
    """What the reader should know of how it was made."""
    updated_at: AwareDatetime
    """When the task last went on, with time zone."""
    error: TaskFailure | None = None
    """Why the task failed; null otherwise."""
    consent: ConsentPart | None = None
    """To voice cloning; null where none was given."""


class UnifiedResult(BaseModel):
    """Times in seconds from the start of the recording, scores 0–100, probabilities 0–1; null where not measured."""

    model_config = ConfigDict(
        extra="allow",
        use_attribute_docstrings=True,
    )
    task_id: UUID
    """Id of the task."""
    status: Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"] | str
    """How far the task came; `partial` when an optional stage failed."""
    created_at: AwareDatetime
    """When it was sent, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: (
        Literal[
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
            "other",
        ]
        | str
        | None
    )
    """Why it can't be judged; null when it can, or until it is known."""
    reference_text: str | None
    """The text that was to be read; null when none was sent."""
    assignment_id: UUID | None = None
    """What it was recorded for; null where it was for no assignment, or for one that is no more."""
    text_source: Literal["reference", "transcript"] | str
    """What the recording is held against: the text that was to be read, or what was recognised."""
    phone_scores_weaker: bool = False
    """Without a reference text the phones are judged against what was recognised: a slip that sounds like another word is missed, and phones of words that the recogniser was unsure of are `uncertain`."""
    transcript: TranscriptPart | None = None
    """What was understood; null until it is known."""
    scores: Scores
    """Of the whole recording, 0–100 each."""
    words: Annotated[list[JudgedWord], Field(validate_default=True)] = []
    """The words of the text in order, then what else was said (`insertion`)."""
    issues: Annotated[list[Issue], Field(validate_default=True)] = []
    """What is certainly off target, in the order of speech."""
    timing: SpeechTiming | None = None
    """Fluency: rates, pauses, runs and rhythm; null until it is measured."""
    prosody: ProsodyPart | None = None
    """Pitch and melody; null until they are measured."""
    audio: AudioPart
    """What can be listened to."""
    slices: Annotated[list[WordSlices], Field(validate_default=True)] = []
    """Each word of the text to play by itself: the learner's, and the reference's."""
    feedback: Coaching | None = None
    """What to do about it; null until it is written."""
    stages: Annotated[list[StagePart], Field(validate_default=True)] = []
    """Each stage that was asked for, in the order of the pipeline."""
    warnings: list[str] = []
    """What the reader should know of how it was made."""
