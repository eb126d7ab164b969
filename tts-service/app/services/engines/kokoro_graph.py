"""Kokoro's graph, made to take less work for the same sound (ADR 88).

Half of its time goes into convolutions of 7 and 11 taps, in int8, which a CPU without VNNI does little faster than float. By Fourier
transform, in float, they take three fifths of that. Its norms, nine steps over the whole signal each, are one step.

All of it goes by the graph of the store's model, whose bytes are known: signals of (1, n_channels, n_samples), those of as many
channels equally long. What is not as there stays as it is; of another model it may be told wrongly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from onnx import NodeProto

from ...utils.fourier_tiles import FourierTiles, fourier_tiles
from .onnx_graph import OnnxGraph

_TILES = {(128, 7): 24, (128, 11): 24, (256, 11): 24}
"""Channels and taps → samples of a tile: the fastest, within a tenth, of 16 to 64, and of those the one of least weights. Fewer taps
gain nothing, and 7 over 256 channels a twentieth of the time for another 90 MB of weights."""


@dataclass(frozen=True, slots=True)
class _Convolution:
    """Of one signal, (1, n_channels, n_samples), to one of the same shape."""

    signal: str
    taps: np.ndarray
    """float32 (n_channels, n_channels, n_taps): of what it gives, of what it takes."""
    bias: str
    """(n_channels,)."""
    dilation: int
    output: str


@dataclass(frozen=True, slots=True)
class _Norm:
    signal: str
    scale: str
    bias: str
    """Both (1, n_channels, 1)."""
    epsilon: float
    output: str


def faster(model: bytes) -> tuple[bytes, dict[str, np.ndarray]]:
    """The store's model, and what it then takes beside its inputs, by name: float32 (n_products, n_channels, n_channels) each.

    They aren't in the model, since a session would copy them.
    """
    graph = OnnxGraph(model)
    for node in list(graph.nodes("Pow")):
        if graph.number(node.input[1]) == 2:
            graph.replace(node.output[0], "Mul", [node.input[0], node.input[0]])
    weights: dict[str, np.ndarray] = {}
    padding: dict[tuple[int, int, int], tuple[str, str]] = {}
    for convolution in list(_convolutions(graph)):
        name = f"fourier_weights_{len(weights)}"
        weights[name] = _put_convolution(graph, convolution, name, padding)
    for norm in list(_norms(graph)):
        scale, bias = (graph.add("Reshape", [each, graph.constant([-1])]) for each in (norm.scale, norm.bias))  # fmt: skip
        graph.replace(
            norm.output, "InstanceNormalization", [norm.signal, scale, bias], epsilon=norm.epsilon
        )
    return graph.serialised(), weights


def _put_convolution(
    graph: OnnxGraph,
    convolution: _Convolution,
    name: str,
    padding: dict[tuple[int, int, int], tuple[str, str]],
) -> np.ndarray:
    """Put in the place of what makes `convolution.output`; its weights.

    `padding` is that of signals as long as this one, by how it is cut: all of as many channels are as long.
    """
    n_channels, _, n_taps = convolution.taps.shape
    dilation = convolution.dilation
    tiles = fourier_tiles(n_taps, _TILES[n_channels, n_taps])
    cut = n_channels, n_taps, dilation
    if cut not in padding:
        padding[cut] = _padding(graph, convolution.signal, tiles, n_taps, dilation)
    length, pads = padding[cut]

    # a tile reads what is `dilation` apart, and there are so many tiles between one another
    padded = graph.add("Pad", [convolution.signal, pads])
    in_tiles = graph.add("Reshape", [padded, graph.constant([n_channels, -1, tiles.n_outputs, dilation])])  # fmt: skip
    by_sample = graph.add("Transpose", [in_tiles], perm=[2, 0, 1, 3])
    own = graph.cut(by_sample, axes=[2], starts=[0], ends=[-1])
    of_next = graph.cut(by_sample, axes=[0, 2], starts=[0, 1], ends=[n_taps - 1, None])
    read = graph.add("Concat", [own, of_next], axis=0)
    samples = graph.add("Reshape", [read, graph.constant([tiles.n_samples, -1])])
    into = graph.add("MatMul", [graph.constant(tiles.into.astype(np.float32)), samples])
    transformed = graph.add("Reshape", [into, graph.constant([tiles.n_products, n_channels, -1])])
    graph.take(name, [tiles.n_products, n_channels, n_channels])
    products = graph.add("MatMul", [name, transformed])
    flat = graph.add("Reshape", [products, graph.constant([tiles.n_products, -1])])
    back = graph.add("MatMul", [graph.constant(tiles.back.astype(np.float32)), flat])
    by_tile = graph.add("Reshape", [back, graph.constant([tiles.n_outputs, n_channels, -1, dilation])])  # fmt: skip
    in_order = graph.add("Transpose", [by_tile], perm=[1, 2, 0, 3])
    whole = graph.add("Reshape", [in_order, graph.constant([1, n_channels, -1])])
    cut_to_length = [whole, graph.constant([0]), length, graph.constant([2])]
    bias = graph.add("Reshape", [convolution.bias, graph.constant([1, -1, 1])])
    graph.replace(convolution.output, "Add", [graph.add("Slice", cut_to_length), bias])

    by_tap = convolution.taps.reshape(-1, n_taps).T
    return (tiles.of_taps.astype(np.float32) @ by_tap).reshape(-1, n_channels, n_channels)


def _padding(
    graph: OnnxGraph, signal: str, tiles: FourierTiles, n_taps: int, dilation: int
) -> tuple[str, str]:
    """Of a signal: how long it is, and what Pad adds to it: half of the taps before, whole tiles in all, and one more."""
    before, tile = (n_taps - 1) // 2 * dilation, tiles.n_outputs * dilation
    length = graph.add("Shape", [signal], start=2, end=3)
    up_to_two_more = graph.add("Add", [length, graph.constant([2 * tile - 1])])
    n_tiles = graph.add("Div", [up_to_two_more, graph.constant([tile])])
    total = graph.add("Mul", [n_tiles, graph.constant([tile])])
    after = graph.add("Sub", [total, graph.add("Add", [length, graph.constant([before])])])
    return length, graph.add("Concat", [graph.constant([0, 0, before, 0, 0]), after], axis=0)


def _convolutions(graph: OnnxGraph) -> Iterator[_Convolution]:
    """Those that are worth it."""
    for node in graph.nodes("ConvInteger"):
        shape, attributes = graph.shape(node.input[1]), graph.attributes(node)
        if len(shape) != 3 or shape[0] != shape[1] or shape[1:] not in _TILES:
            continue
        (dilation,) = attributes.get("dilations", [1])
        same = [(shape[2] - 1) // 2 * dilation] * 2
        is_plain = attributes.get("strides", [1]) == [1] and attributes.get("group", 1) == 1
        if is_plain and attributes.get("pads") == same:
            found = _quantised(graph, node, dilation)
            if found is not None:
                yield found


def _quantised(graph: OnnxGraph, node: NodeProto, dilation: int) -> _Convolution | None:
    """As onnxruntime's dynamic quantization writes it: signal and bias are quantised before, and scales multiplied after."""
    signal = graph.maker(node.input[0], "DynamicQuantizeLinear")
    taps, zero = graph.array(node.input[1]), graph.array(node.input[3])
    biased = graph.only_user(node.output[0])
    floating = graph.only_user(biased.output[0]) if biased is not None else None
    scaled = graph.only_user(floating.output[0]) if floating is not None else None
    if signal is None or taps is None or zero is None or biased is None or floating is None or scaled is None:  # fmt: skip
        return None
    if [each.op_type for each in (biased, floating, scaled)] != ["Add", "Cast", "Mul"]:
        return None
    both_scales = graph.other_input(scaled, floating.output[0])
    scale = _scale_of_taps(graph, both_scales, signal.output[1])
    bias = _bias_of(graph, graph.other_input(biased, node.output[0]), both_scales)
    if scale is None or bias is None:
        return None
    in_float = (taps.astype(np.float32) - zero.astype(np.float32)) * scale.reshape(-1, 1, 1)
    return _Convolution(signal.input[0], in_float, bias, dilation, scaled.output[0])


