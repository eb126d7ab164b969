"""How well Whisper's decoder expected each word of the text, from what its encoder heard.

The decoder of the same frozen model as encoder.py, run by CTranslate2 with the text given (teacher forcing): one
pass over its tokens, nothing is recognised. Raters' word scores follow these probabilities beyond what the
phones say of a word (docs/adr/0009). They rate quality and never say which phone was heard.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from shared.abandon import raise_if_abandoned
from shared.acoustics.encoder import WIDTH
from shared.acoustics.lattice import Segment

N_WORDING = 3
"""Of a word's tokens: sum, mean and lowest of their log-probabilities, nats."""
FLOOR = -12.0
"""No token counts as less likely than e to this."""
_START = ("<|startoftranscript|>", "<|en|>", "<|transcribe|>")


class WhisperDecoder:
    """Thread-safe: CTranslate2 queues the calls."""

    def __init__(self, model_dir: Path, *, threads: int = 1) -> None:
        self._model = ctranslate2.models.Whisper(
            str(model_dir), device="cpu", compute_type="int8", intra_threads=threads
        )
        self._tokens = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
        self._start = [self._tokens.token_to_id(each) for each in _START]

    def expect(self, states: np.ndarray, words: Sequence[str]) -> np.ndarray:
        """float32 (n_words, N_WORDING); `states` float (n_frames, 512), the encoder's output, 30 s at most."""
        raise_if_abandoned()
        cased = [word.casefold() for word in words]
        cased[0] = cased[0].capitalize()
        ids = [self._tokens.encode(f" {each}", add_special_tokens=False).ids for each in cased]
        tokens = [token for word in ids for token in word]
        heard = ctranslate2.StorageView.from_array(
            np.ascontiguousarray(states[None], dtype=np.float32)
        )
        (found,) = self._model.align(heard, self._start, [tokens], [len(states)])
        logs = np.maximum(np.log(np.maximum(found.text_token_probs, 1e-30)), FLOOR)
        bounds = np.cumsum([0, *map(len, ids)])
        rows = [logs[start:stop] for start, stop in pairwise(bounds)]
        return np.array([[row.sum(), row.mean(), row.min()] for row in rows], dtype=np.float32)


def expect_words(
    decoder: WhisperDecoder,
    hidden: np.ndarray,
    segments: Sequence[Segment],
    words: Sequence[str],
    bounds: Sequence[int],
) -> np.ndarray:
    """float32 (n_words, N_WORDING), passage by passage.

    `hidden` is float (n_frames, HIDDEN_SIZE); `bounds` count segments: where passages begin, and the end.
    """
    states = hidden[:, -WIDTH:]
    starts = [segments[first].start for first in bounds[1:-1]]
    frames = pairwise([0, *starts, len(states)])
    answers = [
        decoder.expect(states[begin:end], words[segments[first].word : segments[stop - 1].word + 1])
        for (begin, end), (first, stop) in zip(frames, pairwise(bounds), strict=True)
    ]
    return np.concatenate(answers)
