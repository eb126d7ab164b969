"""Everything the engine needs at run time → two archives of a few MB: what listens, and the aligner on it."""

from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import weights as listening

from ..frames.classifier import Alignment
from ..frames.folds import RUNTIME_PAIRS, Classifiers
from .measured import usual_frame_counts
from .quality.fit import POOLED_BOUND, QualityModel
from .segments.fit import SegmentClassifiers
from .trees import flatten

_HALF = 512
"""Arrays larger than this are stored in half precision."""


def write_archives(
    folder: Path,
    *,
    whitening: Any,
    classifiers: Classifiers,
    segments: SegmentClassifiers,
    alignments: dict[str, Alignment],
    quality: dict[str, Any],
    identity: dict[str, Any],
    text_match: np.ndarray,
) -> None:
    networks, prior = classifiers
    heard: dict[str, np.ndarray] = {
        "version": np.array(listening.VERSION),
        "whitening/mean": whitening.mean.astype(np.float32),
        "whitening/scale": whitening.scale.astype(np.float32),
        "whitening/projection": whitening.projection,
        "log_prior": prior,
        **_members("classifier", networks),
    }
    write_archive(heard, folder / f"{listening.VERSION}.npz")
    arrays: dict[str, np.ndarray] = {
        "version": np.array(weights.VERSION),
        "frame_counts": usual_frame_counts(alignments),
        "text_match": text_match,
    }
    for part, of_pairs in segments.items():
        arrays |= _members(part, of_pairs)
    arrays |= _quality(quality["model"]) | _identity(identity)
    write_archive(arrays, folder / f"{weights.VERSION}.npz")


def _members(part: str, networks: Any) -> dict[str, np.ndarray]:
    """The networks of the pairs that are averaged at run time."""
    return {
        f"{part}/{index}/{name}": values
        for index, pair in enumerate(RUNTIME_PAIRS)
        for name, values in zip(
            ("w_in", "b_in", "w_out", "b_out"), networks[pair].as_tuple(), strict=True
        )
    }


def write_archive(arrays: dict[str, np.ndarray], path: Path) -> None:
    np.savez_compressed(path, allow_pickle=False, **{n: _stored(v) for n, v in arrays.items()})
    print(f"  {path.name}: {path.stat().st_size / 1e6:.1f} MB", flush=True)


def _stored(values: np.ndarray) -> np.ndarray:
    """Half precision where it saves and can't overflow: statistics and trees keep full precision."""
    small_enough = values.dtype == np.float32 and values.ndim == 2 and values.size > _HALF
    return values.astype(np.float16) if small_enough else values


def _quality(model: QualityModel) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {
        "quality/mean": model.mean.astype(np.float32),
        "quality/scale": model.scale.astype(np.float32),
        "quality/pooled_bound": np.array(POOLED_BOUND),
        "quality/n_transformers": np.array(len(model.transformers)),
    }
    for index, network in enumerate(model.transformers):
        for name, values in network.state_dict().items():
            arrays[f"quality/transformer{index}/{name}"] = values.numpy()
    arrays |= _prefixed("quality/trees", flatten(model.trees.booster_))
    arrays |= _prefixed("quality/words", flatten(model.word_trees.booster_))
    for index, trees in enumerate(model.utterance_trees):
        arrays |= _prefixed(f"quality/utterance{index}", flatten(trees.booster_))
    linear = model.linear
    arrays |= {
        f"quality/linear/{name}": getattr(linear, name)
        for name in ("mean", "scale", "weights", "offset")
    }
    return arrays


def _identity(models: dict[str, Any]) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {"identity/naming": models["naming"].astype(np.float32)}
    for kind in ("error", "deletion", "insertion"):
        arrays |= _prefixed(f"identity/{kind}", flatten(models[kind]))
        arrays[f"identity/{kind}_calibration"] = models[f"{kind}_calibration"].astype(np.float32)
    return arrays


def _prefixed(prefix: str, arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {f"{prefix}/{name}": values for name, values in arrays.items()}
