"""A stage's failure → the problem the caller sees, now or when the task is asked for later."""

from typing import Any

from shared.contracts import TextSource
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

from ..domain.task import TaskError

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
FIELDS = {"file": "file", "lexicon": "lexicon", "l1": "l1"}
"""A service's field → the caller's: what a service refuses in these, the caller can mend."""


def task_error(failure: UpstreamFailed, text_source: TextSource) -> TaskError:
    """The error of a task whose required stage failed."""
    members: dict[str, Any] = dict(failure.members)
    if not isinstance(failure, UpstreamRefused):
        return TaskError(failure.slug, failure.detail, members)
    document: Any = members.pop("problem", {})
    field = _callers_field(document.get("field"), text_source)
    if field is None:
        # We built what was refused: the caller can't mend it.
        return TaskError(failure.slug, failure.detail, members)
    slug = document.get("type")
    return TaskError(
        slug if slug in KINDS and KINDS[slug].status < 500 else InvalidInput.slug,
        failure.detail,
        members | {"field": field},
    )


def _callers_field(field: str | None, text_source: TextSource) -> str | None:
    if field is None:
        return None
    name = field.split(".")[0]
    if name == "text":
        return "reference_text" if text_source == "reference" else "file"
    return FIELDS.get(name)


def problem_of(error: TaskError, **members: Any) -> Problem:
    return KINDS.get(error.slug, Problem)(error.detail, **(error.members | members))
