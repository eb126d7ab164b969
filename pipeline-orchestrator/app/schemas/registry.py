"""The registry of models on the wire."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field

from shared.contracts import Contract, JsonRequest

from ..domain.model import ModelStage, ModelVersion
from ..domain.tally import Mean, Tally
from ..domain.trials import Fault


class RegisteredModel(Contract):
    name: str
    """Of the model; results name its version alone."""
    version: str
    """As the results that it made tell it (`model_version`)."""
    service: str
    """That works with it; `model store` where several may."""
    stage: ModelStage
    """`candidate`: given nothing; `canary`: given a share of the recordings; `live`: given the others; `retired`."""
    is_shipped: bool
    """Whether it is part of this release."""
    share: float | None
    """Of the recordings that a canary is given, 0–1; null for others."""
    trial_since: datetime | None
    """When its last trial began, with time zone; null where there was none."""
    replaces: str | None
    """Version that was live before it; null for one that was never promoted."""
    why: str | None
    """Why it was rolled back: `failed`, `unusable`, `refused`, `scores`, `slow`, or `by_hand`; null where it wasn't."""
    sha256: str
    """Of its file; of several files, of their digests, a line each."""
    n_bytes: int
    """Of its files."""
    licence: str
    """Under which it may be used."""
    changed_at: datetime | None
    """When its stage, or what is known of it, last changed, with time zone."""

    @classmethod
    def of(cls, version: ModelVersion) -> Self:
        return cls.model_validate(version, from_attributes=True)


class ShownModelVersion(RegisteredModel):
    card: str
    """What is known of it, in Markdown."""
    figures: dict[str, float]
    """Those of its card that matter most, by name."""
    data: str
    """What it was taught by, with licences."""


class AskedTrial(JsonRequest):
    share: Annotated[float, Field(gt=0, le=0.5)]
    """Of the recordings that it is to be given, at most half: the rest is what it is compared with."""


class MeanFigure(Contract):
    n: int
    """Recordings that it is the mean of."""
    mean: float
    """Of all of them."""
    sd: float
    """Standard deviation of single ones."""

    @classmethod
    def of(cls, mean: Mean | None) -> Self | None:
        if mean is None:
            return None
        return cls(n=mean.n, mean=round(mean.value, 3), sd=round(mean.variance**0.5, 3))


class ModelFigures(Contract):
    """Of the recordings that a version was given in the course of a trial."""

    version: str
    """Which; of the live side, the one with the most recordings."""
    n: int
    """Recordings whose tasks have ended."""
    n_failed: int
    """Tasks that failed."""
    n_missed: int
    """Recordings that were to be judged with it and could not: they were judged with the service's own."""
    refused: dict[str, int]
    """Why a recording can't be judged → how many."""
    score: MeanFigure | None
    """Overall scores; null of fewer than two recordings."""
    elapsed_ms: MeanFigure | None
    """Milliseconds that its stage took; null of fewer than two recordings."""
    states: dict[str, int]
    """State → how many of the phones were judged so."""
    issues_per_100_phones: float | None
    """Null where no phone was judged."""

    @classmethod
    def of(cls, version: str, tally: Tally) -> Self:
        issues = tally.issues_per_100_phones
        return cls(
            version=version,
            n=tally.n,
            n_failed=tally.n_failed,
            n_missed=tally.n_missed,
            refused=tally.refused,
            score=MeanFigure.of(tally.score),
            elapsed_ms=MeanFigure.of(tally.ms),
            states=tally.states,
            issues_per_100_phones=None if issues is None else round(issues, 3),
        )


class TrialComparison(Contract):
    model: str
    """Of which the versions are."""
    stage: ModelStage
    """Of the version that is or was tried: `canary` while the trial goes on."""
    share: float | None
    """Of the recordings that it is to be given, 0–1; null once the trial has ended."""
    share_seen: float | None
    """That it was given, of all that were counted in this trial; null before the first."""
    since: datetime | None
    """When the trial began, with time zone."""
    canary: ModelFigures
    """What is or was tried."""
    live: ModelFigures
    """What it is compared with: recordings of the same time."""
    fault: Fault | None
    """What the rule has against it: the trial is ended for that within seconds; null while it may go on."""
    why: str | None
    """Why it was rolled back; null where it wasn't."""


class DriftDay(Contract):
    """A day of UTC beside the seven before it: below 0.1 alike, above 0.25 other recordings, or another judgement."""

    day: date
    """Which."""
    n: int
    """Recordings on that day."""
    n_before: int
    """Recordings in the seven days before it."""
    scores: float
    """Population stability index of the overall scores, by 5 points."""
    heard: float
    """The same of the phones that were heard."""
    refusals: float
    """The same of the reasons for which recordings can't be judged."""


class VersionDrift(Contract):
    version: str
    """As results tell it."""
    days: list[DriftDay]
    """The newest first, of the last 14 those with at least 200 recordings on them and before."""


class ModelDrift(Contract):
    model: str
    """Of which the versions are."""
    versions: list[VersionDrift]
    """Those with a day that tells."""
