"""A stage's failure → the problem the caller sees, now or when the task is asked for later."""

from typing import Any

from shared.errors import (
    AudioTooLong,
    AudioTooShort,
    AudioUnusable,
    InvalidInput,
    NotAudio,
    Problem,
    StorageFull,
    Unavailable,
    UploadTooLarge,
    UpstreamFailed,
    UpstreamRefused,
    UpstreamTimedOut,
)

from ..domain.options import Options
from ..domain.task import TaskError
from .spec import Pipeline

KINDS: dict[str, type[Problem]] = {
    kind.slug: kind
    for kind in (
        NotAudio,
        AudioTooShort,
        AudioUnusable,
        AudioTooLong,
        UploadTooLarge,
        InvalidInput,
        UpstreamFailed,
        UpstreamTimedOut,
        UpstreamRefused,
        StorageFull,
        Unavailable,
        Problem,
    )
}


def task_error(failure: UpstreamFailed, pipeline: Pipeline, options: Options) -> TaskError:
    """The error of a task whose required stage failed."""
    members: dict[str, Any] = dict(failure.members)
    if not isinstance(failure, UpstreamRefused):
        return TaskError(failure.slug, failure.detail, members)
    document: Any = members.pop("problem", {})
    refused: str | None = document.get("field")
    field = pipeline.callers_field(refused.split(".")[0], options) if refused else None
    if field is None:
        # We built what was refused: the caller can't mend it.
        return TaskError(failure.slug, failure.detail, members)
    slug = document.get("type")
    return TaskError(
        slug if slug in KINDS and KINDS[slug].status < 500 else InvalidInput.slug,
        failure.detail,
        members | {"field": field},
    )


def problem_of(error: TaskError, **members: Any) -> Problem:
    return KINDS.get(error.slug, Problem)(error.detail, **(error.members | members))


def is_ours(error: TaskError) -> bool:
    """Whether the fault is ours, or of a service behind this one, and not the caller's."""
    return KINDS.get(error.slug, Problem).status >= 500
