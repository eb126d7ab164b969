"""Kokoro's graph with less work in it gives what it gave: on small graphs of the same parts, and on the model."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from ..app.services.engines.kokoro_graph import faster

RNG = np.random.default_rng(7)


class Graph:
    """A model of one signal, (1, channels, time), in and out."""

    def __init__(self, n_channels: int, *, opset: int = 20) -> None:
        self.nodes: list[Any] = []
        self.constants: list[TensorProto] = []
        self.n_channels, self.opset = n_channels, opset

    def constant(self, name: str, values: Any, dtype: Any = np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), **attributes))
        return outputs[0]

    def bytes(self) -> bytes:
        shape = [1, self.n_channels, "time"]
        graph = helper.make_graph(
            self.nodes,
            "small",
            [helper.make_tensor_value_info("in", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("out", TensorProto.FLOAT, shape)],
            self.constants,
        )
        opsets = [helper.make_opsetid("", self.opset)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()


def kinds(model: bytes) -> list[str]:
    return [node.op_type for node in ModelProto.FromString(model).graph.node]


def run(model: bytes, signal: np.ndarray, more: dict[str, np.ndarray]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["out"], {"in": signal, **more})[0])


def signal(n_channels: int, n_samples: int) -> np.ndarray:
    return RNG.normal(size=(1, n_channels, n_samples)).astype(np.float32)


def taps_of(n_channels: int, n_taps: int) -> np.ndarray:
    spread = 1 / np.sqrt(n_channels * n_taps)
    return RNG.normal(0, spread, (n_channels, n_channels, n_taps)).astype(np.float32)


def convolved(n_channels: int, n_taps: int, dilation: int = 1, **others: Any) -> bytes:
    graph = Graph(n_channels)
    graph.constant("taps", taps_of(n_channels, n_taps))
    graph.constant("bias", RNG.normal(size=n_channels))
    pads = [(n_taps - 1) // 2 * dilation] * 2
    attributes = {"dilations": [dilation], "pads": pads, "kernel_shape": [n_taps]} | others
    graph.node("Conv", ["in", "taps", "bias"], "out", **attributes)
    return graph.bytes()


@pytest.mark.parametrize("n_samples", [1, 13, 14, 15, 70, 71, 500])
@pytest.mark.parametrize(("n_channels", "n_taps", "dilation"), [(128, 11, 1), (128, 7, 3), (256, 11, 5)])  # fmt: skip
def test_a_long_convolution_of_any_length_gives_the_same(
    n_channels: int, n_taps: int, dilation: int, n_samples: int
):
    plain = convolved(n_channels, n_taps, dilation)
    model, weights = faster(plain)
    assert "Conv" not in kinds(model)
    assert len(weights) == 1
    sound = signal(n_channels, n_samples)
    np.testing.assert_allclose(run(model, sound, weights), run(plain, sound, {}), atol=2e-5)


@pytest.mark.parametrize(
    "plain",
    [
        convolved(128, 3),
        convolved(64, 11),
        convolved(128, 11, strides=[2]),
        convolved(128, 11, pads=[10, 0]),
    ],
    ids=["few taps", "few channels", "stride", "to one side"],
)
def test_another_convolution_stays(plain: bytes):
    model, weights = faster(plain)
    assert (kinds(model), weights) == (["Conv"], {})


def test_two_signals_of_one_length_share_its_padding():
    graph = Graph(128)
    for number, (before, after) in enumerate([("in", "between"), ("between", "out")]):
        taps = graph.constant(f"taps{number}", taps_of(128, 7))
        graph.node("Conv", [before, taps], after, pads=[3, 3])
    plain = graph.bytes()
    model, weights = faster(plain)
    assert kinds(model).count("Shape") == 1
    assert kinds(model).count("Pad") == 2
    sound = signal(128, 333)
    np.testing.assert_allclose(run(model, sound, weights), run(plain, sound, {}), atol=2e-5)


def quantised(n_channels: int, n_taps: int, *, with_bias: bool) -> tuple[bytes, np.ndarray, np.ndarray]:  # fmt: skip
    """As onnxruntime quantises a convolution; its taps and bias as they are in float."""
    graph = Graph(n_channels)
    whole = RNG.integers(0, 256, (n_channels, n_channels, n_taps))
    bias = RNG.normal(size=n_channels) if with_bias else np.zeros(n_channels)
    graph.constant("taps", whole, np.uint8)
    graph.constant("zero", 120, np.uint8)
    graph.constant("scale", 0.0005)
    graph.node("DynamicQuantizeLinear", ["in"], "whole", "whole_scale", "whole_zero")
    graph.node("ConvInteger", ["whole", "taps", "whole_zero", "zero"], "sums", pads=[(n_taps - 1) // 2] * 2)  # fmt: skip
    graph.node("Mul", ["whole_scale", "scale"], "both_scales")
    sums = "sums"
    if with_bias:
        graph.constant("bias", bias)
        graph.constant("as_column", [1, -1, 1], np.int64)
        graph.node("Div", ["bias", "both_scales"], "bias_in_steps")
        graph.node("Floor", ["bias_in_steps"], "bias_floor")
        graph.node("Cast", ["bias_floor"], "bias_whole", to=TensorProto.INT32)
        graph.node("Reshape", ["bias_whole", "as_column"], "bias_column")
        sums = graph.node("Add", ["sums", "bias_column"], "biased")
    graph.node("Cast", [sums], "floating", to=TensorProto.FLOAT)
    graph.node("Mul", ["floating", "both_scales"], "out")
    return graph.bytes(), (whole - 120.0) * 0.0005, bias


@pytest.mark.parametrize("with_bias", [True, False])
def test_a_quantised_convolution_is_done_in_float(with_bias: bool):
    plain, taps, bias = quantised(128, 11, with_bias=with_bias)
    model, weights = faster(plain)
    assert not {"ConvInteger", "DynamicQuantizeLinear", "Cast"} & set(kinds(model))
    sound = signal(128, 100)
    padded = np.pad(sound[0], ((0, 0), (5, 5)))
    right = np.array(
        [
            sum(np.correlate(padded[source], taps[target, source]) for source in range(128))
            for target in range(128)
        ]
    )
    made = run(model, sound, weights)[0]
    np.testing.assert_allclose(made, right + bias[:, np.newaxis], atol=1e-4)
    assert np.abs(run(plain, sound, {})[0] - made).mean() < 0.02 * made.std()


def normed(*, axis: int = 2, power: bool = False, by_channel: bool = True, opset: int = 20) -> bytes:  # fmt: skip
    """As an exporter writes an instance norm whose scale and bias come of a style; or a norm that is none."""
    graph = Graph(8, opset=opset)
    graph.constant("style", RNG.normal(size=(1, 16)))
    graph.constant("axis", [axis], np.int64)
    graph.constant("last", [2], np.int64)
    graph.constant("one", 1.0)
    graph.constant("two", 2.0)
    graph.constant("epsilon", 1e-5)
    if by_channel:
        graph.node("Unsqueeze", ["style", "last"], "column")
        graph.node("Split", ["column"], "half", "bias", axis=1, num_outputs=2)
    else:
        graph.constant("half", RNG.normal(size=(1, 8, 1)))
        graph.constant("bias", RNG.normal(size=(1, 8, 1)))
    graph.node("Add", ["half", "one"], "scale")
    graph.node("ReduceMean", ["in", "axis"], "mean")
    graph.node("Sub", ["in", "mean"], "centred")
    if power:
        graph.node("Pow", ["centred", "two"], "square")
    else:
        graph.node("Mul", ["centred", "centred"], "square")
    graph.node("ReduceMean", ["square", "axis"], "variance")
    graph.node("Add", ["variance", "epsilon"], "safe")
    graph.node("Sqrt", ["safe"], "deviation")
    graph.node("Div", ["centred", "deviation"], "normed")
    graph.node("Mul", ["scale", "normed"], "scaled")
    graph.node("Add", ["scaled", "bias"], "out")
    return graph.bytes()


@pytest.mark.parametrize("power", [True, False])
def test_an_instance_norm_is_one_step(power: bool):
    plain = normed(power=power)
    model, weights = faster(plain)
    assert "InstanceNormalization" in kinds(model)
    assert "Sqrt" not in kinds(model)
    assert weights == {}
    sound = 3 + 2 * signal(8, 50)
    np.testing.assert_allclose(run(model, sound, {}), run(plain, sound, {}), atol=1e-5)


@pytest.mark.parametrize("plain", [normed(axis=1), normed(by_channel=False)], ids=["over channels", "whose scale is not known"])  # fmt: skip
def test_another_norm_stays(plain: bytes):
    assert "InstanceNormalization" not in kinds(faster(plain)[0])


def test_a_model_of_before_its_operators_stays_as_it_is():
    graph = Graph(128, opset=17)
    graph.constant("taps", taps_of(128, 11))
    graph.node("Conv", ["in", "taps"], "out", pads=[5, 5])
    plain = graph.bytes()
    assert faster(plain) == (plain, {})


@pytest.mark.engine
def test_all_of_it_is_found_in_the_model(real_models: Path):
    model, weights = faster((real_models / "kokoro-82m" / "model.onnx").read_bytes())
    made = kinds(model)
    assert len(weights) == 24
    assert sum(each.nbytes for each in weights.values()) < 100e6
    assert made.count("InstanceNormalization") > 40
    assert made.count("Pow") <= 2
