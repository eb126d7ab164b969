"""What Prometheus learns of live streams."""

from prometheus_client import CollectorRegistry, Counter, Histogram


class StreamMetrics:
    """Made once for a service."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.audio_s = Counter(
            "live_audio_seconds_total", "Seconds of sound of all channels", registry=registry
        )
        self.lag_s = Histogram(
            "live_lag_seconds",
            "From the arrival of sound to the words that were heard in it",
            buckets=(0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5, 10, 30),
            registry=registry,
        )
        self.skipped = Counter(
            "live_passes_put_off_total",
            "Passes that found the engine's line full",
            registry=registry,
        )
        self.resumed = Counter(
            "live_resumed_total", "Streams that went on after a cut", registry=registry
        )
        self.judged = Counter(
            "live_words_judged_total",
            "Words of texts that were read along, by what was told of them",
            ("state",),
            registry=registry,
        )
        self.judged_after_s = Histogram(
            "live_words_judged_after_seconds",
            "Of sound that had come behind a word when it was told whether it was clear",
            buckets=(0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10),
            registry=registry,
        )

    def unregister(self, registry: CollectorRegistry) -> None:
        own = (
            self.audio_s,
            self.lag_s,
            self.skipped,
            self.resumed,
            self.judged,
            self.judged_after_s,
        )
        for each in own:
            registry.unregister(each)
