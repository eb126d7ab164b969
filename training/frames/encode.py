"""Recordings → whitened encoder frames, cached one float16 file an utterance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import decoder as runtime_decoder
from shared.acoustics import encoder as encoder_module
from shared.acoustics import frames as runtime_frames

from ..run.workers import make_missing
from ..speech.augment import generator_of, spoiled
from .bootstrap import PhoneTimes, labels_of_times

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


@dataclass(frozen=True, slots=True)
class Recording:
    """One to encode, and where its array goes."""

    id: str
    path: Path
    spoiled: bool = False
    """With noise, a room, a telephone or a codec put on it (augment.py), always the same by its id."""


def encode_all(
    recordings: Sequence[Recording],
    *,
    model_bin: Path,
    folder: Path,
    processes: int,
    whitening: Any = None,
    babble: Sequence[Path] = (),
) -> Iterator[int]:
    """Hidden states, or whitened frames, of what `folder` lacks; yields how many are done.

    `babble` are recordings that others are spoiled with.
    """
    return make_missing(
        recordings,
        folder,
        _encode,
        processes=processes,
        prepare=_open_encoder,
        arguments=(model_bin, folder, whitening, babble),
    )


@dataclass(slots=True)
class _Desk:
    encoder: Any
    folder: Path
    whitening: Any
    babble: list[np.ndarray]


_desk: _Desk
"""What a worker process encodes with."""


def _open_encoder(model_bin: Path, folder: Path, whitening: Any, babble: Sequence[Path]) -> None:
    global _desk
    _desk = _Desk(
        encoder_module.WhisperEncoder(model_bin),
        folder,
        whitening,
        [read_audio(path) for path in babble],
    )


def _encode(recording: Recording) -> None:
    samples = read_audio(recording.path)
    if recording.spoiled:
        samples = spoiled(samples, generator_of(recording.id), others=_desk.babble)
    frames = _desk.encoder.hidden(samples)
    if _desk.whitening is not None:
        frames = _desk.whitening(frames)
    save_array(_desk.folder / f"{recording.id}.npy", frames.astype(np.float16))


def expect_words(
    words: Mapping[str, Sequence[str]], folder: Path, *, model_dir: Path
) -> Iterator[np.ndarray]:
    """What the decoder expected of each utterance's words, from the hidden states in `folder`."""
    decoder = runtime_decoder.WhisperDecoder(model_dir)
    for utterance, texts in words.items():
        hidden = np.load(folder / f"{utterance}.npy").astype(np.float32)
        yield decoder.expect(hidden[:, -encoder_module.WIDTH :], texts)


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
