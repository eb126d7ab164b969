"""Kokoro's graph with less work in it gives what it gave: on small graphs of the same parts, and on the model."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from ..app.services.engines.base import SpeechWord
from ..app.services.engines.kokoro import Kokoro
from ..app.services.engines.kokoro_graph import faster

RNG = np.random.default_rng(7)


class Graph:
    """A model of one signal, (1, channels, time), in and out."""

    def __init__(self, n_channels: int) -> None:
        self.nodes: list[Any] = []
        self.constants: list[TensorProto] = []
        self.n_channels = n_channels

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
        opsets = [helper.make_opsetid("", 20)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()


def kinds(model: bytes) -> list[str]:
    return [node.op_type for node in ModelProto.FromString(model).graph.node]


def run(model: bytes, signal: np.ndarray, more: dict[str, np.ndarray]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["out"], {"in": signal, **more})[0])


def signal(n_channels: int, n_samples: int) -> np.ndarray:
    return RNG.normal(size=(1, n_channels, n_samples)).astype(np.float32)


def quantised(
    n_channels: int, n_taps: int, dilation: int = 1, *, of_other_scales: bool = False, **others: Any
) -> tuple[bytes, np.ndarray, np.ndarray]:
    """As onnxruntime quantises a convolution; its taps and bias as they are in float."""
    graph = Graph(n_channels)
    whole = RNG.integers(0, 256, (n_channels, n_channels, n_taps))
    bias = RNG.normal(size=n_channels)
    graph.constant("taps", whole, np.uint8)
    graph.constant("zero", 120, np.uint8)
    graph.constant("scale", 0.0005)
    graph.constant("bias", bias)
    graph.constant("as_column", [1, -1, 1], np.int64)
    graph.node("DynamicQuantizeLinear", ["in"], "whole", "whole_scale", "whole_zero")
    attributes = {"dilations": [dilation], "pads": [(n_taps - 1) // 2 * dilation] * 2} | others
    graph.node("ConvInteger", ["whole", "taps", "whole_zero", "zero"], "sums", **attributes)
    own_scale = "whole_scale"
    if of_other_scales:
        own_scale = graph.node("Add", ["whole_scale", "whole_scale"], "twice")
    graph.node("Mul", [own_scale, "scale"], "both_scales")
    graph.node("Div", ["bias", "both_scales"], "bias_in_steps")
    graph.node("Floor", ["bias_in_steps"], "bias_floor")
    graph.node("Cast", ["bias_floor"], "bias_whole", to=TensorProto.INT32)
    graph.node("Reshape", ["bias_whole", "as_column"], "bias_column")
    graph.node("Add", ["sums", "bias_column"], "biased")
    graph.node("Cast", ["biased"], "floating", to=TensorProto.FLOAT)
    graph.node("Mul", ["floating", "both_scales"], "out")
    return graph.bytes(), (whole - 120.0) * 0.0005, bias


def by_sums(sound: np.ndarray, taps: np.ndarray, bias: np.ndarray, dilation: int) -> np.ndarray:
    """The convolution in float64, (n_channels, n_samples)."""
    n_taps, n_samples = taps.shape[2], sound.shape[2]
    room = (n_taps - 1) // 2 * dilation
    padded = np.pad(sound[0].astype(np.float64), ((0, 0), (room, room)))
    return bias[:, np.newaxis] + sum(
        taps[:, :, tap] @ padded[:, tap * dilation : tap * dilation + n_samples]
        for tap in range(n_taps)
    )


@pytest.mark.parametrize("n_samples", [1, 13, 14, 15, 70, 71, 500])
@pytest.mark.parametrize(("n_channels", "n_taps", "dilation"), [(128, 11, 1), (128, 7, 3), (256, 11, 5)])  # fmt: skip
def test_a_long_convolution_of_any_length_is_done_in_float(
    n_channels: int, n_taps: int, dilation: int, n_samples: int
):
    plain, taps, bias = quantised(n_channels, n_taps, dilation)
    model, weights = faster(plain)
    assert not {"ConvInteger", "DynamicQuantizeLinear", "Cast"} & set(kinds(model))
    assert len(weights) == 1
    sound = signal(n_channels, n_samples)
    made = run(model, sound, weights)[0]
    np.testing.assert_allclose(made, by_sums(sound, taps, bias, dilation), atol=2e-4)
    assert np.abs(run(plain, sound, {})[0] - made).mean() < 0.03 * made.std() + 0.01


@pytest.mark.parametrize(
    "plain",
    [
        quantised(128, 3)[0],
        quantised(64, 11)[0],
        quantised(128, 11, strides=[2])[0],
        quantised(128, 11, pads=[10, 0])[0],
        quantised(128, 11, of_other_scales=True)[0],
    ],
    ids=["few taps", "few channels", "stride", "to one side", "other scales"],
)
def test_another_convolution_stays(plain: bytes):
    model, weights = faster(plain)
    assert "ConvInteger" in kinds(model)
    assert weights == {}


def normed(*, axis: int = 2, power: bool = False, by_channel: bool = True, plus: str = "one") -> bytes:  # fmt: skip
    """As an exporter writes an instance norm whose scale and bias come of a style; or a norm that is none."""
    graph = Graph(8)
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
    graph.node("Add", ["half", plus], "scale")
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


@pytest.mark.parametrize("plain", [normed(axis=1), normed(by_channel=False), normed(plus="two")], ids=["over channels", "whose scale is not known", "of another scale"])  # fmt: skip
def test_another_norm_stays(plain: bytes):
    assert "InstanceNormalization" not in kinds(faster(plain)[0])


@pytest.mark.engine
def test_the_model_says_the_same(real_models: Path):
    folder = real_models / "kokoro-82m"
    words = [SpeechWord(("HH", "AH0", "L", "OW1"), ","), SpeechWord(("W", "ER1", "L", "D"), ".")]
    one, other = (
        Kokoro(folder, threads=1, brought=brought).speak(words, voice="af_heart")
        for brought in (False, True)
    )
    assert one.words
    assert other.words
    for word, as_it_was in zip(one.words, other.words, strict=True):
        assert word.start_s == pytest.approx(as_it_was.start_s, abs=0.02)
        assert word.end_s == pytest.approx(as_it_was.end_s, abs=0.02)
    n_samples = min(len(one.samples), len(other.samples))
    assert n_samples > max(len(one.samples), len(other.samples)) - 0.02 * one.rate_hz
    levels_db = [_levels_db(each.samples[:n_samples]) for each in (one, other)]
    assert np.abs(levels_db[0] - levels_db[1]).mean() < 2.5


def _levels_db(samples: np.ndarray) -> np.ndarray:
    frames = np.lib.stride_tricks.sliding_window_view(samples, 1024)[::256] * np.hanning(1024)
    return 10 * np.log10(np.abs(np.fft.rfft(frames)) ** 2 + 1e-3)


@pytest.mark.engine
def test_all_of_it_is_found_in_the_model(real_models: Path):
    model, weights = faster((real_models / "kokoro-82m" / "model.onnx").read_bytes())
    made = kinds(model)
    assert len(weights) == 24
    assert sum(each.nbytes for each in weights.values()) < 100e6
    assert made.count("InstanceNormalization") > 40
    assert made.count("Pow") <= 2
