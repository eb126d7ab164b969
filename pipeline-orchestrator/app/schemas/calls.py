"""What the calls pipeline answers: a call's turns, how they went, and the moments worth a coach's minute."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, JsonRequest, TranscriptWord
from shared.contracts.conversation import (
    ConversationSilence,
    Interruption,
    PiiEntity,
    Sentiment,
    SentimentProbabilities,
    SpeakerAnalysis,
)
from shared.contracts.names import Category, SeverityRead
from shared.contracts.unknown_words import UnknownAs

from .results import AudioLink
from .tasks import StageView, TaskAccepted, TaskHead, TaskTail

CallStageName = Literal["diarize", "asr", "analyse", "accent", "moments", "index"]
CallDirection = Literal["inbound", "outbound"]
AGENT, CUSTOMER = "agent", "customer"
"""Names of the two speakers that every call has; further ones are `speaker_3` and so on."""


class CallFacts(Contract):
    """What was told of the call when it was sent."""

    call_id: str | None = None
    """Your own name for the call."""
    customer: str | None = None
    """Your own name for the customer."""
    direction: CallDirection | None = None
    """Who called whom: `inbound`, the customer called; `outbound`, the agent did."""
    started_at: datetime | None = None
    """When the call began."""
    tags: list[str] = Field(default_factory=list)
    """Your own words for it."""
    recording_notice: bool = False
    """Whether who sent it says that all on the call were told of the recording."""


class CallTurn(Contract):
    """What one speaker says without another taking over."""

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
    redacted: list[PiiEntity] = Field(default_factory=list)
    """What was taken out, in order."""
    channel: int | None = None
    """Which channel of the recording it is on, from 0; null where all speakers are on one."""


class TurnFeeling(Contract):
    """How one turn felt and how fast it was."""

    turn: int
    """Its index."""
    sentiment: Sentiment | None
    """The likeliest; null of a turn without words, or where nobody could tell."""
    probabilities: SentimentProbabilities | None
    """Of each; null where `sentiment` is."""
    words_per_min: float | None
    """Pace; null of a turn shorter than half a second."""
    n_questions: int
    """Questions in it."""


class CallTalk(Contract):
    """How the talk was shared."""

    turns: list[TurnFeeling]
    """In their order."""
    speakers: list[SpeakerAnalysis]
    """In the order in which they are first heard."""
    silences: list[ConversationSilence]
    """Longer than three seconds."""
    interruptions: list[Interruption]
    """In order."""


class ClearTurn(Contract):
    """How clearly the agent said one turn, as far as it was judged."""

    turn: int
    """Its index."""
    n_words: int
    """Words of it that were judged."""
    n_clear_words: int
    """How many of them were said without a slip that is certain enough to be told."""


class CallIssue(Contract):
    """A sound of the agent's that is certainly off target."""

    turn: int
    """In which turn."""
    word: str
    """The word as it is spoken."""
    rule: str
    """Key of its rule; `SUB`, `DEL`, `INS` where no named rule fits."""
    tip: str
    """Key of the coach's tip, as GET /tips has it."""
    category: Category
    """What part of pronunciation it belongs to."""
    severity: SeverityRead
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


class CallHabit(Contract):
    """Slips of one kind, over the whole call."""

    tip: str
    """Key of the coach's tip."""
    rule: str
    """Key of its commonest rule."""
    category: Category
    """What part of pronunciation it belongs to."""
    severity: SeverityRead
    """The worst of them."""
    n: int
    """How often it is certainly there."""
    n_key_words: int
    """How often in a word that a customer must get right."""
    words: list[str]
    """Words it was in, the commonest first; ten at most."""
    turns: list[int]
    """Turns it was in, in order."""


class AgentAccent(Contract):
    """How clearly the agent spoke. The words are those that the recogniser understood, so a slip that sounds like another word is
    missed: weaker than a reading."""

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


MomentRule = Literal[
    "asked_to_repeat", "hidden_key_word", "mood_fall", "clarity_fall", "interrupting", "long_silence", "monologue",
    "too_fast", "mood_rise", "good_closing", "empathy", "read_back",
]  # fmt: skip


