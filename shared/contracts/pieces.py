"""Long recordings: what is told while they are worked on, piece by piece. A line of JSON each, with its `type`.

The first is `begun`, the last `done` or `problem`. A recording is always cut alike, so that one who was told of some pieces
can ask for the rest.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from shared.contracts.asr import Transcript, TranscriptWord
from shared.contracts.base import Contract, Many

LINES = "application/x-ndjson"
"""Media type of the answer."""
MOST_WORDS = 50_000
"""Nobody says more in two hours."""


class PiecesBegun(Contract):
    """The recording is decoded and cut."""

    type: Literal["begun"] = "begun"
    """Which line it is: the first."""
    duration_s: float
    """Of the recording."""
    speech_s: float
    """Seconds that a voice activity detector calls speech."""
    n_pieces: int
    """How many there will be; 0 where the recording can't be judged."""


class PieceTranscript(Contract):
    """A piece was recognised."""

    type: Literal["piece"] = "piece"
    """Which line it is."""
    index: int
    """From 0."""
    n_pieces: int
    """As in `begun`."""
    start_s: float
    """When its speech begins, in seconds from the start of the recording."""
    end_s: float
    """When its speech ends."""
    words: Many[TranscriptWord]
    """At times of the recording."""


class LongTranscript(Transcript):
    """Of a recording of up to hours."""

    words: Annotated[list[TranscriptWord], Field(max_length=MOST_WORDS, fail_fast=True)]
    """The words in the order of speech; empty when nothing was said."""


class TranscriptDone(Contract):
    """All pieces that were asked for were recognised."""

    type: Literal["done"] = "done"
    """Which line it is: the last."""
    transcript: LongTranscript
    """Of these pieces together; its checks are of the whole recording."""


class PiecesProblem(Contract):
    """It can't go on."""

    type: Literal["problem"] = "problem"
    """Which line it is: the last."""
    problem: dict[str, Any]
    """The document that another answer would have been (RFC 9457)."""


TranscriptLine = Annotated[
    PiecesBegun | PieceTranscript | TranscriptDone | PiecesProblem, Field(discriminator="type")
]
