"""Who reads: Kokoro's voices, with what they said before kept on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.common.engines import Voices
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample

from .readings import ReadSentence

SENTENCE_GAP_S = 0.3


class Reader:
    def __init__(self, model_dir: Path, folder: Path) -> None:
        """`folder`: where what was said is kept."""
        self._voices = Voices(model_dir)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def read(self, sentences: Sequence[ReadSentence], voice: str) -> np.ndarray:
        """float32 at 16 kHz."""
        gap = np.zeros(int(SENTENCE_GAP_S * RATE_HZ), dtype=np.float32)
        pieces = [gap]
        for each in sentences:
            pieces += [self._sentence(each, voice), gap]
        return np.concatenate(pieces)

    def _sentence(self, sentence: ReadSentence, voice: str) -> np.ndarray:
        last = len(sentence.phones) - 1
        marks = [
            "." if i == last else "," if halt else "" for i, halt in enumerate(sentence.pauses)
        ]
        key = hashlib.sha256(repr((voice, sentence.phones, marks)).encode()).hexdigest()[:20]
        path = self._folder / f"{key}.npy"
        if not path.exists():
            words = list(zip(sentence.phones, marks, strict=True))
            speech = self._voices.speak_phones(words, voice=voice)
            samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
            np.save(path, (samples * 32767).astype(np.int16))
        return np.load(path).astype(np.float32) / 32768
