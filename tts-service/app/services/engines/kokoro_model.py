"""Kokoro's graph, run in two parts: what is said when, and how loud; then the sound of the frames that hold some.

A third of a second of silence stands before what is said and as much after it, which is cut off anyway: of a word that is most of what
is made (ADR 88).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import structlog

from shared.abandon import on_abandon
from shared.onnx_outputs import with_float_output
from shared.onnx_parts import part_of
from shared.triton.repository import DURATIONS

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FRAME_SAMPLES = 600
AUDIO = "audio"
_TEXT, _PITCH, _ENERGY = (
    "/encoder/MatMul_1_output_0",
    "/encoder/Reshape_output_0",
    "/encoder/Reshape_1_output_0",
)
_SOUND_OF = (_TEXT, _PITCH, _ENERGY)
"""What its decoder makes the sound of: float32 (1, 512, n_frames), (1, 2 n_frames), (1, 2 n_frames)."""
_STYLE = "style"
log = structlog.get_logger(__name__)
_SOUNDS_ABOVE = -1.0
"""Of the energy, which lies at -10 to -4 where nothing is said and goes up to 8 to 12."""
_LEAD_FRAMES, _TAIL_FRAMES = 5, 8
"""Around the frames whose energy is above: by 42 words and sentences of six voices sound begins up to 3 before them and ends up to 8
after."""
_GIVES_BACK = "memory.enable_memory_arena_shrinkage", "cpu:0"
"""What a run took goes back to the system: else each session keeps 450 MB of its longest piece for good."""


@dataclass(frozen=True, slots=True)
class MadeSound:
    samples: np.ndarray
    """float32 (n_samples,) at 24 kHz."""
    durations: np.ndarray
    """Frames that the pad, each symbol and the pad last, (n_symbols + 2,)."""
    first_sample: int = 0
    """Of all that the durations come to: `samples` begin there."""


@dataclass(frozen=True, slots=True)
class KokoroModel:
    """`decoder` is None of a graph without these parts: it is run whole."""

    planner: "InferenceSession"
    decoder: "InferenceSession | None"

    def make(self, inputs: dict[str, np.ndarray]) -> MadeSound:
        if self.decoder is None:
            samples, durations = _run(self.planner, [AUDIO, DURATIONS], inputs)
            return MadeSound(np.asarray(samples, np.float32).ravel(), durations.ravel())
        text, pitch, energy, durations = _run(self.planner, [*_SOUND_OF, DURATIONS], inputs)
        first, end = sounding_frames(energy.ravel(), speed=float(inputs["speed"][0]))
        (samples,) = _run(
            self.decoder,
            [AUDIO],
            {
                _TEXT: np.ascontiguousarray(text[:, :, first:end]),
                _PITCH: np.ascontiguousarray(pitch[:, 2 * first : 2 * end]),
                _ENERGY: np.ascontiguousarray(energy[:, 2 * first : 2 * end]),
                _STYLE: inputs[_STYLE],
            },
        )
        return MadeSound(
            np.asarray(samples, np.float32).ravel(), durations.ravel(), first * FRAME_SAMPLES
        )


def sounding_frames(energy: np.ndarray, *, speed: float) -> tuple[int, int]:
    """The first of the frames that hold sound, and the one behind them; all where none does. `energy`: float (2 n_frames,); what is
    said at half the `speed` dies away for twice as long."""
    n_frames = len(energy) // 2
    loud = np.flatnonzero(energy[: 2 * n_frames].reshape(n_frames, 2).max(axis=1) > _SOUNDS_ABOVE)
    if not len(loud):
        return 0, n_frames
    tail = round(_TAIL_FRAMES / min(1.0, speed))
    return max(0, int(loud[0]) - _LEAD_FRAMES), min(n_frames, int(loud[-1]) + 1 + tail)


def open_model(path: Path, threads: int) -> KokoroModel:
    content = path.read_bytes()
    try:
        planner = part_of(content, inputs=(), outputs=(*_SOUND_OF, DURATIONS))
        decoder = part_of(content, inputs=_SOUND_OF, outputs=(AUDIO,))
        model = KokoroModel(_open(planner, threads), _open(decoder, threads))
        if {each.name for each in model.decoder.get_inputs()} == {*_SOUND_OF, _STYLE}:  # pyright: ignore[reportOptionalMemberAccess]
            return model
    except Exception as error:  # of one that was brought: the runtime has kinds of its own
        log.info("kokoro_is_run_whole", error=str(error))
    return KokoroModel(_open(with_float_output(content, DURATIONS), threads), None)


def _open(content: bytes, threads: int) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Waiting threads that spin would take the cores from whatever runs beside a synthesis.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        content, sess_options=options, providers=["CPUExecutionProvider"]
    )


def _run(
    session: "InferenceSession", outputs: list[str], inputs: dict[str, np.ndarray]
) -> Sequence[Any]:
    """Ended where nobody waits for it any more."""
    from onnxruntime import RunOptions  # pyright: ignore[reportAttributeAccessIssue]

    options = RunOptions()
    options.add_run_config_entry(*_GIVES_BACK)
    with on_abandon(partial(setattr, options, "terminate", True)):
        return session.run(outputs, inputs, options)
