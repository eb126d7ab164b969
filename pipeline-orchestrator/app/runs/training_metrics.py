"""What Prometheus learns of training jobs."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from ..domain.training import ENDED


class TrainingMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.unfinished = Gauge(
            "orchestrator_training_jobs_unfinished",
            "Training jobs that wait or are worked on",
            ["state"],
            registry=registry,
        )
        self.ended = Counter(
            "orchestrator_training_jobs_total",
            "Training jobs that ended, by recipe and how",
            ["recipe", "state"],
            registry=registry,
        )
        self.step_seconds = Histogram(
            "orchestrator_training_step_seconds",
            "Seconds that a step of a training job took",
            ["recipe", "step"],
            buckets=(0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800),
            registry=registry,
        )
        self.all = (self.unfinished, self.ended, self.step_seconds)

    def know(self, recipe: str, steps: Iterable[str]) -> None:
        """0 until the first."""
        for state in ENDED:
            self.ended.labels(recipe, state)
        for step in steps:
            self.step_seconds.labels(recipe, step)
