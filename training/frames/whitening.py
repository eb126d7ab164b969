"""Encoder states → fewer, uncorrelated values: principal components of learners' speech."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from shared.acoustics import frames as runtime_frames

from ..run.arrays import save_array
from .bootstrap import PhoneTimes, labels_of_times

N_COMPONENTS = 384
_SAMPLED_UTTERANCES = 420
_SAMPLED_SPEECH, _SAMPLED_SILENCE = 0.55, 0.11
"""Shares of the frames that the principal components are computed from."""


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
