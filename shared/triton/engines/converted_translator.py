"""Runs inside a Triton server: the converted model in `converted/` beside it, by CTranslate2."""

import json
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import triton_python_backend_utils as triton  # pyright: ignore[reportMissingImports]

ALLOWED = {
    "target_prefix", "beam_size", "max_batch_size", "batch_type", "max_input_length",
    "max_decoding_length", "return_end_token", "return_scores",
}  # fmt: skip
"""Of what `translate_batch` takes, what a request may say."""


class TritonPythonModel:
    """The name that Triton looks for."""

    def initialize(self, args: dict[str, str]) -> None:
        folder = Path(args["model_repository"]) / args["model_version"] / "converted"
        on_gpu = args["model_instance_kind"] == "GPU"
        self._model = ctranslate2.Translator(str(folder), device="cuda" if on_gpu else "cpu")

    def execute(self, requests: list[Any]) -> list[Any]:
        return [self._answered(each) for each in requests]

    def _answered(self, request: Any) -> Any:
        (sent,) = triton.get_input_tensor_by_name(request, "request").as_numpy()
        try:
            asked = json.loads(sent)
            how = {name: value for name, value in asked["how"].items() if name in ALLOWED}
            made = self._model.translate_batch(asked["source"], **how)
            found = [{"tokens": each.hypotheses[0], "score": each.scores[0]} for each in made]
            reply = np.array([json.dumps(found).encode()], dtype=np.object_)
        except Exception as error:
            return triton.InferenceResponse([], triton.TritonError(type(error).__name__))
        return triton.InferenceResponse([triton.Tensor("reply", reply)])
