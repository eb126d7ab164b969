"""One live stream: sound in, words out, over one connection after another where it is cut."""

import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import anyio
import numpy as np

from shared.audio.decode import RATE_HZ
from shared.audio.resampling import Resampler
from shared.contracts.streaming import (
    FinalWords,
    MarkedWord,
    PartialWords,
    ReadingClarity,
    ReadingProgress,
    StreamDone,
    StreamLag,
    StreamStart,
    StreamWord,
    UtteranceEnd,
    WordClarity,
)
from shared.engines import EngineHost
from shared.errors import Busy, InvalidInput

from ..engines.base import RecognisedWord, Transcriber
from .clarity import ClarityBook
from .judging import WordJudge
from .live import LiveEvent, LiveRecogniser, Partial, Settle, UtteranceEnded, Work
from .metrics import StreamMetrics
from .outbox import Outbox
from .reading import ReadingTracker

SAMPLE_BYTES = 2
TIMES_REAL = 4.0
"""How much faster than it is spoken sound may come, beyond the first seconds: a file that is played without a pause."""
AHEAD_S = 10.0
"""Seconds that may come at once."""
LAG_TOLD_S = 2.0
"""Of speech nobody has listened to yet, from which on the client is told."""
BUSY_PAUSE_S = 0.5
JUDGED_BELOW_S = 1.0
"""Of speech nobody has listened to yet: from there on no word is judged, so that words are heard again as they are said."""
LAST_JUDGED_S = 2.0
"""After the last word was heard: what isn't judged by then is told as not known."""
_RESAMPLED_S = 0.01
_FULL_SCALE = 32_768.0


class StreamTooLong(InvalidInput):
    status: ClassVar[int] = 413
    slug: ClassVar[str] = "stream-too-long"
    title: ClassVar[str] = "The stream is longer than it may be"


