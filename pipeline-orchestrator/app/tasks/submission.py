"""Submitting a recording."""

import hashlib
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import structlog

from shared.errors import Busy, Unavailable
from shared.storage import ObjectStore
from shared.tracing import current_traceparent, traced

from ..app import App
from ..db import leases, tasks
from ..db.tasks import NewTask, UniqueViolation
from ..domain import keys
from ..domain.erasure import Wish
from ..domain.options import Options
from ..domain.principal import SYSTEM, Principal
from ..domain.quotas import Standing
from ..domain.task import TaskRecord
from ..pipelines.calls.options import CallOptions
from ..pipelines.catalogue import indexing_stages, of_long_recordings
from ..pipelines.pronunciation.options import ProcessOptions
from ..pipelines.transcript.options import TranscriptOptions
from ..runs.notifier import News
from .intake import Intake

log = structlog.get_logger(__name__)

FULL_QUEUE_RETRY_S = 30
"""A full queue is thousands of tasks long: by then some have gone."""
LONGEST_RETRY_S = 120
CALLER_WAITS_S = 60.0
"""Of who holds the line until the result is there, and says no time."""
LONGEST_PATIENCE_S = 3600.0
"""Nobody is believed to look after a task for longer."""
PRUDENCE = 0.5
"""Of what somebody waits: a pace of late is not kept to the second, and who is taken and let down has waited in vain."""


@dataclass(frozen=True, slots=True)
class Submitted:
    task: TaskRecord
    near: Sequence[Standing] = ()
    """Quotas that are used but for little."""
    news_of_end: News | None = None
    """Of a new task that is waited for; None: it may be over already."""


@traced("queue task", "producer")
async def submit(
    app: App,
    principal: Principal,
    intake: Intake,
    *,
    request_id: str | None,
    idempotency_key: str | None = None,
    is_waited_for: bool = False,
    waits_s: float | None = None,
    received: UUID | None = None,
) -> Submitted:
    """Store the recording and queue its task, or find the task that the same request made before.

    `received`: the recording was there before, with this id, and its task gets it; what is stored of it stays when it can't be queued.
    A task that somebody waits for goes before those that nobody does. One whose caller holds the line fails rather than being put
    off; whoever looks after a queued one for `waits_s` at most is refused where it would take longer, or make others late.
    Raises Conflict when the idempotency key was used for another request, Busy when too many tasks wait already,
    QuotaExceeded, Gone for a received recording that is erased by now, and StorageFull or Unavailable when it can't be kept; nothing of
    it is then there.
    """
    app.eraser.require_speaker(principal, intake.options.speaker_id, for_new=True)
    fingerprint = intake.fingerprint
    if idempotency_key is not None:
        repeated = await app.database.read(
            lambda s: tasks.find_repeated(s, principal, idempotency_key, fingerprint)
        )
        if repeated is not None:
            structlog.contextvars.bind_contextvars(task_id=str(repeated.id))
            return Submitted(repeated)
    await require_room_in_queue(app)
    if waits_s is not None:
        await _require_end_within(app, waits_s, long=intake.pipeline in of_long_recordings())
    options = await _with_lexicon(app, principal, _as_switched_on(app, principal, intake))
    allowance = await app.allowance(principal)
    task_id = received or uuid4()
    structlog.contextvars.bind_contextvars(task_id=str(task_id))
    new = NewTask(
        id=task_id,
        pipeline=intake.pipeline,
        options=options,
        audio_key=keys.recording_key(principal.tenant, task_id),
        sample_keys=_sample_keys(principal, task_id, intake),
        standing_consent_id=intake.standing.id if intake.standing else None,
        request_id=request_id,
        request_hash=fingerprint,
        idempotency_key=idempotency_key,
        is_waited_for=is_waited_for,
        waits_s=_patience_s(waits_s, is_waited_for=is_waited_for),
        traceparent=current_traceparent(),
        audio_sha256=intake.audio_sha256,
        is_received=received is not None,
        audio_ms=round(intake.duration_s * 1000),
        recording_bytes=len(intake.recording),
        sample_bytes=sum(map(len, intake.samples)),
        models={
            name: picked.stored() for name, picked in (await app.rollout.pick(task_id)).items()
        },
    )
    try:
        await _keep_audio(app.store, new, intake)
        with app.metrics.refusals():
            task, used = await app.database.write(
                lambda s: tasks.accept_task(s, principal, new, allowance)
            )
    except UniqueViolation as error:
        await app.eraser.undo(Wish.of_task(principal, task_id), error)
        return await submit(
            app,
            principal,
            intake,
            request_id=request_id,
            idempotency_key=idempotency_key,
            is_waited_for=is_waited_for,
            waits_s=waits_s,
        )
    except BaseException as error:
        if received is not None:
            raise
        await app.eraser.undo(Wish.of_task(principal, task_id), error)
        raise
    app.metrics.reached("queued", principal.tenant)
    news_of_end = app.notifier.of_end(task_id) if is_waited_for else None
    try:
        await app.queue.put(task_id, is_waited_for=is_waited_for)
    except Unavailable as error:
        log.warning("task_not_announced", detail=error.detail)  # it is stored: upkeep finds it
    _tell_of_quotas(app, used)
    return Submitted(task, [each for each in used if each.is_near], news_of_end)


