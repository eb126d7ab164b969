"""RVC v2 (infer-rvc-python): a voice that was trained for one speaker beforehand says what the reference says.

For a team that trains a voice for its learners elsewhere and runs one service a voice: the samples only say how high
the speaker speaks. Who has no trained voice wants `chatterbox` or `knn-world`.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, cast

import numpy as np

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.audio.pitch import contour_of, semitones, track_pitch
from shared.engines import EngineContext, EngineUnavailable

from .base import Converted, Features, NoVoice, Sample, StudiedReference

_TAG = "own"
_SEED = 7
_INT16 = 32768.0


class Rvc:
    name = "rvc"

    def __init__(
        self, model: Path, hubert: Path, index: Path | None, *, device: str, threads: int
    ) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        from infer_rvc_python import BaseLoader  # pyright: ignore[reportMissingImports]

        torch.set_num_threads(threads)
        self._torch = torch
        # Every path is given: what is not would be downloaded into the current folder.
        self._loader: Any = BaseLoader(
            only_cpu=device == "cpu", hubert_path=str(hubert), rmvpe_path=""
        )
        self._model, self._index = model, index
        self._lock = Lock()  # the loader carries its settings, the random numbers are the process's
        self.model_version = model.stem

    def warm_up(self) -> None:
        time_s = np.arange(RATE_HZ, dtype=np.float32) / RATE_HZ
        hum = Audio(
            (0.1 * np.sign(np.sin(2 * np.pi * 150 * time_s))).astype(np.float32), RATE_HZ, 0.0
        )
        self.convert(StudiedReference(hum), [Sample(hum)])

    def measure(self, audio: Audio, heard: object) -> Features:
        del audio, heard
        return {}

    def study(self, reference: Audio) -> Features:
        del reference
        return {}

    def convert(self, reference: StudiedReference, samples: Sequence[Sample]) -> Converted:
        """The same input gives the same output. Raises NoVoice, naming `reference` or `samples`."""
        shift = pitch_shift(reference.audio, samples)
        spoken = (reference.audio.samples.copy(), reference.audio.rate_hz)
        with self._lock:
            self._set_pitch(shift)
            if not self._loader.model_vc:
                self._loader.generate_from_cache(spoken, tag=_TAG)  # loads the voice
            # Another pitch is no other voice: it need not be loaded again.
            self._loader.cache_model = {**self._loader.model_config[_TAG], "tag": _TAG}
            self._torch.manual_seed(_SEED)
            said, rate_hz = self._loader.generate_from_cache(spoken, tag=_TAG)
        samples_out = np.asarray(said, dtype=np.float32)
        if np.asarray(said).dtype == np.int16:
            samples_out /= _INT16
        wanted = round(reference.audio.duration_s * rate_hz)
        fitted = np.pad(samples_out[:wanted], (0, max(0, wanted - len(samples_out))))
        return Converted(np.clip(fitted, -1.0, 1.0), int(rate_hz))

    def _set_pitch(self, shift: int) -> None:
        self._loader.apply_conf(
            tag=_TAG,
            file_model=str(self._model),
            pitch_algo="pm",
            pitch_lvl=shift,
            file_index=str(self._index or ""),
        )


def pitch_shift(reference: Audio, samples: Sequence[Sample]) -> int:
    """Semitones from the reference's median F0 to that of the samples. Raises NoVoice."""
    joined = Audio(np.concatenate([each.audio.samples for each in samples]), RATE_HZ, 0.0)
    medians: list[float] = []
    for audio, field in ((reference, "reference"), (joined, "samples")):
        median_hz = contour_of(track_pitch(audio.samples, audio.rate_hz)).median_hz
        if median_hz is None:
            raise NoVoice(f"the {field} hold no voice", field=field)
        medians.append(median_hz)
    return round(float(semitones(np.array(medians[1]), medians[0])))


def load(context: EngineContext) -> Rvc:
    """Raises EngineUnavailable when a file is not named."""
    settings = context.settings
    for name in ("rvc_model", "rvc_hubert_dir"):
        path = getattr(settings, name)
        if path is None or not path.exists():
            raise EngineUnavailable(f"rvc: VC_{name.upper()} must name what exists")
    return Rvc(
        cast(Path, settings.rvc_model),
        cast(Path, settings.rvc_hubert_dir),
        settings.rvc_index,
        device=settings.device,
        threads=context.threads,
    )
