"""What is kept of a speaker's recordings, and goes to the coach with the next one."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.contracts.base import Contract, Many
from shared.contracts.diff import AccentLikelihoods, Diff


class SoundTally(Contract):
    n: int = Field(ge=0)
    """Times the sound was judged with certainty."""
    right: int = Field(ge=0)
    """Times it was on target."""


class SoundSlip(Contract):
    """One sound of a word that was off target."""

    word: str
    """The word it happened in, as it is spoken."""
    target: str | None
    """Phone that belongs there, ARPAbet without stress; None for an added sound."""
    heard: str | None
    """Phone that was heard, ARPAbet without stress; None for a dropped one, or where it is not certain."""


class Practised(Contract):
    """What is kept of a judged recording to follow its speaker's progress."""

    phones: Annotated[dict[str, SoundTally], Field(max_length=100)]
    """ARPAbet → how it went."""
    slips: Many[SoundSlip]
    """In the order of speech; moved stress is none."""
    accents: AccentLikelihoods = Field(default_factory=dict)
    """Of the recording, as the diff gave them."""


class EarlierRecording(Practised):
    recorded_at: datetime
    """When it was sent, with time zone."""


class EarlierReading(Contract):
    """The last recording of the same text."""

    recorded_at: datetime
    """When it was sent, with time zone."""
    diff: Diff
    """How it was judged."""


class History(Contract):
    """A speaker's earlier recordings."""

    recordings: Many[EarlierRecording] = Field(default_factory=list, max_length=200)
    """Oldest first."""
    same_text: EarlierReading | None = None
    """The last recording of the text that is read now; None when there is none."""