class MomentEvidence(Contract):
    """Something that was measured or said, and where."""

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


class CoachableMoment(Contract):
    index: int
    """Place among the moments, the weightiest first, from 0."""
    rule: MomentRule
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
    also: list[MomentRule] = Field(default_factory=list)
    """Other rules that found something in the same turn."""
    worded_by: Annotated[Literal["rules", "llm", "other"], UnknownAs("other")] = "rules"
    """Whose words `reason` and `advice` are in: the rules', or a language model's that say the same."""
    evidence: list[MomentEvidence] = Field(min_length=1)
    """What it rests on."""


class CallStagePart(StageView):
    name: CallStageName  # pyright: ignore[reportIncompatibleVariableOverride] - fewer names than another's
    """The stage."""


class CallResult(TaskTail, TaskHead):
    """A call, as far as it is known. Times in seconds from its start."""

    facts: CallFacts
    """What was told of it."""
    speaker_id: str | None = None
    """Your own name for the agent."""
    duration_s: float | None = None
    """Length of the call; null until it is known."""
    by: Literal["voices", "channels", "other"] | None = None
    """What the speakers were told apart by; null until it is known."""
    language: str | None = None
    """Of the speech, ISO 639-1; null until it is known, and when it was not determined."""
    turns: list[CallTurn] = Field(default_factory=list)
    """In the order in which they begin."""
    talk: CallTalk | None = None
    """How the turns felt and how the talk was shared; null until it is known."""
    accent: AgentAccent | None = None
    """How clearly the agent spoke; null until it is known, and in another language than English."""
    moments: list[CoachableMoment] = Field(default_factory=list)
    """Five at most, the weightiest first; none without evidence."""
    recording: AudioLink | None = None
    """What was sent; null once it was erased."""
    stages: list[CallStagePart] = Field(default_factory=list)
    """Each stage of the pipeline, in its order."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""


class CallOutcome(Contract):
    """What a list tells of a call."""

    duration_s: float
    """Length of the call."""
    n_turns: int
    """Turns of all speakers."""
    n_moments: int
    """Moments to mend."""
    n_good_moments: int
    """Moments to praise."""
    moments: list[MomentRule] = Field(default_factory=list)
    """Their rules, the weightiest first."""
    customer_mood: float | None
    """How much likelier the customer's turns are positive than negative, −1 to 1, at the end of the call; null where nobody could tell."""
    n_words: int | None
    """Words of the agent's that were judged; null where none were."""
    n_clear_words: int | None
    """How many of them were clear."""
    habits: dict[str, int] = Field(default_factory=dict)
    """How often each habit of the agent's is certainly there, by its tip."""


class CallSummary(TaskAccepted):
    speaker_id: str | None = None
    """Your own name for the agent; null where none was named."""
    facts: CallFacts
    """What was told of it."""
    outcome: CallOutcome | None = None
    """How it went; null until it is known."""
    created_at: datetime
    """When it was sent, with time zone."""
    updated_at: datetime
    """When the task last went on, with time zone."""


class CallPage(Contract):
    items: list[CallSummary]
    """Newest first."""
    next_cursor: str | None
    """What to send as `cursor` for the next page; null on the last."""


class ReplayRequest(JsonRequest):
    """Which part of a call is to be heard as it should sound: a moment, or a turn of the agent's."""

    moment: Annotated[int, Field(ge=0, lt=100)] | None = None
    """Index of a moment."""
    turn: Annotated[int, Field(ge=0, lt=100_000)] | None = None
    """Index of a turn of the agent's; with a moment, that turn in its place."""


class PlayedTurn(Contract):
    """One turn of an exchange, to be played."""

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


class CallReplay(Contract):
    """An exchange to listen to, and the practice that was made of the agent's part in it."""

    exchange: list[PlayedTurn]
    """Its turns as they were said, in order."""
    practise: int
    """The agent's turn that is to be said again."""
    sentence: str
    """Its words: the text of the practice."""
    task_id: UUID
    """The practice, a task of its own in the agent's list: its result has the reference in an American voice, the agent's own where
    they agreed to it, and what is to be mended."""
