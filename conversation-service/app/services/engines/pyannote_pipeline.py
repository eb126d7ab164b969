"""pyannote.audio's diarization (Bredin et al. 2020, Plaquet & Bredin 2023): windows of ten seconds in which up to three voices are heard, also at once, and their vectors clustered.

From a folder that the operator brought, as pyannote/speaker-diarization-community-1 is published: `config.yaml` and the three models that it names. Nothing is fetched and nothing
is told to anybody: the library would do both.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio.decode import RATE_HZ
from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import MOST_SPEAKERS
from shared.engines import EngineContext
from shared.errors import StorageFull

from ...core.config import Settings
from ..speech import SpeechRegion
from .base import SpeakerSpan

CONFIG = "config.yaml"
PIPELINE = "pyannote.audio.pipelines.SpeakerDiarization"
"""Other pipelines of the library send recordings to its makers' servers."""
_MODELS = ("segmentation", "embedding", "plda")
_BESIDE = "$model/"


class PyannoteDiarizer:
    name = "pyannote"
    most_speakers = MOST_SPEAKERS

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        """Raises ValueError where the folder holds no pipeline that can be run from it alone."""
        check_folder(folder)
        os.environ["PYANNOTE_METRICS_ENABLED"] = (
            "false"  # asked at each use; the library's default is true
        )
        import torch  # pyright: ignore[reportMissingImports]
        from pyannote.audio import Pipeline  # pyright: ignore[reportMissingImports]

        torch.set_num_threads(threads)
        self._torch = torch
        try:
            self._pipeline: Any = Pipeline.from_pretrained(folder).to(torch.device(device))
        except Exception as error:  # of the library, of torch and of whatever the files hold
            raise ValueError(f"{folder} can't be loaded: {error}") from error
        self._lock = Lock()  # the pipeline seeds and counts in itself
        self.model_version = folder.resolve().name

    def warm_up(self) -> None:
        self._diarization(np.zeros((1, RATE_HZ), np.float32), MOST_SPEAKERS)

    def diarize(
        self, recording: LongRecording, regions: Sequence[SpeechRegion], n_speakers: int
    ) -> list[SpeakerSpan]:
        """Speech, and how many speak, is what the models hear: `regions` say nothing. Raises StorageFull."""
        del regions
        with _mapped(recording) as samples, self._lock:
            heard = self._diarization(samples, n_speakers)
        return list(_spans(heard, recording.duration_s))

    def _diarization(self, samples: np.ndarray, n_speakers: int) -> Any:
        """`samples`: float32 (1, n_samples) at 16 kHz. A number that is demanded fails where there are fewer windows than that, so it is the most."""
        file = {"waveform": self._torch.from_numpy(samples), "sample_rate": RATE_HZ}
        told = self._pipeline(file, max_speakers=n_speakers, hook=_still_wanted)
        return getattr(told, "speaker_diarization", told)


def check_folder(folder: Path) -> None:
    """Raises ValueError where it isn't a diarization pipeline whose models lie in it."""
    import yaml

    path = folder / CONFIG
    if not path.is_file():
        raise ValueError(f"{path} is not there")
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        name, given = config["pipeline"]["name"], config["pipeline"].get("params") or {}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no pipeline's: {error}") from error
    if name != PIPELINE:
        raise ValueError(f"{path}: {name!r} is not run here, {PIPELINE} is")
    for model in _MODELS:
        _check_model(path, model, given)


def _check_model(path: Path, model: str, given: Mapping[str, Any]) -> None:
    """What is left out, or named otherwise, would be fetched from the model hub."""
    where = given.get(model)
    if not isinstance(where, str) or not where.startswith(_BESIDE):
        raise ValueError(f"{path}: {model} is {where!r}, not in this folder ({_BESIDE}{model})")
    if not (path.parent / where.removeprefix(_BESIDE)).is_dir():
        raise ValueError(f"{path}: {model} is {where}, and no such folder is there")


@contextmanager
def _mapped(recording: LongRecording) -> Iterator[np.ndarray]:
    """float32 (1, n_samples) in a file without a name, 230 MB an hour, of which memory holds what is being read: the library wants all samples at hand."""
    with tempfile.TemporaryFile() as file:
        try:
            for block in recording.blocks():
                file.write(block.tobytes())
            file.flush()
        except OSError as error:
            raise StorageFull(
                "there is no room for the recording's samples: make room where TMPDIR is"
            ) from error
        yield np.memmap(file, np.float32, "r+", shape=(1, len(recording)))


def _still_wanted(*_step: Any, **_progress: Any) -> None:
    """Told by the library of each batch."""
    raise_if_abandoned()


def _spans(heard: Any, duration_s: float) -> Iterator[SpeakerSpan]:
    numbers = {label: number for number, label in enumerate(heard.labels())}
    for part, _, label in heard.itertracks(yield_label=True):
        start_s, end_s = max(0.0, part.start), min(duration_s, part.end)
        if end_s > start_s:
            yield SpeakerSpan(numbers[label], float(start_s), float(end_s))


def load(context: EngineContext) -> PyannoteDiarizer:
    """Raises ValueError where CONVERSATION_PYANNOTE_MODEL names no such folder."""
    settings: Settings = context.settings
    if settings.pyannote_model is None:
        raise ValueError("name the folder of the pipeline: CONVERSATION_PYANNOTE_MODEL")
    return PyannoteDiarizer(
        Path(settings.pyannote_model), device=settings.device, threads=context.threads
    )
