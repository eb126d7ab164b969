"""Live streams: what a client sends beside the sound, and what it is told. A message is a JSON object with its `type`.

Sound is sent as binary frames of 16-bit little-endian PCM, channels interleaved. An error is a problem document in a message,
and the connection is then closed with 4000 and the problem's status: 4422, 4413, 4503.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from shared.contracts.base import Contract, JsonRequest, Many, Stamped

MAX_CHANNELS = 2
MAX_STREAM_TEXT_CHARS = 5_000
CLOSE_CODES_FROM = 4_000
"""With the status of a problem: the code that a connection is closed with for it."""
RESUME_WITHIN_S = 30.0
"""For so long a stream that was cut is kept."""


class StreamStart(JsonRequest):
    """The first message of a stream."""

    type: Literal["start"]
    rate_hz: int = Field(default=16_000, ge=8_000, le=48_000)
    """Samples a second of each channel."""
    channels: int = Field(default=1, ge=1, le=MAX_CHANNELS)
    """Each is heard by itself: two speakers of a call."""
    language: Annotated[str, Field(max_length=32)] = "en"
    """Language spoken, ISO 639-1, or `auto`."""
    text: Annotated[str, Field(min_length=1, max_length=MAX_STREAM_TEXT_CHARS)] | None = None
    """What is read aloud, where that is known: then it is told which of its words is being read."""
    judge_words: bool = False
    """With a `text`, of English: it is told as well whether each of its words was clear, soon after the word."""


class StreamResume(JsonRequest):
    """The first message on a new connection, within 30 s of a cut."""

    type: Literal["resume"]
    token: Annotated[str, Field(min_length=1, max_length=64)]
    """Of the stream's `ready`."""
    last_seq: int = Field(default=0, ge=0)
    """`seq` of the last message that arrived; what was said after it is said again."""


class StreamEnd(JsonRequest):
    """No more sound will come; what is left is told, and the stream ends with `done`."""

    type: Literal["end"]


FirstMessage = Annotated[StreamStart | StreamResume, Field(discriminator="type")]


class StreamReady(Stamped):
    """Sound may be sent."""

    type: Literal["ready"] = "ready"
    seq: int = 0
    """Messages of a stream are numbered; a `lag` or an `error` may take no number of its own."""
    token: str
    """With which the stream can be resumed after a cut."""
    rate_hz: int
    """As the stream's `start` said."""
    channels: int
    """As the stream's `start` said."""
    received_frames: int
    """Samples of each channel that have arrived: after a cut, sound goes on with the next."""
    max_s: float
    """The longest that a stream may be."""


class StreamWord(Contract):
    text: str
    """As it is written, with the punctuation that follows it."""
    start_s: float
    """Seconds from the start of the stream."""
    end_s: float
    """Seconds from the start of the stream."""
    confidence: float
    """The recogniser's own probability for the word, 0–1."""


class PartialWords(Contract):
    """What was heard of an utterance so far, all of it each time."""

    type: Literal["partial"] = "partial"
    seq: int = 0
    """Number of the message."""
    channel: int
    """Counted from 0."""
    utterance: int
    """Number of the utterance in its channel, from 0."""
    stable: Many[StreamWord]
    """Words that stay: with each message of an utterance there are these and perhaps more."""
    unstable: Many[StreamWord]
    """Words that may still change."""
    heard_s: float
    """Where in the stream the sound ends in which this was heard."""


class UtteranceEnd(Contract):
    """By voice activity: a pause. Its `final` follows."""

    type: Literal["utterance_end"] = "utterance_end"
    seq: int = 0
    """Number of the message."""
    channel: int
    """Counted from 0."""
    utterance: int
    """Number of the utterance in its channel."""
    start_s: float
    """When it began, in seconds from the start of the stream."""
    end_s: float
    """When it ended, in seconds from the start of the stream."""


class FinalWords(Contract):
    """All words of an utterance that has ended: the stable ones, perhaps with other punctuation, and those behind them."""

    type: Literal["final"] = "final"
    seq: int = 0
    """Number of the message."""
    channel: int
    """Counted from 0."""
    utterance: int
    """Number of the utterance in its channel."""
    text: str
    """The words in a row."""
    language: str
    """In which they were recognised, ISO 639-1."""
    words: Many[StreamWord]
    """The words in the order of speech; empty where nothing was understood."""


class MarkedWord(Contract):
    """What is known of a word of the text that is read; a later message may correct it."""

    index: int
    """Its place in the text, counted from 0, as words stand between spaces."""
    state: Literal["read", "unsure", "skipped"]
    """`unsure`: something else was heard in its place, which may be the recogniser's doing."""
    start_s: float | None
    """When it was said last, in seconds from the start of the stream; null of one that was skipped."""
    end_s: float | None
    """When that ended."""
    n_times: int
    """How often it was said: 2 and more of one that was repeated."""


class ReadingProgress(Contract):
    """Of a stream with a `text`: where the reader is. How clearly words were said is told of itself (`clarity`)."""

    type: Literal["reading"] = "reading"
    seq: int = 0
    """Number of the message."""
    channel: int
    """Counted from 0."""
    next_index: int
    """The word of the text that is due next; as many as there are words once it was read to its end."""
    words: Many[MarkedWord]
    """Those of which something else is known than was told before."""
    undone: Many[int]
    """Words that were told of and are due again: what was taken for them was something else."""


ClarityState = Literal["clear", "unclear", "unknown"]


class WordClarity(Contract):
    """Of a word of the text that was read: whether it was clear, by the sound up to shortly after it. The judgement of the whole
    recording may say otherwise."""

    index: int
    """Its place in the text, counted from 0, as words stand between spaces."""
    state: ClarityState
    """`unknown`: the sound leaves it open, or there was no time to judge it."""
    probability: float | None
    """Calibrated probability, 0–1, that the judgement of the whole recording calls it clear; null of a word that was not judged."""
    start_s: float | None
    """When the word was said, in seconds from the start of the stream."""
    end_s: float | None
    """When that ended."""


class ReadingClarity(Contract):
    """Of a stream with `judge_words`: words of the text that were judged. A word that is read again may be judged again."""

    type: Literal["clarity"] = "clarity"
    seq: int = 0
    """Number of the message."""
    channel: int
    """Counted from 0."""
    words: Many[WordClarity]
    """In the order of the text."""


class StreamLag(Contract):
    """Recognition has fallen behind the speaker, or has caught up."""

    type: Literal["lag"] = "lag"
    seq: int = 0
    """Number of the message."""
    lag_s: float
    """Seconds of speech that no words were looked for in yet; 0 where it has caught up."""


class StreamProblem(Contract):
    """The stream ends."""

    type: Literal["error"] = "error"
    seq: int = 0
    """Number of the message; 0 where the stream has none."""
    problem: dict[str, Any]
    """A problem document, as over HTTP."""
    retry_after_s: int | None = None
    """Seconds after which it may be tried again, as the header `Retry-After` over HTTP has it; null: waiting alone won't help."""


class StreamDone(Contract):
    """All was told."""

    type: Literal["done"] = "done"
    seq: int = 0
    """Number of the message."""
    duration_s: float
    """Seconds of sound that came."""
    n_utterances: int
    """Of all channels."""


StreamMessage = (
    StreamReady
    | PartialWords
    | UtteranceEnd
    | FinalWords
    | ReadingProgress
    | ReadingClarity
    | StreamLag
    | StreamProblem
    | StreamDone
)
"""What a client is told."""
