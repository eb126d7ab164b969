"""`python -m shared.triton --into FOLDER`: write a model repository for a Triton server.

The encoder of the aligner and the voices' model, from the model store; with --translator a converted model of yours. `--backend python`
runs the same files where the server lacks onnxruntime's backend.
"""

import argparse
import sys
from pathlib import Path

from shared.engines import is_installed
from shared.onnx_outputs import with_float_output
from shared.settings import CommonSettings

from .repository import DURATIONS, ENCODER_MODEL, KOKORO_MODEL, write_onnx, write_translator


def main() -> int:
    chosen = _parser().parse_args()
    if not is_installed("onnx"):
        print("the package onnx writes the graphs: pip install -r requirements/engines/triton.txt")
        return 2
    from shared.acoustics.encoder_graph import encoder_graph

    models = CommonSettings().model_dir
    try:
        graph = encoder_graph(models / "whisper-base" / "model.bin")
        voices = (models / "kokoro-82m" / "model.onnx").read_bytes()
    except FileNotFoundError as error:
        print(f"{error.filename} is missing: fetch it with `make models`")
        return 2
    made = [
        write_onnx(chosen.into, ENCODER_MODEL, graph, chosen.backend, on_gpu=chosen.gpu),
        write_onnx(
            chosen.into,
            KOKORO_MODEL,
            with_float_output(voices, DURATIONS),
            chosen.backend,
            on_gpu=chosen.gpu,
        ),
    ]
    if chosen.translator is not None:
        made.append(write_translator(chosen.into, chosen.translator, on_gpu=chosen.gpu))
    for each in made:
        print(f"written: {each}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m shared.triton", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="the repository's folder")
    parser.add_argument("--backend", choices=("onnxruntime", "python"), default="onnxruntime")
    parser.add_argument("--gpu", action="store_true", help="instances on the GPU")
    parser.add_argument("--translator", type=Path, help="a folder of a converted model")
    return parser


if __name__ == "__main__":
    sys.exit(main())
