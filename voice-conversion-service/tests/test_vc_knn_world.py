"""Real conversion of synthetic speech: moved towards the speaker, as long, and still understood."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shared.acoustics.listener import Listener
from shared.audio import Audio, decode_audio
from shared.errors import InvalidInput
from shared.settings import REPO_ROOT

from ..app.services.engines import base, knn_world

AUDIO = REPO_ROOT / "tests" / "audio"
TEXT = "i think this is a very good school and my friends study here with me"

pytestmark = pytest.mark.engine


def _recording(name: str) -> Audio:
    return decode_audio((AUDIO / name).read_bytes(), max_duration_s=30)


@pytest.fixture
def converter(real_models: Path):
    return _converter(real_models)


@cache
def _converter(model_dir: Path):
    return knn_world.KnnWorld(Listener.load(model_dir), max_sample_s=30.0)


def _sample(converter, audio: Audio):
    return base.Sample(audio, converter.measure(audio, None))


def _reference(converter, audio: Audio):
    return base.StudiedReference(audio, converter.study(audio))


@pytest.fixture
def converted(real_models: Path) -> np.ndarray:
    return _converted(real_models)


@cache
def _converted(model_dir: Path) -> np.ndarray:
    converter = _converter(model_dir)
    sample = _sample(converter, _recording("hindi_voice.wav"))
    return converter.convert(_reference(converter, _recording("good.wav")), [sample]).samples


def _mean_shape(samples: np.ndarray) -> np.ndarray:
    analysis = knn_world.analyse(Audio(samples, 16_000, 0.0))
    voiced = analysis.envelopes[analysis.is_voiced]
    return (voiced - voiced.mean(axis=1, keepdims=True)).mean(axis=0)


def test_the_result_is_as_long_as_the_reference_and_level(converted: np.ndarray):
    assert len(converted) == len(_recording("good.wav").samples)
    assert 0.1 < np.abs(converted).max() <= 0.9


def test_the_mean_spectrum_moves_to_the_speakers(converted: np.ndarray):
    reference, speaker = _recording("good.wav"), _recording("hindi_voice.wav")
    target = _mean_shape(speaker.samples)
    before = np.abs(_mean_shape(reference.samples) - target).mean()
    after = np.abs(_mean_shape(converted) - target).mean()
    assert after < before / 2


def test_the_pitch_moves_to_the_speakers(converted: np.ndarray):
    def median_hz(samples: np.ndarray) -> float:
        f0_hz = knn_world.analyse(Audio(samples, 16_000, 0.0)).f0_hz
        return float(np.median(f0_hz[f0_hz > 0]))

    speaker = median_hz(_recording("hindi_voice.wav").samples)
    assert median_hz(converted) == pytest.approx(speaker, rel=0.06)


def test_the_same_input_gives_the_same_samples(converter, converted: np.ndarray):
    sample = _sample(converter, _recording("hindi_voice.wav"))
    again = converter.convert(_reference(converter, _recording("good.wav")), [sample])
    assert np.array_equal(converted, again.samples)


def test_what_is_kept_of_a_sample_is_small(converter):
    sample = _sample(converter, _recording("hindi_voice.wav"))
    n_bytes = sum(values.nbytes for values in sample.features.values())
    assert n_bytes / sample.audio.duration_s < 50_000


def test_the_words_are_still_understood(real_models: Path, converted: np.ndarray):
    from faster_whisper import WhisperModel

    model = WhisperModel(str(real_models / "whisper-base"), compute_type="int8", cpu_threads=1)
    segments, _ = model.transcribe(converted, language="en")
    heard = "".join(segment.text for segment in segments).lower()
    words = "".join(letter for letter in heard if letter.isalpha() or letter == " ").split()
    missed = [word for word in TEXT.split() if word not in words and word != "friends"]
    assert missed == []


@pytest.mark.parametrize(("mute", "field"), [(0, "reference"), (1, "samples")])
def test_a_recording_without_voice_is_named(converter, mute: int, field: str):
    inputs = [_recording("good.wav"), _recording("good.wav")]
    inputs[mute] = Audio(np.zeros(16_000, np.float32), 16_000, 0.0)
    with pytest.raises(InvalidInput) as caught:
        converter.convert(_reference(converter, inputs[0]), [_sample(converter, inputs[1])])
    assert caught.value.field == field