@dataclass(slots=True)
class StreamSession:
    """`add`, `end` and `recognise` are of one event loop."""

    start: StreamStart
    recognisers: Sequence[LiveRecogniser]
    """One a channel."""
    host: EngineHost[Transcriber]
    metrics: StreamMetrics
    max_s: float
    owner: str = ""
    """Whom the fleet's door says that it is of: nobody else resumes it."""
    clock: Callable[[], float] = time.monotonic
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    judge: WordJudge | None = None
    """Where words are to be judged."""
    outbox: Outbox = field(default_factory=Outbox)
    received_frames: int = 0
    has_ended: bool = False
    """No more sound will come."""
    is_done: bool = False
    """All was told."""
    _resamplers: list[Resampler] = field(init=False)
    _readers: list[ReadingTracker] = field(init=False)
    """One a channel, where the text is known."""
    _clarity: list[ClarityBook] = field(init=False)
    """One a channel, where words are to be judged."""
    _begun: float | None = None
    _arrived: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=4096))
    """Where in the stream each frame ended, and when it came."""
    _n_utterances: int = 0
    _is_heard_out: bool = False
    """No more words will be heard."""
    _told_lag: bool = False
    _news: anyio.Event = field(default_factory=anyio.Event)
    _room: anyio.Event = field(default_factory=anyio.Event)
    _to_judge: anyio.Event = field(default_factory=anyio.Event)
    _judged_out: anyio.Event = field(default_factory=anyio.Event)

    def __post_init__(self) -> None:
        text = self.start.text
        self._readers = [] if text is None else [ReadingTracker(text) for _ in self.recognisers]
        is_judged = text is not None and self.judge is not None
        self._clarity = [ClarityBook(text or "") for _ in self.recognisers] if is_judged else []
        rate_hz = self.start.rate_hz
        self._resamplers = [
            Resampler(rate_hz, RATE_HZ, int(rate_hz * _RESAMPLED_S)) for _ in self.recognisers
        ]

    @property
    def duration_s(self) -> float:
        return self.received_frames / self.start.rate_hz

    async def add(self, frame: bytes) -> None:
        """Sound; waits where the engine is behind, or it comes too fast. Raises InvalidInput and StreamTooLong."""
        n_channels = self.start.channels
        if len(frame) % (SAMPLE_BYTES * n_channels):
            raise InvalidInput(
                f"a frame of {len(frame)} bytes is no whole number of samples: each is {SAMPLE_BYTES * n_channels} bytes, "
                f"16 bit for {n_channels} channels",
                field="frame",
            )
        sound = np.frombuffer(frame, "<i2").reshape(-1, n_channels)
        if self.duration_s + len(sound) / self.start.rate_hz > self.max_s:
            raise StreamTooLong(f"a stream may last {self.max_s:g} s: open another")
        await self._wait_for_room()
        self.received_frames += len(sound)
        self._arrived.append((self.duration_s, self.clock()))
        self.metrics.audio_s.inc(sound.size / self.start.rate_hz)
        scaled = sound.astype(np.float32) / _FULL_SCALE
        for channel in range(len(self.recognisers)):
            samples = self._resamplers[channel].add(scaled[:, channel])
            if len(samples):
                self._take(channel, samples)
        self._tell_lag()
        self._news.set()
        self._to_judge.set()

    def end(self) -> None:
        if self.has_ended:
            return
        self.has_ended = True
        for channel, recogniser in enumerate(self.recognisers):
            rest = self._resamplers[channel].end()
            if len(rest):
                self._take(channel, rest)
            self._tell(channel, recogniser.end())
        for book in self._clarity:
            book.end()
        self._news.set()
        self._to_judge.set()

    async def recognise(self) -> None:
        """Work on what comes until all is told, or this is cancelled. Raises what the engine raises."""
        while True:
            self._news = anyio.Event()
            worked = [await self._work(n, each) for n, each in enumerate(self.recognisers)]
            if any(worked):
                self._tell_lag()
                self._room.set()
                continue
            if self.has_ended:
                break
            await self._news.wait()
        if not self.is_done:
            await self._wait_for_judge()
            self.is_done = True
            self.outbox.put(StreamDone(duration_s=round(self.duration_s, 3), n_utterances=self._n_utterances))  # fmt: skip

    async def judge_words(self) -> None:
        """Judge words as they are read, one stretch at a time, until all is told or this is cancelled."""
        while self._clarity:
            self._to_judge = anyio.Event()
            judged = [await self._judge_next(n, book) for n, book in enumerate(self._clarity)]
            if any(judged):
                continue
            if self._is_heard_out:
                break
            await self._to_judge.wait()
        self._judged_out.set()

    async def _judge_next(self, channel: int, book: ClarityBook) -> bool:
        await self.outbox.wait_for_room()
        self._tell_clarity(channel, book.given_up())
        is_behind = max(each.waiting_s for each in self.recognisers) >= JUDGED_BELOW_S
        stretch = None if is_behind else book.next()
        if stretch is None:
            return False
        assert self.judge is not None, "there is a book of words to judge"
        found = await self.judge.judge(stretch)
        self._tell_clarity(channel, book.judged(stretch, found))
        return True

    async def _wait_for_judge(self) -> None:
        if not self._clarity:
            return
        self._is_heard_out = True
        self._to_judge.set()
        with anyio.move_on_after(LAST_JUDGED_S):
            await self._judged_out.wait()
        for channel, book in enumerate(self._clarity):
            self._tell_clarity(channel, book.give_up())

    async def _work(self, channel: int, recogniser: LiveRecogniser) -> bool:
        await self.outbox.wait_for_room()
        work = recogniser.work()
        if work is None:
            return False
        try:
            settle = await self.host.run(_call, work)
        except Busy:
            self.metrics.skipped.inc()
            await anyio.sleep(BUSY_PAUSE_S)
            return True
        self._tell(channel, settle())
        return True

    async def _wait_for_room(self) -> None:
        if self._begun is None:
            self._begun = self.clock() - self.duration_s / TIMES_REAL
        ahead_s = self.duration_s - TIMES_REAL * (self.clock() - self._begun)
        if ahead_s > AHEAD_S:
            await anyio.sleep((ahead_s - AHEAD_S) / TIMES_REAL)
        while any(each.is_behind for each in self.recognisers):
            self._room = anyio.Event()
            await self._room.wait()

    def _take(self, channel: int, samples: np.ndarray) -> None:
        """Sound of a channel, 16 kHz float32 (n_samples,)."""
        if self._clarity:
            self._clarity[channel].add(samples)
        self._tell(channel, self.recognisers[channel].add(samples))

    def _tell(self, channel: int, events: Sequence[LiveEvent]) -> None:
        for event in events:
            where: Any = {"channel": channel, "utterance": event.utterance}
            match event:
                case Partial():
                    self._note_lag(event.heard_s)
                    self.outbox.put(
                        PartialWords(
                            **where,
                            stable=[told(word) for word in event.stable],
                            unstable=[told(word) for word in event.unstable],
                            heard_s=round(event.heard_s, 3),
                        )
                    )
                    self._tell_reading(channel, (*event.stable, *event.unstable), is_over=False)
                case UtteranceEnded():
                    self._n_utterances += 1
                    start_s, end_s = round(event.start_s, 3), round(event.end_s, 3)
                    self.outbox.put(UtteranceEnd(**where, start_s=start_s, end_s=end_s))
                case _:
                    self.outbox.put(
                        FinalWords(
                            **where,
                            text="".join(word.text for word in event.words).strip(),
                            language=event.language,
                            words=[told(word) for word in event.words],
                        )
                    )
                    self._tell_reading(channel, event.words, is_over=True)

    def _tell_reading(
        self, channel: int, words: Sequence[RecognisedWord], *, is_over: bool
    ) -> None:
        if not self._readers:
            return
        reader = self._readers[channel]
        changed, undone = reader.settle(words) if is_over else reader.hear(words)
        if self._clarity:
            self._clarity[channel].note(changed, undone)
            self._to_judge.set()
        if changed or undone:
            marks = [
                MarkedWord(
                    index=mark.index,
                    state=mark.state,
                    start_s=None if mark.start_s is None else round(mark.start_s, 3),
                    end_s=None if mark.end_s is None else round(mark.end_s, 3),
                    n_times=mark.n_times,
                )
                for mark in changed
            ]
            self.outbox.put(ReadingProgress(channel=channel, next_index=reader.position, words=marks, undone=undone))  # fmt: skip

    def _tell_clarity(self, channel: int, words: Sequence[WordClarity]) -> None:
        if not words:
            return
        for word in words:
            self.metrics.judged.labels(word.state).inc()
            if word.probability is not None and word.end_s is not None:
                self.metrics.judged_after_s.observe(max(0.0, self.duration_s - word.end_s))
        self.outbox.put(ReadingClarity(channel=channel, words=list(words)))

    def _note_lag(self, heard_s: float) -> None:
        came = None
        while self._arrived and self._arrived[0][0] <= heard_s:
            came = self._arrived.popleft()[1]
        if came is not None:
            self.metrics.lag_s.observe(self.clock() - came)

    def _tell_lag(self) -> None:
        lag_s = max(each.waiting_s for each in self.recognisers)
        is_behind = lag_s >= LAG_TOLD_S
        if is_behind or (self._told_lag and lag_s < LAG_TOLD_S / 2):
            self._told_lag = is_behind
            self.outbox.put(StreamLag(lag_s=round(lag_s, 2) if is_behind else 0.0))


def _call(work: Work) -> Settle:
    return work()


def told(word: RecognisedWord) -> StreamWord:
    return StreamWord(
        text=word.text.strip(),
        start_s=round(word.start_s, 3),
        end_s=round(word.end_s, 3),
        confidence=round(word.confidence, 4),
    )
