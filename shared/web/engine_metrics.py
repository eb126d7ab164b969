"""What Prometheus learns of a service's engine."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.engines import RunOutcome

SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class EngineMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.loads = Counter(
            "engine_loads_total", "Engines that were loaded, or not", ["outcome"], registry=registry
        )
        self.load_seconds = Gauge(
            "engine_load_seconds", "Seconds that loading and warming up took", registry=registry
        )
        self.runs = Counter(
            "engine_runs_total", "What the engine was asked for", ["outcome"], registry=registry
        )
        self.run_seconds = Histogram(
            "engine_run_seconds",
            "Seconds that the engine worked on one request, without the line",
            buckets=SECONDS,
            registry=registry,
        )

    def loaded(self, load_s: float) -> None:
        self.loads.labels("succeeded").inc()
        self.load_seconds.set(load_s)

    def not_loaded(self) -> None:
        self.loads.labels("failed").inc()

    def ran(self, outcome: RunOutcome, seconds: float) -> None:
        self.runs.labels(outcome).inc()
        self.run_seconds.observe(seconds)
