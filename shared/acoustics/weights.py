"""The trained weights of the frame classifier: one archive of arrays, made by training/export.py.

Its model card is that of the aligner, which is trained with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics.frames import FrameClassifier, Whitening

VERSION = "listening-2"
PATH = Path(__file__).parent / "weights" / f"{VERSION}.npz"


@dataclass(frozen=True, slots=True)
class ListeningWeights:
    whitening: Whitening
    classifier: FrameClassifier
    log_prior: np.ndarray
    """float32 (40,): how often each class was met in training."""


def load_listening(path: Path = PATH) -> ListeningWeights:
    """Raises FileNotFoundError, and ValueError when the archive is of another version."""
    arrays = read_archive(path, VERSION)
    return ListeningWeights(
        Whitening(
            arrays["whitening/mean"], arrays["whitening/scale"], arrays["whitening/projection"]
        ),
        FrameClassifier(members(arrays, "classifier")),
        arrays["log_prior"],
    )


def read_archive(path: Path, version: str) -> dict[str, np.ndarray]:
    """Its arrays, half precision as single. Raises FileNotFoundError, and ValueError for another version."""
    with np.load(path) as archive:
        arrays = {
            name: values.astype(np.float32) if values.dtype == np.float16 else values
            for name, values in archive.items()
        }
    if str(arrays.get("version")) != version:
        raise ValueError(f"{path.name} holds {arrays.get('version')}, not {version}")
    return arrays


def members(
    arrays: Mapping[str, np.ndarray], name: str
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """The averaged networks stored below `name/0/`, `name/1/`, …"""
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
    while f"{name}/{len(found)}/w_in" in arrays:
        prefix = f"{name}/{len(found)}"
        found.append(
            (
                arrays[f"{prefix}/w_in"],
                arrays[f"{prefix}/b_in"],
                arrays[f"{prefix}/w_out"],
                arrays[f"{prefix}/b_out"],
            )
        )
    return found
