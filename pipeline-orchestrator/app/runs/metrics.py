"""What Prometheus learns of tasks and stages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.bounded_labels import BoundedLabels
from shared.client import CallOutcome, ServiceClient
from shared.errors import LimitReached

from ..domain.claim import Claim
from .event_metrics import EventMetrics
from .training_metrics import TrainingMetrics

SHORT_CLIP_S = 6.0
"""Recordings below it are promised to be done in 20 s (docs/operations.md)."""
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 180)


class TaskMetrics:
    def __init__(self, registry: CollectorRegistry, *, named_tenants: int = 0) -> None:
        self._tenant_label = BoundedLabels(named_tenants)
        self.events = EventMetrics(registry)
        self.training = TrainingMetrics(registry)
        self.tenant_tasks = Counter(
            "orchestrator_tenant_tasks_total",
            "Tasks of a tenant that reached a status",
            ["tenant", "status"],
            registry=registry,
        )
        self.running = Gauge(
            "orchestrator_tasks_running",
            "Tasks that are worked on",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self.worker_memory = Gauge(
            "orchestrator_worker_memory_bytes",
            "Resident memory of a Celery worker's child processes after their last task",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self.upstream_calls = Counter(
            "orchestrator_upstream_calls_total",
            "Calls of a service, retries within one, by how they ended",
            ["service", "outcome"],
            registry=registry,
        )
        self.upstream_seconds = Histogram(
            "orchestrator_upstream_seconds",
            "Seconds a call of a service took, retries included",
            ["service"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.erasures_overdue = Gauge(
            "orchestrator_erasures_overdue",
            "Objects that should be erased by now and could not be yet",
            registry=registry,
        )
        self.consents_ending = Gauge(
            "orchestrator_consents_ending",
            "Standing consents that hold and end within a week",
            registry=registry,
        )
        self.consents_lapsed = Gauge(
            "orchestrator_consents_lapsed",
            "Standing consents that have ended and whose samples are still to be erased",
            registry=registry,
        )
        self.tasks = Counter(
            "orchestrator_tasks_total",
            "Tasks that reached a status",
            ["status"],
            registry=registry,
        )
        self.clip_seconds = Histogram(
            "orchestrator_clip_seconds",
            "Seconds from when a recording of less than 6 s came until its task ended",
            ["status"],
            buckets=(1, 2.5, 5, 10, 15, 20, 30, 60, 120, 300),
            registry=registry,
        )
        self.stage_seconds = Histogram(
            "orchestrator_stage_seconds",
            "Seconds a stage took",
            ["stage", "status"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.queue_depth = Gauge(
            "orchestrator_queue_depth",
            "Tasks that wait for a worker",
            registry=registry,
        )
        self.queue_age_s = Gauge(
            "orchestrator_queue_oldest_seconds",
            "How long the oldest waiting task has been there",
            registry=registry,
        )
        self.loops = Gauge(
            "orchestrator_loops",
            "Loops of this process that go on: workers, and those that look after the queue",
            ["loop"],
            registry=registry,
        )
        self.loop_restarts = Counter(
            "orchestrator_loop_restarts_total",
            "Loops that ended by an accident and were started again",
            ["loop"],
            registry=registry,
        )
        self.spared = Gauge(
            "orchestrator_upstream_spared",
            "1 while a service failed so often in a row that it isn't asked",
            ["service"],
            registry=registry,
        )
        self.refused = Counter(
            "orchestrator_refused_total",
            "Requests beyond a limit or a quota, by its name",
            ["limit"],
            registry=registry,
        )
        self.quotas_near = Counter(
            "orchestrator_quotas_near_total",
            "Quotas of which four fifths were used, by name",
            ["limit"],
            registry=registry,
        )
        self.counts_away = Counter(
            "orchestrator_rate_counts_away_total",
            "Requests counted by this process alone, since Redis was away",
            registry=registry,
        )
        self.model_tasks = Counter(
            "orchestrator_model_tasks_total",
            "Tasks whose figures were added to those of a model, in a trial or not",
            ["model", "course"],
            registry=registry,
        )
        self.model_rollbacks = Counter(
            "orchestrator_model_rollbacks_total",
            "Trials of a model that the rule has ended, by what it had against them",
            ["model", "why"],
            registry=registry,
        )
        self.model_drift = Gauge(
            "orchestrator_model_drift",
            "Population stability index of the last day beside the week before",
            ["model", "measure"],
            registry=registry,
            multiprocess_mode="mostrecent",
        )
        self._all = (
            self.model_tasks,
            self.model_rollbacks,
            self.model_drift,
            self.tenant_tasks,
            self.running,
            self.worker_memory,
            self.upstream_calls,
            self.upstream_seconds,
            self.erasures_overdue,
            self.consents_ending,
            self.consents_lapsed,
            self.refused,
            self.quotas_near,
            self.counts_away,
            self.spared,
            self.tasks,
            self.clip_seconds,
            self.stage_seconds,
            self.queue_depth,
            self.queue_age_s,
            self.loops,
            self.loop_restarts,
            *self.events.all,
            *self.training.all,
        )

    def reached(self, status: str, tenant: str) -> None:
        """A task of the tenant's did."""
        self.tasks.labels(status).inc()
        self.tenant_tasks.labels(self._tenant_label.of(tenant), status).inc()

    def ended(self, status: str, claim: Claim) -> None:
        """A run has ended the task of the claim."""
        self.reached(status, claim.tenant)
        if claim.audio_ms is None or claim.came_at is None:
            return
        if claim.audio_ms < 1000 * SHORT_CLIP_S:
            taken_s = (datetime.now(UTC) - claim.came_at).total_seconds()
            self.clip_seconds.labels(status).observe(max(0.0, taken_s))

    def watch(self, client: ServiceClient) -> None:
        """Count the calls of a service, and tell whether it is spared."""
        service = client.service
        seconds = self.upstream_seconds.labels(service)

        def told(outcome: CallOutcome, taken_s: float) -> None:
            self.upstream_calls.labels(service, outcome).inc()
            if outcome != "spared":
                seconds.observe(taken_s)

        client.called = told
        self.spared.labels(service).set_function(lambda: float(client.is_spared))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Counts who is refused meanwhile."""
        try:
            yield
        except LimitReached as error:
            self.refused.labels(error.name).inc()
            raise

    def unregister(self, registry: CollectorRegistry) -> None:
        for each in self._all:
            registry.unregister(each)


@contextmanager
def task_metrics(registry: CollectorRegistry, *, named_tenants: int) -> Iterator[TaskMetrics]:
    """An application that starts again registers again, so they are taken out at the end."""
    metrics = TaskMetrics(registry, named_tenants=named_tenants)
    try:
        yield metrics
    finally:
        metrics.unregister(registry)
