"""The bytes that make a value inside a graph an output; the engine's tests run the real model so."""

from shared import onnx_outputs as outputs


def test_a_model_is_followed_by_its_new_output():
    # ModelProto.graph (7) { GraphProto.output (12) { name (1) "ab", type (2) { tensor (1) { elem_type (1) 1 } } } }
    assert outputs.with_float_output(b"model", "ab") == b"model" + bytes.fromhex(
        "3a0c620a0a02616212040a020801"
    )


def test_long_names_have_long_lengths():
    made = outputs.with_float_output(b"", "n" * 200)
    # 200 + 3 for the name, 6 for the type; 209 needs two bytes
    assert made[:3] == bytes.fromhex("3ad401")
    assert made[3:6] == bytes.fromhex("62d101")
