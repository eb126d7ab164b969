"""AI4Bharat's IndicConformer as it is published: one encoder for 22 languages of India, a CTC head, and which of its tokens are whose.

A folder `assets` has `encoder.onnx` (`audio_signal`, `length` → `outputs`, `encoded_lengths`), `ctc_decoder.onnx`
(`encoder_output` → `logprobs`), `vocab.json` ({language: tokens}) and `language_masks.json` ({language: which of all tokens}).
Features are NeMo's; the TorchScript that is published for them is not run, only asked whether it emphasises high frequencies.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.lib.stride_tricks import sliding_window_view

from shared.abandon import raise_if_abandoned
from shared.audio import Audio
from shared.audio.checks import listen_to
from shared.audio.decode import RATE_HZ
from shared.audio.pieces import cut_pieces
from shared.audio.voice_activity import STEP
from shared.engines import EngineContext

from ...core.config import Settings
from .base import RecognisedWord, Recognition
from .tokens import Tokens, words_of

LONGEST_PIECE_S = 15.0
"""Of speech that is recognised at once: words behind 18 s are dropped."""
N_MELS, N_FFT, WINDOW, HOP = 80, 512, 400, 160
_LOG_GUARD = 2.0**-24
_DEVIATION_GUARD = 1e-5
_PREEMPHASIS = 0.97
_EMPHASISES = (b"0.97", b"0.9699")
"""How the published features have that number, where they do."""


@dataclass(frozen=True, slots=True)
class IndicVocabulary:
    """Of one language."""

    tokens: tuple[str, ...]
    """Without the blank, which is behind them."""
    places: np.ndarray
    """Of tokens and blank among the model's outputs, int (n_tokens + 1,)."""


