"""One model of a Triton server, asked over gRPC (https://github.com/triton-inference-server/server/blob/main/docs/protocol)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from shared.engines import EngineUnavailable
from shared.errors import EngineFailed, Unavailable

if TYPE_CHECKING:
    from tritonclient.grpc import InferenceServerClient  # pyright: ignore[reportMissingImports]

_AWAY = ("StatusCode.UNAVAILABLE", "StatusCode.DEADLINE_EXCEEDED", "StatusCode.RESOURCE_EXHAUSTED")
RETRY_AFTER_S = 10


@dataclass(frozen=True, slots=True)
class TritonModel:
    """Thread-safe."""

    client: "InferenceServerClient"
    name: str
    deadline_s: float

    def infer(
        self, inputs: Mapping[str, np.ndarray], outputs: Sequence[str]
    ) -> dict[str, np.ndarray]:
        """Raises Unavailable where the server is away, has not loaded the model, or takes too long, and EngineFailed for what it refuses."""
        from tritonclient.grpc import (  # pyright: ignore[reportMissingImports]
            InferInput,
            InferRequestedOutput,
        )
        from tritonclient.utils import (  # pyright: ignore[reportMissingImports]
            InferenceServerException,
            np_to_triton_dtype,
        )

        given: list[Any] = []
        for name, values in inputs.items():
            each = InferInput(name, list(values.shape), np_to_triton_dtype(values.dtype))
            each.set_data_from_numpy(np.ascontiguousarray(values))
            given.append(each)
        try:
            answer = self.client.infer(
                self.name,
                given,
                outputs=[InferRequestedOutput(each) for each in outputs],
                client_timeout=self.deadline_s,
            )
        except InferenceServerException as error:
            raise _problem(self.name, error.status() or "") from error
        return {each: answer.as_numpy(each) for each in outputs}

    def close(self) -> None:
        self.client.close()


def _problem(model: str, status: str) -> Unavailable:
    """Never with what the server says: a model's own words may hold what was sent."""
    if status in _AWAY:
        return Unavailable(
            f"the Triton server can't be asked for {model} now", retry_after_s=RETRY_AFTER_S
        )
    return EngineFailed(f"the Triton server could not run {model}")


def open_model(address: str, name: str, *, deadline_s: float) -> TritonModel:
    """Raises EngineUnavailable where no address is set. Whether the server is there is seen when it is asked."""
    if not address:
        raise EngineUnavailable("name a Triton server's gRPC address: TRITON_URL=host:8001")
    from tritonclient.grpc import InferenceServerClient  # pyright: ignore[reportMissingImports]

    return TritonModel(InferenceServerClient(address), name, deadline_s)
