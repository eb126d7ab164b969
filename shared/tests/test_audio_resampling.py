"""Resampling in blocks is what scipy gives for the whole, whatever the blocks."""

from math import gcd

import numpy as np
import pytest
from scipy.signal import resample_poly

from shared.audio.resampling import Resampler, resample

TO_HZ = 16_000


def noise(n_samples: int) -> np.ndarray:
    return (np.random.default_rng(4).standard_normal(n_samples) * 0.2).astype(np.float32)


@pytest.mark.parametrize("from_hz", [4_000, 8_000, 11_025, 22_050, 24_000, 44_100, 48_000, 192_000])
def test_it_gives_what_scipy_gives_for_the_whole(from_hz: int):
    samples = noise(from_hz * 3 + 17)
    divisor = gcd(from_hz, TO_HZ)
    whole = resample_poly(samples, TO_HZ // divisor, from_hz // divisor)
    made = resample(samples, from_hz, TO_HZ)
    np.testing.assert_allclose(made, np.clip(whole, -1, 1), rtol=0, atol=1e-6)


@pytest.mark.parametrize("to_hz", [16_000, 24_000, 48_000])
@pytest.mark.parametrize("n_samples", [1, 2, 7, 441, 5_000])
def test_so_it_does_of_a_few_samples_and_to_other_rates(to_hz: int, n_samples: int):
    samples = noise(n_samples)
    divisor = gcd(44_100, to_hz)
    whole = resample_poly(samples, to_hz // divisor, 44_100 // divisor)
    np.testing.assert_allclose(resample(samples, 44_100, to_hz), whole, rtol=0, atol=1e-6)


@pytest.mark.parametrize("from_hz", [8_000, 44_100, 48_000, 383_999])
def test_the_pieces_do_not_matter(from_hz: int):
    samples, random = noise(from_hz * 2 + 5), np.random.default_rng(9)
    resampler, made, start = Resampler(from_hz, TO_HZ), [], 0
    while start < len(samples):
        stop = start + int(random.integers(1, 70_000))
        made.append(resampler.add(samples[start:stop]))
        start = stop
    made.append(resampler.end())
    np.testing.assert_array_equal(np.concatenate(made), resample(samples, from_hz, TO_HZ))


@pytest.mark.parametrize("n_samples", [0, 1, 2, 100])
def test_a_few_samples_are_enough(n_samples: int):
    assert len(resample(noise(n_samples), 48_000, TO_HZ)) == -(-n_samples // 3)


def test_a_ratio_of_two_primes_needs_no_filter_of_its_own_size():
    assert len(resample(noise(383_999), 383_999, TO_HZ)) == pytest.approx(TO_HZ, abs=1)


def test_equal_rates_change_nothing():
    samples = noise(1_000)
    np.testing.assert_array_equal(resample(samples, TO_HZ, TO_HZ), samples)
