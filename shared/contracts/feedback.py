"""feedback-llm-service: what was judged in, what to do about it out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Stamped
from shared.contracts.names import Category, SeverityRead
from shared.contracts.progress import NamedSound, Progress
from shared.contracts.unknown_words import UnknownAs


class PrioritySlip(Contract):
    """One change of a sound, wherever it happened in the recording."""

    target: NamedSound | None
    """None for an added sound, and for stress, which is the word's."""
    heard: NamedSound | None
    """None for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a
    right sound said another way."""
    words: list[str]
    """The words in which it happened."""
    n_chances: int | None
    """Words in which it could have happened; None for an added sound."""


class Priority(Contract):
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
    slips: list[PrioritySlip] = Field(default_factory=list)
    """The changes of sound that it gathers."""


class TimeSpan(Contract):
    start_s: float
    """Seconds from the start of the recording to its beginning."""
    end_s: float
    """Seconds from the start of the recording to its end."""


class Finding(Contract):
    category: Category
    """What part of pronunciation it belongs to."""
    severity: SeverityRead
    """How much it hurts being understood."""
    issue_ids: list[str]
    """Empty for what is measured but is no issue: pauses, the melody of the end."""
    text: str
    """A sentence for the learner."""
    measured: list[str] = Field(default_factory=list)
    """What it rests on in place of issues: `timing.pauses`, `intonation.final`."""
    times: list[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time."""


class Drill(Contract):
    priority_rank: int
    """Rank of the priority that it drills."""
    minimal_pairs: list[list[str]]
    """The target's word first; a word of the recording that turned into another leads."""
    sentences: list[str]
    """Sentences to read aloud that are full of the sound."""
    next_recording: str
    """What to record next."""
    own_words: list[str] = Field(default_factory=list)
    """Words in which this speaker made the slip, now or in earlier recordings; the most frequent first."""


class Feedback(Stamped):
    summary: str
    """Two or three sentences on the whole."""
    priorities: list[Priority]
    """At most three, the weightiest first; empty when there is nothing to mend."""
    findings: list[Finding]
    """What else is worth knowing."""
    drills: list[Drill]
    """Exercises, one a priority."""
    strength: str | None
    """One thing done well that was measured; None where none was."""
    next_step: str
    """What to do now, one sentence."""
    source: Annotated[Literal["rules", "llm"], UnknownAs("llm")]
    """Who wrote the texts: rules, or a language model that was held to them."""
    progress: Progress | None = None
    """None for a first recording, and where no speaker was named."""
    prompt_version: str | None = None
    """Version of the language model's prompt; None where rules wrote."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""
