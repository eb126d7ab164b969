"""An ONNX graph that is looked through and changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from typing import Any

import numpy as np
import onnx
from onnx import NodeProto, TensorProto
from onnx.helper import get_attribute_value, make_node, make_tensor_value_info
from onnx.numpy_helper import from_array, to_array

_TO_THE_END = 2**62


class OnnxGraph:
    """Values go by their names; what a change leaves without use is not written.

    Without If, Loop and Scan, whose graphs are not looked into, and without outputs or inputs that are left out.
    """

    def __init__(self, model: bytes) -> None:
        self._model = onnx.load_model_from_string(model)
        graph = self._model.graph
        self._constants: dict[str, TensorProto] = {each.name: each for each in graph.initializer}
        self._makers: dict[str, NodeProto] = {}
        self._users: dict[str, list[NodeProto]] = defaultdict(list)
        self._own_constants: dict[tuple[bytes, tuple[int, ...], str], str] = {}
        self._n_made = 0
        for node in graph.node:
            self._know(node)

    def nodes(self, kind: str) -> Iterator[NodeProto]:
        return (node for node in self._model.graph.node if node.op_type == kind)

    def maker(self, name: str, kind: str | None = None) -> NodeProto | None:
        """What makes a value; None where nothing does, or nothing of that `kind`."""
        node = self._makers.get(name)
        return node if node is not None and kind in (None, node.op_type) else None

    def users(self, name: str) -> list[NodeProto]:
        return self._users[name]

    def only_user(self, name: str) -> NodeProto | None:
        users = self._users[name]
        return users[0] if len(users) == 1 else None

    def other_input(self, node: NodeProto, name: str) -> str:
        """Of a node of two."""
        return node.input[1] if node.input[0] == name else node.input[0]

    def attributes(self, node: NodeProto) -> dict[str, Any]:

        return {each.name: get_attribute_value(each) for each in node.attribute}

    def shape(self, name: str) -> tuple[int, ...]:
        """Of a constant; empty where it is none."""
        return tuple(self._constants[name].dims) if name in self._constants else ()

    def array(self, name: str) -> np.ndarray | None:
        """A constant; None where it is none."""
        return to_array(self._constants[name]) if name in self._constants else None

    def number(self, name: str) -> float | None:
        """A constant of one number; None where it is none."""
        array = self.array(name)
        return float(array.item()) if array is not None and array.size == 1 else None

    def constant(self, values: np.ndarray | Sequence[int]) -> str:
        """A constant of these; whole numbers are int64."""
        array = np.asarray(values)
        key = array.tobytes(), array.shape, str(array.dtype)
        if key not in self._own_constants:
            name = f"own_constant_{len(self._own_constants)}"
            self._own_constants[key] = name
            self._constants[name] = from_array(array, name)
        return self._own_constants[key]

    def add(self, kind: str, inputs: Sequence[str], **attributes: Any) -> str:
        """The name of what a new node makes."""
        self._n_made += 1
        name = f"own_{kind}_{self._n_made}"
        self._make(kind, inputs, name, attributes)
        return name

    def cut(
        self, name: str, *, axes: Sequence[int], starts: Sequence[int], ends: Sequence[int | None]
    ) -> str:
        """A Slice; an end of None is the end."""
        until = [_TO_THE_END if end is None else end for end in ends]
        return self.add("Slice", [name, *map(self.constant, (starts, until, axes))])

    def replace(self, output: str, kind: str, inputs: Sequence[str], **attributes: Any) -> None:
        """A new node makes `output`, in place of what made it."""
        self._make(kind, inputs, output, attributes)

    def take(self, name: str, shape: Sequence[int]) -> None:
        """One more float32 input."""
        self._model.graph.input.append(make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def serialised(self) -> bytes:
        graph = self._model.graph
        before: dict[str, dict[str, None]] = {}
        waiting = [each.name for each in graph.output]
        while waiting:
            name = waiting.pop()
            node = self._makers.get(name)
            if node is None or node.output[0] in before:
                continue
            needed = dict.fromkeys(made for each in node.input for made in self._first_output(each))
            before[node.output[0]] = needed
            waiting += needed
        nodes = [self._makers[name] for name in TopologicalSorter(before).static_order()]
        used = {each for node in nodes for each in node.input} | {
            each.name for each in graph.output
        }
        constants = [each for name, each in self._constants.items() if name in used]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(nodes)
        graph.initializer.extend(constants)
        return self._model.SerializeToString()

    def _first_output(self, name: str) -> list[str]:
        """By which the node that makes a value goes."""
        node = self._makers.get(name)
        return [node.output[0]] if node is not None else []

    def _make(
        self, kind: str, inputs: Sequence[str], output: str, attributes: dict[str, Any]
    ) -> None:
        self._know(make_node(kind, inputs, [output], name=output, **attributes))

    def _know(self, node: NodeProto) -> None:
        for name in node.output:
            self._makers[name] = node
        for name in node.input:
            self._users[name].append(node)
