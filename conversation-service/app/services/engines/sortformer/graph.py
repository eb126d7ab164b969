"""An ONNX export of NVIDIA's Streaming Sortformer: one step of the stream, which remembers nothing itself.

Inputs `chunk` (1, mels, 128), `spkcache` and `fifo` (1, frames, dimensions), each with its `…_lengths` (1,); outputs `spkcache_fifo_chunk_preds` (1, frames, 4), of cache,
FIFO and chunk behind one another without gaps, `chunk_pre_encode_embs` (1, frames, dimensions) and `chunk_pre_encode_lengths`, as NeMo names them.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from .layout import MELS_PER_FRAME, N_SPEAKERS, StreamLayout, layout_of
from .mels import N_MELS

INPUTS = {"chunk": "tensor(float)", "chunk_lengths": "tensor(int64)", "spkcache": "tensor(float)", "spkcache_lengths": "tensor(int64)", "fifo": "tensor(float)", "fifo_lengths": "tensor(int64)"}  # fmt: skip
OUTPUTS = ("spkcache_fifo_chunk_preds", "chunk_pre_encode_embs", "chunk_pre_encode_lengths")
_FIRST_VERSION = re.compile(r"sortformer.*4spk[-_]v1(?!\d)", re.IGNORECASE)


class SortformerGraph:
    def __init__(self, session: Any) -> None:
        """Raises ValueError for another network, and where its lengths don't fit."""
        inputs = {each.name: each for each in session.get_inputs()}
        found = {name: each.type for name, each in inputs.items()}
        missing = [name for name in OUTPUTS if name not in {e.name for e in session.get_outputs()}]
        if found != INPUTS or missing:
            raise ValueError(
                f"it is no export of Streaming Sortformer in float32: it takes {found}, lacks {missing}"
            )
        *_, n_mels = inputs["chunk"].shape
        *_, self.n_dimensions = inputs["spkcache"].shape
        told = next(each for each in session.get_outputs() if each.name == OUTPUTS[0])
        if n_mels != N_MELS or not isinstance(self.n_dimensions, int):
            raise ValueError(f"it takes {n_mels} bands and {self.n_dimensions} dimensions")
        if isinstance(told.shape[-1], int) and told.shape[-1] != N_SPEAKERS:
            raise ValueError(f"it tells {told.shape[-1]} speakers apart, not {N_SPEAKERS}")
        self._session = session
        self._rooms = {
            name: room if isinstance(room := inputs[name].shape[1], int) else None
            for name in ("chunk", "spkcache", "fifo")
        }
        self.layout = self._fitted(layout_of(session.get_modelmeta().custom_metadata_map))
        self._try()

    def _fitted(self, layout: StreamLayout) -> StreamLayout:
        """An export with fixed lengths is run with those."""
        cache, fifo, chunk = (self._rooms[name] for name in ("spkcache", "fifo", "chunk"))
        layout = replace(
            layout,
            cache=layout.cache if cache is None else cache,
            fifo=layout.fifo if fifo is None else fifo,
        )
        if chunk is not None and chunk < layout.mels_at_once:
            raise ValueError(
                f"it takes {chunk} mel frames at once, and {layout} needs {layout.mels_at_once}"
            )
        return layout

    def _try(self) -> None:
        nothing = np.zeros((0, self.n_dimensions), np.float32)
        mels = np.zeros((MELS_PER_FRAME + 1, N_MELS), np.float32)
        told, embedded = self.run(mels, nothing, nothing)
        if told.shape != (2, N_SPEAKERS) or embedded.shape != (2, self.n_dimensions):
            raise ValueError(f"9 mel frames are {told.shape} and {embedded.shape}, not 2 frames")

    def run(
        self, mels: np.ndarray, cache: np.ndarray, fifo: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities that each speaker speaks, float32 (n_cached + n_waiting + n_frames, 4), and what the chunk's frames are remembered by, float32 (n_frames, n_dimensions).

        `mels`: float32 (n_mel_frames, 128); `cache`, `fifo`: float32 (…, n_dimensions). A frame is MELS_PER_FRAME mel frames, the last one may be of fewer.
        """
        n_frames = -(-len(mels) // MELS_PER_FRAME)
        given: dict[str, np.ndarray] = {}
        for name, rows in (("chunk", mels), ("spkcache", cache), ("fifo", fifo)):
            room = self._rooms[name]
            filled = rows if room is None else np.pad(rows, ((0, room - len(rows)), (0, 0)))
            given[name] = filled[None]
            given[f"{name}_lengths"] = np.array([len(rows)], np.int64)
        told, embedded, _ = self._session.run(OUTPUTS, given)
        return told[0, : len(cache) + len(fifo) + n_frames], embedded[0, :n_frames]


def load_graph(path: Path, *, threads: int, device: str) -> SortformerGraph:
    """Raises ValueError, which names the file."""
    if _FIRST_VERSION.search(path.name):
        raise ValueError(
            f"{path.name}: Sortformer v1 may not be used commercially (CC-BY-NC-4.0) and doesn't stream; take diar_streaming_sortformer_4spk-v2"
        )
    if not path.is_file():
        raise ValueError(f"{path} is not there")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    try:
        return SortformerGraph(
            onnxruntime.InferenceSession(str(path), options, providers=_providers(device))
        )
    except Exception as error:  # onnxruntime's own kinds derive from nothing of Python's
        raise ValueError(f"{path} can't be run: {error}") from error


def _providers(device: str) -> list[Any]:
    kind, _, number = device.partition(":")
    if kind == "cpu":
        return ["CPUExecutionProvider"]
    if kind != "cuda" or "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
        raise ValueError(f"this onnxruntime runs on no {device!r}: install onnxruntime-gpu")
    cuda = ("CUDAExecutionProvider", {"device_id": number or "0"})
    return [cuda, "CPUExecutionProvider"]
