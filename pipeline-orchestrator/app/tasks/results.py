"""Looking at tasks: wait for one, follow it, list them, listen to a word."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from uuid import UUID

import anyio
import structlog

from shared.contracts import Contract, Stamped
from shared.errors import Conflict, NotFound, Unavailable, UpstreamTimedOut
from shared.storage import ObjectMissing

from ..app import App
from ..db import events, tasks
from ..domain import keys
from ..domain.principal import Principal
from ..domain.task import FINISHED, EventRecord, TaskRecord, TaskState, TaskStatus
from ..pipelines.catalogue import pipeline_of
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..pipelines.pronunciation.slices import PLAYED, Recording, cut
from ..pipelines.refusals import problem_of
from ..pipelines.spec import Pipeline
from ..pipelines.unified import UrlOf, find, stage_part, task_result, unified_result
from ..runs.notifier import News
from ..schemas.results import UnifiedResult
from .submission import Submitted

log = structlog.get_logger(__name__)


async def wait_for_result(app: App, principal: Principal, submitted: Submitted) -> UnifiedResult:
    """The finished task's unified JSON.

    Raises the problem that failed it, Conflict if it was cancelled, NotFound if it was erased,
    UpstreamTimedOut when it takes too long and Unavailable when the database is away; it then goes on.
    """
    task_id = submitted.task.id
    try:
        with anyio.fail_after(app.settings.process_timeout_s):
            state, at_hand = await _finished(app, principal, task_id, submitted.news_of_end)
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
    url_of = addresses(app, principal, task_id)
    return await unified_result(state, app.store, app.public_url, url_of, at_hand=at_hand)


async def _finished(
    app: App, principal: Principal, task_id: UUID, news: News | None
) -> tuple[TaskState, dict[str, Stamped]]:
    """The task when it is over, and what its stages gave in this process. `news`: of its end, where it is just queued."""
    at_hand: dict[str, Stamped] = {}
    if news is not None:
        at_hand |= await _wait_for(news, app.settings.poll_s)
    while True:
        news = app.notifier.of_end(task_id)
        state = await get_state(app, principal, task_id)
        if state.task.status in FINISHED:
            return state, at_hand | news.results
        at_hand |= await _wait_for(news, app.settings.poll_s)


async def _wait_for(news: News, longest_s: float) -> dict[str, Stamped]:
    with anyio.move_on_after(longest_s):
        await news.wait()
    return news.results


async def get_state(
    app: App, principal: Principal, task_id: UUID, *, of: Pipeline | None = None
) -> TaskState:
    """Raises NotFound, also for a task of another pipeline than `of`, or Gone while it is being erased."""
    await require_own(app, principal, task_id)
    app.eraser.require_task(principal, task_id)
    state = await app.database.read(lambda s: tasks.get_state(s, principal, task_id))
    if of is not None and state.task.pipeline != of.name:
        raise NotFound(f"task {task_id} is no {of.name}: ask GET /tasks/{task_id}", field="task_id")
    return state


async def require_own(app: App, principal: Principal, task_id: UUID) -> None:
    """Before anything is told of a task, or done to it by a wish that names its tenant alone. Raises NotFound; for who
    doesn't see all of the tenant's also Unavailable, while nobody can say whose it is."""
    if principal.only_speaker is not None or principal.taught_by is not None:
        await app.database.read(lambda s: tasks.get_task(s, principal, task_id))


async def get_task(
    app: App, principal: Principal, task_id: UUID, *, of: Pipeline | None = None
) -> Contract:
    """Raises as `get_state` does."""
    state = await get_state(app, principal, task_id, of=of)
    return await task_result(state, app.store, app.public_url, addresses(app, principal, task_id))


def addresses(app: App, principal: Principal, task_id: UUID) -> UrlOf | None:
    """A teacher is asked at each play whether they may: a signed address would outlive the learner's leaving."""
    if principal.taught_by is None:
        return None

    def url_of(key: str) -> str:
        name = keys.playable_name(principal.tenant, task_id, key)
        if name is None:  # a reference voice from before each task had a copy of its own
            return app.store.url(key, tenant=principal.tenant)
        return audio_url(app, task_id, name)

    return url_of