def _scale_of_taps(graph: OnnxGraph, both_scales: str, of_signal: str) -> np.ndarray | None:
    product = graph.maker(both_scales, "Mul")
    if product is None or of_signal not in product.input:
        return None
    return graph.array(graph.other_input(product, of_signal))


def _bias_of(graph: OnnxGraph, quantised: str, both_scales: str) -> str | None:
    """The bias that is added to what a quantised convolution gives, as it was before it was quantised."""
    name = quantised
    for kind in ("Reshape", "Cast", "Floor", "Div"):
        made = graph.maker(name, kind)
        if made is None or (kind == "Div" and made.input[1] != both_scales):
            return None
        name = made.input[0]
    return name


def _norms(graph: OnnxGraph) -> Iterator[_Norm]:
    """Instance norms, over time for each channel, with a scale and a bias that are of each channel."""
    for node in graph.nodes("Div"):
        centred, deviation = graph.maker(node.input[0], "Sub"), graph.maker(node.input[1], "Sqrt")
        if centred is None or deviation is None:
            continue
        epsilon = _epsilon_over(graph, deviation.input[0], centred.output[0])
        if epsilon is None or _mean_of(graph, centred.input[1]) != centred.input[0]:
            continue
        for scaled in graph.users(node.output[0]):
            shifted = graph.only_user(scaled.output[0])
            if scaled.op_type != "Mul" or shifted is None or shifted.op_type != "Add":
                continue
            scale = graph.other_input(scaled, node.output[0])
            bias = graph.other_input(shifted, scaled.output[0])
            if _is_by_channel(graph, scale) and _is_by_channel(graph, bias):
                yield _Norm(centred.input[0], scale, bias, epsilon, shifted.output[0])


def _epsilon_over(graph: OnnxGraph, name: str, centred: str) -> float | None:
    """What is added to the variance of `centred`, if that is what `name` is."""
    added = graph.maker(name, "Add")
    if added is None:
        return None
    for variance, epsilon in (added.input, reversed(added.input)):
        squares = _mean_of(graph, variance)
        square = graph.maker(squares, "Mul") if squares is not None else None
        if square is not None and list(square.input) == [centred, centred]:
            return graph.number(epsilon)
    return None


def _mean_of(graph: OnnxGraph, name: str) -> str | None:
    """Of what it is the mean over time; None where it is none."""
    made = graph.maker(name, "ReduceMean")
    axes = graph.array(made.input[1]) if made is not None and len(made.input) > 1 else None
    is_over_time = axes is not None and axes.tolist() == [2]
    return made.input[0] if made is not None and is_over_time else None


def _is_by_channel(graph: OnnxGraph, name: str) -> bool:
    """Whether it is half of what was made for all channels, (1, 2 * n_channels, 1), or one more than that."""
    plus_one = graph.maker(name, "Add")
    if plus_one is not None:
        others = [each for each in plus_one.input if graph.number(each) != 1]
        if len(others) != 1:
            return False
        (name,) = others
    half = graph.maker(name, "Split")
    if half is None or graph.attributes(half).get("axis") != 1:
        return False
    whole = graph.maker(half.input[0], "Unsqueeze")
    axes: Any = graph.array(whole.input[1]) if whole is not None else None
    return axes is not None and axes.tolist() == [2]
