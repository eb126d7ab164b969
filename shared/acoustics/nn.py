"""The two functions every small network here is made of."""

import numpy as np
from scipy.special import erf


def gelu(values: np.ndarray) -> np.ndarray:
    """Gaussian error linear unit (Hendrycks & Gimpel 2016), exact."""
    return values * (0.5 * (1.0 + erf(values * np.float32(np.sqrt(0.5)))))


def layer_norm(values: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Layer normalisation (Ba et al. 2016) over the last axis."""
    centred = values - values.mean(axis=-1, keepdims=True)
    return centred / np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + 1e-5) * gamma + beta
