"""How well Whisper's decoder expected each word of rated speech."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from shared.acoustics import decoder as runtime_decoder
from shared.acoustics.encoder import WIDTH


def expect_words(
    words: Mapping[str, Sequence[str]], folder: Path, *, model_dir: Path
) -> Iterator[np.ndarray]:
    """What the decoder expected of each utterance's words, from the hidden states in `folder`."""
    decoder = runtime_decoder.WhisperDecoder(model_dir)
    for utterance, texts in words.items():
        hidden = np.load(folder / f"{utterance}.npy").astype(np.float32)
        yield decoder.expect(hidden[:, -WIDTH:], texts)
