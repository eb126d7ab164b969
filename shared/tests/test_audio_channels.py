"""Of several channels the speech is kept, however they are wired."""

import numpy as np
import pytest

from shared.audio import decode_audio
from shared.settings import REPO_ROOT
from shared.testing.recordings import through_soundfile

RATE_HZ = 48_000
CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"
SPEECH = decode_audio(CLIP.read_bytes(), max_duration_s=10, rate_hz=RATE_HZ).samples
N = len(SPEECH)
TIME_S = np.arange(N) / RATE_HZ
RANDOM = np.random.default_rng(3)
NOTHING = np.zeros(N)
HISS = RANDOM.normal(0, 0.001, N)
NOISE = RANDOM.normal(0, 0.2, N)
HUM = 0.3 * sum(np.sin(2 * np.pi * 50 * n * TIME_S) / n for n in range(1, 30))
MUSIC = (
    0.1 * sum(np.sin(2 * np.pi * hz * TIME_S) for hz in (220, 277, 330)) * (np.sin(3 * TIME_S) ** 2)
)


def later(seconds: float) -> np.ndarray:
    n = round(seconds * RATE_HZ)
    return np.concatenate([np.zeros(n), SPEECH])[:N]


def heard(*channels: np.ndarray) -> np.ndarray:
    content = through_soundfile(
        np.stack(channels, axis=1).clip(-1, 1), RATE_HZ, format="WAV", subtype="FLOAT"
    )
    return decode_audio(content, max_duration_s=10, rate_hz=RATE_HZ).samples


def likeness(samples: np.ndarray) -> float:
    """0 to 1: of the samples to the speech, upside down or not."""
    return abs(float(np.corrcoef(samples, SPEECH)[0, 1]))


KEPT = {
    "twice the same": [SPEECH, SPEECH],
    "one upside down": [SPEECH, -SPEECH],
    "one nearly upside down": [SPEECH, -0.8 * SPEECH + HISS],
    "upside down and fainter": [0.1 * SPEECH, -SPEECH],
    "on the left": [SPEECH, NOTHING],
    "on the right": [NOTHING, SPEECH],
    "on the right beside hiss": [HISS, SPEECH],
    "at different levels": [SPEECH, 0.1 * SPEECH],
    "beside noise": [NOISE, SPEECH],
    "fainter than the noise beside it": [0.2 * SPEECH, NOISE],
    "one noisy": [SPEECH + NOISE / 4, SPEECH],
    "beside hum": [SPEECH, HUM],
    "beside a constant": [SPEECH, NOTHING + 0.5],
    "one later by 0.3 ms": [SPEECH, later(0.0003)],
    "one later by 5 ms": [SPEECH, 0.9 * later(0.005)],
    "one upside down and later": [SPEECH, -0.9 * later(0.001)],
    "one later by 40 ms": [SPEECH, 0.9 * later(0.04)],
    "two upright, one not": [SPEECH, -SPEECH, SPEECH],
    "in the centre of 5.1": [NOTHING, NOTHING, SPEECH, NOTHING, NOTHING, NOTHING],
    "in the centre of 5.1 with music around": [MUSIC, np.roll(MUSIC, 9_999), SPEECH, NOTHING, MUSIC / 2, MUSIC / 2],
    "left and right of 5.1": [SPEECH, SPEECH, NOTHING, NOTHING, NOTHING, NOTHING],
    "on one of eight microphones": [*[HISS] * 5, SPEECH, HISS, HISS],
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_the_speech_is_kept_however_channels_are_wired(name: str):
    samples = heard(*KEPT[name])
    assert likeness(samples) > 0.97
    loudest = max(np.std(each) for each in KEPT[name] if likeness_of(each) > 0.5)
    assert np.std(samples) > 0.45 * loudest


def likeness_of(channel: np.ndarray) -> float:
    return likeness(channel) if np.std(channel) > 0 else 0.0


def test_two_who_talk_on_a_channel_each_are_both_kept():
    other = SPEECH[::-1]
    samples = heard(SPEECH, other)
    assert float(np.corrcoef(samples, (SPEECH + other) / 2)[0, 1]) > 0.999


def test_speech_that_changes_its_channel_is_kept_to_the_end():
    is_first = TIME_S[-1] / 2 > TIME_S
    samples = heard(np.where(is_first, SPEECH, 0), np.where(is_first, 0, SPEECH))
    assert likeness(samples) > 0.999


def test_what_clips_on_a_channel_that_is_left_out_is_not_counted():
    content = through_soundfile(
        np.stack([SPEECH, NOTHING + 1.0], axis=1), RATE_HZ, format="WAV", subtype="FLOAT"
    )
    assert decode_audio(content, max_duration_s=10).clipped_share == 0.0


def test_noise_on_all_channels_stays_noise():
    assert np.std(heard(NOISE, RANDOM.normal(0, 0.2, N))) > 0.1
