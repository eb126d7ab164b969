"""Real conversion of synthetic speech: moved towards the speaker, as long, and still understood."""

import importlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shared.audio import Audio, decode_audio
from shared.errors import InvalidInput
from shared.settings import REPO_ROOT

knn_world = importlib.import_module("voice-conversion-service.app.services.engines.knn_world")
frames = importlib.import_module("voice-conversion-service.app.utils.frames")

AUDIO = REPO_ROOT / "tests" / "audio"
TEXT = "i think this is a very good school and my friends study here with me"


def _recording(name: str) -> Audio:
    return decode_audio((AUDIO / name).read_bytes(), max_duration_s=30)


def _converter():
    return knn_world.KnnWorld(max_sample_s=30.0)


@cache
def _converted() -> np.ndarray:
    return _converter().convert(_recording("good.wav"), [_recording("hindi_voice.wav")]).samples


def _mean_shape(samples: np.ndarray) -> np.ndarray:
    analysis = knn_world.analyse(Audio(samples, 16_000, 0.0))
    voiced = analysis.envelopes[analysis.is_voiced]
    return (voiced - voiced.mean(axis=1, keepdims=True)).mean(axis=0)


def test_the_result_is_as_long_as_the_reference_and_level():
    assert len(_converted()) == len(_recording("good.wav").samples)
    assert 0.1 < np.abs(_converted()).max() <= 0.9


def test_the_mean_spectrum_moves_to_the_speakers():
    reference, speaker = _recording("good.wav"), _recording("hindi_voice.wav")
    target = _mean_shape(speaker.samples)
    before = np.abs(_mean_shape(reference.samples) - target).mean()
    after = np.abs(_mean_shape(_converted()) - target).mean()
    assert after < before / 2


def test_the_same_input_gives_the_same_samples():
    again = _converter().convert(_recording("good.wav"), [_recording("hindi_voice.wav")]).samples
    assert np.array_equal(_converted(), again)


def test_the_words_are_still_understood(real_models: Path):
    from faster_whisper import WhisperModel

    model = WhisperModel(str(real_models / "whisper-base"), compute_type="int8", cpu_threads=1)
    segments, _ = model.transcribe(_converted(), language="en")
    heard = "".join(segment.text for segment in segments).lower()
    words = "".join(letter for letter in heard if letter.isalpha() or letter == " ").split()
    missed = [word for word in TEXT.split() if word not in words and word != "friends"]
    assert missed == []


@pytest.mark.parametrize(("mute", "field"), [(0, "reference"), (1, "samples")])
def test_a_recording_without_voice_is_named(mute: int, field: str):
    inputs = [_recording("good.wav"), _recording("good.wav")]
    inputs[mute] = Audio(np.zeros(16_000, np.float32), 16_000, 0.0)
    with pytest.raises(InvalidInput) as caught:
        _converter().convert(inputs[0], [inputs[1]])
    assert caught.value.field == field


def test_pitch_is_moved_to_the_speakers_and_keeps_its_contour():
    source = np.array([0.0, 100.0, 110.0, 121.0, 0.0])
    speaker = np.array([200.0, 220.0, 242.0])
    mapped = knn_world.mapped_pitch(source, speaker)
    assert mapped == pytest.approx([0.0, 200.0, 220.0, 242.0, 0.0])


def test_a_frame_finds_its_like_among_the_speakers():
    features = np.eye(3, dtype=np.float32)
    shapes = np.array([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    nearest, weights = frames.match(features[[2, 0]], features, shapes)
    assert nearest[:, 0] == pytest.approx([3.0, 1.0], abs=0.05)
    assert ((weights > 0) & (weights <= frames.MAX_WEIGHT)).all()


def test_voiced_and_unvoiced_frames_take_their_own_mean():
    shapes = np.array([[0.0], [2.0], [10.0]])
    means = frames.mean_envelopes(
        shapes, np.array([True, True, False]), frames_voiced=np.array([False, True])
    )
    assert means.tolist() == [[10.0], [1.0]]


def test_a_voice_without_unvoiced_frames_lends_the_mean_of_all():
    means = frames.mean_envelopes(
        np.array([[1.0], [3.0]]), np.array([True, True]), frames_voiced=np.array([False])
    )
    assert means.tolist() == [[2.0]]


def test_smoothing_leaves_a_steady_spectrum_alone():
    steady = np.full((12, 3), 4.0)
    assert frames.smoothed_in_time(steady) == pytest.approx(steady)
