"""Weights out of a checkpoint in torch's legacy format, without torch and without running anything that lies in it.

Such a file is five pickles in a row (a magic number, the protocol, sizes, the state, the names of the storages) and then each storage: its number of values in
eight bytes, and the values. A pickle may name any function and have it called; the reader here knows three harmless names and refuses the rest.
"""

import pickle
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


class UnreadableCheckpoint(ValueError):
    """The file isn't a legacy checkpoint of float32 tensors."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class _CheckpointUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        named = (module_name, global_name)
        if named == ("collections", "OrderedDict"):
            return OrderedDict
        if named == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if named == ("torch", "FloatStorage"):
            return "float32"
        raise UnreadableCheckpoint(f"the checkpoint asks for {module_name}.{global_name}")

    def persistent_load(self, pid: Any, /) -> str:
        """Of a storage: ("storage", type, its name, device, number of values, view)."""
        kind, dtype, name, *_ = pid
        if (kind, dtype) != ("storage", "float32"):
            raise UnreadableCheckpoint("the checkpoint holds something but float32")
        return name


def _tensor(
    storage: str, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape), tuple(stride))


def read_weights(path: Path, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The tensors `names` of `model_state`, float32. Raises UnreadableCheckpoint, OSError."""
    with path.open("rb") as file:
        magic, protocol, _, state, keys = (_CheckpointUnpickler(file).load() for _ in range(5))
        if (magic, protocol) != (_MAGIC, _PROTOCOL):
            raise UnreadableCheckpoint(f"{path.name} is no checkpoint in the legacy format")
        storages = {key: _storage(file) for key in keys}
    tensors = state["model_state"]
    if lacking := [name for name in names if name not in tensors]:
        raise UnreadableCheckpoint(f"{path.name} has no {', '.join(lacking)}")
    return {name: _values(tensors[name], storages) for name in names}


def _storage(file: BinaryIO) -> np.ndarray:
    n_values = int.from_bytes(file.read(8), "little")
    values = np.frombuffer(file.read(4 * n_values), "<f4")
    if len(values) != n_values:
        raise UnreadableCheckpoint("the checkpoint ends too early")
    return values


def _values(tensor: _Tensor, storages: dict[str, np.ndarray]) -> np.ndarray:
    n_values = int(np.prod(tensor.shape))
    expected = tuple(int(np.prod(tensor.shape[at + 1 :])) for at in range(len(tensor.shape)))
    if tensor.stride != expected:
        raise UnreadableCheckpoint("a tensor of the checkpoint isn't stored row by row")
    flat = storages[tensor.storage][tensor.offset : tensor.offset + n_values]
    return flat.reshape(tensor.shape).copy()
