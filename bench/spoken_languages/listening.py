"""What Whisper base writes of speech, where it knows the language's script well enough to be a judge."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.voices.words import word_errors
from shared.audio.resampling import resample

JUDGED = ("hi", "mr", "ta", "ur", "vi")
"""It writes the others in Latin or Arabic letters, or repeats itself."""
_RATE_HZ = 16_000


class PromptedWhisper:
    def __init__(self, model_dir: Path) -> None:
        from faster_whisper import WhisperModel

        self._model = WhisperModel(
            str(model_dir / "whisper-base"), compute_type="int8", cpu_threads=1
        )

    def write(self, samples: np.ndarray, rate_hz: int, *, language: str, prompt: str) -> str:
        """`prompt` is another sentence of the language: it sets the script."""
        segments, _ = self._model.transcribe(
            resample(samples, rate_hz, _RATE_HZ),
            language=language,
            initial_prompt=prompt,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text for segment in segments)


def characters(text: str) -> Sequence[str]:
    """Letters and their marks, without spaces, punctuation and joiners."""
    plain = unicodedata.normalize("NFC", text.lower())
    plain = re.sub("[\u200b-\u200d]", "", plain)
    return [each for each in plain if unicodedata.category(each)[0] in "LMN"]


def character_errors(wanted: str, written: str) -> tuple[int, int]:
    """How many, of how many."""
    of = characters(wanted)
    return word_errors(of, characters(written)), len(of)
