"""The pipelines there are. Another is added by its line here."""

from shared.errors import Unavailable
from shared.roster import SEARCH, Service

from .calls.pipeline import CALLS
from .pronunciation.pipeline import PRONUNCIATION
from .spec import Pipeline
from .transcript.pipeline import TRANSCRIPT

PIPELINES: dict[str, Pipeline] = {each.name: each for each in (PRONUNCIATION, TRANSCRIPT, CALLS)}


def pipeline_of(name: str) -> Pipeline:
    """Raises Unavailable for one of another release, that may still be running beside this: its tasks wait."""
    if name not in PIPELINES:
        raise Unavailable(f"this release has no pipeline {name!r}: a newer or older one has")
    return PIPELINES[name]


def of_long_recordings() -> tuple[str, ...]:
    """Names of the pipelines whose tasks last for long."""
    return tuple(name for name, pipeline in PIPELINES.items() if pipeline.long_recordings)


def models_tried() -> frozenset[str]:
    """Names of the models that another version of can be asked for."""
    return frozenset(
        stage.model for each in PIPELINES.values() for stage in each.stages if stage.model
    )


def indexing_stages(name: str) -> tuple[str, ...] | None:
    """Names of the stages of a pipeline that have its recordings found again; None for a pipeline of another release."""
    pipeline = PIPELINES.get(name)
    if pipeline is None:
        return None
    return tuple(stage.name for stage in pipeline.stages if stage.service is SEARCH)


def with_index() -> tuple[str, ...]:
    """Names of the pipelines whose recordings may be found again."""
    return tuple(name for name in PIPELINES if indexing_stages(name))


def kept_without_consent() -> frozenset[str]:
    """Names of the stages whose results stay when a consent is revoked: in no pipeline are they made under it."""
    names = {name for pipeline in PIPELINES.values() for name in pipeline.names}
    return frozenset(names) - _under_consent()


def made_under_consent() -> tuple[str, ...]:
    """How the keys end of what stages leave that run under a consent."""
    return tuple(
        ending
        for pipeline in PIPELINES.values()
        for stage in pipeline.stages
        if stage.under_consent
        for ending in (*stage.leaves, f"{stage.name}.json")
    )


def services_under_consent() -> frozenset[Service]:
    """Whom stages ask that run under a consent: they may still store what they made when their caller has gone."""
    return frozenset(
        stage.service
        for pipeline in PIPELINES.values()
        for stage in pipeline.stages
        if stage.under_consent and stage.service
    )


def _under_consent() -> frozenset[str]:
    return frozenset(name for each in PIPELINES.values() for name in each.under_consent)
