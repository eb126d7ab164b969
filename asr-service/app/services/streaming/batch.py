"""Any engine that hears recordings, made to hear a stream: again and again over the utterance that goes on.

A pass costs about as much as its window is long, so the window begins at a stable word where the utterance grows; its last pass
hears all of it. Passes come no faster than the engine does them: each takes what has come by then.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import numpy as np

from shared.audio.decode import RATE_HZ, Audio
from shared.audio.voice_activity import STEP

from ..engines.base import RecognisedWord, Transcriber, WindowTranscriber
from .agreement import Agreement, repeats_itself
from .live import LiveEvent, Partial, Settle, Settled, UtteranceEnded, Words, Work
from .utterances import SpeechDetector, SpokenSpan, UtteranceFinder

STEP_S = 0.24
"""Of new sound between two passes."""
FIRST_PASS_S = 0.5
"""Of an utterance before the first: of less Whisper makes things up."""
LONGEST_WINDOW_S = 7.0
"""Of a pass before the last."""
KEPT_WINDOW_S = 3.0
"""Of context that a shortened window keeps before its newest sound."""
MOST_WAITING = 3
"""Utterances that wait for their last pass; then no more sound is taken."""
TRAILING_S = 0.4
"""Of the pause that ended an utterance, in its last pass."""
CONTEXT_S = 9.4
"""A last pass hears the utterances before as well, as far as they fit in so much: engines that hear short windows have one of
10 s for it whatever is in it, and learners' sentences fall apart into utterances."""
_BEFORE_S = 0.2
"""A word that ends in the pause before an utterance is of the one before, whatever its times say exactly."""


class Hearing(Protocol):
    """One pass over a window."""

    def __call__(
        self, samples: np.ndarray, language: str | None, *, is_final: bool
    ) -> tuple[str, Words]: ...


@dataclass(slots=True)
class _Utterance:
    number: int
    agreement: Agreement = field(default_factory=Agreement)
    window_s: float = 0.0
    """Where its next pass begins."""
    heard_s: float = 0.0
    """Where its last pass ended."""


@dataclass(slots=True)
class _Closed:
    utterance: _Utterance
    span: SpokenSpan
    samples: np.ndarray
    """Of its last pass."""
    samples_from_s: float


