"""WhisperX with the real Whisper base and a tiny random CTC model of letters: the words are right, their times only in order."""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from transformers import (
    Wav2Vec2CTCTokenizer,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2Processor,
)

from shared.audio import decode_audio
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

_PACKAGE = "asr-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.whisperx_batched")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings


@pytest.fixture(scope="module")
def word_model(tmp_path_factory, save_tiny_ctc) -> Path:
    folder = tmp_path_factory.mktemp("tiny-letters")
    letters = ["<pad>", "<s>", "</s>", "<unk>", "|", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ'"]
    path = folder / "letters.json"
    vocabulary = {each: i for i, each in enumerate(letters)}
    path.write_text(json.dumps(vocabulary), encoding="utf-8")
    save_tiny_ctc(folder, vocabulary)
    processor = Wav2Vec2Processor(Wav2Vec2FeatureExtractor(), Wav2Vec2CTCTokenizer(str(path)))
    processor.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def recogniser(word_model: Path):
    settings = Settings(word_model=str(word_model))
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))
    found.warm_up()
    return found


def recording(name: str):
    return decode_audio((REPO_ROOT / "tests" / "audio" / name).read_bytes(), max_duration_s=60)


@pytest.mark.parametrize("language", ["en", None])
def test_what_was_said_is_recognised_with_times_in_order(recogniser, language):
    audio = recording("good.wav")
    heard = recogniser.transcribe(audio, language)
    text = "".join(word.text for word in heard.words).casefold()
    assert "very good school" in text
    assert "study here with me" in text
    starts = [word.start_s for word in heard.words]
    assert starts == sorted(starts)
    assert all(0 <= w.start_s <= w.end_s <= audio.duration_s + 0.1 for w in heard.words)
    assert heard.language == "en"
    assert max(heard.language_probabilities, key=heard.language_probabilities.get) == "en"


def test_silence_has_no_words(recogniser):
    audio = recording("good.wav")
    silent = type(audio)(np.zeros_like(audio.samples), audio.rate_hz, 0.0)
    assert recogniser.transcribe(silent, "en").words == ()
