"""Music, noise and hum: what is told apart from speech, on sounds made here and a spoken clip."""

import numpy as np
import pytest

from shared.audio import Audio, decode_audio
from shared.audio.checks import check_recording
from shared.audio.tones import SILENT, measure_tones
from shared.settings import REPO_ROOT

RATE_HZ = 16_000
CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"


def seconds(duration_s: float) -> np.ndarray:
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def note(hz: float, duration_s: float, *, vibrato_cents: float = 0.0) -> np.ndarray:
    """Six harmonics, with 5.5 Hz vibrato."""
    cents = vibrato_cents * np.sin(2 * np.pi * 5.5 * seconds(duration_s))
    phase = 2 * np.pi * np.cumsum(hz * 2 ** (cents / 1200)) / RATE_HZ
    return 0.1 * np.sum([np.sin(n * phase) / n for n in range(1, 7)], axis=0)


def chords(beat_s: float, duration_s: float) -> np.ndarray:
    triads = [(220, 277, 330), (294, 370, 440), (330, 415, 494), (220, 277, 330)]
    beats = [
        np.sum([note(hz, beat_s) for hz in triads[index % 4]], axis=0)
        for index in range(round(duration_s / beat_s))
    ]
    return np.concatenate(beats)


def tune(*, vibrato_cents: float = 0.0) -> np.ndarray:
    pitches = (262, 294, 330, 349, 392, 349, 330, 294)
    return np.concatenate([note(hz, 0.4, vibrato_cents=vibrato_cents) for hz in pitches])


def noise(duration_s: float, rms: float) -> np.ndarray:
    return np.random.default_rng(7).normal(0, rms, round(duration_s * RATE_HZ))


def hum(mains_hz: float) -> np.ndarray:
    time_s = seconds(3)
    return 0.1 * np.sum(
        [np.sin(2 * np.pi * mains_hz * n * time_s) / n for n in (1, 2, 3, 4)], axis=0
    )


def reason(samples: np.ndarray) -> str | None:
    return check_recording(Audio(samples.astype(np.float32), RATE_HZ, 0.0)).reason


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """3.1 s of synthetic speech at about -20 dBFS."""
    return decode_audio(CLIP.read_bytes(), max_duration_s=10).samples


@pytest.mark.parametrize("beat_s", [0.35, 0.6, 1.2])
def test_chords_at_any_tempo_are_music(beat_s: float):
    assert reason(chords(beat_s, 4.0)) == "music"


@pytest.mark.parametrize("vibrato_cents", [0, 30])
def test_a_tune_is_music_with_or_without_vibrato(vibrato_cents: float):
    assert reason(tune(vibrato_cents=vibrato_cents)) == "music"


def test_speech_over_louder_music_is_music_or_noise(speech: np.ndarray):
    loud = chords(0.6, 3.6)[: len(speech)]
    loud *= 10 ** (6 / 20) * np.std(speech) / np.std(loud)
    assert reason(speech + loud) in {"music", "noise"}


def test_soft_music_behind_speech_does_not_matter(speech: np.ndarray):
    soft = chords(0.6, 3.6)[: len(speech)]
    soft *= 10 ** (-20 / 20) * np.std(speech) / np.std(soft)
    assert reason(speech + soft) is None


def test_a_vowel_held_after_the_sentence_is_not_music(speech: np.ndarray):
    held = note(140, 1.5)
    held *= np.std(speech) / np.std(held)
    assert reason(np.concatenate([speech, held])) != "music"


@pytest.mark.parametrize("mains_hz", [50, 60])
def test_hum_of_the_mains_is_neither_music_nor_noise(mains_hz: float):
    assert reason(hum(mains_hz)) == "no_speech"


def test_hum_behind_speech_does_not_matter(speech: np.ndarray):
    behind = hum(50)[: len(speech)]
    behind = 0.1 * behind * np.std(speech[: len(behind)]) / np.std(behind)
    assert reason(speech[: len(behind)] + behind) is None


@pytest.mark.parametrize("rms", [0.01, 0.1])
def test_noise_alone_is_noise(rms: float):
    assert reason(noise(3, rms)) == "noise"


def test_the_hiss_of_a_quiet_room_is_no_speech():
    # -56 dBFS: above silence, below what is called noise.
    assert reason(noise(3, 0.0016)) == "no_speech"


def test_all_power_of_held_notes_is_steady_and_none_of_noise():
    steady = measure_tones(note(220, 3).astype(np.float32), np.zeros(93, bool))
    assert steady.steady > 0.95
    assert steady.n_partials == pytest.approx(6, abs=0.5)
    noisy = measure_tones(noise(3, 0.1).astype(np.float32), np.zeros(93, bool))
    assert noisy.steady < 0.03
    assert noisy.floor_dbfs == pytest.approx(-22, abs=2)  # -20 dBFS less what lies above 5 kHz


def test_two_minutes_are_measured_like_two_seconds():
    # Blocks of frames overlap by what a partial is followed for: none is lost between them.
    long = measure_tones(np.tile(note(220, 2), 60).astype(np.float32), np.zeros(3750, bool))
    short = measure_tones(note(220, 2).astype(np.float32), np.zeros(62, bool))
    assert long.steady == pytest.approx(short.steady, abs=0.02)
    assert long.active_s == pytest.approx(120, abs=0.5)


def test_a_scrap_has_no_tones():
    assert measure_tones(np.zeros(2000, np.float32), np.zeros(3, bool)) == SILENT
