"""What the coach says of a speaker's earlier recordings."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract
from shared.contracts.history import SoundSlip, SoundTally
from shared.contracts.unknown_words import UnknownAs


class NamedSound(Contract):
    phone: str
    """ARPAbet."""
    ipa: str
    """The same in IPA."""
    name: str
    """In plain letters: `v`, `the vowel of cat`."""


class TimedTally(SoundTally):
    recorded_at: datetime | None
    """None for this recording."""


class PhoneMastery(Contract):
    sound: NamedSound
    """The sound that is followed."""
    timeline: list[TimedTally]
    """Every recording that has the sound, oldest first."""
    recent: SoundTally
    """The latest recordings that together have it a dozen times."""
    mastery: float | None
    """Share on target of the recent ones, 0–1; None where there are too few to say."""
    trend: Annotated[Literal["better", "worse", "steady", "too_few"], UnknownAs("too_few")]
    """This recording beside the earlier ones; better or worse only where chance is an unlikely reason: of all that is
    called so, at most one in ten is chance."""


class OwnError(Contract):
    """A slip that the speaker makes again and again."""

    target: NamedSound | None
    """Sound that belongs there; None for an added sound."""
    heard: NamedSound | None
    """Sound that was said; None for a dropped one, or where it is not certain."""
    n: int
    """Times, over all recordings that are looked at."""
    words: list[str]
    """The most frequent first."""
    minimal_pairs: list[list[str]] = Field(default_factory=list)
    """To drill it with."""


class SameText(Contract):
    """This recording beside the last one of the same text, sound by sound, where both were certain."""

    recorded_at: datetime
    """When the earlier one was sent."""
    overall_then: float | None
    """Overall score of the earlier one, 0–100; None when not measured."""
    overall_now: float | None
    """Overall score of this one, 0–100; None when not measured."""
    solved: list[SoundSlip]
    """Off target then, on target now; `heard` is what was heard then."""
    again: list[SoundSlip]
    """Off target both times."""
    fresh: list[SoundSlip]
    """On target then, off target now."""


class ProgressStatement(Contract):
    text: str
    """A sentence for the learner."""
    phones: list[str]
    """What it rests on: sounds of `phones`, or of the same text's slips; empty for its scores."""


class Progress(Contract):
    """What the speaker's earlier recordings say."""

    n_recordings: int
    """Earlier ones that could be judged."""
    since: datetime
    """When the first of them was sent."""
    phones: list[PhoneMastery]
    """The least mastered first."""
    own_errors: list[OwnError]
    """The most frequent first."""
    same_text: SameText | None
    """This recording beside the last of the same text; None when there is none."""
    statements: list[ProgressStatement]
    """What can be said of it, the weightiest first."""
