"""What callers do: submit a recording, wait, look, follow, cancel, erase, revoke."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import anyio
import structlog

from shared.errors import Conflict, NotFound, Unavailable, UpstreamTimedOut
from shared.storage import ObjectStore

from ..core.config import Settings
from ..db import progress, repository
from ..db.repository import NewTask, UniqueViolation
from ..db.session import Database
from ..schemas.records import FINISHED, EventRecord, TaskRecord, TaskState, TaskStatus
from ..schemas.request_response import ConsentRevoked, TaskResult, UnifiedResult
from ..schemas.wishes import Wish
from . import objects
from .bells import Bells
from .erasing import Eraser
from .intake import Intake
from .metrics import TaskMetrics
from .queue import TaskQueue
from .refusals import problem_of
from .slices import Recording, cut
from .unified import stage_part, stage_results, task_result, unified_result
from .upstreams import Upstreams

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the use cases need; made once at start."""

    settings: Settings
    database: Database
    store: ObjectStore
    upstreams: Upstreams
    queue: TaskQueue
    bells: Bells
    eraser: Eraser
    metrics: TaskMetrics
    public_url: str
    """Where callers reach this service."""


async def submit(
    desk: Desk,
    intake: Intake,
    *,
    request_id: str | None,
    idempotency_key: str | None = None,
    is_waited_for: bool = False,
) -> TaskRecord:
    """Store the recording and queue its task, or find the task that the same request made before.

    A task that is waited for never goes to the end of a line of others, and fails rather than being put off.
    Raises Conflict when the idempotency key was used for another request, and StorageFull or Unavailable when it can't
    be kept; nothing of it is then there.
    """
    desk.eraser.require_speaker(intake.options.speaker_id, for_new=True)
    fingerprint = intake.fingerprint
    if idempotency_key is not None:
        repeated = await desk.database.read(
            lambda s: repository.find_repeated(s, idempotency_key, fingerprint)
        )
        if repeated is not None:
            return repeated
    task_id = uuid4()
    new = NewTask(
        id=task_id,
        options=intake.options,
        audio_key=objects.recording_key(task_id),
        sample_keys=_sample_keys(task_id, intake),
        standing_consent_id=intake.standing.id if intake.standing else None,
        request_id=request_id,
        request_hash=fingerprint,
        idempotency_key=idempotency_key,
        is_waited_for=is_waited_for,
    )
    try:
        await _keep_audio(desk.store, new, intake)
        task = await desk.database.write(lambda s: repository.insert_task(s, new))
    except UniqueViolation as error:
        await desk.eraser.undo(Wish.of_task(task_id), error)
        return await submit(
            desk,
            intake,
            request_id=request_id,
            idempotency_key=idempotency_key,
            is_waited_for=is_waited_for,
        )
    except BaseException as error:
        await desk.eraser.undo(Wish.of_task(task_id), error)
        raise
    desk.metrics.tasks.labels("queued").inc()
    try:
        await desk.queue.put(task_id, is_waited_for=is_waited_for)
    except Unavailable as error:
        log.warning("task_not_announced", detail=error.detail)  # it is stored: upkeep finds it
    return task


def _sample_keys(task_id: UUID, intake: Intake) -> tuple[str, ...]:
    if not intake.options.consent_voice_cloning:
        return ()
    if not intake.samples:
        enrolled = intake.standing.sample_keys if intake.standing else ()
        return enrolled or (objects.recording_key(task_id),)
    return tuple(objects.sample_key(task_id, index) for index in range(len(intake.samples)))


async def _keep_audio(store: ObjectStore, new: NewTask, intake: Intake) -> None:
    await store.put(new.audio_key, intake.recording, content_type=objects.WAV_TYPE)
    for key, sample in zip(new.sample_keys, intake.samples, strict=False):
        await store.put(key, sample, content_type=objects.WAV_TYPE)


async def wait_for_result(desk: Desk, task_id: UUID) -> UnifiedResult:
    """The finished task's unified JSON.

    Raises the problem that failed it, Conflict if it was cancelled, NotFound if it was erased,
    UpstreamTimedOut when it takes too long and Unavailable when the database is away; it then goes on.
    """
    try:
        with anyio.fail_after(desk.settings.process_timeout_s):
            state = await _finished(desk, task_id)
    except TimeoutError as error:
        raise UpstreamTimedOut(
            "the pipeline takes longer than ORCHESTRATOR_PROCESS_TIMEOUT_S; the task goes on: "
            f"ask GET /tasks/{task_id}",
            task_id=str(task_id),
        ) from error
    except Unavailable as error:
        raise Unavailable(
            f"{error.detail}; the task goes on: ask GET /tasks/{task_id}", task_id=str(task_id)
        ) from error
    if state.task.error is not None:
        raise problem_of(state.task.error, task_id=str(task_id))
    if state.task.status == "cancelled":
        raise Conflict("the task was cancelled", task_id=str(task_id))
    return await unified_result(state, desk.store, desk.public_url)


