"""The encoder of Whisper base as an ONNX graph, from the same file and with the same outputs as shared.acoustics.encoder."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from shared.acoustics.encoder import BLOCKS, HEADS, WIDTH, read_ctranslate2

OPSET = 17
"""The first with LayerNormalization; onnxruntime has it from 1.12 on."""
_IR = 8
_HEAD_WIDTH = WIDTH // HEADS


class _EncoderGraph:
    """Nodes and weights, one after the other."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self._weights = weights

    def constant(self, name: str, values: Any) -> str:
        self.initializers.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def weight(self, name: str, *, transposed: bool = False) -> str:
        values = self._weights[name]
        return self.constant(name, np.ascontiguousarray(values.T) if transposed else values)

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """The name of what it gives."""
        made = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [made], **attributes))
        return made

    def gelu(self, values: str) -> str:
        erf = self.node("Erf", self.node("Mul", values, "root_half"))
        return self.node("Mul", values, self.node("Mul", self.node("Add", erf, "one"), "half"))

    def linear(self, values: str, name: str) -> str:
        product = self.node("MatMul", values, self.weight(f"{name}/weight", transposed=True))
        return self.node("Add", product, self.weight(f"{name}/bias"))

    def layer_norm(self, values: str, name: str) -> str:
        gamma, beta = self.weight(f"{name}/gamma"), self.weight(f"{name}/beta")
        return self.node("LayerNormalization", values, gamma, beta, axis=-1, epsilon=1e-5)

    def heads(self, qkv: str, place: int) -> str:
        """(HEADS, n_frames, WIDTH / HEADS) of query, key or value."""
        begin, end = f"begin_{place}", f"end_{place}"
        part = self.node("Slice", qkv, begin, end, "last_axis")
        return self.node("Transpose", self.node("Reshape", part, "by_head"), perm=[1, 0, 2])

    def block(self, state: str, layer: str) -> str:
        normed = self.layer_norm(state, f"{layer}/self_attention/layer_norm")
        qkv = self.linear(normed, f"{layer}/self_attention/linear_0")
        query, key, value = (self.heads(qkv, place) for place in range(3))
        scores = self.node("MatMul", query, self.node("Transpose", key, perm=[0, 2, 1]))
        weights = self.node("Softmax", self.node("Mul", scores, "scale"), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", weights, value), perm=[1, 0, 2])
        joined = self.node("Reshape", mixed, "by_frame")
        state = self.node("Add", state, self.linear(joined, f"{layer}/self_attention/linear_1"))
        normed = self.layer_norm(state, f"{layer}/ffn/layer_norm")
        hidden = self.gelu(self.linear(normed, f"{layer}/ffn/linear_0"))
        return self.node("Add", state, self.linear(hidden, f"{layer}/ffn/linear_1"))


def encoder_graph(model_bin: Path) -> bytes:
    """`mel` float32 (n_mel_frames, 80) → `hidden` float32 (n_frames, 2048). Raises ValueError for another file."""
    weights = read_ctranslate2(model_bin, "encoder/")
    graph = _EncoderGraph(weights)
    _constants(graph)
    state = graph.node("Unsqueeze", graph.node("Transpose", "mel", perm=[1, 0]), "first_axis")
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, bias = graph.weight(f"{name}/weight"), graph.weight(f"{name}/bias")
        state = graph.gelu(
            graph.node("Conv", state, kernel, bias, pads=[1, 1], strides=[stride], kernel_shape=[3])
        )
    state = graph.node("Transpose", graph.node("Squeeze", state, "first_axis"), perm=[1, 0])
    n_frames = graph.node("Slice", graph.node("Shape", state), "zero", "one_place", "zero")
    positions = graph.node("Slice", "positions", "zero", n_frames, "zero")
    state = graph.node("Add", state, positions)
    kept: list[str] = []
    for number in range(1, BLOCKS[-1] + 1):
        state = graph.block(state, f"layer_{number - 1}")
        if number == BLOCKS[-1]:
            state = graph.layer_norm(state, "layer_norm")
        if number in BLOCKS:
            kept.append(state)
    graph.nodes.append(helper.make_node("Concat", kept, ["hidden"], axis=1))
    return _whole(graph)


def _constants(graph: _EncoderGraph) -> None:
    graph.constant("positions", graph._weights["position_encodings/encodings"])  # pyright: ignore[reportPrivateUsage]
    for name, value in (
        ("root_half", np.sqrt(0.5)),
        ("one", 1.0),
        ("half", 0.5),
        ("scale", 1 / np.sqrt(_HEAD_WIDTH)),
    ):
        graph.constant(name, np.float32(value))
    for place in range(3):
        graph.constant(f"begin_{place}", np.array([place * WIDTH], np.int64))
        graph.constant(f"end_{place}", np.array([(place + 1) * WIDTH], np.int64))
    for name, values in (
        ("last_axis", [1]),
        ("first_axis", [0]),
        ("zero", [0]),
        ("one_place", [1]),
        ("by_head", [-1, HEADS, _HEAD_WIDTH]),
        ("by_frame", [-1, WIDTH]),
    ):
        graph.constant(name, np.array(values, np.int64))


def _whole(graph: _EncoderGraph) -> bytes:
    made = helper.make_graph(
        graph.nodes,
        "whisper_encoder",
        [helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["n_mel_frames", 80])],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["n_frames", 2048])],
        graph.initializers,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    return model.SerializeToString()
