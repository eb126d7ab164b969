"""feedback-llm-service: what was judged in, what to do about it out."""

from typing import Literal

from pydantic import Field

from shared.contracts.base import Contract, Stamped
from shared.contracts.names import Category, Severity
from shared.contracts.progress import NamedSound, Progress


class PrioritySlip(Contract):
    """One change of a sound, wherever it happened in the recording."""

    target: NamedSound | None
    """None for an added sound, and for stress, which is the word's."""
    heard: NamedSound | None
    """None for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a
    right sound said another way."""
    words: list[str]
    n_chances: int | None
    """Words in which it could have happened; None for an added sound."""


class Priority(Contract):
    rank: int
    issue_ids: list[str]
    title: str
    how: str
    """How to place tongue, lips and voice."""
    why: str
    """What changes in meaning, where it does."""
    slips: list[PrioritySlip] = Field(default_factory=list)


class TimeSpan(Contract):
    start_s: float
    end_s: float


class Finding(Contract):
    category: Category
    severity: Severity
    issue_ids: list[str]
    """Empty for what is measured but is no issue: pauses, the melody of the end."""
    text: str
    measured: list[str] = Field(default_factory=list)
    """What it rests on in place of issues: `timing.pauses`, `intonation.final`."""
    times: list[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time."""


class Drill(Contract):
    priority_rank: int
    minimal_pairs: list[list[str]]
    """The target's word first; a word of the recording that turned into another leads."""
    sentences: list[str]
    next_recording: str
    own_words: list[str] = Field(default_factory=list)
    """Words in which this speaker made the slip, now or in earlier recordings; the most frequent first."""


class Feedback(Stamped):
    summary: str
    priorities: list[Priority]
    findings: list[Finding]
    drills: list[Drill]
    strength: str | None
    """One thing done well that was measured."""
    next_step: str
    source: Literal["rules", "llm"]
    progress: Progress | None = None
    """None for a first recording, and where no speaker was named."""
    prompt_version: str | None = None
    warnings: list[str] = Field(default_factory=list)
