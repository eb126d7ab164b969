"""A training job: what it makes of which data, and how far it has come. No web, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

RecipeName = Literal["aligner-recalibration", "lexicon"]
TrainingState = Literal["queued", "running", "succeeded", "failed", "cancelled"]
TRAINING_STATES: tuple[TrainingState, ...] = get_args(TrainingState)
UNFINISHED: tuple[TrainingState, ...] = ("queued", "running")
ENDED: tuple[TrainingState, ...] = ("succeeded", "failed", "cancelled")
DATA_FORM = (
    r"^(verdicts|assignments)(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$"
)
"""A key of a data set: what it is of, of all the tenant or of one class."""
MOST_LOG_LINES = 200
MOST_LINE_CHARS = 300

TRAINING_WORDING = "2026-11-1"
"""Version of the wording that a consent to training agrees to."""


@dataclass(frozen=True, slots=True)
class DataKey:
    kind: Literal["verdicts", "assignments"]
    class_id: UUID | None
    """None: of all the tenant."""

    @classmethod
    def of(cls, key: str) -> "DataKey":
        """Of what has DATA_FORM."""
        kind, _, class_id = key.partition("/")
        return cls(kind, UUID(class_id) if class_id else None)  # pyright: ignore[reportArgumentType]


@dataclass(frozen=True, slots=True)
class NewTraining:
    id: UUID
    recipe: RecipeName
    data: tuple[str, ...]
    options: Mapping[str, Any]
    n_steps: int
    author: str
    """Subject of who asks for it."""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """What a step that is done has left."""

    name: str
    key: str
    sha256: str

    def stored(self) -> dict[str, str]:
        return {"name": self.name, "key": self.key, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class TrainingError:
    reason: Literal["data", "memory", "time", "killed", "accident"]
    """`data`: there is too little; `memory`, `time`: more than it may have; `killed`: by a signal, again and again."""
    detail: str

    def stored(self) -> dict[str, str]:
        return {"reason": self.reason, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class TrainingJob:
    id: UUID
    recipe: RecipeName
    data: tuple[str, ...]
    options: Mapping[str, Any]
    state: TrainingState
    steps: tuple[KeptStep, ...]
    n_steps: int
    progress: float
    """Of the step that is worked on, 0–1."""
    log: tuple[str, ...]
    error: TrainingError | None
    model: str | None
    version: str | None
    """Of the candidate that it made."""
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def data_keys(self) -> tuple[DataKey, ...]:
        return tuple(map(DataKey.of, self.data))


@dataclass(frozen=True, slots=True)
class TrainingConsent:
    """A speaker's consent to learning from what was measured of them."""

    wording: str
    given_at: datetime
