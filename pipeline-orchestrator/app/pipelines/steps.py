"""What a run has to write down: how a stage ended, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.contracts import Stamped

from ..domain.task import StageRecord
from .spec import NOTHING_DUE, NOTHING_MORE, DueStages, Meaning, Stage


@dataclass(frozen=True, slots=True)
class EndedStage:
    stage: Stage
    record: StageRecord
    result: Stamped | None = None
    """Of one that succeeded."""
    meaning: Meaning = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class RunStep:
    """All of it is stored, or nothing."""

    ended: EndedStage | None = None
    due: DueStages = NOTHING_DUE


@dataclass(frozen=True, slots=True)
class NotedStep:
    """How a step was stored, where that may differ from what was to be: a consent may have been revoked."""

    ended: StageRecord | None = None
    withheld: Sequence[StageRecord] = field(default=())
    """Stages that may not start, which are skipped."""
