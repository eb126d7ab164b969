"""The composition root: the one place that opens database, store, services and queue."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
import httpx
import structlog
from prometheus_client import CollectorRegistry

from shared.client import POOL_LIMITS
from shared.errors import Unavailable
from shared.line import Line
from shared.settings import CommonSettings
from shared.storage import ObjectStore
from shared.tracing import Tracing
from shared.web import Runtime
from shared.web.long_uploads import RESOURCE as LONG_RECORDINGS
from shared.web.long_uploads import LongRecordings, open_long_recordings
from shared.web.service_token import token_headers

from .access.door import open_door
from .access.quotas import QuotaBook, default_allowance
from .app import App
from .core.config import Settings
from .core.open_streams import OpenStreams
from .db.migrate import migrate
from .db.models import now
from .db.registry import seed
from .db.session import default_database_url, open_database, refuse_default_secret
from .domain.principal import SYSTEM
from .eventing.desk import EventDesk
from .eventing.opening import open_bus
from .eventing.searching import SearchIndex
from .eventing.service import Eventing
from .flags.flags import open_flags
from .pipelines.pronunciation.pipeline import PRONUNCIATION
from .pipelines.upstreams import connect_upstreams
from .recordings.inbox import RecordingInbox
from .recordings.taking_in import TakingIn
from .registry.lexicons import LexiconBook
from .registry.shipped import shipped_models
from .runs.inline import InlineQueue
from .runs.metrics import task_metrics
from .runs.notifier import TaskNotifier
from .runs.ports import TaskQueue
from .runs.worker import Worker
from .training.desk import TrainingDesk
from .training.service import Training
from .training.trainer import Trainer
from .utils.web_client import load_web_client
from .webhooks.addresses import AllowedHosts, read_hosts, read_networks
from .webhooks.registering import WebhookDesk
from .webhooks.sending import WebhookTeller, open_pool
from .webhooks.telling import Webhooks

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_resources(runtime: Runtime) -> AsyncIterator[None]:
    """Database at the newest schema, connections to the services, workers on the queue."""
    settings: Settings = runtime.settings
    opening = open_worker(
        settings,
        runtime.common,
        store=runtime.store,
        registry=runtime.metrics,
        max_connections=settings.database_connections,
        tracing=runtime.tracing,
    )
    async with AsyncExitStack() as stack:
        flags = stack.enter_context(
            open_flags(settings.flags_file)
        )  # a mistake in it stops the start
        worker = await stack.enter_async_context(opening)
        await runtime.decoder.warm_up()
        queue = open_queue(worker, runtime.common.data_dir / "workers")
        await anyio.to_thread.run_sync(migrate, worker.database.engine)
        await worker.database.write(lambda s: seed(s, SYSTEM, shipped_models()))
        await worker.database.keep_ballast()
        book = QuotaBook(worker.database.for_requests(), default_allowance(settings))
        runtime.resources["app"] = App(
            settings,
            worker.database.for_requests(),
            worker.store,
            worker.upstreams,
            queue,
            worker.notifier,
            worker.eraser,
            worker.purger,
            worker.metrics,
            runtime.common.public_url,
            _process_line(runtime),
            OpenStreams(settings.streams_per_tenant),
            flags,
            worker.rollout,
            worker.models,
            LexiconBook(worker.rollout, worker.store),
            book.allowance,
        )
        long_recordings = open_long_recordings(
            runtime, longest_s=settings.longest_s, at_once=settings.long_uploads
        )
        await stack.enter_async_context(long_recordings)
        eventing = await stack.enter_async_context(open_eventing(runtime, worker))
        inbox = RecordingInbox(runtime.resources["app"], runtime.common, settings.inbox_poll_s)
        training = stack.enter_context(open_training(worker, runtime.common.data_dir / "workers"))
        runtime.resources["training"] = TrainingDesk(
            worker.database.for_requests(), worker.store, worker.metrics.training, training.notify
        )
        runtime.resources["web"] = load_web_client(settings.web_dir, runtime.common)
        runtime.checks["database"] = worker.database.check
        runtime.checks["workers"] = queue.check
        runtime.checks["events"] = eventing.check
        runtime.checks["inbox"] = inbox.check
        runtime.checks["training"] = training.check
        runtime.checks["upstreams"] = partial(
            worker.upstreams.check, PRONUNCIATION.required_services
        )
        runtime.notes["models"] = worker.rollout.told
        runtime.notes["upstreams"] = worker.upstreams.readiness
        door = open_door(settings, runtime.common, worker.database, worker.metrics, book)
        async with (
            door as opened,
            queue.working(),
            eventing.working(worker.metrics),
            inbox.watched(),
            training.working(worker.metrics),
            anyio.create_task_group() as group,
        ):
            runtime.resources["door"] = opened
            group.start_soon(_clear_leftovers, worker.store)
            yield
            group.cancel_scope.cancel()


@asynccontextmanager
async def open_eventing(runtime: Runtime, worker: Worker) -> AsyncIterator[Eventing]:
    """Who is told of events, and what callers do with them. Raises ValueError for a bus or a network that can't be."""
    settings: Settings = runtime.settings
    allowed = AllowedHosts(
        read_hosts(settings.webhook_hosts), read_networks(settings.webhook_networks)
    )
    async with open_pool(allowed) as pool:
        key = runtime.common.url_signing_key.get_secret_value().encode()
        teller = WebhookTeller(key, pool, now)
        webhooks = Webhooks(worker.database, teller)
        index = SearchIndex(worker.database, worker.store, worker.upstreams)
        ingestion = _ingestion(runtime)
        consumers = {
            each.name: each
            for each in (webhooks.consumer(), index.consumer(), ingestion.consumer())
        }
        asked = worker.database.for_requests()
        runtime.resources["events"] = EventDesk(asked, tuple(consumers))
        runtime.resources["webhooks"] = WebhookDesk(
            asked, teller, allowed, settings.webhooks_per_tenant, now
        )
        yield Eventing(
            worker.database,
            open_bus(settings, worker.database, worker.worker_id),
            consumers,
            webhooks.find,
            worker.metrics.events,
            worker.worker_id,
            settings.poll_s,
            worker.tracing,
            log_days=settings.event_log_days,
        )


