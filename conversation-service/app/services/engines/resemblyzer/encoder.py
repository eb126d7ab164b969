"""Voice vectors: the generalised end-to-end speaker encoder of Wan et al. 2018 with Resemblyzer's weights, in numpy.

Three LSTM layers of 256 over the mel spectra of a window, then a linear layer, cut at zero and of length 1. Cosines of two vectors are .5 to 1.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from .checkpoint import read_weights
from .mel import N_BANDS

N_DIMENSIONS = 256
_N_LAYERS = 3
BATCH = 128
"""Windows at once: enough for BLAS, 2 MB of states."""


class VoiceEncoder:
    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        """`weights` by torch's names; see `NAMES`."""
        self._layers = [
            (
                np.ascontiguousarray(weights[f"lstm.weight_ih_l{layer}"].T),
                np.ascontiguousarray(weights[f"lstm.weight_hh_l{layer}"].T),
                weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"],
            )
            for layer in range(_N_LAYERS)
        ]
        self._linear = np.ascontiguousarray(weights["linear.weight"].T)
        self._bias = weights["linear.bias"]

    @classmethod
    def load(cls, path: Path) -> "VoiceEncoder":
        """Raises UnreadableCheckpoint, OSError."""
        return cls(read_weights(path, NAMES))

    def embed(self, windows: np.ndarray) -> np.ndarray:
        """float32 (n_windows, n_frames, N_BANDS) → float32 (n_windows, N_DIMENSIONS), each of length 1."""
        if windows.shape[2] != N_BANDS:
            raise ValueError(f"mel spectra have {N_BANDS} bands, not {windows.shape[2]}")
        made = [self._embed(windows[at : at + BATCH]) for at in range(0, len(windows), BATCH)]
        return np.concatenate([np.zeros((0, N_DIMENSIONS), np.float32), *made])

    def _embed(self, windows: np.ndarray) -> np.ndarray:
        rows = np.ascontiguousarray(windows.transpose(1, 0, 2))
        for layer in self._layers:
            rows = _lstm(rows, *layer)
        raw = np.maximum(rows[-1] @ self._linear + self._bias, 0.0)
        return raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-8)


def _names() -> Iterable[str]:
    for layer in range(_N_LAYERS):
        for kind in ("weight", "bias"):
            yield f"lstm.{kind}_ih_l{layer}"
            yield f"lstm.{kind}_hh_l{layer}"
    yield from ("linear.weight", "linear.bias")


NAMES = tuple(_names())


def _lstm(rows: np.ndarray, into: np.ndarray, back: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """float32 (n_frames, n_windows, n_in) → (n_frames, n_windows, n_hidden); gates in torch's order: input, forget, cell, output."""
    n_frames, n_windows, _ = rows.shape
    n_hidden = len(back)
    gates_in = rows @ into + bias
    hidden = np.zeros((n_windows, n_hidden), np.float32)
    cell = np.zeros((n_windows, n_hidden), np.float32)
    out = np.empty((n_frames, n_windows, n_hidden), np.float32)
    for frame in range(n_frames):
        gates = gates_in[frame] + hidden @ back
        opened = _sigmoid(gates[:, : 2 * n_hidden])
        cell = opened[:, n_hidden:] * cell + opened[:, :n_hidden] * np.tanh(
            gates[:, 2 * n_hidden : 3 * n_hidden]
        )
        hidden = _sigmoid(gates[:, 3 * n_hidden :]) * np.tanh(cell)
        out[frame] = hidden
    return out


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return 0.5 * (1.0 + np.tanh(0.5 * values))
