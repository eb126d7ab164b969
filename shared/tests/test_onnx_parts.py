"""Parts of a small graph, run by the runtime that runs the real one."""

import numpy as np
import onnxruntime
import pytest

from shared.onnx_outputs import field, float_value
from shared.onnx_parts import part_of


def number(which: int, value: int) -> bytes:
    return bytes([which << 3, value])


def node(kind: str, inputs: list[str], output: str, *attributes: bytes) -> bytes:
    taken = b"".join(field(1, name.encode()) for name in inputs)
    return taken + field(2, output.encode()) + field(4, kind.encode()) + b"".join(attributes)


def tensor(name: str, values: list[float]) -> bytes:
    raw = np.array(values, "<f4").tobytes()
    return number(1, len(values)) + number(2, 1) + field(8, name.encode()) + field(9, raw)


def model(*nodes: bytes) -> bytes:
    """y = -(x + w) * (x + w), and z = x * v beside it."""
    graph = [
        *(field(1, each) for each in nodes),
        field(2, b"small"),
        field(5, tensor("w", [1, 2])),
        field(5, tensor("v", [5, 5])),
        field(11, float_value("x")),
        field(12, float_value("y")),
        field(12, float_value("z")),
    ]
    return number(1, 8) + field(8, number(2, 13)) + field(7, b"".join(graph))


SMALL = model(
    node("Add", ["x", "w"], "sum"),
    node("Mul", ["x", "v"], "z"),
    node("Mul", ["sum", "sum"], "square"),
    node("Neg", ["square"], "y"),
)
X = np.array([1, 2], np.float32)


def run(content: bytes, **inputs: np.ndarray) -> dict[str, list[float]]:
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    assert {each.name for each in session.get_inputs()} == set(inputs)
    names = [each.name for each in session.get_outputs()]
    return {
        name: np.asarray(made).tolist()
        for name, made in zip(names, session.run(names, inputs), strict=True)
    }


def test_the_whole_is_what_its_parts_make_one_after_the_other():
    whole = run(SMALL, x=X)
    first = run(part_of(SMALL, inputs=(), outputs=("sum",)), x=X)
    assert first == {"sum": [2, 4]}
    rest = part_of(SMALL, inputs=("sum",), outputs=("y",))
    assert run(rest, sum=np.array(first["sum"], np.float32)) == {"y": whole["y"]}


def test_a_part_holds_nothing_that_it_does_not_need():
    rest = part_of(SMALL, inputs=("sum",), outputs=("y",))
    assert np.array([5, 5], "<f4").tobytes() not in rest
    assert np.array([1, 2], "<f4").tobytes() not in rest


def test_several_are_made_at_once():
    made = run(part_of(SMALL, inputs=(), outputs=("square", "z", "sum")), x=X)
    assert made == {"square": [4, 16], "z": [5, 10], "sum": [2, 4]}


def test_a_graph_in_two_messages_is_one():
    """As protobuf has it, and `with_float_output` makes use of."""
    extra = SMALL + field(7, field(1, node("Neg", ["z"], "less")))
    assert run(part_of(extra, inputs=(), outputs=("less",)), x=X) == {"less": [-5, -10]}


@pytest.mark.parametrize(
    ("inputs", "outputs"), [((), ("nothing",)), (("nothing",), ("y",)), ((), ("x",))]
)
def test_what_the_graph_does_not_make_is_refused(inputs: tuple, outputs: tuple):
    with pytest.raises(ValueError, match="the graph makes no"):
        part_of(SMALL, inputs=inputs, outputs=outputs)


@pytest.mark.parametrize("content", [SMALL[:-3], SMALL + b"\xff", b"\x0b", SMALL + b"\x3a\x7f\x00"])
def test_what_is_no_model_is_refused(content: bytes):
    with pytest.raises(ValueError, match=r"cut off|no message has|holds another"):
        part_of(content, inputs=(), outputs=("sum",))


def test_a_graph_within_a_graph_is_refused():
    branch = field(5, field(1, b"then_branch") + field(6, field(2, b"inner")))
    nested = model(node("Add", ["x", "w"], "sum"), node("If", ["x"], "y", branch))
    with pytest.raises(ValueError, match="holds another graph"):
        part_of(nested, inputs=(), outputs=("sum",))


def test_a_node_that_makes_an_input_and_what_is_needed_is_refused():
    split = model(node("Split", ["x"], "one") + field(2, b"two"), node("Add", ["one", "two"], "y"))
    with pytest.raises(ValueError, match="what makes two makes one of the inputs, too"):
        part_of(split, inputs=("one",), outputs=("y",))
