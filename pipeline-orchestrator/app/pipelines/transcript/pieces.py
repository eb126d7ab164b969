"""What is known of a long recording: piece by piece while it is worked on, and as a whole."""

from typing import Literal

from pydantic import Field

from shared.contracts import Contract, RecordingChecks, Stamped
from shared.contracts.pieces import PieceTranscript
from shared.contracts.recording import ReasonRead

from ...schemas.transcripts import AlignedTranscriptWord

WhyWithoutPhones = Literal["no_words", "not_assessable", "does_not_fit", "refused", "failed"]
"""Why a piece has no phones: nothing was recognised in it; its sound can't be judged; the words don't fit it; the aligner
doesn't take them; or it failed on them."""


class RecordingTranscript(Stamped):
    """What the recogniser made of the whole recording."""

    duration_s: float
    speech_s: float
    language: str | None
    language_probability: float | None
    checks: RecordingChecks
    """Of the whole recording."""
    assessable: bool
    reason: ReasonRead | None
    pieces: list[PieceTranscript]
    """In their order; none where the recording can't be judged."""


class AlignerStamp(Contract):
    """What made an alignment."""

    engine: str
    model_version: str
    mock: bool


class AlignedPiece(Contract):
    """The phones of one piece, at times of the recording."""

    index: int
    words: list[AlignedTranscriptWord] = Field(default_factory=list)
    reason: WhyWithoutPhones | None = None
    """Why there are none; None where there are."""
    made_by: AlignerStamp | None = None
    """None where the aligner gave no answer."""


class RecordingAlignment(Stamped):
    """What the aligner made of all pieces."""

    pieces: list[AlignedPiece]
