"""Chatterbox (Resemble AI, MIT): zero-shot voice conversion by speech tokens and flow matching, for GPUs.

What is said comes from the reference as discrete tokens, how it sounds from ten seconds of the samples.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.engines import EngineContext, EngineUnavailable

from .base import Converted, Features, NoVoice, Sample, StudiedReference

OUT_HZ = 24_000
_VOICE_S = 10.0
"""The model looks at no more of a voice."""
_LEAST_DBFS = -60.0
_SEED = 7


class Chatterbox:
    name = "chatterbox"

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        from chatterbox.vc import ChatterboxVC  # pyright: ignore[reportMissingImports]

        torch.set_num_threads(threads)
        self._torch, self._device = torch, device
        self._network: Any = ChatterboxVC.from_local(folder, device).s3gen
        self._lock = Lock()  # the random numbers are the process's
        self.model_version = folder.name

    def warm_up(self) -> None:
        time_s = np.arange(RATE_HZ, dtype=np.float32) / RATE_HZ
        hum = Audio((0.1 * np.sin(2 * np.pi * 150 * time_s)).astype(np.float32), RATE_HZ, 0.0)
        self.convert(StudiedReference(hum), [Sample(hum)])

    def measure(self, audio: Audio, heard: object) -> Features:
        del audio, heard
        return {}

    def study(self, reference: Audio) -> Features:
        del reference
        return {}

    def convert(self, reference: StudiedReference, samples: Sequence[Sample]) -> Converted:
        """The same input gives the same output. Raises NoVoice, naming `reference` or `samples`, for silence."""
        voice = voice_of(samples)
        if _is_silent(reference.audio.samples):
            raise NoVoice("the reference holds no voice", field="reference")
        if _is_silent(voice):
            raise NoVoice("the samples hold no voice", field="samples")
        with self._lock, self._torch.inference_mode():
            self._torch.manual_seed(_SEED)
            style = self._network.embed_ref(
                resample(voice, RATE_HZ, OUT_HZ), OUT_HZ, device=self._device
            )
            spoken = self._torch.from_numpy(
                np.ascontiguousarray(reference.audio.samples, np.float32)
            )
            tokens, _ = self._network.tokenizer(spoken[None].to(self._device))
            found, _ = self._network.inference(speech_tokens=tokens, ref_dict=style)
        said = found.squeeze(0).float().cpu().numpy()
        return Converted(as_long_as(reference.audio, np.clip(said, -1.0, 1.0)), OUT_HZ)


def voice_of(samples: Sequence[Sample]) -> np.ndarray:
    """float32: the first ten seconds of the samples, one after the other, at 16 kHz."""
    return np.concatenate([each.audio.samples for each in samples])[: round(_VOICE_S * RATE_HZ)]


def as_long_as(reference: Audio, said: np.ndarray) -> np.ndarray:
    """Tokens are 40 ms: what is over is cut, what is missing is silence."""
    wanted = round(reference.duration_s * OUT_HZ)
    return np.pad(said[:wanted], (0, max(0, wanted - len(said)))).astype(np.float32)


def _is_silent(samples: np.ndarray) -> bool:
    power = float(np.mean(np.square(samples))) if len(samples) else 0.0
    return 10 * np.log10(power + 1e-12) < _LEAST_DBFS


def load(context: EngineContext) -> Chatterbox:
    """Raises EngineUnavailable when no folder holds the model."""
    settings = context.settings
    folder = settings.chatterbox_dir
    if folder is None or not (folder / "s3gen.safetensors").is_file():
        raise EngineUnavailable(
            "chatterbox: VC_CHATTERBOX_DIR must name a folder with s3gen.safetensors of ResembleAI/chatterbox"
        )
    return Chatterbox(folder, device=settings.device, threads=context.threads)