@dataclass(slots=True)
class BatchStream:
    """A LiveRecogniser."""

    hear: Hearing
    finder: UtteranceFinder
    language: str | None
    _sound: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    """What may still be needed: of the utterance that goes on, or the lead of the next."""
    _sound_from: int = 0
    """The stream's number of its first sample."""
    _current: _Utterance | None = None
    _closed: deque[_Closed] = field(default_factory=deque)
    _n_utterances: int = 0
    _starts: deque[float] = field(default_factory=lambda: deque(maxlen=8))
    """When the last utterances began."""

    def add(self, samples: np.ndarray) -> list[LiveEvent]:
        self._sound = np.concatenate([self._sound, samples])
        events = [self._close(span) for span in self.finder.add(samples)]
        self._forget()
        return events

    def end(self) -> list[LiveEvent]:
        span = self.finder.end()
        events = [self._close(span)] if span is not None else []
        self._current = None
        return events

    def work(self) -> Work | None:
        if self._closed:
            return partial(self._last_pass, self._closed[0])
        if not self.finder.speaks:
            return None
        assert self.finder.begun is not None, "it speaks"
        began_s = self.finder.begun * STEP / RATE_HZ
        if self._current is None:
            self._current = _Utterance(self._n_utterances, window_s=began_s, heard_s=began_s)
        current, now_s = self._current, self._end_s
        is_due = now_s - current.heard_s >= STEP_S and now_s - began_s >= FIRST_PASS_S
        was_heard = self.finder.silent_s > STEP_S + TRAILING_S
        if not is_due or was_heard:
            return None
        return partial(self._pass, current, self._cut(current.window_s), now_s)

    @property
    def is_behind(self) -> bool:
        return len(self._closed) >= MOST_WAITING

    @property
    def waiting_s(self) -> float:
        closed_s = sum(max(0.0, each.span.end_s - each.utterance.heard_s) for each in self._closed)
        if not self.finder.speaks or self._current is None:
            return closed_s
        return closed_s + self._end_s - self._current.heard_s

    @property
    def _end_s(self) -> float:
        return (self._sound_from + len(self._sound)) / RATE_HZ

    def _cut(self, from_s: float, until_s: float | None = None) -> np.ndarray:
        first = max(0, round(from_s * RATE_HZ) - self._sound_from)
        end = None if until_s is None else round(until_s * RATE_HZ) - self._sound_from
        return self._sound[first:end].copy()

    def _close(self, span: SpokenSpan) -> LiveEvent:
        utterance = self._current or _Utterance(self._n_utterances, heard_s=span.start_s)
        silent_s = max(0.0, span.silent_s - TRAILING_S)
        end_s = span.end_s - silent_s
        from_s = next((each for each in self._starts if end_s - each <= CONTEXT_S), span.start_s)
        self._closed.append(_Closed(utterance, span, self._cut(from_s, end_s), from_s))
        self._starts.append(span.start_s)
        self._current = None
        self._n_utterances += 1
        return UtteranceEnded(utterance.number, span.start_s, end_s)

    def _forget(self) -> None:
        keep_from = self.finder.needed_from * STEP - round(CONTEXT_S * RATE_HZ)
        if (n_old := min(keep_from - self._sound_from, len(self._sound))) > RATE_HZ:
            self._sound = self._sound[n_old:].copy()
            self._sound_from += n_old

    # In a thread

    def _pass(self, utterance: _Utterance, samples: np.ndarray, until_s: float) -> Settle:
        from_s = utterance.window_s
        _, words = self.hear(samples, self.language, is_final=False)
        return partial(self._take_in, utterance, _at(words, from_s), from_s, until_s)

    def _last_pass(self, closed: _Closed) -> Settle:
        language, words = self.hear(closed.samples, self.language, is_final=True)
        begins_s = closed.span.start_s - _BEFORE_S * (closed.samples_from_s < closed.span.start_s)
        words = _at(words, closed.samples_from_s)
        words = tuple(word for word in words if (word.start_s + word.end_s) / 2 >= begins_s)
        return partial(self._settle, closed, words, language)

    # Back in the loop

    def _take_in(
        self, utterance: _Utterance, words: Words, from_s: float, until_s: float
    ) -> list[LiveEvent]:
        utterance.heard_s = until_s
        if utterance is not self._current or repeats_itself(words):
            return []  # it ended meanwhile, and its last pass is next; or there is nothing to learn from it
        unstable = utterance.agreement.hear(words, from_s=from_s, until_s=until_s)
        stable = tuple(utterance.agreement.stable)
        if stable and until_s - utterance.window_s > LONGEST_WINDOW_S:
            starts = [word.start_s for word in stable if word.start_s <= until_s - KEPT_WINDOW_S]
            utterance.window_s = max(utterance.window_s, *starts) if starts else utterance.window_s
        return [Partial(utterance.number, stable, unstable, until_s)]

    def _settle(self, closed: _Closed, words: Words, language: str) -> list[LiveEvent]:
        self._closed.remove(closed)
        if repeats_itself(words):
            words = ()
        settled = closed.utterance.agreement.settle(words, from_s=closed.span.start_s)
        return [Settled(closed.utterance.number, tuple(settled), language)]


def _at(words: Words, from_s: float) -> Words:
    """Words of a window, at times of the stream."""
    return tuple(
        replace(word, start_s=word.start_s + from_s, end_s=word.end_s + from_s) for word in words
    )


def hearing_of(engine: Transcriber) -> Hearing:
    """How an engine hears a window: its own way, or as a recording."""
    if isinstance(engine, WindowTranscriber):
        return engine.transcribe_window

    def hear(
        samples: np.ndarray, language: str | None, *, is_final: bool
    ) -> tuple[str, tuple[RecognisedWord, ...]]:
        del is_final
        heard = engine.transcribe(Audio(samples, RATE_HZ, 0.0), language)
        return heard.language, heard.words

    return hear


def open_batch_stream(
    engine: Transcriber, detector: SpeechDetector, language: str | None
) -> BatchStream:
    return BatchStream(hearing_of(engine), UtteranceFinder(detector), language)
