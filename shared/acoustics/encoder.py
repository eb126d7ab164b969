"""The encoder of Whisper base in numpy, straight from a CTranslate2 `model.bin`.

Architecture: Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision". Phone
evidence needs the inner blocks, which CTranslate2 does not give out, and no decoder; so this reads the
same file and runs the encoder alone, without padding to 30 s.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.nn import gelu, layer_norm

RATE_HZ = 16_000
FRAME_SAMPLES = 320
"""Samples an encoder frame: 50 frames a second."""
FRAME_S = FRAME_SAMPLES / RATE_HZ
BLOCKS = (2, 4, 5, 6)
"""Blocks whose output is kept, counted from 1; the last one after the final layer norm."""
WIDTH = 512
HEADS = 8
HIDDEN_SIZE = WIDTH * len(BLOCKS)
TAIL_SILENCE_S = 1.0
"""Silence put after the recording: without it the encoder's last half second is poor."""
_N_FFT, _HOP, _N_MELS = 400, 160, 80
_WINDOW_S, _CONTEXT_S = 24.0, 2.0
"""Longer recordings go through in windows with context on both sides; the encoder's limit is 30 s."""

_DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


def read_ctranslate2(path: Path, prefix: str) -> dict[str, np.ndarray]:
    """Variables of a CTranslate2 model file whose names start with `prefix`, as float32.

    Raises ValueError when the file is no such model.
    """
    content = memoryview(path.read_bytes())
    position = 0

    def number(code: str) -> int:
        nonlocal position
        (value,) = struct.unpack_from("<" + code, content, position)
        position += struct.calcsize("<" + code)
        return value

    def text() -> str:
        nonlocal position
        length = number("H")
        value = bytes(content[position : position + length]).split(b"\0")[0].decode()
        position += length
        return value

    try:
        number("I")  # binary version
        text()  # specification
        number("I")  # its revision
        variables: dict[str, np.ndarray] = {}
        for _ in range(number("I")):
            name = text()
            shape = [number("I") for _ in range(number("B"))]
            dtype = np.dtype(_DTYPES[number("B")])
            n_bytes = number("I")
            if name.startswith(prefix):
                values = np.frombuffer(content, dtype, n_bytes // dtype.itemsize, position)
                variables[name.removeprefix(prefix)] = values.reshape(shape).astype(np.float32)
            position += n_bytes
    except (struct.error, KeyError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is no CTranslate2 model") from error
    if not variables:
        raise ValueError(f"{path.name} holds no variables under {prefix}")
    return variables


def log_mel(samples: np.ndarray) -> np.ndarray:
    """Whisper's log-mel spectrogram: float32 (n_samples // 160, 80) of 16 kHz audio."""
    window = np.hanning(_N_FFT + 1)[:-1].astype(np.float32)
    padded = np.pad(samples, _N_FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _N_FFT)[::_HOP]
    frames = frames[: len(samples) // _HOP]
    power = np.abs(np.fft.rfft(frames * window, axis=1).astype(np.complex64)) ** 2
    mel = np.log10(np.maximum(power @ _mel_filters().T, 1e-10))
    return ((np.maximum(mel, mel.max() - 8.0) + 4.0) / 4.0).astype(np.float32)


def _mel_filters() -> np.ndarray:
    """Slaney's mel filter bank (Auditory Toolbox, 1998), area-normalised: float32 (80, 201)."""
    global _FILTERS
    if _FILTERS is None:
        edges_hz = _slaney_to_hz(np.linspace(0.0, _hz_to_slaney(RATE_HZ / 2), _N_MELS + 2))
        bins_hz = np.fft.rfftfreq(_N_FFT, 1 / RATE_HZ)
        lower = (bins_hz - edges_hz[:-2, None]) / np.diff(edges_hz)[:-1, None]
        upper = (edges_hz[2:, None] - bins_hz) / np.diff(edges_hz)[1:, None]
        triangles = np.maximum(0.0, np.minimum(lower, upper))
        area = 2.0 / (edges_hz[2:] - edges_hz[:-2])
        _FILTERS = (triangles * area[:, None]).astype(np.float32)
    return _FILTERS


_FILTERS: np.ndarray | None = None
_BREAK_HZ, _LINEAR_HZ, _LOG_STEP = 1000.0, 200.0 / 3, np.log(6.4) / 27


def _hz_to_slaney(hz: float) -> float:
    return (
        hz / _LINEAR_HZ
        if hz < _BREAK_HZ
        else _BREAK_HZ / _LINEAR_HZ + np.log(hz / _BREAK_HZ) / _LOG_STEP
    )


def _slaney_to_hz(mel: np.ndarray) -> np.ndarray:
    knee = _BREAK_HZ / _LINEAR_HZ
    return np.where(
        mel < knee, mel * _LINEAR_HZ, _BREAK_HZ * np.exp(_LOG_STEP * (np.maximum(mel, knee) - knee))
    )


class Encoder(Protocol):
    def hidden(self, samples: np.ndarray) -> np.ndarray:
        """Blocks 2, 4, 5 and 6 side by side: float32 (ceil(n_samples / 320), 2048), 50 frames/s."""
        ...


class WhisperEncoder:
    """Frozen encoder. Thread-safe: it holds weights and no state."""

    def __init__(self, model_bin: Path) -> None:
        weights = read_ctranslate2(model_bin, "encoder/")
        self._conv1 = _as_matrix(weights["conv1/weight"]), weights["conv1/bias"]
        self._conv2 = _as_matrix(weights["conv2/weight"]), weights["conv2/bias"]
        self._positions = weights["position_encodings/encodings"]
        self._final_norm = weights["layer_norm/gamma"], weights["layer_norm/beta"]
        self._blocks = [_block_weights(weights, index) for index in range(BLOCKS[-1])]

    def hidden(self, samples: np.ndarray) -> np.ndarray:
        """Blocks 2, 4, 5 and 6 side by side: float32 (ceil(n_samples / 320), 2048), 50 frames/s.

        Memory is bounded: long recordings pass through in windows.
        """
        return in_windows(samples, self._encode)

    def _encode(self, samples: np.ndarray) -> np.ndarray:
        mel, n_frames = mel_with_tail(samples)
        state = gelu(_convolve(mel, *self._conv1, stride=1))
        state = gelu(_convolve(state, *self._conv2, stride=2))
        state += self._positions[: len(state)]
        kept: list[np.ndarray] = []
        for number, block in enumerate(self._blocks, start=1):
            raise_if_abandoned()
            state = _run_block(state, block)
            if number == BLOCKS[-1]:
                state = layer_norm(state, *self._final_norm)
            if number in BLOCKS:
                kept.append(state[:n_frames])
        return np.concatenate(kept, axis=1)


def in_windows(samples: np.ndarray, encode: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """float32 (ceil(n_samples / 320), 2048) of what `encode` makes of at most 28 s at a time."""
    n_frames = -(-len(samples) // FRAME_SAMPLES)
    out = np.empty((n_frames, HIDDEN_SIZE), dtype=np.float32)
    for start, stop, first, last in _windows(n_frames):
        piece = samples[first * FRAME_SAMPLES : last * FRAME_SAMPLES]
        out[start:stop] = encode(piece)[start - first : stop - first]
    return out


def mel_with_tail(samples: np.ndarray) -> tuple[np.ndarray, int]:
    """Its spectrogram with silence after it, and how many encoder frames it has without that."""
    n_frames = -(-len(samples) // FRAME_SAMPLES)
    tail = n_frames * FRAME_SAMPLES - len(samples) + int(TAIL_SILENCE_S * RATE_HZ)
    return log_mel(np.pad(samples.astype(np.float32, copy=False), (0, tail))), n_frames


def _windows(n_frames: int) -> Iterator[tuple[int, int, int, int]]:
    """(start, stop, first, last): frames to keep, and frames to encode for them."""
    window, context = int(_WINDOW_S / FRAME_S), int(_CONTEXT_S / FRAME_S)
    if n_frames <= window + 2 * context:
        yield 0, n_frames, 0, n_frames
        return
    for start in range(0, n_frames, window):
        stop = min(start + window, n_frames)
        yield start, stop, max(0, start - context), min(n_frames, stop + context)


def _as_matrix(kernel: np.ndarray) -> np.ndarray:
    """Convolution kernel (out, in, 3) → matrix (3 * in, out) for frames laid side by side."""
    return np.ascontiguousarray(kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]))


def _convolve(
    frames: np.ndarray, matrix: np.ndarray, bias: np.ndarray, *, stride: int
) -> np.ndarray:
    padded = np.pad(frames, ((1, 1), (0, 0)))
    n_out = (len(frames) - 1) // stride + 1
    taps = [padded[tap : tap + (n_out - 1) * stride + 1 : stride] for tap in range(3)]
    return np.concatenate(taps, axis=1) @ matrix + bias


_BLOCK_VARIABLES = (
    "self_attention/layer_norm/gamma", "self_attention/layer_norm/beta",
    "self_attention/linear_0/weight", "self_attention/linear_0/bias",
    "self_attention/linear_1/weight", "self_attention/linear_1/bias",
    "ffn/layer_norm/gamma", "ffn/layer_norm/beta",
    "ffn/linear_0/weight", "ffn/linear_0/bias",
    "ffn/linear_1/weight", "ffn/linear_1/bias",
)  # fmt: skip


def _block_weights(weights: dict[str, np.ndarray], index: int) -> list[np.ndarray]:
    return [
        np.ascontiguousarray(value.T) if value.ndim == 2 else value
        for value in (weights[f"layer_{index}/{name}"] for name in _BLOCK_VARIABLES)
    ]


def _run_block(state: np.ndarray, block: list[np.ndarray]) -> np.ndarray:
    g1, b1, w_qkv, b_qkv, w_out, b_out, g2, b2, w_up, b_up, w_down, b_down = block
    n_frames = len(state)
    qkv = layer_norm(state, g1, b1) @ w_qkv + b_qkv
    query, key, value = qkv.reshape(n_frames, 3, HEADS, WIDTH // HEADS).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(WIDTH // HEADS))
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    mixed = (scores @ value).transpose(1, 0, 2).reshape(n_frames, WIDTH)
    state = state + mixed @ w_out + b_out
    return state + gelu(layer_norm(state, g2, b2) @ w_up + b_up) @ w_down + b_down
