"""Speech that trained nothing, out of the training cache, and when a text under it counts as refused."""

from pathlib import Path

import numpy as np

from shared.contracts import Diff
from training.run.folder import RunFolder
from training.speech.synth import SyntheticUtterance

LEAST_COMPLETENESS = 20.0
"""A wrong text counts as refused below it."""


def read_plan(cache: Path) -> list[SyntheticUtterance]:
    """The held-out part of the training plan: voices and sentences that trained nothing."""
    plan = RunFolder(cache).read("synthesis", "plan.pkl")
    return [each for each in plan if each.held_out]


def read_samples(folder: Path, utterance: SyntheticUtterance) -> np.ndarray:
    """float32 at 16 kHz."""
    samples = np.load(folder / f"{utterance.id}.npy")
    return samples.astype(np.float32) / 32768


def is_refused(diff: Diff) -> bool:
    completeness = diff.scores.completeness
    return not diff.assessable or (completeness is not None and completeness < LEAST_COMPLETENESS)
