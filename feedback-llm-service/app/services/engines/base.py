"""What every coach does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Protocol

from shared.contracts import Drill, Finding, NotAssessable, NotePart, Priority, Progress
from shared.contracts.moments import MomentToWord, WordedMoment
from shared.engines import Engine

from ...schemas.request_response import FeedbackRequest
from ..languages import Language


@dataclass(frozen=True, slots=True)
class CoachNotes:
    """Feedback without its stamp."""

    summary: str
    next_step: str
    priorities: list[Priority] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    drills: list[Drill] = field(default_factory=list)
    strength: str | None = None
    source: Literal["rules", "llm"] = "rules"
    progress: Progress | None = None
    prompt_version: str | None = None
    note: list[NotePart] = field(default_factory=list)
    more: list[NotePart] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def as_fields(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


class Coach(Engine, Protocol):
    @property
    def languages(self) -> Sequence[str]:
        """ISO 639 codes of the languages it speaks."""
        ...

    def language(self, code: str) -> Language:
        """All that it says in one of them. Raises InvalidInput for one that it doesn't speak."""
        ...

    def coach(self, request: FeedbackRequest) -> CoachNotes:
        """Words for what was measured; nothing else."""
        ...

    def word_moments(self, moments: Sequence[MomentToWord]) -> list[WordedMoment]:
        """Moments of a call, each in words that hold; as given where it has no better ones. Never raises for a model's sake."""
        ...

    def explain(self, reason: NotAssessable, *, language: str) -> CoachNotes:
        """Why a recording can't be judged, and how to record again. Raises InvalidInput for a language it doesn't speak."""
        ...
