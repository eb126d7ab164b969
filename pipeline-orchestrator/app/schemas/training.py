"""Training jobs on the wire."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, JsonRequest

from ..domain.training import DATA_FORM, RecipeName, TrainingJob, TrainingState

DataSetKey = Annotated[str, Field(pattern=DATA_FORM)]
"""`verdicts`: what teachers said of findings, of speakers who agreed; `assignments`: pronunciations that teachers wrote with
assignments; with `/<class_id>` those of one class."""


class TrainingOptions(JsonRequest):
    """What is left out is as the recipe has it; an option of another recipe is refused."""

    least_verdicts: Annotated[int | None, Field(ge=20, le=100_000)] = None
    """`aligner-recalibration`: below so many verdicts the job fails; 60."""
    least_speakers: Annotated[int | None, Field(ge=2, le=10_000)] = None
    """Speakers that it takes: `aligner-recalibration` in all, 5; `lexicon` for each pronunciation that is added, 3."""
    n_folds: Annotated[int | None, Field(ge=2, le=20)] = None
    """`aligner-recalibration`: parts into which speakers are dealt to be held out in turn; 5."""
    n_draws: Annotated[int | None, Field(ge=200, le=20_000)] = None
    """`aligner-recalibration`: draws behind an interval; 2000."""
    least_share: Annotated[float | None, Field(ge=0.5, le=1)] = None
    """`lexicon`: share of the verdicts at a place that have to overrule the finding, 0.5–1; 0.8."""
    seed: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None
    """`aligner-recalibration`: of what is drawn; the same data, options and seed make the same file; 0."""

    def sent(self) -> dict[str, float]:
        return self.model_dump(exclude_none=True)


class NewTrainingJob(JsonRequest):
    recipe: RecipeName
    """`aligner-recalibration`: how sure the aligner is of errors, fitted to verdicts of teachers; `lexicon`: pronunciations that
    teachers wrote or accept."""
    data: Annotated[list[DataSetKey], Field(min_length=1, max_length=20)]
    """Keys of data sets: `verdicts`, `assignments`, of one class with `/<class_id>`."""
    options: TrainingOptions = Field(default_factory=TrainingOptions)
    """Of the recipe."""


class TrainingFailure(Contract):
    reason: Literal["data", "memory", "time", "killed", "accident"]
    """`data`: there is too little to learn from; `memory`, `time`: a step took more than it may have; `killed`: it ended what
    worked on it again and again; `accident`: the log of the service has it."""
    detail: str
    """What it was, for a reader."""


class ShownTraining(Contract):
    """How far a training job has come."""

    job_id: UUID
    """Id of the job."""
    recipe: RecipeName
    """What it makes."""
    data: list[str]
    """Keys of the data sets that it learns from."""
    options: dict[str, float]
    """All options of the recipe, as they count."""
    state: TrainingState
    """`queued`, `running`, `succeeded`, `failed` or `cancelled`."""
    steps_done: list[str]
    """Names of the steps that are done, of a job that is unfinished: it goes on after them, whatever happens."""
    n_steps: int
    """How many there are."""
    progress: float
    """Of the whole, 0–1, by steps."""
    model: str | None
    """Name in the registry of the candidate that it made; null before."""
    version: str | None
    """Its version; null before."""
    error: TrainingFailure | None
    """Why it failed; null where it didn't."""
    created_at: datetime
    """When it was asked for, with time zone."""
    started_at: datetime | None
    """When work on it first began, with time zone; null before."""
    ended_at: datetime | None
    """When it ended, with time zone; null before."""

    @classmethod
    def of(cls, job: TrainingJob) -> Self:
        n_done = len(job.steps) + job.progress
        error = job.error
        return cls(
            job_id=job.id,
            recipe=job.recipe,
            data=list(job.data),
            options=dict(job.options),
            state=job.state,
            steps_done=[step.name for step in job.steps],
            n_steps=job.n_steps,
            progress=1.0 if job.state == "succeeded" else round(n_done / job.n_steps, 4),
            model=job.model,
            version=job.version,
            error=None
            if error is None
            else TrainingFailure(reason=error.reason, detail=error.detail),
            created_at=job.created_at,
            started_at=job.started_at,
            ended_at=job.ended_at,
        )


class TrainingJobs(Contract):
    items: list[ShownTraining]
    """The newest first."""


class TrainingLog(Contract):
    lines: list[str]
    """The last 200 at most, in the order in which they were said; numbers and steps, nothing of anybody."""


class AskedTrainingConsent(JsonRequest):
    agrees: Literal[True]
    """That the speaker was shown the words of `GET /consent/wording?scope=training` and agrees."""
    wording_version: str
    """Version of the words that they were shown."""


class ShownTrainingConsent(Contract):
    """A consent to be learnt from. It holds until it is taken back."""

    speaker_id: str
    """Your own name for the speaker."""
    wording_version: str
    """Version of the wording that was agreed to."""
    given_at: datetime
    """When, with time zone."""
