"""Chatterbox with random weights in the real format: that recordings go through, not how they sound. The weights' size
is the network's own, 1 GB; there is no smaller one.
"""

import importlib
from pathlib import Path

import numpy as np
import pytest
import torch
from chatterbox.models.s3gen import S3Gen
from safetensors.torch import save_file

from shared.audio import Audio, decode_audio
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

_PACKAGE = "voice-conversion-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.chatterbox")
base = importlib.import_module(f"{_PACKAGE}.services.engines.base")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings


@pytest.fixture(scope="module")
def converter(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("random-chatterbox")
    torch.manual_seed(0)
    state = {name: value.clone().contiguous() for name, value in S3Gen().state_dict().items()}
    save_file(state, folder / "s3gen.safetensors")
    del state
    settings = Settings(chatterbox_dir=folder)
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=2))
    (folder / "s3gen.safetensors").unlink()
    return found


def recording(name: str) -> Audio:
    return decode_audio((REPO_ROOT / "tests" / "audio" / name).read_bytes(), max_duration_s=60)


def test_the_reference_comes_back_as_long_as_it_was_and_the_same_each_time(converter):
    whole = recording("good.wav")
    reference = Audio(whole.samples[: 2 * whole.rate_hz], whole.rate_hz, 0.0)
    samples = [base.Sample(recording("hindi_voice.wav"))]
    one, again = (converter.convert(base.StudiedReference(reference), samples) for _ in range(2))
    assert one.rate_hz == 24_000
    assert len(one.samples) == 2 * 24_000
    assert np.isfinite(one.samples).all()
    assert np.abs(one.samples).max() <= 1.0
    np.testing.assert_array_equal(one.samples, again.samples)


def test_silence_is_no_voice(converter):
    silence = Audio(np.zeros(16_000, np.float32), 16_000, 0.0)
    voice = recording("hindi_voice.wav")
    with pytest.raises(base.NoVoice) as raised:
        converter.convert(base.StudiedReference(silence), [base.Sample(voice)])
    assert raised.value.field == "reference"
    with pytest.raises(base.NoVoice) as raised:
        converter.convert(base.StudiedReference(voice), [base.Sample(silence)])
    assert raised.value.field == "samples"
