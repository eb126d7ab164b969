"""What Prometheus learns of events."""

from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge


class EventMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._published = Counter(
            "orchestrator_events_published_total",
            "Events that the bus has taken",
            ["type"],
            registry=registry,
        )
        self._handled = Counter(
            "orchestrator_events_handled_total",
            "Tries to handle an event, by how they ended: done, failed (tried again), dead",
            ["consumer", "outcome"],
            registry=registry,
        )
        self.dead_letters = Gauge(
            "orchestrator_dead_letters",
            "Events that were given up and wait for somebody to look at them",
            registry=registry,
            multiprocess_mode="livemax",
        )

        self.all = (self._published, self._handled, self.dead_letters)

    def published(self, event_type: str) -> None:
        self._published.labels(event_type).inc()

    def handled(self, consumer: str, outcome: Literal["done", "failed", "dead"]) -> None:
        """Webhooks are one consumer: there are as many as tenants like."""
        self._handled.labels(consumer.partition(":")[0], outcome).inc()
