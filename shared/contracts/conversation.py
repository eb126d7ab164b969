"""conversation-service: who spoke when, what of the words must not be kept, and what the conversation was like.

A turn is what one speaker says without the other taking over. Speakers are named as who asks names them (`agent`, `customer`); of a recording alone `speaker_1`, `speaker_2`
in the order in which they are first heard, or `channel_1`, `channel_2`.
"""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, JsonRequest, Many, RequestPart, Stamped
from shared.contracts.recording import ReasonRead
from shared.contracts.unknown_words import UnknownAs

MOST_TURNS = 5_000
"""Of one conversation; in two hours nobody takes more."""
MAX_TURN_TEXT = 5_000
"""Characters of one turn."""
MOST_SPEAKERS = 8

Probability = Annotated[float, Field(ge=0, le=1)]
SpeakerName = Annotated[str, Field(min_length=1, max_length=64)]
TurnText = Annotated[str, Field(max_length=MAX_TURN_TEXT)]
Time = Annotated[float, Field(ge=0, le=1e6)]


class SpeakerTurn(Contract):
    speaker: str
    """`speaker_1` or `channel_1`, and so on."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends."""
    overlaps: bool
    """Whether somebody else speaks in part of it."""
    confidence: Probability | None
    """Probability that it is this speaker and not another of the recording; null where nothing had to be told apart, or the engine can't tell."""


class SpeakerTalk(Contract):
    speaker: str
    """As in the turns."""
    talk_s: float
    """Seconds that it speaks, overlaps included."""
    share: Probability
    """Of the seconds that all speakers speak."""
    n_turns: int
    """How many turns it has."""


class DiarizedRecording(Stamped):
    """Who spoke when."""

    by: Annotated[Literal["voices", "channels", "other"], UnknownAs("other")]
    """What the speakers were told apart by."""
    duration_s: float
    """Of the recording."""
    speech_s: float
    """Seconds in which anybody speaks."""
    overlap_s: float
    """Seconds in which two or more speak; by voices, only engines that hear overlaps tell any."""
    turns: Annotated[list[SpeakerTurn], Field(max_length=4 * MOST_TURNS, fail_fast=True)]
    """In the order in which they begin."""
    speakers: Annotated[list[SpeakerTalk], Field(max_length=MOST_SPEAKERS)]
    """Those that were found, in the order in which they are first heard, or of the channels; of the channels also who says nothing."""
    reason: ReasonRead | None
    """Why nobody was found; null when somebody was."""


Sentiment = Literal["negative", "neutral", "positive"]


class SpokenTurn(RequestPart):
    """A turn of a conversation, written down."""

    speaker: SpeakerName
    """Who speaks: `agent`, `customer`, or any name."""
    text: TurnText
    """What is said."""
    start_s: Time
    """When it begins, in seconds from the start of the recording."""
    end_s: Time
    """When it ends."""


class ConversationToAnalyse(JsonRequest):
    """The turns of a conversation, in any order."""

    turns: Annotated[list[SpokenTurn], Field(min_length=1, max_length=MOST_TURNS, fail_fast=True)]
    """At least one."""


class SentimentProbabilities(Contract):
    """They add up to 1."""

    negative: Probability
    """That the turn tells of annoyance, worry or disappointment."""
    neutral: Probability
    """That it tells of neither."""
    positive: Probability
    """That it tells of content, thanks or relief."""


class TurnAnalysis(Contract):
    index: int
    """Its place in the turns that were sent, from 0."""
    sentiment: Annotated[Sentiment, UnknownAs("neutral")] | None
    """The likeliest; null of a turn without words, or where the engine gave none."""
    probabilities: SentimentProbabilities | None
    """Of each; null where `sentiment` is."""
    n_words: int
    """Words said; of texts without spaces between words none can be counted."""
    words_per_min: float | None
    """Pace; null of a turn shorter than half a second."""
    n_questions: int
    """Questions in it."""


class Monologue(Contract):
    """One speaker, while nobody else says more than a short answer."""

    start_s: float
    """When it begins."""
    end_s: float
    """When it ends."""
    turns: Many[int]
    """The speaker's turns that it is made of."""


class SpeakerAnalysis(Contract):
    speaker: str
    """As sent."""
    talk_s: float
    """Seconds of its turns."""
    talk_share: Probability
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


class ConversationSilence(Contract):
    """Nobody says anything for more than three seconds."""

    start_s: float
    """When it begins."""
    end_s: float
    """When it ends."""
    after: str
    """Who spoke last."""
    before: str
    """Who speaks next."""


class Interruption(Contract):
    """Somebody begins while another speaks, and it isn't a short answer."""

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


class ConversationAnalysis(Stamped):
    """How each turn felt, and how the talk was shared. Engine and version are of the sentiment."""

    duration_s: float
    """From the first word to the last."""
    turns: Many[TurnAnalysis]
    """As they were sent."""
    speakers: Many[SpeakerAnalysis]
    """In the order in which they are first heard."""
    silences: Many[ConversationSilence]
    """Longer than three seconds, in order."""
    interruptions: Many[Interruption]
    """In order."""


PiiEntity = Literal[
    "CREDIT_CARD", "IN_AADHAAR", "IN_PAN", "IN_IFSC", "UPI_ID", "PHONE_NUMBER", "EMAIL_ADDRESS",
    "ACCOUNT_NUMBER", "ORDER_NUMBER", "DATE_OF_BIRTH", "PERSON",
]  # fmt: skip
"""Presidio's names where it has one."""


class WordTime(RequestPart):
    text: Annotated[str, Field(max_length=200)]
    """The word, as it stands in the turn's text."""
    start_s: Time
    """When it begins."""
    end_s: Time
    """When it ends."""


class TurnToRedact(RequestPart):
    """A text, or a turn with the times of its words."""

    text: TurnText
    """What is said or written."""
    speaker: SpeakerName | None = None
    """Who speaks; a number may go on in the next turn of the same speaker, and what others said before tells what it is. Left out, the text stands by itself."""
    words: Annotated[list[WordTime], Field(max_length=MOST_TURNS, fail_fast=True)] | None = None
    """Times of its words, in order; with them spans have times."""


class TurnsToRedact(JsonRequest):
    """Texts whose personal data is to be taken out."""

    turns: Annotated[list[TurnToRedact], Field(min_length=1, max_length=MOST_TURNS, fail_fast=True)]
    """Of one conversation, in order."""
    entities: Annotated[list[PiiEntity], Field(min_length=1, max_length=11)] | None = None
    """Which kinds; left out, all but PERSON."""


class PiiSpan(Contract):
    """Where something personal stands. What it is isn't repeated."""

    entity: str
    """`CREDIT_CARD`, and so on."""
    start: int
    """Where it starts in the text sent, in characters (code points) from 0."""
    end: int
    """Where it ends, exclusive."""
    first_word: int
    """The first word it touches, counted from 0: of `words` where they were sent and match, else of those between spaces."""
    last_word: int
    """The last one."""
    start_s: float | None
    """When it is said; null without times."""
    end_s: float | None
    """When it ends."""
    checked: bool
    """Whether a checksum or a fixed form bears it out; else the words around it do."""
    spoken: bool
    """Whether it is said in words, not written in figures."""
    continues: bool
    """Whether it goes on from an earlier turn."""


class RedactedTurn(Contract):
    redacted: str
    """The text with `<CREDIT_CARD>` and the like in place of its spans."""
    spans: Many[PiiSpan]
    """In order; they don't overlap."""


class RedactedTurns(Stamped):
    turns: Many[RedactedTurn]
    """As they were sent."""
