"""How a recording was delivered: pace, weak forms, rhythm, melody, breaks, accents and fillers, each beside what is usual."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Many
from shared.contracts.recording import TimeSpan
from shared.contracts.unknown_words import UnknownAs

DeliveryKind = Literal[
    "pace", "words_per_minute", "weak_forms", "rhythm", "pitch_range", "unexpected_breaks", "missing_breaks",
    "nuclear_accent", "fillers", "other",
]  # fmt: skip
DeliveryUnit = Literal[
    "syllables_per_second", "words_per_minute", "words", "ratio", "semitones", "breaks", "phrases", "fillers", "other",
]  # fmt: skip


class UsualBand(Contract):
    """What a measure is held against."""

    low: float | None
    """In the measure's unit; None for no lower end."""
    high: float | None
    """In the measure's unit; None for no upper end."""
    source: str
    """Publication, or the recordings, that the band is from."""


class DeliveryFinding(Contract):
    """One measure of the whole recording. It is no error: what is not usual may be told as a habit."""

    kind: Annotated[DeliveryKind, UnknownAs("other")]
    """`pace`: articulation rate, pauses left out; `words_per_minute`: pauses included; `weak_forms`: function words said in
    full where speech has their weak form; `rhythm`: length of stressed vowels over that of unstressed ones, as a multiple of
    what the text leads to expect; `pitch_range`: 10th to 90th percentile of the voice's pitch; `unexpected_breaks`: pauses
    inside phrases; `missing_breaks`: ends of sentences without a pause; `nuclear_accent`: phrases whose last content word did
    not carry the main accent; `fillers`: ums."""
    value: float
    """How much, or how many."""
    unit: Annotated[DeliveryUnit, UnknownAs("other")]
    """Of `value`, of the band and of `sure_low`, `sure_high`."""
    of: int | None = None
    """Out of how many, for what is a count; None for all others."""
    usual: UsualBand
    """What is usual for a reader of American English."""
    sure_low: float | None = None
    """Lower end of the interval that the value lies in with 90 % confidence; None for what is counted or timed whole."""
    sure_high: float | None = None
    """Upper end of the same; None likewise."""
    state: Annotated[Literal["usual", "uncertain", "habit"], UnknownAs("uncertain")]
    """`habit` only where it is surely outside what is usual; `uncertain` is never told to a learner."""
    side: Literal["low", "high"] | None = None
    """On which side of the band the value lies; None inside it."""
    word_indices: Many[int] = Field(default_factory=list)
    """Words of the text that it was counted in: said in full, before a break, carrying the accent instead; empty for what
    is of the whole recording."""
    times: Many[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time; empty for what is of the whole recording."""
