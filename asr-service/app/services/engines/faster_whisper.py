"""Whisper through CTranslate2, from the model store; nothing is downloaded here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim

from shared.abandon import raise_if_abandoned
from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.engines import EngineContext

from ...core.config import Settings
from .base import RecognisedWord, Recognition
from .short_windows import FINAL_WINDOW_S, FRAMES_A_S, TAIL_S, transcribe_window
from .stretches import WhisperStretch, WordingModel, as_states

if TYPE_CHECKING:
    from ctranslate2 import StorageView
    from faster_whisper.tokenizer import Tokenizer
    from faster_whisper.transcribe import Segment, TranscriptionOptions

MODEL = "whisper-base"
# Whisper's own guards against invented text (Radford et al. 2022, section 4.5, and its reference code):
# a window that is likely no speech and badly predicted is skipped, one that repeats itself is decoded again with a little
# randomness. One that is only badly predicted is not: of 73 such recordings among 820 of speechocean762's training split, two more
# tries left as many words wrong (.95 of them), took .6 s, and gave another transcript each time.
_TEMPERATURES = (0.0, 0.2, 0.4)
_LOG_PROBABILITY_THRESHOLD = -1.0
_COMPRESSION_RATIO_THRESHOLD = 2.4
_NO_SPEECH_THRESHOLD = 0.6
LEAST_CONTEXT = round(FINAL_WINDOW_S * FRAMES_A_S)
"""Steps of the spectrogram, 10 s. Whisper was taught on 30 s; shorter is as good down to here, at a third of the work, and worse
below (`make bench-context`)."""
_ROOM = round(TAIL_S * FRAMES_A_S)
"""Steps of silence after the sound, 0.6 s."""
_LEAST_REST = 35
"""Frames of the encoder, 0.7 s, behind the last words: there are no more. Whisper makes some up, three times over, for longer than
what was said took it."""
_TOKENS_A_S, _TOKENS_MORE = 10, 12
"""Nobody says more in a window, time marks among them; Whisper that repeats itself writes until it is stopped."""
_CROWD, _CROWD_S = 5, 0.2
"""Words in so short a time that nobody said them: a window whose end Whisper writes twice has its second time squeezed in behind
the first."""
_SYMBOLS = (-1,)
"""Stands for Whisper's own list of symbols that aren't spoken."""


class _StepByStep:
    """The model, asked before each of its calls whether anybody still waits: a window may be decoded three times over."""

    def __init__(self, model: object) -> None:
        self._model = model

    def __getattr__(self, name: str) -> object:
        raise_if_abandoned()
        return getattr(self._model, name)


class _NothingMore(Exception):
    """What is left of a recording is too short to hold a word."""


class _RememberingWhisper(WhisperModel):
    """Whisper that keeps the last window it encoded, a window a thread, and stops when nobody waits for it, or nothing is left.

    Telling the language and transcribing both begin with the first window, and encoding is most of the
    work on a CPU.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # pyright: ignore[reportArgumentType]
        self.model: Any = _StepByStep(self.model)
        self._last = local()

    @contextmanager
    def one_recording(self) -> Iterator[None]:
        """Within it, in this thread, all windows are of one; it ends where nothing more can have been said."""
        self._last.n_windows = 0
        try:
            yield
        except _NothingMore:
            pass
        finally:
            self._last.n_windows = None

    def generate_with_fallback(
        self,
        encoder_output: "StorageView",
        prompt: list[int],
        tokenizer: "Tokenizer",
        options: "TranscriptionOptions",
    ) -> Any:
        """Tries other temperatures only where the first makes it repeat itself."""
        first, *others = options.temperatures
        once = replace(options, temperatures=[first])
        found = super().generate_with_fallback(encoder_output, prompt, tokenizer, once)
        if not others or found[3] <= _COMPRESSION_RATIO_THRESHOLD:
            return found
        again = replace(options, temperatures=others)
        return super().generate_with_fallback(encoder_output, prompt, tokenizer, again)

    def encode(self, features: np.ndarray) -> "StorageView":
        if not np.array_equal(getattr(self._last, "features", None), features):  # pyright: ignore[reportArgumentType]
            n_frames = sounding_frames(features)
            n_windows = getattr(self._last, "n_windows", None)
            if n_windows is not None:
                if n_windows and n_frames < _LEAST_REST:
                    raise _NothingMore
                self._last.n_windows = n_windows + 1
            self._last.encoded = super().encode(shortened(features))
            self._last.features = features.copy()
            self._last.n_frames = n_frames
        return self._last.encoded

    def last_states(self) -> np.ndarray:
        """What the encoder made of the window it encoded last, without what fills it up: float32 (n_frames, width)."""
        return as_states(self._last.encoded)[: self._last.n_frames]


