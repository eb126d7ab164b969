"""The live streams of a service: how many there may be, which were cut, and what is measured of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio

from shared.audio.voice_activity import VoiceActivityDetector
from shared.contracts.streaming import StreamStart
from shared.errors import InvalidInput
from shared.line import Line
from shared.web import Runtime

from ...core.config import Settings
from ..heard_languages import asked_language
from ..recognisers import Recognisers, loaded_recognisers, recogniser_for
from .batch import open_batch_stream
from .judging import WordJudge, open_judge
from .kept import KeptStreams
from .live import LiveEngine, LiveRecogniser
from .metrics import StreamMetrics
from .session import StreamSession
from .utterances import SpeechDetector

RESOURCE = "streams"
JUDGED_LANGUAGE = "en"
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
    judge: WordJudge
    """Of words that are read along, where that is asked for."""

    def begin(self, start: StreamStart, owner: str) -> StreamSession:
        """Raises InvalidInput for a language that the engine doesn't know, or hears too badly, and for words that can't be judged."""
        host = recogniser_for(self.recognisers, start.language)
        language = asked_language(start.language, host.engine)
        if start.judge_words:
            _require_judgeable(start, language)
        channels = [self._recogniser(host.engine, language) for _ in range(start.channels)]
        judge = self.judge if start.judge_words else None
        return StreamSession(start, channels, host, self.metrics, self.max_s, owner, judge=judge)

    def _recogniser(self, engine: Any, language: str | None) -> LiveRecogniser:
        if isinstance(engine, LiveEngine):
            return engine.open_stream(language)
        return open_batch_stream(engine, self.detector(), language)


def _require_judgeable(start: StreamStart, language: str | None) -> None:
    if start.text is None:
        raise InvalidInput("send the text that is read: its words are judged", field="text")
    if language != JUDGED_LANGUAGE:
        raise InvalidInput("words are judged in English alone", field="judge_words")


@asynccontextmanager
async def open_streams(runtime: Runtime) -> AsyncIterator[None]:
    settings: Settings = runtime.settings
    assert runtime.lines is not None, "lines are watched"
    line = runtime.lines.watched(Line("live streams", settings.streams, most_waiting=0))
    async with (
        open_judge(runtime.common, settings.judges) as judge,
        anyio.create_task_group() as group,
    ):
        book = StreamBook(
            loaded_recognisers(runtime),
            line,
            KeptStreams(settings.streams),
            StreamMetrics(runtime.metrics),
            settings.stream_max_s,
            VoiceActivityDetector,
            judge,
        )
        runtime.resources[RESOURCE] = book
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
