"""A value inside an ONNX graph as one more output of it, without the package onnx.

A protobuf message with another appended to it reads as the two merged, repeated fields one after the other
(protobuf.dev, Encoding, Last One Wins): a model followed by a model that holds one output is the model with that output.
"""

_LENGTH_DELIMITED = 2
_MODEL_GRAPH, _GRAPH_OUTPUT = 7, 12
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR = 1
_FLOAT_ELEMENTS = bytes([1 << 3 | 0, 1])
"""TensorProto: elem_type (field 1, a number) = FLOAT (1). Numbers are those of onnx.proto3."""


def with_float_output(model: bytes, name: str) -> bytes:
    """`model` with the float tensor that its graph calls `name` among its outputs."""
    kind = _field(_TYPE_TENSOR, _FLOAT_ELEMENTS)
    output = _field(_VALUE_NAME, name.encode()) + _field(_VALUE_TYPE, kind)
    return model + _field(_MODEL_GRAPH, _field(_GRAPH_OUTPUT, output))


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | _LENGTH_DELIMITED]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    encoded = b""
    while True:
        value, low = value >> 7, value & 0x7F
        encoded += bytes([low | (0x80 if value else 0)])
        if not value:
            return encoded
