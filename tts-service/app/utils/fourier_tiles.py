"""Convolution by short Fourier transforms, in real numbers: overlap-save, a tile at a time.

`back · ((of_taps · taps) × (into · samples))` is what the taps make of a tile, where `×` is a product of matrices over channels,
one for each of `n_products`: the shape of Lavin and Gray's fast convolutions (2016), with Fourier's transform in place of
Winograd's, which loses too many digits over so many taps. A complex product is three real ones (Gauss).
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class FourierTiles:
    n_samples: int
    """That a tile reads; the last of them belong to the next one as well."""
    n_outputs: int
    """That it gives: as many samples on begins the next."""
    into: np.ndarray
    """float64 (n_products, n_samples)."""
    of_taps: np.ndarray
    """float64 (n_products, n_taps)."""
    back: np.ndarray
    """float64 (n_outputs, n_products)."""

    @property
    def n_products(self) -> int:
        return len(self.into)


def fourier_tiles(n_taps: int, n_samples: int) -> FourierTiles:
    """For correlation, as in neural networks: output t is the sum of `taps[n] * samples[t + n]`.

    `n_samples` is even and more than `n_taps`.
    """
    n_outputs = n_samples - n_taps + 1
    samples, taps, outputs = np.arange(n_samples), np.arange(n_taps), np.arange(n_outputs)
    into: list[np.ndarray] = []
    of_taps: list[np.ndarray] = []
    back: list[np.ndarray] = []
    for frequency in range(n_samples // 2 + 1):
        angle = 2 * np.pi * frequency / n_samples
        real, imaginary = np.cos(angle * samples), -np.sin(angle * samples)
        # the taps' transform is conjugated, so that they run the way of the samples
        taps_real, taps_imaginary = np.cos(angle * taps), np.sin(angle * taps)
        cosine, sine = np.cos(angle * outputs) / n_samples, np.sin(angle * outputs) / n_samples
        if frequency in (0, n_samples // 2):
            into.append(real)
            of_taps.append(taps_real)
            back.append(cosine)
        else:
            into += [real, imaginary, real + imaginary]
            of_taps += [taps_real, taps_imaginary, taps_real + taps_imaginary]
            back += [2 * (cosine + sine), 2 * (sine - cosine), -2 * sine]
    return FourierTiles(n_samples, n_outputs, np.array(into), np.array(of_taps), np.array(back).T)
