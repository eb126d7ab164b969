"""The two functions every small network here is made of."""

import numpy as np

_CACHED = 1 << 14
"""Numbers at a time: with what is made of them they stay in a core's own cache."""
_FAR = np.float32(40)
"""From there on it is the value itself, or 0."""
_SLOPE = np.float32(0.3275911)
_POLYNOMIAL = tuple(
    np.float32(each) for each in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
)
"""Of the error function's rational approximation, off by at most 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26); highest power first."""


def gelu(values: np.ndarray) -> np.ndarray:
    """Gaussian error linear unit (Hendrycks & Gimpel 2016) of float32 values, off by 5e-7 at most, as exact as float32 is where it
    is asked for its error function number by number, in a quarter of the time."""
    flat = np.ascontiguousarray(values).reshape(-1)
    out = np.empty_like(flat)
    for start in range(0, len(flat), _CACHED):
        _gelu(flat[start : start + _CACHED], out[start : start + _CACHED])
    return out.reshape(values.shape)


def _gelu(values: np.ndarray, out: np.ndarray) -> None:
    """max(x, 0) less |x| times half of what the error function lacks to 1 at |x| / √2."""
    size = np.abs(values)
    np.minimum(size, _FAR, out=size)
    scaled = size * np.float32(np.sqrt(0.5))
    step = scaled * _SLOPE
    step += 1
    np.reciprocal(step, out=step)
    lacking = step * _POLYNOMIAL[0]
    for coefficient in _POLYNOMIAL[1:]:
        lacking += coefficient
        lacking *= step
    np.square(scaled, out=scaled)
    np.negative(scaled, out=scaled)
    lacking *= np.exp(scaled, out=scaled)
    lacking *= size
    lacking *= np.float32(0.5)
    np.maximum(values, 0, out=out)
    out -= lacking


def layer_norm(values: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Layer normalisation (Ba et al. 2016) over the last axis."""
    centred = values - values.mean(axis=-1, keepdims=True)
    return centred / np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + 1e-5) * gamma + beta
