import warnings

import numpy as np
import pytest
from scipy.special import erfc

from shared.acoustics.nn import gelu


def exact(values: np.ndarray) -> np.ndarray:
    wide = values.astype(np.float64)
    return wide * 0.5 * erfc(-wide * np.sqrt(0.5))


def test_the_unit_is_as_exact_as_float32_everywhere():
    values = np.concatenate(
        [np.linspace(-50, 50, 1_000_001), [0, -0.0, 1e-30, -1e-30, 1e30, -1e30]]
    ).astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = gelu(values)
    assert told.dtype == np.float32
    assert np.abs(told - exact(values)).max() < 5e-7
    assert (told[values >= 0] >= 0).all()


@pytest.mark.parametrize("shape", [(0, 3), (1,), (7, 5), (3, 1 << 14), ((1 << 14) + 1,)])
def test_values_keep_their_places_and_are_left_as_they_were(shape):
    values = np.random.default_rng(0).normal(0, 3, shape).astype(np.float32)
    before = values.copy()
    told = gelu(values)
    assert told.shape == shape
    assert np.array_equal(values, before)
    np.testing.assert_allclose(told, exact(values), atol=5e-7)


def test_values_that_lie_across_are_read_in_their_order():
    values = np.arange(-10, 10, dtype=np.float32).reshape(4, 5)
    np.testing.assert_array_equal(gelu(values.T), gelu(values).T)