def _ingestion(runtime: Runtime) -> TakingIn:
    """It decodes one recording at a time, beside those that callers wait with."""
    assert runtime.lines is not None, "lines are watched"
    line = runtime.lines.watched(Line("ingestion", 1, most_waiting=0))
    room: LongRecordings = replace(runtime.resources[LONG_RECORDINGS], line=line)
    return TakingIn(
        runtime.resources["app"], runtime.decoder, room, runtime.common.max_audio_seconds
    )


@contextmanager
def open_training(worker: Worker, heartbeat_dir: Path) -> Iterator[Training]:
    """In this process, or by workers who are told through the queue."""
    trainer = Trainer(
        worker.database,
        worker.store,
        worker.settings,
        worker.metrics.training,
        worker.worker_id,
        worker.clock,
    )
    if not worker.settings.queue_url.startswith(BROKERS):
        yield Training(trainer, heartbeat_dir, None)
        return
    from .runs.celery import TrainingSender  # celery is imported by who uses it

    sender = TrainingSender(worker.settings)
    try:
        yield Training(trainer, heartbeat_dir, sender.send)
    finally:
        sender.close()


def _process_line(runtime: Runtime) -> Line:
    """Whoever is let in has a task at once, worked on or waiting, and holds a place until it ends."""
    settings: Settings = runtime.settings
    line = Line(
        "POST /process",
        settings.workers + settings.line,
        most_waiting=0,
        at_once=settings.workers,
        longest_stay_s=settings.line_stay_s,
    )
    return runtime.lines.watched(line) if runtime.lines else line


async def _clear_leftovers(store: ObjectStore) -> None:
    """It walks the whole store, so nobody waits for it."""
    try:
        await store.clear_leftovers()
    except Unavailable as error:
        log.warning("leftovers_not_cleared", detail=error.detail)  # the next start does it


BROKERS = ("redis://", "rediss://")


def open_queue(worker: Worker, heartbeat_dir: Path) -> TaskQueue:
    """Raises ValueError for a queue there is no code for."""
    url = worker.settings.queue_url
    if url.startswith("inline://"):
        return InlineQueue(worker, heartbeat_dir)
    if url.startswith(BROKERS):
        from .runs.celery import CeleryQueue  # celery is imported by who uses it

        return CeleryQueue(worker, heartbeat_dir)
    scheme = url.split("://")[0]
    raise ValueError(f"QUEUE_URL={scheme}://… is no queue: set inline:// or redis://host:6379/0")


@asynccontextmanager
async def open_worker(
    settings: Settings,
    common: CommonSettings,
    *,
    store: ObjectStore,
    registry: CollectorRegistry,
    max_connections: int,
    tracing: Tracing | None,
) -> AsyncIterator[Worker]:
    """Connections to the database and to the services. Raises ValueError for an address or a secret that can't be used."""
    refuse_default_secret(settings.database_url, common)
    url = settings.database_url or default_database_url(common.data_dir)
    database = open_database(url, max_connections=max_connections)
    try:
        # No proxy from the environment: the services are ours.
        async with httpx.AsyncClient(
            trust_env=False, limits=POOL_LIMITS, headers=token_headers(common)
        ) as http:
            with task_metrics(registry, named_tenants=settings.named_tenants) as metrics:
                upstreams = connect_upstreams(http, settings)
                for client in upstreams.clients.values():
                    metrics.watch(client)
                yield Worker(database, store, upstreams, TaskNotifier(), metrics, settings, tracing)
    finally:
        database.close()
