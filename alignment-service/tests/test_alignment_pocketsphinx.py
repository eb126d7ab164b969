"""The second aligner: times only."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from shared.audio import Audio
from shared.engines import EngineContext

pytestmark = pytest.mark.engine
pytest.importorskip("pocketsphinx")

RATE_HZ = 16_000


@pytest.fixture
def aligner(real_models: Path):
    module = importlib.import_module("alignment-service.app.services.engines.pocketsphinx")
    return module.load(EngineContext(None, real_models, threads=1))


def test_it_times_every_phone_and_claims_nothing_of_what_was_heard(aligner, real_models: Path):
    kokoro = importlib.import_module("tts-service.app.services.engines.kokoro")
    base = importlib.import_module("tts-service.app.services.engines.base")
    decode = importlib.import_module("shared.audio.decode")
    voice = kokoro.Kokoro(real_models / "kokoro-82m", threads=1)
    words = [base.SpeechWord(("V", "EH1", "R", "IY0")), base.SpeechWord(("TH", "IH1", "N"))]
    speech = voice.speak(words, voice="am_michael", speaking_rate=1.0)
    samples = decode.resample(speech.samples, speech.rate_hz, RATE_HZ)
    audio = Audio(np.pad(samples, RATE_HZ // 4), RATE_HZ, 0.0)
    aligned = aligner.align(audio, aligner.pronounce("very thin", {}))
    assert [[phone.target for phone in word.phones] for word in aligned.words] == [
        ["V", "EH", "R", "IY"],
        ["TH", "IH", "N"],
    ]
    assert aligned.words[0].start_s < aligned.words[0].end_s <= aligned.words[1].start_s
    assert aligned.text_match is None
    assert {phone.heard for word in aligned.words for phone in word.phones} == {None}


def test_a_recording_without_room_for_the_text_says_so(aligner):
    base = importlib.import_module("alignment-service.app.services.engines.base")
    noise = np.random.default_rng(0).normal(0, 0.01, RATE_HZ // 5).astype(np.float32)
    words = aligner.pronounce("the very thin boy said this school is a nice place", {})
    with pytest.raises(base.RecordingTooShort):
        aligner.align(Audio(noise, RATE_HZ, 0.0), words)