class FasterWhisper:
    name = "faster-whisper"
    model_version = "base"

    def __init__(
        self, model: _RememberingWhisper, wording: WordingModel, *, beam_size: int
    ) -> None:
        self._model = model
        self._wording = wording
        self._beam_size = beam_size
        self._not_english = tokens_beyond_ascii(model)
        self.languages = frozenset(model.supported_languages)

    def warm_up(self) -> None:
        """Run every part once. A few tokens will do: silence would be decoded over and over."""
        segments, _ = self._model.transcribe(
            np.zeros(RATE_HZ, dtype=np.float32),
            language="en",
            temperature=0.0,
            max_new_tokens=4,
            word_timestamps=True,
        )
        list(segments)

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio in `language`, or in the likeliest one for None."""
        words: list[RecognisedWord] = []
        windows: dict[int, WhisperStretch] = {}
        with self._model.one_recording():
            probabilities = language_probabilities(self._model, audio)
            spoken = language or max(probabilities, key=probabilities.__getitem__)
            for segment in self._segments(audio, spoken):
                first = len(words)
                words += without_crowds(
                    RecognisedWord(
                        word.word, float(word.start), float(word.end), float(word.probability)
                    )
                    for word in segment.words or ()
                )
                if spoken == "en" and len(words) > first:
                    window = windows.get(segment.seek)
                    windows[segment.seek] = self._stretch(window, range(first, len(words)))
        return Recognition(tuple(words), spoken, probabilities, stretches=tuple(windows.values()))

    def _segments(self, audio: Audio, spoken: str) -> "Iterable[Segment]":
        window_s = min(audio.duration_s, self._model.feature_extractor.chunk_length)
        segments, _ = self._model.transcribe(
            audio.samples,
            language=spoken,
            beam_size=self._beam_size,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
            no_speech_threshold=_NO_SPEECH_THRESHOLD,
            log_prob_threshold=_LOG_PROBABILITY_THRESHOLD,
            compression_ratio_threshold=_COMPRESSION_RATIO_THRESHOLD,
            max_new_tokens=int(window_s * _TOKENS_A_S) + _TOKENS_MORE,
            suppress_tokens=[*_SYMBOLS, *(self._not_english if spoken == "en" else ())],
            word_timestamps=True,
        )
        return segments

    def transcribe_window(
        self, samples: np.ndarray, language: str | None, *, is_final: bool
    ) -> tuple[str, tuple[RecognisedWord, ...]]:
        return transcribe_window(
            self._model, samples, language, is_final=is_final, not_english=self._not_english
        )

    def _stretch(self, before: WhisperStretch | None, words: range) -> WhisperStretch:
        """The words of the window that was decoded last, `before` being those of its earlier segments."""
        if before is not None:
            return replace(before, words=range(before.words.start, words.stop))
        return WhisperStretch(words, self._model.last_states(), self._wording)


def without_crowds(words: Iterable[RecognisedWord]) -> list[RecognisedWord]:
    """Those of a segment that were said in a time in which they can be said."""
    said = list(words)
    crowded: set[int] = set()
    for first in range(len(said) - _CROWD + 1):
        if said[first + _CROWD - 1].end_s - said[first].start_s < _CROWD_S:
            crowded.update(range(first, first + _CROWD))
    return [word for number, word in enumerate(said) if number not in crowded]


def language_probabilities(model: WhisperModel, audio: Audio) -> dict[str, float]:
    """Of each language, by the first 30 s; the window is the one that transcribing begins with."""
    features = model.feature_extractor(audio.samples)
    window = features[:, : min(features.shape[-1] - 1, model.feature_extractor.nb_max_frames)]
    encoded = model.encode(pad_or_trim(window))
    (by_token,) = model.model.detect_language(encoded)
    return {token.strip("<|>"): float(probability) for token, probability in by_token}


def shortened(features: np.ndarray) -> np.ndarray:
    """A window's spectrogram (n_mels, n_steps) without most of the zeros that fill it up to 30 s."""
    n_steps = max(LEAST_CONTEXT, 2 * sounding_frames(features) + _ROOM)
    return np.ascontiguousarray(features[:, :n_steps])


def sounding_frames(features: np.ndarray) -> int:
    """How many frames of the encoder a window's spectrogram (n_mels, n_steps) fills, two steps each, zeros at its end left
    out."""
    filled = np.flatnonzero(features.any(axis=0))
    return -(-(int(filled[-1]) + 1) // 2) if len(filled) else 1


def tokens_beyond_ascii(model: WhisperModel) -> tuple[int, ...]:
    """Tokens that no English text is made of.

    Asked for English, Whisper still writes strong accents in the speaker's own script, which nothing
    behind it can read. Its tokens are written in GPT-2's byte alphabet, where ASCII stands for itself
    and `Ġ` for the space.
    """
    vocabulary = model.hf_tokenizer.get_vocab()
    first_special = vocabulary["<|endoftext|>"]
    return tuple(
        number
        for token, number in vocabulary.items()
        if number < first_special and not all("!" <= mark <= "~" or mark == "Ġ" for mark in token)
    )


def threads_of(threads: int) -> int:
    """Of those that a request may have, as many as it gains from: half of them.

    Decoding goes a token at a time, and a step is too little work to be shared: on two cores it takes half as long again with both
    as with one, which costs more than both save in the encoder (docs/performance.md).
    """
    return max(1, threads // 2)


def load(context: EngineContext) -> FasterWhisper:
    settings: Settings = context.settings
    model = _RememberingWhisper(
        str(context.model_dir / MODEL),
        device=settings.device,
        compute_type=settings.compute_type,
        cpu_threads=threads_of(context.threads),
        num_workers=settings.concurrency,
        local_files_only=True,
    )
    wording = WordingModel(model.model, context.model_dir / MODEL)
    return FasterWhisper(model, wording, beam_size=settings.beam_size)
