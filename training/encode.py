"""Recordings → whitened encoder frames, cached one float16 file an utterance."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from .bootstrap import PhoneTimes, labels_of_times
from .runtime import encoder as encoder_module
from .runtime import frames as runtime_frames

N_COMPONENTS = 384
_SAMPLED_UTTERANCES = 420
_SAMPLED_SPEECH, _SAMPLED_SILENCE = 0.55, 0.11
"""Shares of the frames that the principal components are computed from."""


def save_array(path: Path, values: np.ndarray) -> None:
    """Write and then rename, so that an interrupted run leaves no half file."""
    part = path.with_suffix(".part.npy")
    np.save(part, values)
    part.rename(path)


def read_audio(path: Path) -> np.ndarray:
    """float32 samples at 16 kHz of a FLAC file, or of the int16 array that synth.py writes."""
    if path.suffix == ".npy":
        return np.load(path).astype(np.float32) / 32768.0
    import soundfile

    samples, _ = soundfile.read(path, dtype="float32")
    return samples


def encode_all(recordings: Mapping[str, Path], *, model_bin: Path, folder: Path) -> Iterator[int]:
    """Hidden states of what `folder` lacks; yields how many are done."""
    encoder = encoder_module.WhisperEncoder(model_bin)
    folder.mkdir(parents=True, exist_ok=True)
    for done, (utterance, path) in enumerate(recordings.items(), start=1):
        target = folder / f"{utterance}.npy"
        if not target.exists():
            save_array(target, encoder.hidden(read_audio(path)).astype(np.float16))
        yield done


def fit_whitening(times: Mapping[str, PhoneTimes], folder: Path, *, seed: int = 0):
    """Whitening from a sample of the hidden states of learners, mostly speech."""
    rng = np.random.default_rng(seed)
    ids = sorted(times)
    sampled: list[np.ndarray] = []
    for index in rng.permutation(len(ids))[:_SAMPLED_UTTERANCES]:
        hidden = np.load(folder / f"{ids[index]}.npy")
        is_speech = labels_of_times(times[ids[index]], len(hidden)) > 0
        share = np.where(is_speech, _SAMPLED_SPEECH, _SAMPLED_SILENCE)
        sampled.append(hidden[rng.random(len(hidden)) < share].astype(np.float32))
    frames = np.concatenate(sampled)
    mean, scale = frames.mean(axis=0), frames.std(axis=0) + 1e-3
    standard = np.clip((frames - mean) / scale, -runtime_frames.CLIP, runtime_frames.CLIP)
    values, vectors = np.linalg.eigh((standard.T @ standard / len(standard)).astype(np.float64))
    order = np.argsort(-values)[:N_COMPONENTS]
    projection = (vectors[:, order] / np.sqrt(values[order])).astype(np.float32)
    return runtime_frames.Whitening(mean, scale, projection)


def whiten_all(ids: Iterable[str], *, hidden: Path, folder: Path, whitening) -> Iterator[int]:
    """Project cached hidden states; yields how many are done."""
    folder.mkdir(parents=True, exist_ok=True)
    for done, utterance in enumerate(ids, start=1):
        target = folder / f"{utterance}.npy"
        if not target.exists():
            frames = np.load(hidden / f"{utterance}.npy").astype(np.float32)
            save_array(target, whitening(frames).astype(np.float16))
        yield done


def encode_whitened(
    recordings: Mapping[str, Path], *, model_bin: Path, folder: Path, whitening
) -> Iterator[int]:
    """Encode and whiten in one go, without keeping hidden states; yields how many are done."""
    encoder = encoder_module.WhisperEncoder(model_bin)
    folder.mkdir(parents=True, exist_ok=True)
    for done, (utterance, path) in enumerate(recordings.items(), start=1):
        target = folder / f"{utterance}.npy"
        if not target.exists():
            hidden = encoder.hidden(read_audio(path))
            save_array(target, whitening(hidden).astype(np.float16))
        yield done
