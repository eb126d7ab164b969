"""Networks in the form of Streaming Sortformer's export, which hear tones of four heights as four speakers."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from shared.audio.decode import RATE_HZ
from shared.audio.long_recording import LongRecording

from ..app.services.engines.sortformer.mels import N_MELS

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
TONES_HZ = (500, 1000, 2000, 4000)
SMALL = {"chunk_len": "5", "left_context": "1", "right_context": "1", "fifo_len": "6", "spkcache_update_period": "5", "spkcache_len": "32"}  # fmt: skip
"""A stream whose memory is full after five seconds."""


def mel(hz: float) -> float:
    return hz / (200 / 3) if hz < 1000 else 15 + np.log(hz / 1000) / (np.log(6.4) / 27)


def weights() -> np.ndarray:
    """(N_MELS, 4): a tone's own bands against those of the other three."""
    found = np.zeros((N_MELS, len(TONES_HZ)), np.float32)
    bands = [round(mel(hz) / mel(8000) * (N_MELS + 1)) - 1 for hz in TONES_HZ]
    for speaker, own in enumerate(bands):
        for band in bands:
            found[band - 1 : band + 2, speaker] = 1 / 3 if band == own else -1 / 9
    return found


def tensor(name: str, of: int, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, of, shape)


def save_sortformer(
    path: Path, told: Mapping[str, str] | None = None, *, rooms: tuple[int, int, int] | None = None
) -> Path:
    """A frame is the mean of 17 mel frames about it, and so reads beyond its own 8. `rooms`: fixed lengths of chunk, cache and FIFO, filled up behind what is told by their lengths."""
    names = ("chunk", "spkcache", "fifo")
    lengths = dict(zip(names, rooms or ("mels", "cached", "waiting"), strict=True))
    nodes = [
        helper.make_node(
            "Slice", [name, "zero", f"{name}_lengths", "one"], [f"{name}_filled"], name=name
        )
        for name in names
    ]
    nodes += [
        helper.make_node("Transpose", ["chunk_filled"], ["bands"], perm=[0, 2, 1]),
        helper.make_node(
            "AveragePool", ["bands"], ["means"], kernel_shape=[17], strides=[8], pads=[8, 8]
        ),
        helper.make_node("Transpose", ["means"], ["chunk_pre_encode_embs"], perm=[0, 2, 1]),
        helper.make_node(
            "Concat", ["spkcache_filled", "fifo_filled", "chunk_pre_encode_embs"], ["all"], axis=1
        ),
        helper.make_node("MatMul", ["all", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "bias"], ["scores"]),
        helper.make_node("Sigmoid", ["scores"], ["spkcache_fifo_chunk_preds"]),
        helper.make_node("Add", ["chunk_lengths", "seven"], ["longer"]),
        helper.make_node("Div", ["longer", "eight"], ["chunk_pre_encode_lengths"]),
    ]
    takes = []
    for name in names:
        takes += [
            tensor(name, FLOAT, 1, lengths[name], N_MELS),
            tensor(f"{name}_lengths", INT64, 1),
        ]
    gives = [
        tensor("spkcache_fifo_chunk_preds", FLOAT, 1, "frames", 4),
        tensor("chunk_pre_encode_embs", FLOAT, 1, "own", N_MELS),
        tensor("chunk_pre_encode_lengths", INT64, 1),
    ]
    constants = {
        "zero": np.array([0]), "one": np.array([1]), "seven": np.array([7]), "eight": np.array([8]),
        "weights": weights(), "bias": np.full(4, -5, np.float32),
    }  # fmt: skip
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", takes, gives, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    helper.set_model_props(model, dict(told or {}))
    onnx.save(model, path)
    return path


def tones(*parts: tuple[tuple[int, ...], float]) -> np.ndarray:
    """(speakers, seconds) one after another; nobody is silence. float32 at 16 kHz."""
    found = []
    for speakers, length_s in parts:
        at_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        sound = np.zeros(len(at_s))
        for speaker in speakers:
            sound += 0.2 * np.sin(2 * np.pi * TONES_HZ[speaker] * at_s)
        found.append(sound)
    return np.concatenate(found).astype(np.float32)


@contextmanager
def recorded(samples: np.ndarray) -> Iterator[LongRecording]:
    with tempfile.TemporaryFile() as file:
        file.write(np.rint(samples * 32_767).astype("<i2").tobytes())
        file.flush()
        yield LongRecording(file, len(samples))
