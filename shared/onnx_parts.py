"""A part of an ONNX graph as a model of its own, without the package onnx.

What is read and written are protobuf messages (protobuf.dev, Encoding); numbers of fields are those of onnx.proto3.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shared.onnx_outputs import field, float_value

_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_NAME, _GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_OUTPUT = 1, 2, 5, 11, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_ATTRIBUTE = 1, 2, 5
_ATTRIBUTE_GRAPHS = {6, 11}
_TENSOR_NAME, _VALUE_NAME = 8, 1
_VARINT, _EIGHT_BYTES, _LENGTH_DELIMITED, _FOUR_BYTES = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Field:
    number: int
    value: memoryview
    """Of one with a length; else empty."""
    whole: memoryview
    """With what tells its number and kind."""


@dataclass(frozen=True, slots=True)
class _Node:
    whole: memoryview
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def part_of(model: bytes, *, inputs: Sequence[str], outputs: Sequence[str]) -> bytes:
    """What makes the float tensors `outputs` of the float tensors `inputs`, which the graph makes itself, and of its own inputs
    where these don't do.

    Raises ValueError where the graph has no such tensors, or isn't read whole: a node holds graphs, or it is no model.
    """
    rest = bytearray()
    graphs: list[memoryview] = []
    for each in _fields(memoryview(model)):
        if each.number == _MODEL_GRAPH:
            graphs.append(each.value)
        else:
            rest += each.whole
    return bytes(rest) + field(_MODEL_GRAPH, _part(graphs, inputs, outputs))


def _part(graphs: Iterable[memoryview], inputs: Sequence[str], outputs: Sequence[str]) -> bytes:
    nodes: list[_Node] = []
    tensors: dict[str, memoryview] = {}
    own_inputs: dict[str, memoryview] = {}
    rest = bytearray()
    for graph in graphs:
        for each in _fields(graph):
            if each.number == _GRAPH_NODE:
                nodes.append(_node(each))
            elif each.number == _GRAPH_INITIALIZER:
                tensors[_name(each.value, _TENSOR_NAME)] = each.whole
            elif each.number == _GRAPH_INPUT:
                own_inputs[_name(each.value, _VALUE_NAME)] = each.whole
            elif each.number == _GRAPH_NAME:
                rest += each.whole
            # what is left are its outputs, and what is said of values for whoever looks at the graph
    made = {name for node in nodes for name in node.outputs}
    if missing := sorted({*inputs, *outputs} - made):
        raise ValueError(f"the graph makes no {missing[0]}")
    kept, needed = _needed(nodes, set(inputs), set(outputs))
    content = bytearray()
    for node in kept:
        content += node.whole
    content += rest
    for known in (tensors, own_inputs):
        content += b"".join(whole for name, whole in known.items() if name in needed)
    content += b"".join(field(_GRAPH_INPUT, float_value(name)) for name in inputs)
    content += b"".join(field(_GRAPH_OUTPUT, float_value(name)) for name in outputs)
    return bytes(content)


def _needed(
    nodes: Sequence[_Node], given: set[str], wanted: set[str]
) -> tuple[list[_Node], set[str]]:
    """The nodes that are needed, and the names of all that they take; a graph's nodes come after what they take."""
    needed = set(wanted)
    kept: list[_Node] = []
    for node in reversed(nodes):
        wanted_here = needed.intersection(node.outputs) - given
        if not wanted_here:
            continue
        if given.intersection(node.outputs):
            raise ValueError(f"what makes {min(wanted_here)} makes one of the inputs, too")
        kept.append(node)
        needed.update(node.inputs)
    return kept[::-1], needed


def _node(whole: _Field) -> _Node:
    inputs: list[str] = []
    outputs: list[str] = []
    for each in _fields(whole.value):
        if each.number == _NODE_INPUT:
            inputs.append(_text(each.value))
        elif each.number == _NODE_OUTPUT:
            outputs.append(_text(each.value))
        elif each.number == _NODE_ATTRIBUTE and any(
            part.number in _ATTRIBUTE_GRAPHS for part in _fields(each.value)
        ):
            raise ValueError("a node of the graph holds another graph")
    return _Node(whole.whole, tuple(inputs), tuple(outputs))


def _name(message: memoryview, number: int) -> str:
    return next((_text(each.value) for each in _fields(message) if each.number == number), "")


def _text(value: memoryview) -> str:
    return str(value, "utf-8")


def _fields(content: memoryview) -> Iterator[_Field]:
    """Raises ValueError where they don't end with the content."""
    at = 0
    while at < len(content):
        key, begin = _varint(content, at)
        kind = key & 7
        if kind == _LENGTH_DELIMITED:
            length, begin = _varint(content, begin)
            end = begin + length
        elif kind == _VARINT:
            _, end = _varint(content, begin)
            begin = end
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            begin = end = begin + (8 if kind == _EIGHT_BYTES else 4)
        else:
            raise ValueError(f"no message has fields of kind {kind}")
        if end > len(content):
            raise ValueError("it is cut off")
        yield _Field(key >> 3, content[begin:end], content[at:end])
        at = end


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    """The number, and where it ends."""
    value = shift = 0
    while at < len(content):
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
    raise ValueError("it is cut off")