def _patience_s(waits_s: float | None, *, is_waited_for: bool) -> float | None:
    if waits_s is None:
        return CALLER_WAITS_S if is_waited_for else None
    return min(waits_s, LONGEST_PATIENCE_S)


def _as_switched_on(app: App, principal: Principal, intake: Intake) -> Options:
    """Without the stages of what is switched off for the tenant."""
    options = intake.options
    if app.flags.is_on("search", principal):
        return options
    left_out = indexing_stages(intake.pipeline) or ()
    kept = tuple(stage for stage in options.stages if stage not in left_out)
    return options.model_copy(update={"stages": kept})


async def _with_lexicon(app: App, principal: Principal, options: Options) -> Options:
    """With what is live of the tenant's own; the caller's words come first."""
    match options:
        case ProcessOptions():
            text = options.reference_text
        case CallOptions() | TranscriptOptions(phones=True):
            text = None
        case _:
            return options
    lexicon = await app.lexicons.for_text(principal.tenant, text, options.lexicon)
    return options.model_copy(update={"lexicon": lexicon})


def _tell_of_quotas(app: App, used: list[Standing]) -> None:
    """Once for each that this recording brought near its end."""
    for each in used:
        if each.is_near and not each.was_near:
            app.metrics.quotas_near.labels(each.name).inc()
            log.warning("quota_near", quota=each.name, limit=each.limit)


def own_key(principal: Principal, idempotency_key: str) -> str:
    """A learner's keys are their own, as a tenant's are the tenant's: another's would lead to another's task."""
    if principal.only_speaker is None:
        return idempotency_key
    mine = f"{principal.only_speaker}\n{idempotency_key}"
    return f"learner.{hashlib.sha256(mine.encode()).hexdigest()}"


async def require_room_in_queue(app: App) -> None:
    """Raises Busy."""
    n_waiting, _ = await app.database.read(lambda s: leases.queue_state(s, SYSTEM))
    if n_waiting >= app.settings.most_queued:
        raise Busy(
            f"{n_waiting} tasks wait already, as many as may", retry_after_s=FULL_QUEUE_RETRY_S
        )


async def _require_end_within(app: App, seconds: float, *, long: bool) -> None:
    """Raises Busy."""
    ahead = await app.database.read(lambda s: leases.ahead(s, SYSTEM, long=long))
    late_s = ahead.late_s(seconds, share=PRUDENCE)
    if late_s <= 0:
        return
    soonest_s = min(late_s, LONGEST_RETRY_S / 2)
    # Those who were refused together must not come back together.
    raise Busy(
        f"{ahead.n_waiting} tasks wait: it would take {ahead.stay_s(seconds):.0f} s, or make others late",
        retry_after_s=math.ceil(max(1.0, soonest_s) * random.uniform(1, 2)),
    )


def _sample_keys(principal: Principal, task_id: UUID, intake: Intake) -> tuple[str, ...]:
    if not intake.options.consent_voice_cloning:
        return ()
    if not intake.samples:
        enrolled = intake.standing.sample_keys if intake.standing else ()
        return enrolled or (keys.recording_key(principal.tenant, task_id),)
    return tuple(
        keys.sample_key(principal.tenant, task_id, index) for index in range(len(intake.samples))
    )


async def _keep_audio(store: ObjectStore, new: NewTask, intake: Intake) -> None:
    await intake.keep_recording(store, new.audio_key)
    for key, sample in zip(new.sample_keys, intake.samples, strict=False):
        await store.put(key, sample, content_type=keys.WAV_TYPE)
