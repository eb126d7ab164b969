"""A clip that was cut to the sample is measured as the same clip with a pause around it."""

import numpy as np
import pytest

from shared.audio import Audio, decode_audio
from shared.audio.checks import check_recording, listen_to
from shared.audio.room import room_for
from shared.audio.voice_activity import STEP
from shared.settings import REPO_ROOT

RATE_HZ = 16_000
CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"
ROOM_S = 0.32


def audio(samples: np.ndarray) -> Audio:
    return Audio(samples.astype(np.float32), RATE_HZ, 0.0)


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    return decode_audio(CLIP.read_bytes(), max_duration_s=10).samples


@pytest.fixture(scope="module")
def tight(speech: np.ndarray) -> np.ndarray:
    """Cut at 40 dB below the peak."""
    loud = np.flatnonzero(np.abs(speech) > 0.01 * np.abs(speech).max())
    return speech[loud[0] : loud[-1] + 1]


def test_speech_at_both_ends_is_given_room(tight: np.ndarray):
    listening = listen_to(audio(tight))
    assert listening.lead_s == pytest.approx(ROOM_S)
    assert listening.audio.duration_s == pytest.approx(len(tight) / RATE_HZ + 2 * ROOM_S)
    assert len(listening.probabilities) == len(tight) // STEP
    assert (listening.probabilities[2:-2] > 0.5).mean() > 0.8


def test_a_recording_with_pauses_around_is_left_as_it_is(speech: np.ndarray):
    recording = audio(speech)
    listening = listen_to(recording)
    assert listening.audio is recording
    assert listening.lead_s == 0.0


def test_only_the_end_that_speech_touches_is_given_room(tight: np.ndarray):
    pause = np.zeros(RATE_HZ)
    before = listen_to(audio(np.concatenate([tight, pause])))
    after = listen_to(audio(np.concatenate([pause, tight])))
    assert (before.lead_s, before.audio.duration_s) == (
        pytest.approx(ROOM_S),
        pytest.approx(len(tight) / RATE_HZ + 1 + ROOM_S),
    )
    assert (after.lead_s, after.audio.duration_s) == (
        0.0,
        pytest.approx(len(tight) / RATE_HZ + 1 + ROOM_S),
    )


@pytest.mark.parametrize("length_s", [0.5, 1.0, 1.5])
def test_a_stretch_out_of_the_middle_is_no_noise(tight: np.ndarray, length_s: float):
    for start in range(0, len(tight) - round(length_s * RATE_HZ), RATE_HZ // 5):
        checks = check_recording(audio(tight[start : start + round(length_s * RATE_HZ)]))
        assert checks.reason is None
        assert checks.snr_db is None or checks.snr_db > 3


def test_what_is_put_around_is_no_noise_floor(tight: np.ndarray):
    random = np.random.default_rng(5)
    noisy = tight + random.normal(0, 0.02, len(tight))
    assert (check_recording(audio(noisy)).snr_db or 0) < 25


@pytest.mark.parametrize("length_s", [0.5, 1.0, 3.0])
def test_noise_and_tones_stay_what_they_are(length_s: float):
    random = np.random.default_rng(5)
    n = round(length_s * RATE_HZ)
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(n) / RATE_HZ)
    assert check_recording(audio(random.normal(0, 0.1, n))).reason == "noise"
    assert check_recording(audio(tone)).reason == "no_speech"


def test_nothing_is_nothing():
    nothing = audio(np.zeros(0))
    listening = room_for(nothing, lambda _: np.zeros(0, np.float32)).around(nothing)
    assert (listening.lead_s, len(listening.probabilities)) == (0.0, 0)
