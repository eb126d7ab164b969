"""Recordings → whitened encoder frames, cached one float16 file an utterance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import encoder as encoder_module

from ..run.arrays import read_audio, save_array
from ..run.workers import make_missing
from ..speech.augment import generator_of, spoiled

N_BABBLE = 16
"""Recordings that others are spoiled with."""


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
class _Encoding:
    encoder: Any
    folder: Path
    whitening: Any
    babble: list[np.ndarray]


_equipment: _Encoding
"""What a worker process encodes with."""


def _open_encoder(model_bin: Path, folder: Path, whitening: Any, babble: Sequence[Path]) -> None:
    global _equipment
    _equipment = _Encoding(
        encoder_module.WhisperEncoder(model_bin),
        folder,
        whitening,
        [read_audio(path) for path in babble],
    )


def _encode(recording: Recording) -> None:
    samples = read_audio(recording.path)
    if recording.spoiled:
        samples = spoiled(samples, generator_of(recording.id), others=_equipment.babble)
    frames = _equipment.encoder.hidden(samples)
    if _equipment.whitening is not None:
        frames = _equipment.whitening(frames)
    save_array(_equipment.folder / f"{recording.id}.npy", frames.astype(np.float16))
