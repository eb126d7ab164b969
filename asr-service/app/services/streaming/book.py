"""The live streams of a service: how many there may be, which were cut, and what is measured of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio

from shared.audio.voice_activity import VoiceActivityDetector
from shared.contracts.streaming import StreamStart
from shared.line import Line
from shared.web import Runtime

from ...core.config import Settings
from ..heard_languages import asked_language
from ..recognisers import Recognisers, loaded_recognisers, recogniser_for
from .batch import open_batch_stream
from .kept import KeptStreams
from .live import LiveEngine, LiveRecogniser
from .metrics import StreamMetrics
from .session import StreamSession
from .utterances import SpeechDetector

RESOURCE = "streams"
_LOOKED_AFTER_EVERY_S = 5.0


@dataclass(slots=True)
class StreamBook:
    recognisers: Recognisers
    line: Line
    """Of open streams; who finds it full is refused at once."""
    kept: KeptStreams
    metrics: StreamMetrics
    max_s: float
    detector: Callable[[], SpeechDetector]

    def begin(self, start: StreamStart, owner: str) -> StreamSession:
        """Raises InvalidInput for a language that the engine doesn't know, or hears too badly."""
        host = recogniser_for(self.recognisers, start.language)
        language = asked_language(start.language, host.engine)
        channels = [self._recogniser(host.engine, language) for _ in range(start.channels)]
        return StreamSession(start, channels, host, self.metrics, self.max_s, owner)

    def _recogniser(self, engine: Any, language: str | None) -> LiveRecogniser:
        if isinstance(engine, LiveEngine):
            return engine.open_stream(language)
        return open_batch_stream(engine, self.detector(), language)


@asynccontextmanager
async def open_streams(runtime: Runtime) -> AsyncIterator[None]:
    settings: Settings = runtime.settings
    assert runtime.lines is not None, "lines are watched"
    line = runtime.lines.watched(Line("live streams", settings.streams, most_waiting=0))
    book = StreamBook(
        loaded_recognisers(runtime),
        line,
        KeptStreams(settings.streams),
        StreamMetrics(runtime.metrics),
        settings.stream_max_s,
        VoiceActivityDetector,
    )
    runtime.resources[RESOURCE] = book
    async with anyio.create_task_group() as group:
        group.start_soon(_look_after, book)
        try:
            yield
        finally:
            group.cancel_scope.cancel()
            book.metrics.unregister(runtime.metrics)


async def _look_after(book: StreamBook) -> None:
    while True:
        await anyio.sleep(_LOOKED_AFTER_EVERY_S)
        book.kept.forget_old()
