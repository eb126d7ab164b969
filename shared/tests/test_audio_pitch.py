"""F0 of sounds whose F0 is known."""

import numpy as np
import pytest

from shared.audio.pitch import CONTOUR_HOP_S, HOP_S, contour_of, semitones, track_pitch


def voice(f0_hz: np.ndarray, rate_hz: int) -> np.ndarray:
    """Eight harmonics, each weaker than the one below, of a pitch given sample by sample."""
    phase = 2 * np.pi * np.cumsum(f0_hz) / rate_hz
    harmonics = [0.1 * np.sin(k * phase) / k for k in range(1, 9)]
    return np.sum(harmonics, axis=0).astype(np.float32)


@pytest.mark.parametrize("rate_hz", [16_000, 24_000])
@pytest.mark.parametrize(("start_hz", "end_hz"), [(90.0, 180.0), (220.0, 140.0), (300.0, 420.0)])
def test_a_glide_is_followed_within_three_percent(rate_hz: int, start_hz: float, end_hz: float):
    true_hz = start_hz * (end_hz / start_hz) ** np.linspace(0, 1, rate_hz)
    found = track_pitch(voice(true_hz, rate_hz), rate_hz).f0_hz
    inner = np.arange(5, 95)
    expected = true_hz[(inner * HOP_S * rate_hz).astype(int)]
    assert np.abs(found[inner] / expected - 1).max() < 0.03


def test_silence_has_no_pitch():
    contour = contour_of(track_pitch(np.zeros(16_000, np.float32), 16_000))
    assert contour.f0_hz == [None] * 50
    assert contour.median_hz is None
    assert contour.range_semitones is None


def test_noise_has_no_pitch():
    noise = 0.1 * np.random.default_rng(3).standard_normal(32_000).astype(np.float32)
    assert np.isnan(track_pitch(noise, 16_000).f0_hz).mean() > 0.98


def test_voice_between_silences_is_where_it_was():
    hum = voice(np.full(16_000, 150.0), 16_000)
    quiet = np.zeros(8_000, np.float32)
    track = track_pitch(np.concatenate([quiet, hum, quiet]), 16_000)
    voiced = np.flatnonzero(~np.isnan(track.f0_hz)) * HOP_S
    assert voiced[0] == pytest.approx(0.5, abs=0.03)
    assert voiced[-1] == pytest.approx(1.5, abs=0.03)
    assert track.between(0.0, 0.45).size == 0


def test_the_contour_has_a_value_every_twenty_milliseconds_to_one_decimal():
    contour = contour_of(track_pitch(voice(np.full(16_000, 123.456), 16_000), 16_000))
    assert contour.hop_s == CONTOUR_HOP_S == 0.02
    assert len(contour.f0_hz) == 50
    assert contour.f0_hz[25] == pytest.approx(123.5, abs=0.11)
    assert contour.median_hz == pytest.approx(123.5, abs=0.11)


def test_an_octave_glide_ranges_over_nearly_twelve_semitones():
    # The 5th to the 95th percentile of 12 evenly spread semitones.
    glide = 100.0 * 2.0 ** np.linspace(0, 1, 32_000)
    contour = contour_of(track_pitch(voice(glide, 16_000), 16_000))
    assert contour.range_semitones == pytest.approx(10.8, abs=0.3)


def test_a_recording_of_fifty_milliseconds_has_no_pitch():
    assert np.isnan(track_pitch(voice(np.full(800, 200.0), 16_000), 16_000).f0_hz).all()


def test_an_octave_is_twelve_semitones():
    assert semitones(200.0, 100.0) == pytest.approx(12.0)