async def _finished(desk: Desk, task_id: UUID) -> TaskState:
    while True:
        bell = desk.bells.of(task_id)
        state = await get_state(desk, task_id)
        if state.task.status in FINISHED:
            return state
        with anyio.move_on_after(desk.settings.poll_s):
            await bell.wait()


async def get_state(desk: Desk, task_id: UUID) -> TaskState:
    """Raises NotFound, or Gone while it is being erased."""
    desk.eraser.require_task(task_id)
    return await desk.database.read(lambda s: repository.get_state(s, task_id))


async def get_task(desk: Desk, task_id: UUID) -> TaskResult:
    """Raises NotFound."""
    return await task_result(await get_state(desk, task_id), desk.store, desk.public_url)


async def word_audio(desk: Desk, task_id: UUID, word_index: int, of: Recording) -> bytes:
    """A WAV of one word. Raises NotFound."""
    state = await get_state(desk, task_id)
    results, _ = await stage_results(state, desk.store, stages=("diff", "tts"))
    return await cut(
        word_index,
        of,
        diff=results.get("diff"),
        speech=results.get("tts"),
        recording_key=state.task.audio_key,
        store=desk.store,
    )


async def list_tasks(
    desk: Desk,
    *,
    limit: int,
    after: tuple[datetime, UUID] | None,
    status: TaskStatus | None,
) -> tuple[list[TaskRecord], bool]:
    """A page, newest first, and whether there is another."""
    unwanted = desk.eraser.unwanted()
    found = await desk.database.read(
        lambda s: repository.list_tasks(
            s, limit=limit + 1, after=after, status=status, without=unwanted
        )
    )
    return found[:limit], len(found) > limit


async def follow(desk: Desk, task_id: UUID, *, last_id: int) -> AsyncIterator[EventRecord]:
    """The task's events after `last_id`, from the stored ones on to its end; ends when it is erased.

    While the database or the store is away there is no news.
    """
    while True:
        bell = desk.bells.of(task_id)
        is_over, news = False, []
        try:
            is_over, news = await _news(desk, task_id, last_id)
        except NotFound:
            return
        except Unavailable as error:
            log.warning("news_wait", detail=error.detail)
        for event in news:
            last_id = event.id
            yield event
        if is_over:
            return
        with anyio.move_on_after(desk.settings.poll_s):
            await bell.wait()


async def _news(desk: Desk, task_id: UUID, last_id: int) -> tuple[bool, list[EventRecord]]:
    """Whether the task has ended, and its events so far, the results of its stages in them."""
    state = await get_state(desk, task_id)
    found = await desk.database.read(lambda s: progress.events_after(s, task_id, last_id))
    news: list[EventRecord] = []
    for event in found:
        if event.name == "partial_result":
            current = await get_state(desk, task_id)
            part = await stage_part(current, event.fields["stage"], desk.store, desk.public_url)
            event = EventRecord(event.id, event.name, event.fields | {"result": part})
        news.append(event)
    return state.task.status in FINISHED, news


async def cancel(desk: Desk, task_id: UUID) -> TaskRecord:
    """Raises NotFound, or Conflict when the task has finished."""
    desk.eraser.require_task(task_id)
    task = await desk.database.write(lambda s: repository.cancel_task(s, task_id))
    desk.metrics.tasks.labels("cancelled").inc()
    await desk.queue.let_go(task_id)
    desk.bells.ring(task_id)
    return task


async def delete(desk: Desk, task_id: UUID) -> bool:
    """Erase rows, recording, results and voice data; whether it is done, else it is noted. Raises NotFound."""
    erased = await desk.eraser.erase(Wish.of_task(task_id))
    return not erased.is_pending


async def revoke_consent(desk: Desk, task_id: UUID) -> ConsentRevoked:
    """Erase the voice samples and what was made of them. Raises NotFound or Conflict."""
    erased = await desk.eraser.erase(Wish.of_task(task_id, "task_consent"))
    counts = objects.of_voice(erased.keys)
    return ConsentRevoked(
        task_id=task_id,
        revoked_at=erased.at,
        erased_objects=counts.objects,
        erased=counts,
        erasure_pending=erased.is_pending,
    )
