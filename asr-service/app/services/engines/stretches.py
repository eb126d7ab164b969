"""How likely Whisper's decoder finds a wording that it is given, by the sound and by the words alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from shared.abandon import raise_if_abandoned

_FIRST_MERGE = "Ġ t"
"""The vocabulary's first merge, which the converted tokenizers lack: without it no word that begins with t is one token."""
_START = ("<|startoftranscript|>", "<|en|>", "<|transcribe|>")
_SILENT_MEL = -1.0
"""The lowest value of a log-mel spectrogram whose loudest is 1 (Radford et al. 2022, section 2.2)."""
_SILENT_FRAMES = 40
"""Of the spectrogram, 0.4 s: enough for the decoder to go by the words alone."""
_LEAST_PROBABILITY = 1e-30


class WordingModel:
    """Whisper in English, with the words given. Thread-safe: CTranslate2 queues the calls."""

    def __init__(self, model: Any, model_dir: Path) -> None:
        self._model = model
        self._model_dir = model_dir

    @cached_property
    def _tokens(self) -> Tokenizer:
        return load_tokenizer(self._model_dir)

    @cached_property
    def silence(self) -> np.ndarray:
        """The encoder's output where nothing is said: float32 (n_frames, width)."""
        mel = np.full((1, 80, _SILENT_FRAMES), _SILENT_MEL, dtype=np.float32)
        return as_states(self._model.encode(ctranslate2.StorageView.from_array(mel), to_cpu=True))

    def tokens(self, wording: Sequence[str]) -> list[list[int]]:
        """Token ids by word."""
        return [self._tokens.encode(each, add_special_tokens=False).ids for each in wording]

    def log_probabilities(
        self, states: np.ndarray, wordings: Sequence[Sequence[str]]
    ) -> list[np.ndarray]:
        """Of each word of each wording: float (n_words,). `states`: float (n_frames, width), the encoder's output."""
        raise_if_abandoned()
        ids = [self.tokens(wording) for wording in wordings]
        heard = np.repeat(states[None], len(ids), axis=0)
        found = self._model.align(
            ctranslate2.StorageView.from_array(heard),
            [self._tokens.token_to_id(each) for each in _START],
            [[token for word in each for token in word] for each in ids],
            [len(states)] * len(ids),
        )
        return [
            _by_word(each.text_token_probs, words) for each, words in zip(found, ids, strict=True)
        ]


def _by_word(probabilities: Sequence[float], ids: Sequence[Sequence[int]]) -> np.ndarray:
    logs = np.log(np.maximum(probabilities, _LEAST_PROBABILITY))
    bounds = np.cumsum([0, *map(len, ids)])
    return np.array([logs[start:stop].sum() for start, stop in pairwise(bounds)])


@dataclass(frozen=True, slots=True, eq=False)
class WhisperStretch:
    """A window's words."""

    words: range
    states: np.ndarray
    """float32 (n_frames, width)."""
    model: WordingModel

    def by_sound(self, wording: Sequence[str]) -> np.ndarray:
        return self.model.log_probabilities(self.states, [wording])[0]

    def by_context(self, wordings: Sequence[Sequence[str]]) -> list[np.ndarray]:
        return self.model.log_probabilities(self.model.silence, wordings)


def as_states(encoded: ctranslate2.StorageView) -> np.ndarray:
    """float32 (n_frames, width) of a window's encoding."""
    on_cpu = encoded.to_device(ctranslate2.Device.cpu) if encoded.device != "cpu" else encoded
    return np.array(on_cpu, dtype=np.float32)[0]


def load_tokenizer(model_dir: Path) -> Tokenizer:
    """That of a converted model, with all its merges. Raises OSError or ValueError."""
    described = json.loads((model_dir / "tokenizer.json").read_text(encoding="utf-8"))
    merges = described["model"]["merges"]
    first = _FIRST_MERGE if not merges or isinstance(merges[0], str) else _FIRST_MERGE.split()
    if first not in merges:
        merges.insert(0, first)
    return Tokenizer.from_str(json.dumps(described))
