"""A model repository as Triton wants it: a folder a model, with `config.pbtxt` and a numbered version in it.

https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/model_repository.html
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Backend = Literal["onnxruntime", "python"]
"""`onnxruntime` is in NVIDIA's container; `python` runs the same file by the package onnxruntime, wherever that is."""
ENCODER, KOKORO, TRANSLATOR = "whisper_encoder", "kokoro", "translator"
VERSION = "1"
ENGINES = Path(__file__).with_name("engines")
"""What runs inside a server, in its Python backend."""


@dataclass(frozen=True, slots=True)
class Tensor:
    name: str
    kind: str
    """FP32, INT64, STRING."""
    dims: tuple[int, ...]
    """-1: whatever it is."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """What a server has to know of a model. No batch axis: each request is a recording or a piece of speech of its own length."""

    name: str
    inputs: Sequence[Tensor]
    outputs: Sequence[Tensor]

    def config(self, backend: Backend, *, instances: int, on_gpu: bool) -> str:
        """`config.pbtxt`."""
        kind = "KIND_GPU" if on_gpu else "KIND_CPU"
        return "\n".join(
            [
                f'name: "{self.name}"',
                f'backend: "{backend}"',
                "max_batch_size: 0",
                *(_tensor("input", each) for each in self.inputs),
                *(_tensor("output", each) for each in self.outputs),
                f"instance_group [ {{ kind: {kind} count: {instances} }} ]",
                "",
            ]
        )


ENCODER_MODEL = ServedModel(
    ENCODER, (Tensor("mel", "FP32", (-1, 80)),), (Tensor("hidden", "FP32", (-1, 2048)),)
)
"""`mel`: (n_mel_frames, 80), 100 a second; `hidden`: (n_mel_frames / 2, 2048), 50 a second."""
DURATIONS = "/encoder/Clip_output_0"
"""Kokoro's own name of the frames that each symbol lasts."""
KOKORO_MODEL = ServedModel(
    KOKORO,
    (
        Tensor("tokens", "INT64", (1, -1)),
        Tensor("style", "FP32", (1, 256)),
        Tensor("speed", "FP32", (1,)),
    ),
    (Tensor("audio", "FP32", (-1,)), Tensor(DURATIONS, "FP32", (-1,))),
)
TRANSLATOR_MODEL = ServedModel(
    TRANSLATOR, (Tensor("request", "STRING", (1,)),), (Tensor("reply", "STRING", (1,)),)
)
"""Both JSON: pieces of sentences as a converted model's `translate_batch` takes them, and what it found."""


def write_onnx(
    folder: Path, model: ServedModel, content: bytes, backend: Backend, *, on_gpu: bool = False
) -> Path:
    """One that is an ONNX file; its folder."""
    place = _begun(folder, model, backend, on_gpu=on_gpu)
    (place / VERSION / "model.onnx").write_bytes(content)
    if backend == "python":
        shutil.copy(ENGINES / "onnx_file.py", place / VERSION / "model.py")
    return place


def write_translator(folder: Path, converted: Path, *, on_gpu: bool = False) -> Path:
    """One of CTranslate2's, with its files; its folder."""
    place = _begun(folder, TRANSLATOR_MODEL, "python", on_gpu=on_gpu)
    shutil.copy(ENGINES / "converted_translator.py", place / VERSION / "model.py")
    shutil.copytree(converted, place / VERSION / "converted", dirs_exist_ok=True)
    return place


def _begun(folder: Path, model: ServedModel, backend: Backend, *, on_gpu: bool) -> Path:
    place = folder / model.name
    (place / VERSION).mkdir(parents=True, exist_ok=True)
    config = model.config(backend, instances=1, on_gpu=on_gpu)
    (place / "config.pbtxt").write_text(config, encoding="utf-8")
    return place


def _tensor(role: str, tensor: Tensor) -> str:
    dims = ", ".join(map(str, tensor.dims))
    return f'{role} [ {{ name: "{tensor.name}" data_type: TYPE_{tensor.kind} dims: [ {dims} ] }} ]'
