"""Do several people talk in one recording?

Frames of speech are cut into stretches of about a second. What the phone explains is taken off each frame,
the rest is averaged and projected to where speakers differ and one speaker's stretches don't (LDA). The best
division into two groups of stretches is then weighed against one group with the two-covariance model of
speaker verification (Brümmer & de Villiers, The Speaker Partitioning Problem, Odyssey 2010), and a logistic
model turns the evidence into a probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit

from shared.acoustics.phone_set import SILENCE

VERSION = "speakers-1"
PATH = Path(__file__).parent / "weights" / f"{VERSION}.npz"
STRETCH_FRAMES = 60
"""1.2 s of speech."""
LEAST_FRAMES = 40
"""Speech left over is a stretch of its own from 0.8 s on, and left out below."""
LEAST_GROUP_FRAMES = 60
"""Nobody who speaks for less counts as another speaker."""
LEAST_SPEECH_FRAMES = 120
"""Below 2.4 s of speech nothing is said."""
_PAUSE_FRAMES = 10
"""0.2 s of silence; a stretch ends there if it is long enough."""
MOST_STRETCHES = 120
N_FEATURES = 5


@dataclass(frozen=True, slots=True)
class Stretches:
    """One recording in pieces."""

    means: np.ndarray
    """float32 (n, 384): mean frame of each, its phones' means taken off."""
    n_frames: np.ndarray
    """int (n,): how many frames of speech it has."""

    @classmethod
    def joined(cls, parts: "Sequence[Stretches]") -> "Stretches":
        """Of several recordings, one after the other."""
        return cls(
            np.concatenate([part.means for part in parts]),
            np.concatenate([part.n_frames for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Speakers:
    phone_means: np.ndarray
    """float32 (n_classes, 384)."""
    offset: np.ndarray
    """float32 (384,): the mean of all stretches."""
    projection: np.ndarray
    """float32 (384, n_dims): to where stretches of one speaker have unit covariance."""
    between: np.ndarray
    """float32 (n_dims,): variance of the speakers there."""
    coefficients: np.ndarray
    """float (N_FEATURES + 1,): the logistic model's, offset last."""

    def several_probability(self, whitened: np.ndarray, log_posteriors: np.ndarray) -> float | None:
        """Calibrated probability that two or more speak; None where too little is said."""
        return self.probability_of(self.stretches(whitened, log_posteriors))

    def stretches(self, whitened: np.ndarray, log_posteriors: np.ndarray) -> Stretches:
        return cut_stretches(whitened, log_posteriors, self.phone_means)

    def probability_of(self, stretches: Stretches) -> float | None:
        """Of the stretches of one recording, or of several that should be by one speaker."""
        features = self.features(stretches)
        if features is None:
            return None
        return float(expit(features @ self.coefficients[:-1] + self.coefficients[-1]))

    def features(self, stretches: Stretches) -> np.ndarray | None:
        """float (N_FEATURES,) of a recording; None where too little is said."""
        if len(stretches.n_frames) < 2 or stretches.n_frames.sum() < LEAST_SPEECH_FRAMES:
            return None
        points = (stretches.means - self.offset) @ self.projection
        weights = np.minimum(1.5, stretches.n_frames / STRETCH_FRAMES)
        group, ratio = best_division(points, weights, self.between, stretches.n_frames)
        if group is None:
            return None
        one, other = (
            np.average(points[side], axis=0, weights=weights[side]) for side in (group, ~group)
        )
        least = min(weights[group].sum(), weights[~group].sum())
        expected = 1 / weights[group].sum() + 1 / weights[~group].sum()
        distance = np.square(one - other).mean() / expected
        return np.array(
            [
                np.sign(ratio) * np.log1p(abs(ratio)),
                ratio / len(points),
                np.log(distance),
                np.log(least),
                np.log(len(points)),
            ]
        )


def cut_stretches(
    whitened: np.ndarray, log_posteriors: np.ndarray, phone_means: np.ndarray
) -> Stretches:
    """`whitened` float (n_frames, 384), `log_posteriors` float (n_frames, n_classes)."""
    phones = log_posteriors.argmax(axis=1)
    pieces = stretch_frames(phones != SILENCE)[:MOST_STRETCHES]
    means = [(whitened[piece] - phone_means[phones[piece]]).mean(axis=0) for piece in pieces]
    width = whitened.shape[1]
    return Stretches(
        np.array(means, np.float32).reshape(-1, width),
        np.array([len(piece) for piece in pieces], dtype=np.int64),
    )


def stretch_frames(is_speech: np.ndarray) -> list[np.ndarray]:
    """Frames of each stretch: speech between pauses, short runs joined, long ones cut evenly."""
    frames = np.flatnonzero(is_speech)
    if not len(frames):
        return []
    runs = np.split(frames, np.flatnonzero(np.diff(frames) > _PAUSE_FRAMES) + 1)
    joined: list[np.ndarray] = []
    for run in runs:
        if joined and len(joined[-1]) < LEAST_FRAMES:
            joined[-1] = np.concatenate([joined[-1], run])
        else:
            joined.append(run)
    pieces = [
        piece
        for run in joined
        for piece in np.array_split(run, max(1, round(len(run) / STRETCH_FRAMES)))
    ]
    return [piece for piece in pieces if len(piece) >= LEAST_FRAMES]


def best_division(
    points: np.ndarray, weights: np.ndarray, between: np.ndarray, n_frames: np.ndarray
) -> tuple[np.ndarray | None, float]:
    """The likeliest division of stretches among two speakers, and its log-likelihood ratio to one.

    Starts from every division in time into two, and into a middle and the rest, and moves single stretches
    while that helps. None where no division leaves each group LEAST_GROUP_FRAMES.
    """
    n = len(points)
    sums = np.concatenate([np.zeros((1, points.shape[1])), np.cumsum(points * weights[:, None], 0)])
    masses = np.concatenate([[0.0], np.cumsum(weights)])
    lengths = np.concatenate([[0], np.cumsum(n_frames)])
    starts, stops = np.triu_indices(n + 1, k=1)
    inner = lengths[stops] - lengths[starts]
    fits = (inner >= LEAST_GROUP_FRAMES) & (lengths[-1] - inner >= LEAST_GROUP_FRAMES)
    starts, stops = starts[fits], stops[fits]
    if not len(starts):
        return None, 0.0
    whole = _evidence(sums[-1], masses[-1], between)
    ratios = _split_ratios(
        sums[stops] - sums[starts], masses[stops] - masses[starts], sums[-1], masses[-1], between
    )
    best = int(ratios.argmax())
    group = np.zeros(n, dtype=bool)
    group[starts[best] : stops[best]] = True
    ratio = float(ratios[best] - whole)
    for _ in range(2 * n):
        moved = group[None, :] ^ np.eye(n, dtype=bool)
        sizes = moved @ n_frames
        allowed = (sizes >= LEAST_GROUP_FRAMES) & (lengths[-1] - sizes >= LEAST_GROUP_FRAMES)
        ratios = _split_ratios(
            moved @ (points * weights[:, None]), moved @ weights, sums[-1], masses[-1], between
        )
        ratios = np.where(allowed, ratios - whole, -np.inf)
        step = int(ratios.argmax())
        if ratios[step] <= ratio + 1e-9:
            break
        group, ratio = moved[step], float(ratios[step])
    return group, ratio


def _split_ratios(
    sums: np.ndarray, masses: np.ndarray, total: np.ndarray, mass: float, between: np.ndarray
) -> np.ndarray:
    return _evidence(sums, masses, between) + _evidence(total - sums, mass - masses, between)


def _evidence(sums: np.ndarray, masses: np.ndarray | float, between: np.ndarray) -> np.ndarray:
    """Log-likelihood of stretches by one speaker, up to what no division changes.

    `sums` are weighted sums of points, (…, n_dims); `masses` the sums of the weights, (…).
    """
    shrunk = 1.0 + np.asarray(masses)[..., None] * between
    return 0.5 * (np.square(sums) * between / shrunk - np.log(shrunk)).sum(axis=-1)


def load_speakers(path: Path = PATH) -> Speakers:
    """Raises FileNotFoundError, and ValueError when the archive is of another version."""
    with np.load(path) as archive:
        arrays = dict(archive)
    if str(arrays.pop("version")) != VERSION:
        raise ValueError(f"{path.name} is of another version than {VERSION}")
    coefficients = arrays.pop("coefficients").astype(np.float64)
    return Speakers(
        **{name: values.astype(np.float32) for name, values in arrays.items()},
        coefficients=coefficients,
    )
