"""What Prometheus learns of tasks and stages."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class TaskMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.tasks = Counter(
            "orchestrator_tasks_total",
            "Tasks that reached a status",
            ["status"],
            registry=registry,
        )
        self.stage_seconds = Histogram(
            "orchestrator_stage_seconds",
            "Seconds a stage took",
            ["stage", "status"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 180),
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
        self._all = (
            self.spared,
            self.tasks,
            self.stage_seconds,
            self.queue_depth,
            self.queue_age_s,
            self.loops,
            self.loop_restarts,
        )

    def unregister(self, registry: CollectorRegistry) -> None:
        for each in self._all:
            registry.unregister(each)


@contextmanager
def task_metrics(registry: CollectorRegistry) -> Iterator[TaskMetrics]:
    """An application that starts again registers again, so they are taken out at the end."""
    metrics = TaskMetrics(registry)
    try:
        yield metrics
    finally:
        metrics.unregister(registry)