def audio_url(app: App, task_id: UUID, name: str) -> str:
    return f"{app.public_url.rstrip('/')}/tasks/{task_id}/audio/{name}"


async def sound(app: App, principal: Principal, task_id: UUID, name: str) -> bytes:
    """What a result names so, whole. Raises NotFound."""
    await get_state(app, principal, task_id)
    for key in keys.playable(principal.tenant, task_id, name):
        try:
            return await app.store.get(key)
        except ObjectMissing:
            continue
    raise NotFound("there is no such sound: use a name from a result", field="name")


async def word_audio(
    app: App, principal: Principal, task_id: UUID, word_index: int, of: Recording
) -> bytes:
    """A WAV of one word. Raises NotFound, also for a task whose words aren't played one by one."""
    state = await get_state(app, principal, task_id)
    if state.task.pipeline != PRONUNCIATION.name:
        raise NotFound("the words of this recording aren't played one by one", field="task_id")
    findings, _ = await find(state, app.store, app.public_url, stages=PLAYED)
    return await cut(word_index, of, findings, app.store)


async def list_tasks(
    app: App,
    principal: Principal,
    *,
    limit: int,
    after: tuple[datetime, UUID] | None,
    status: TaskStatus | None,
    speaker_id: str | None,
    pipeline: str,
) -> tuple[list[TaskRecord], bool]:
    """A page, newest first, and whether there is another."""
    unwanted = app.eraser.unwanted(principal)
    found = await app.database.read(
        lambda s: tasks.list_tasks(
            s,
            principal,
            limit=limit + 1,
            after=after,
            status=status,
            speaker_id=speaker_id,
            pipeline=pipeline,
            without=unwanted,
        )
    )
    return found[:limit], len(found) > limit


async def has_been_told(app: App, principal: Principal, task_id: UUID, *, last_id: int) -> bool:
    """Whether the task is over and nothing happened after `last_id`. Raises NotFound."""
    state = await get_state(app, principal, task_id)
    if state.task.status not in FINISHED or last_id == 0:
        return False
    return not await app.database.read(
        lambda s: events.events_after(s, principal, task_id, last_id)
    )


async def follow(
    app: App,
    principal: Principal,
    task_id: UUID,
    *,
    last_id: int,
    is_let_in: Callable[[], Awaitable[bool]],
) -> AsyncIterator[EventRecord]:
    """The task's events after `last_id`, from the stored ones on to its end; ends when it is erased, and when who follows is
    not let in any more.

    While the database or the store is away there is no news.
    """
    while await is_let_in():
        changed = app.notifier.of(task_id)
        is_over, news = False, []
        try:
            is_over, news = await _news(app, principal, task_id, last_id)
        except NotFound:
            return
        except Unavailable as error:
            log.warning("news_wait", detail=error.detail)
        for event in news:
            last_id = event.id
            yield event
        if is_over:
            return
        with anyio.move_on_after(app.settings.poll_s):
            await changed.wait()


def _is_long(task: TaskRecord, event: EventRecord) -> bool:
    """Whether what the event tells of is too long to come in it."""
    stages = pipeline_of(task.pipeline).stages
    return any(stage.in_pieces for stage in stages if stage.name == event.fields["stage"])


async def _news(
    app: App, principal: Principal, task_id: UUID, last_id: int
) -> tuple[bool, list[EventRecord]]:
    """Whether the task has ended, and its events so far, the results of its stages in them."""
    state = await get_state(app, principal, task_id)
    found = await app.database.read(lambda s: events.events_after(s, principal, task_id, last_id))
    news: list[EventRecord] = []
    for event in found:
        if event.name == "partial_result" and not _is_long(state.task, event):
            current = await get_state(app, principal, task_id)
            url_of = addresses(app, principal, task_id)
            stage = event.fields["stage"]
            part = await stage_part(current, stage, app.store, app.public_url, url_of)
            event = EventRecord(event.id, event.name, event.fields | {"result": part})
        news.append(event)
    return state.task.status in FINISHED, news
