"""The real aligner, and a voice that says any phones: loaded once for all tests that need them."""

from pathlib import Path

import numpy as np
import pytest

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.engines import EngineContext
from shared.mount import module_of
from shared.roster import TTS

from ..app.core import config
from ..app.services.engines.whisper_phones import engine


@pytest.fixture(scope="session")
def aligner(real_models: Path):
    return engine.load(EngineContext(config.Settings(), real_models, threads=1))


@pytest.fixture(scope="session")
def speak(real_models: Path):
    """Words in phones with stress digits → 16 kHz audio by a voice that trained nothing."""
    kokoro = module_of(TTS, "services.engines.kokoro")
    base = module_of(TTS, "services.engines.base")
    voice = kokoro.Kokoro(real_models / "kokoro-82m", threads=1)

    def speak(words: list[str], *, by: str = "am_michael") -> Audio:
        spoken = [base.SpeechWord(tuple(word.split())) for word in words]
        speech = voice.speak(spoken, voice=by, speaking_rate=1.0)
        silence = np.zeros(RATE_HZ // 4, dtype=np.float32)
        samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
        return Audio(np.concatenate([silence, samples, silence]), RATE_HZ, 0.0)

    return speak
