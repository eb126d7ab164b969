"""Runs inside a Triton server: the model.onnx beside it, by onnxruntime."""

import json
from pathlib import Path
from typing import Any

import onnxruntime
import triton_python_backend_utils as triton  # pyright: ignore[reportMissingImports]


class TritonPythonModel:
    """The name that Triton looks for."""

    def initialize(self, args: dict[str, str]) -> None:
        config = json.loads(args["model_config"])
        self._inputs = [each["name"] for each in config["input"]]
        self._outputs = [each["name"] for each in config["output"]]
        on_gpu = args["model_instance_kind"] == "GPU"
        file = Path(args["model_repository"]) / args["model_version"] / "model.onnx"
        self._session = onnxruntime.InferenceSession(
            file, providers=["CUDAExecutionProvider"] if on_gpu else ["CPUExecutionProvider"]
        )

    def execute(self, requests: list[Any]) -> list[Any]:
        return [self._answered(each) for each in requests]

    def _answered(self, request: Any) -> Any:
        given = {
            name: triton.get_input_tensor_by_name(request, name).as_numpy() for name in self._inputs
        }
        try:
            made = self._session.run(self._outputs, given)
        except Exception as error:
            return triton.InferenceResponse([], triton.TritonError(type(error).__name__))
        named = zip(self._outputs, made, strict=True)
        return triton.InferenceResponse([triton.Tensor(name, each) for name, each in named])
