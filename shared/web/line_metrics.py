"""What Prometheus learns of the lines of a service (shared.line)."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.line import Line


class LineMetrics:
    """Lines made here are watched; `what` is the label, one of a few words of ours."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.waiting = Gauge("line_waiting", "Who stands in line", ["line"], registry=registry)
        self.busy = Gauge("line_busy", "Who has a place", ["line"], registry=registry)
        self.places = Gauge("line_places", "Places", ["line"], registry=registry)
        self.seconds = Histogram(
            "line_wait_seconds",
            "Seconds until a place was had",
            ["line"],
            buckets=(0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
            registry=registry,
        )
        self.refused = Counter(
            "line_refused_total", "Who was told to come again", ["line"], registry=registry
        )

    def watched(self, line: Line) -> Line:
        """The line, seen by Prometheus from now on."""
        what = line.what
        line.waited = self.seconds.labels(what).observe
        line.refused = self.refused.labels(what).inc
        self.places.labels(what).set(line.places)
        self.waiting.labels(what).set_function(lambda: line.waiting)
        self.busy.labels(what).set_function(lambda: line.busy)
        return line