class IndicConformer:
    name = "indic-conformer"

    def __init__(
        self,
        encoder: Any,
        decoder: Any,
        vocabularies: Mapping[str, IndicVocabulary],
        version: str,
        *,
        emphasises: bool,
    ) -> None:
        self._encoder, self._decoder = encoder, decoder
        self._vocabularies = vocabularies
        self._emphasises = emphasises
        self._filters = FeatureExtractor.get_mel_filters(RATE_HZ, N_FFT, n_mels=N_MELS)
        self._filters = self._filters.astype(np.float32)
        self.languages = frozenset(vocabularies)
        self.model_version = version

    def warm_up(self) -> None:
        self._log_probabilities(np.zeros(RATE_HZ, np.float32))

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio, in pieces of 15 s of speech; None: in the language whose tokens fit it best."""
        heard: list[tuple[float, np.ndarray]] = []
        for piece in cut_pieces(listen_to(audio).probabilities, longest_s=LONGEST_PIECE_S):
            raise_if_abandoned()
            start, stop = piece.first - piece.room_before, piece.end + piece.room_after
            found = self._log_probabilities(audio.samples[start * STEP : stop * STEP])
            heard.append((start * STEP / RATE_HZ, found))
        probabilities = self._languages([rows for _, rows in heard])
        spoken = language or max(probabilities, key=probabilities.__getitem__)
        words: list[RecognisedWord] = []
        for from_s, rows in heard:
            tokens = tokens_of(rows, self._vocabularies[spoken])
            words += words_of(tokens, from_s, audio.duration_s)
        return Recognition(tuple(words), spoken, probabilities)

    def _log_probabilities(self, samples: np.ndarray) -> np.ndarray:
        """Of each token of all languages and the blank in each 80 ms, float32 (n_steps, n_outputs)."""
        features = self._features(samples)
        length = np.array([features.shape[1]], np.int64)
        encoded, n_steps = self._encoder.run(
            ["outputs", "encoded_lengths"], {"audio_signal": features[None], "length": length}
        )
        (found,) = self._decoder.run(["logprobs"], {"encoder_output": encoded})
        return found[0, : int(n_steps[0])]

    def _features(self, samples: np.ndarray) -> np.ndarray:
        """Log-mel energies, each band with mean 0 and deviation 1 over the recording, float32 (80, n_samples // 160 + 1)."""
        sound = samples.astype(np.float32)
        if self._emphasises:
            sound = np.concatenate([sound[:1], sound[1:] - _PREEMPHASIS * sound[:-1]])
        around = np.pad(sound, N_FFT // 2, mode="reflect" if len(sound) > N_FFT // 2 else "edge")
        frames = sliding_window_view(around, N_FFT)[::HOP][: len(sound) // HOP + 1]
        window = np.zeros(N_FFT, np.float32)
        first = (N_FFT - WINDOW) // 2
        window[first : first + WINDOW] = np.hanning(WINDOW)
        power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
        mels = np.log(power.astype(np.float32) @ self._filters.T + _LOG_GUARD)
        deviation = mels.std(axis=0, ddof=1) if len(mels) > 1 else np.zeros(N_MELS, np.float32)
        return np.ascontiguousarray(
            ((mels - mels.mean(axis=0)) / (deviation + _DEVIATION_GUARD)).T, dtype=np.float32
        )

    def _languages(self, heard: Sequence[np.ndarray]) -> dict[str, float]:
        """How likely each is by where the likeliest tokens lie, blank left out; alike where nothing was heard."""
        rows = np.concatenate(heard) if heard else np.zeros((0, 1), np.float32)
        codes = sorted(self._vocabularies)
        fits = np.zeros(len(codes))
        if len(rows):
            blank = self._vocabularies[codes[0]].places[-1]
            told = rows[rows.argmax(axis=1) != blank]
            for number, code in enumerate(codes):
                own = told[:, self._vocabularies[code].places[:-1]]
                fits[number] = own.max(axis=1).sum() if len(own) else 0.0
        shares = np.exp(fits - fits.max())
        return {
            code: float(share) for code, share in zip(codes, shares / shares.sum(), strict=True)
        }


def tokens_of(rows: np.ndarray, vocabulary: IndicVocabulary) -> Tokens:
    """Of one language, by the likeliest of each step; float32 (n_steps, n_outputs)."""
    step_s = 8 * HOP / RATE_HZ
    own = rows[:, vocabulary.places]
    own = own - np.logaddexp.reduce(own, axis=1, keepdims=True)
    best, blank = own.argmax(axis=1), len(vocabulary.tokens)
    begins = [
        step
        for step, token in enumerate(best)
        if token != blank and (step == 0 or token != best[step - 1])
    ]
    return Tokens(
        [vocabulary.tokens[int(best[step])] for step in begins],
        [step * step_s for step in begins],
        [float(own[step, best[step]]) for step in begins],
    )


def load(context: EngineContext) -> IndicConformer:
    """Raises ValueError where ASR_INDIC_MODEL names no folder with the model's files, or they don't fit one another."""
    settings: Settings = context.settings
    if not settings.indic_model:
        raise ValueError("name the folder of the model: ASR_INDIC_MODEL")
    folder = Path(settings.indic_model)
    assets = folder / "assets"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = context.threads
    options.inter_op_num_threads = 1
    on_gpu = ["CUDAExecutionProvider"] if settings.device == "cuda" else []

    def session(name: str) -> Any:
        path = assets / f"{name}.onnx"
        if not path.is_file():
            raise ValueError(f"{path} is not there")
        try:
            return onnxruntime.InferenceSession(
                str(path), options, providers=[*on_gpu, "CPUExecutionProvider"]
            )
        except Exception as error:  # its own kinds derive from nothing of Python's
            raise ValueError(f"{path} can't be loaded: {error}") from error

    return IndicConformer(
        session("encoder"),
        session("ctc_decoder"),
        read_vocabularies(assets),
        folder.resolve().name,
        emphasises=emphasises(assets / "preprocessor.ts"),
    )


def read_vocabularies(assets: Path) -> dict[str, IndicVocabulary]:
    """By language. Raises ValueError for files that don't fit each other."""
    tokens = json.loads((assets / "vocab.json").read_text(encoding="utf-8"))
    masks = json.loads((assets / "language_masks.json").read_text(encoding="utf-8"))
    found: dict[str, IndicVocabulary] = {}
    for language, mask in masks.items():
        places = np.flatnonzero(np.array(mask, bool))
        own = tokens.get(language, ())
        # A last token without an output stands where the blank is.
        if len(places) - 1 not in {len(own), len(own) - 1}:
            raise ValueError(f"{assets}: {len(own)} tokens of {language!r} for {len(places)} outputs")  # fmt: skip
        found[language] = IndicVocabulary(tuple(own[: len(places) - 1]), places)
    if not found:
        raise ValueError(f"{assets}: no language")
    return found


def emphasises(preprocessor: Path) -> bool:
    """Whether the published features emphasise high frequencies; as NeMo does by default where they are not there to be read."""
    if not preprocessor.is_file():
        return True
    with zipfile.ZipFile(preprocessor) as archive:
        code = [archive.read(name) for name in archive.namelist() if name.endswith(".py")]
    return any(number in text for text in code for number in _EMPHASISES)
