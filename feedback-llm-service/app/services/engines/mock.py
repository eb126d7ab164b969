"""Canned feedback for UI work and tests: one priority, taken from the first issue."""

from collections.abc import Sequence

from shared.contracts import Drill, Finding, NotAssessable, Priority
from shared.contracts.moments import MomentToWord, WordedMoment
from shared.engines import EngineContext

from ...schemas.request_response import FeedbackRequest
from ..languages import SHIPPED, Language, load_languages, spoken
from ..moments.given import as_given
from .base import CoachNotes


class MockCoach:
    name = "mock"
    model_version = "1"
    languages = ("en",)

    def __init__(self, english: Language) -> None:
        self._english = english

    def language(self, code: str) -> Language:
        """Raises InvalidInput for any but English. Its tips are the real ones: they need no model."""
        return spoken({"en": self._english}, code)

    def warm_up(self) -> None:
        """Nothing to warm up."""

    def word_moments(self, moments: Sequence[MomentToWord]) -> list[WordedMoment]:
        return as_given(moments)

    def explain(self, reason: NotAssessable, *, language: str) -> CoachNotes:
        del language
        return CoachNotes(
            summary=f"mock: not assessable ({reason})", next_step="mock: record again"
        )

    def coach(self, request: FeedbackRequest) -> CoachNotes:
        diff = request.diff
        if not diff.assessable:
            return self.explain(diff.reason or "other", language=request.language)
        summary = f"mock: {len(diff.issues)} issues in {len(diff.words)} words"
        if not diff.issues:
            return CoachNotes(summary=summary, next_step="mock: record another text")
        first = diff.issues[0]
        return CoachNotes(
            summary=summary,
            next_step="mock: record this text again",
            priorities=[
                Priority(
                    rank=1,
                    issue_ids=[first.id],
                    title=f"mock: {first.rule}",
                    how="mock: how",
                    why="mock: why",
                )
            ],
            findings=[
                Finding(
                    category=first.category,
                    severity=first.severity,
                    issue_ids=[first.id],
                    text=first.message,
                )
            ],
            drills=[
                Drill(
                    priority_rank=1,
                    minimal_pairs=[["vest", "west"]],
                    sentences=["mock: one", "mock: two", "mock: three"],
                    next_recording="mock: record the sentences",
                )
            ],
        )


def load(context: EngineContext) -> MockCoach:
    return MockCoach(load_languages(context.settings.languages_dir or SHIPPED)["en"])
