"""A tiny random XTTS in the real format, saved, loaded by the adapter and made to speak: that it works, not how it sounds."""

import importlib
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import BPE
from TTS.tts.configs.xtts_config import XttsConfig
from TTS.tts.models.xtts import Xtts, XttsArgs

from shared.engines import EngineContext
from shared.errors import InvalidInput
from shared.settings import REPO_ROOT

_PACKAGE = "tts-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.xtts")
base = importlib.import_module(f"{_PACKAGE}.services.engines.base")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

WORDS = [
    base.SpeechWord(("V", "EH1", "R", "IY0"), text="Very"),
    base.SpeechWord(("G", "UH1", "D"), ".", text="good"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    where = tmp_path_factory.mktemp("tiny-xtts")
    tokens = [
        "[STOP]",
        "[UNK]",
        "[SPACE]",
        "[START]",
        "[en]",
        *"abcdefghijklmnopqrstuvwxyz'.,!?;:-",
    ]
    tokenizer = Tokenizer(BPE({each: i for i, each in enumerate(tokens)}, [], unk_token="[UNK]"))
    tokenizer.add_special_tokens(tokens[:5])
    tokenizer.save(str(where / "vocab.json"))
    args = XttsArgs(
        gpt_layers=2, gpt_n_model_channels=64, gpt_n_heads=2, decoder_input_dim=64, gpt_max_audio_tokens=40,
        gpt_num_audio_tokens=66, gpt_start_audio_token=64, gpt_stop_audio_token=65,
        gpt_use_perceiver_resampler=True, tokenizer_file=str(where / "vocab.json"),
    )  # fmt: skip
    config = XttsConfig(model_args=args)
    torch.manual_seed(0)
    network = Xtts.init_from_config(config)
    network.tokenizer.tokenizer = tokenizer
    network.init_models()
    torch.save({"model": network.state_dict()}, where / "model.pth")
    config.save_json(str(where / "config.json"))
    return where


@pytest.fixture(scope="module")
def speaker(folder: Path, tmp_path_factory):
    voices = tmp_path_factory.mktemp("voices")
    shutil.copy(REPO_ROOT / "tests" / "audio" / "good.wav", voices / "af_jane.wav")
    shutil.copy(REPO_ROOT / "tests" / "audio" / "hindi_voice.wav", voices / "bm_raj.wav")
    (voices / "notes.txt").write_text("no voice")
    settings = Settings(xtts_licence_accepted=True, xtts_dir=folder, xtts_voices_dir=voices)
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))
    found.warm_up()
    return found


def _speech(speaker, words, voice):
    return base.joined(speaker.speak_pieces(speaker.pieces(words), voice=voice, speaking_rate=1.0))


def test_voices_are_the_recordings(speaker):
    assert [(v.id, v.accent, v.gender) for v in speaker.voices()] == [
        ("af_jane", "en-US", "female"), ("bm_raj", "en-GB", "male"),
    ]  # fmt: skip


def test_it_speaks_and_the_same_request_gives_the_same_samples(speaker):
    one, again = (_speech(speaker, WORDS, "af_jane") for _ in range(2))
    other = _speech(speaker, WORDS, "bm_raj")
    assert one.rate_hz == 24_000
    assert 0.05 < one.duration_s < 10
    assert np.abs(one.samples).max() <= 1.0
    np.testing.assert_array_equal(one.samples, again.samples)
    assert len(one.samples) != len(other.samples) or not np.array_equal(one.samples, other.samples)


def test_bare_phones_and_unknown_voices_are_refused(speaker):
    with pytest.raises(InvalidInput, match="reads text"):
        _speech(speaker, [base.SpeechWord(("AH0",))], "af_jane")
    with pytest.raises(base.UnknownVoice):
        _speech(speaker, WORDS, "af_nobody")
