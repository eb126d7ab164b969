"""Recordings and frames as arrays on disk, one `<id>.npy` an utterance."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample


@dataclass(frozen=True, slots=True)
class SpeechFolders:
    """Where speech is that was made for training, and what the encoder makes of it."""

    spoken: Path
    """int16 at 16 kHz."""
    frames: Path
    """float16 (n_frames, n_components), whitened."""

    def spoken_path(self, utterance: str) -> Path:
        return self.spoken / f"{utterance}.npy"

    def frames_path(self, utterance: str) -> Path:
        return self.frames / f"{utterance}.npy"


def save_array(path: Path, values: np.ndarray) -> None:
    """Write and then rename, so that an interrupted run leaves no half file."""
    part = path.with_suffix(".part.npy")
    np.save(part, values)
    part.rename(path)


def read_audio(path: Path) -> np.ndarray:
    """float32 samples at 16 kHz, one channel, of a sound file of any rate, or of an int16 array."""
    if path.suffix == ".npy":
        return np.load(path).astype(np.float32) / 32768.0
    import soundfile

    samples, rate_hz = soundfile.read(path, dtype="float32")
    if samples.ndim == 2:
        samples = samples.mean(axis=1)
    return samples if rate_hz == RATE_HZ else resample(samples, rate_hz, RATE_HZ)
