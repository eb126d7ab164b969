"""Which recordings can be judged: the reasons, on a spoken clip and what was done to it."""

import numpy as np
import pytest

from shared.audio import Audio, decode_audio
from shared.audio.checks import check_recording, speech_probabilities
from shared.settings import REPO_ROOT

RATE_HZ = 16_000
CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """3.1 s of synthetic speech with .3 s of silence at both ends."""
    return decode_audio(CLIP.read_bytes(), max_duration_s=10).samples


def audio(samples: np.ndarray, clipped_share: float = 0.0) -> Audio:
    return Audio(samples.astype(np.float32), RATE_HZ, clipped_share)


def noise(n_samples: int, rms: float) -> np.ndarray:
    return np.random.default_rng(7).normal(0, rms, n_samples)


def test_clean_speech_can_be_judged(speech: np.ndarray):
    checks = check_recording(audio(speech))
    assert checks.reason is None
    assert checks.duration_s == pytest.approx(3.09, abs=0.01)
    assert 2.0 < checks.speech_s < 2.8
    assert checks.level_dbfs is not None
    assert -30 < checks.level_dbfs < -10


def test_soft_room_noise_does_not_matter(speech: np.ndarray):
    checks = check_recording(audio(speech + noise(len(speech), 0.005)))
    assert checks.reason is None
    assert checks.snr_db is not None
    assert checks.snr_db > 15


def test_the_level_is_that_of_the_speech_alone(speech: np.ndarray):
    alone = check_recording(audio(speech)).level_dbfs
    padded = check_recording(audio(np.concatenate([speech, np.zeros(5 * RATE_HZ)]))).level_dbfs
    assert alone is not None
    assert padded == pytest.approx(alone, abs=0.5)


def test_halving_the_amplitude_costs_six_decibels(speech: np.ndarray):
    full, half = (check_recording(audio(speech * gain)).level_dbfs for gain in (1.0, 0.5))
    assert full is not None
    assert half == pytest.approx(full - 6.02, abs=0.5)


TIME_S = np.arange(2 * RATE_HZ) / RATE_HZ


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (np.zeros(2 * RATE_HZ), "silence"),
        (noise(2 * RATE_HZ, 0.0001), "silence"),
        (noise(2 * RATE_HZ, 0.1), "noise"),
        (0.3 * np.sin(2 * np.pi * 440 * TIME_S), "no_speech"),
        (0.3 * np.sin(2 * np.pi * 50 * TIME_S), "no_speech"),
        (np.zeros(0), "too_short"),
        (np.zeros(100), "too_short"),
    ],
    ids=["digital silence", "muted", "white noise", "tone", "mains hum", "nothing", "100 samples"],
)
def test_what_is_no_speech_says_why(samples: np.ndarray, reason: str):
    assert check_recording(audio(samples)).reason == reason


def test_a_clipped_recording_cannot_be_judged(speech: np.ndarray):
    assert check_recording(audio(speech, clipped_share=0.03)).reason == "clipped"
    assert check_recording(audio(speech, clipped_share=0.01)).reason is None


def test_a_scrap_of_speech_is_too_short(speech: np.ndarray):
    checks = check_recording(audio(speech[: round(0.25 * RATE_HZ)]))
    assert checks.reason == "too_short"


def test_a_whisper_from_far_away_is_too_quiet(speech: np.ndarray):
    # The clip's speech is at about -20 dBFS; 36 dB less is below the limit of -50.
    checks = check_recording(audio(speech * 10 ** (-36 / 20)))
    assert checks.reason in {"too_quiet", "no_speech", "silence"}


def test_probabilities_come_one_each_32_ms_and_carry_nothing_over(speech: np.ndarray):
    first = speech_probabilities(audio(speech))
    assert first.shape == (len(speech) // 512,)
    assert first.dtype == np.float32
    speech_probabilities(audio(noise(RATE_HZ, 0.1)))
    np.testing.assert_array_equal(speech_probabilities(audio(speech)), first)


def test_another_rate_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="16000 Hz"):
        speech_probabilities(Audio(np.zeros(1000, np.float32), 8_000, 0.0))
