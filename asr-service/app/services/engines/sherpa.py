"""Models in the formats of sherpa-onnx: for languages that Whisper base hears badly, and such as stream by themselves.

A folder has `tokens.txt` and either `encoder*.onnx`, `decoder*.onnx` and `joiner*.onnx` (a transducer) or one other `*.onnx`
(CTC). What was exported, and which language it was taught, the files don't tell: settings do.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio import Audio
from shared.audio.checks import listen_to
from shared.audio.decode import RATE_HZ
from shared.audio.pieces import cut_pieces
from shared.audio.voice_activity import STEP
from shared.engines import EngineContext

from ...core.config import Settings
from ..streaming.own_stream import HeardSegment, OwnStream
from .base import RecognisedWord, Recognition
from .tokens import Tokens, words_of

LONGEST_PIECE_S = 15.0
"""Of speech that is recognised at once: Indian Conformers drop words behind 18 s."""
PAUSE_S = 0.8
"""Silence behind words that ends an utterance, as for engines that don't stream by themselves."""
LONGEST_UTTERANCE_S = 18.0
TRAILING_S = 0.64
"""Of silence behind the last sample: a streaming encoder looks ahead."""


class _OneLanguage:
    """A model that was taught one language, whatever it is given."""

    name = "sherpa-onnx"

    def __init__(self, recogniser: Any, language: str, version: str) -> None:
        self._recogniser = recogniser
        self._language = language
        self.languages = frozenset({language})
        self.model_version = version

    def _told(self, words: Sequence[RecognisedWord]) -> Recognition:
        return Recognition(tuple(words), self._language, {self._language: 1.0})


class SherpaRecordings(_OneLanguage):
    """A model that hears whole recordings, in pieces of 15 s of speech."""

    def warm_up(self) -> None:
        self._hear(np.zeros(RATE_HZ, np.float32))

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio; `language` is the one it was taught, or None."""
        del language
        words: list[RecognisedWord] = []
        for piece in cut_pieces(listen_to(audio).probabilities, longest_s=LONGEST_PIECE_S):
            raise_if_abandoned()
            start, stop = piece.first - piece.room_before, piece.end + piece.room_after
            found = self._hear(audio.samples[start * STEP : stop * STEP])
            words += words_of(found, start * STEP / RATE_HZ, audio.duration_s)
        return self._told(words)

    def _hear(self, samples: np.ndarray) -> Tokens:
        stream = self._recogniser.create_stream()
        stream.accept_waveform(RATE_HZ, samples)
        self._recogniser.decode_stream(stream)
        found = stream.result
        return Tokens(found.tokens, found.timestamps, found.ys_log_probs)


class SherpaStreaming(_OneLanguage):
    """A model that takes sound as it comes; a recording is given to it at once."""

    def warm_up(self) -> None:
        SherpaDecoder(self._recogniser).hear(np.zeros(RATE_HZ, np.float32), is_last=True)

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio; `language` is the one it was taught, or None."""
        del language
        decoder = SherpaDecoder(self._recogniser)
        words: list[RecognisedWord] = []
        n_at_once = RATE_HZ // 2
        starts = range(0, len(audio.samples), n_at_once)
        for start in starts:
            raise_if_abandoned()
            is_last = start == starts[-1]
            samples = audio.samples[start : start + n_at_once]
            segment = decoder.hear(samples, is_last=is_last)
            words += segment.words if segment.is_over else ()
        return self._told(words)

    def open_stream(self, language: str | None) -> OwnStream:
        del language
        return OwnStream(SherpaDecoder(self._recogniser), self._language)


class SherpaDecoder:
    """Of one stream."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._stream = recogniser.create_stream()
        self._n_heard = 0

    def hear(self, samples: np.ndarray, *, is_last: bool) -> HeardSegment:
        """16 kHz, float32 (n_samples,). All of it is taken, but words are told of the segment that it ends in."""
        self._stream.accept_waveform(RATE_HZ, samples)
        self._n_heard += len(samples)
        if is_last:
            self._stream.accept_waveform(RATE_HZ, np.zeros(round(TRAILING_S * RATE_HZ), np.float32))
            self._stream.input_finished()
        while self._recogniser.is_ready(self._stream):
            self._recogniser.decode_stream(self._stream)
        found = self._recogniser.get_result_all(self._stream)
        tokens = Tokens(found.tokens, found.timestamps, found.ys_probs)
        words = words_of(tokens, found.start_time, self._n_heard / RATE_HZ)
        is_over = is_last or self._recogniser.is_endpoint(self._stream)
        if is_over and not is_last:
            self._recogniser.reset(self._stream)
        return HeardSegment(tuple(words), is_over)


def load(context: EngineContext) -> SherpaRecordings | SherpaStreaming:
    """Raises ValueError where settings name no model, or its folder lacks a file."""
    settings: Settings = context.settings
    if not settings.sherpa_model or not settings.sherpa_format:
        raise ValueError("name a model: ASR_SHERPA_MODEL and ASR_SHERPA_FORMAT")
    folder = Path(settings.sherpa_model)
    is_streaming, form = settings.sherpa_format.startswith("streaming-"), settings.sherpa_format
    parts = ("encoder", "decoder", "joiner") if form.endswith("transducer") else ("model",)
    common: dict[str, Any] = {
        "tokens": _one_file(folder, "tokens.txt"),
        "num_threads": context.threads,
        "provider": "cuda" if settings.device == "cuda" else "cpu",
    }
    if is_streaming:
        common |= {
            "enable_endpoint_detection": True,
            "rule2_min_trailing_silence": PAUSE_S,
            "rule3_min_utterance_length": LONGEST_UTTERANCE_S,
        }
    files = {part: _model_file(folder, part, settings.compute_type) for part in parts}
    recogniser = _makers()[form](**files, **common)
    made = SherpaStreaming if is_streaming else SherpaRecordings
    return made(recogniser, settings.sherpa_language, folder.resolve().name)


def _makers() -> dict[str, Callable[..., Any]]:
    import sherpa_onnx  # pyright: ignore[reportMissingImports]

    online, offline = sherpa_onnx.OnlineRecognizer, sherpa_onnx.OfflineRecognizer
    return {
        "transducer": offline.from_transducer,
        "nemo-ctc": offline.from_nemo_ctc,
        "zipformer-ctc": offline.from_zipformer_ctc,
        "streaming-transducer": online.from_transducer,
        "streaming-nemo-ctc": online.from_nemo_ctc,
        "streaming-zipformer-ctc": online.from_zipformer2_ctc,
    }


def _model_file(folder: Path, part: str, compute_type: str) -> str:
    """The `part`'s file; of an int8 one and a full one, the one that ASR_COMPUTE_TYPE asks for."""
    named = sorted(folder.glob(f"{part}*.onnx"))
    found = named or (sorted(folder.glob("*.onnx")) if part == "model" else [])
    by_size = [each for each in found if ("int8" in each.name) == (compute_type == "int8")]
    chosen = by_size or found
    if len(chosen) != 1:
        raise ValueError(f"{folder} has {len(chosen)} files for {part}*.onnx, not one")
    return str(chosen[0])


def _one_file(folder: Path, name: str) -> str:
    if not (folder / name).is_file():
        raise ValueError(f"{folder} has no {name}")
    return str(folder / name)
