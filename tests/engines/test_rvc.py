"""A tiny random RVC v2 voice and content encoder in the real formats: that recordings go through, not how they sound."""

import importlib
from pathlib import Path

import numpy as np
import pytest
import torch
from infer_rvc_python.lib.infer_pack.models import SynthesizerTrnMs768NSFsid
from transformers import HubertConfig, HubertModel

from shared.audio import Audio, decode_audio
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

_PACKAGE = "voice-conversion-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.rvc")
base = importlib.import_module(f"{_PACKAGE}.services.engines.base")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

RATE_HZ = 40_000
VOICE = [
    1025, 32, 16, 16, 32, 2, 1, 3, 0, "1", [3], [[1, 3, 5]], [10, 10, 2, 2], 32, [16, 16, 4, 4], 2, 16, RATE_HZ,
]  # fmt: skip


@pytest.fixture(scope="module")
def converter(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("tiny-rvc")
    torch.manual_seed(0)
    weights = SynthesizerTrnMs768NSFsid(*VOICE, is_half=False).state_dict()
    kept = {name: value for name, value in weights.items() if not name.startswith("enc_q")}
    torch.save({"config": VOICE, "weight": kept, "f0": 1, "version": "v2"}, folder / "own.pth")
    config = HubertConfig(
        hidden_size=768, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64, conv_dim=(32,) * 7,
        num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
    )  # fmt: skip
    HubertModel(config).save_pretrained(folder / "hubert")
    settings = Settings(rvc_model=folder / "own.pth", rvc_hubert_dir=folder / "hubert")
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))
    found.warm_up()
    return found


def recording(name: str) -> Audio:
    return decode_audio((REPO_ROOT / "tests" / "audio" / name).read_bytes(), max_duration_s=60)


def test_the_reference_comes_back_as_long_as_it_was_and_the_same_each_time(converter):
    reference = recording("good.wav")
    samples = [base.Sample(recording("hindi_voice.wav"))]
    one, again = (converter.convert(base.StudiedReference(reference), samples) for _ in range(2))
    assert one.rate_hz == RATE_HZ
    assert len(one.samples) == round(reference.duration_s * RATE_HZ)
    assert np.abs(one.samples).max() <= 1.0
    np.testing.assert_array_equal(one.samples, again.samples)


def test_silence_is_no_voice(converter):
    silence = Audio(np.zeros(16_000, np.float32), 16_000, 0.0)
    with pytest.raises(base.NoVoice) as raised:
        converter.convert(
            base.StudiedReference(silence), [base.Sample(recording("hindi_voice.wav"))]
        )
    assert raised.value.field == "reference"
