"""Convolution by transforms of a tile, against the plain sum."""

import numpy as np
import pytest

from ..app.utils.fourier_tiles import fourier_tiles


@pytest.mark.parametrize(("n_taps", "n_samples"), [(1, 4), (3, 8), (7, 20), (11, 24), (11, 64)])
def test_a_tile_gives_what_the_sum_gives(n_taps: int, n_samples: int):
    rng = np.random.default_rng(n_taps)
    taps, samples = rng.normal(size=n_taps), rng.normal(size=n_samples)
    tiles = fourier_tiles(n_taps, n_samples)
    made = tiles.back @ ((tiles.of_taps @ taps) * (tiles.into @ samples))
    assert len(made) == tiles.n_outputs == n_samples - n_taps + 1
    np.testing.assert_allclose(made, np.correlate(samples, taps, mode="valid"), atol=1e-12)


def test_it_takes_fewer_products_than_the_sum():
    tiles = fourier_tiles(11, 24)
    assert tiles.n_products == len(tiles.of_taps) == tiles.back.shape[1] == 35
    assert tiles.n_products / tiles.n_outputs < 11 / 4
