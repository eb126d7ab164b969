"""How much a phone sounds like what learners say in its place, beside what natives do: evidence, before any prior.

Three witnesses, each of what natives say of that phone: the error head, the segment classifier's best learner's variant over the
target, and a model of its own taught on voices that say both in one breath, in phones that ARPAbet lacks too (dental stops,
the one sound for v and w, flat e and o). Whose mouth it is, and what else it does, is weighed by whoever knows:
phoneme-diff-service.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics.phone_set import CLASS_OF, CLASSES
from shared.acoustics.segments import N_PIECES, NOTHING
from shared.phonetics.learner_habits import said_instead

VERSION = "accent-1"
N_COMPONENTS = 96
"""Of each piece of a span, the first ones, by variance."""
MOST = 4.0
"""Nats that one phone can say at most, either way."""
CLIP = 5.0
"""Standard deviations of a feature, and nats of the taught model."""
_LEAST, _HIGHEST = -12.0, 8.0
_SHARPNESS = 0.5
"""Of the segment classifier's posteriors when a wrong phone is named: it is surer than right."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the witnesses add up. Chosen on the human recordings that docs/people.md names."""

    error: float = 0.3
    """Per nat of the error head's log-odds."""
    contrast: float = 0.15
    """Per nat of the best variant's log-posterior over the target's."""
    taught: float = 0.3
    """Per nat of the taught model's log-odds."""


WEIGHING = Weighing()


@dataclass(frozen=True, slots=True)
class AccentModel:
    """A logistic regression a target phone, and what natives reach on each."""

    mean: np.ndarray
    scale: np.ndarray
    """float32 (n_features,)."""
    weights: np.ndarray
    """float32 (40, n_features); zeros where nothing was taught."""
    offset: np.ndarray
    """float32 (40,)."""
    usual: np.ndarray
    """float32 (40,): log of the mean odds that right phones reach; NaN where it isn't known."""

    def taught(self, spans: np.ndarray, phones: np.ndarray) -> np.ndarray:
        """Log-odds float (n_phones,) from rows of segments.span_table and the target's classes."""
        scaled = np.clip((leading(spans) - self.mean) / self.scale, -CLIP, CLIP)
        return (scaled * self.weights[phones]).sum(axis=1) + self.offset[phones]

    def evidence(
        self, spans: np.ndarray, posteriors: np.ndarray, error: np.ndarray, phones: np.ndarray
    ) -> np.ndarray:
        """Log-likelihood ratio float (n_phones,) of a learner's variant over a native's phone; NaN where it isn't known.

        `posteriors` are the segment classifier's log-posteriors (n_phones, 40), `error` the error head's probabilities.
        """
        weighed = weigh(contrasts(posteriors, phones), error, self.taught(spans, phones))
        return np.clip(weighed - self.usual[phones], -MOST, MOST)


def leading(spans: np.ndarray) -> np.ndarray:
    """The columns of span_table that accents are told by: float32 (n_spans, N_PIECES * N_COMPONENTS + 1)."""
    width = (spans.shape[1] - 1) // N_PIECES
    pieces = [spans[:, i * width : i * width + N_COMPONENTS] for i in range(N_PIECES)]
    return np.concatenate([*pieces, spans[:, -1:]], axis=1).astype(np.float32)


def weigh(contrast: np.ndarray, error: np.ndarray, taught: np.ndarray) -> np.ndarray:
    """The witnesses in one sum, nats; how high natives reach is not taken off yet."""
    bounded = np.clip(error, 1e-4, 1 - 1e-4)
    odds = np.log(bounded / (1 - bounded))
    return (
        WEIGHING.error * odds
        + WEIGHING.contrast * contrast
        + WEIGHING.taught * np.clip(taught, -CLIP, CLIP)
    )


def contrasts(posteriors: np.ndarray, phones: np.ndarray) -> np.ndarray:
    """Log-posterior of the likeliest thing that learners say instead, over the target's."""
    own = posteriors[np.arange(len(phones)), phones]
    best = np.array(
        [
            posteriors[i, _VARIANTS[phone]].max(initial=_LEAST + own[i])
            for i, phone in enumerate(phones)
        ]
    )
    return np.clip(best - own, _LEAST, _HIGHEST)


def shares_if_wrong(
    posteriors: np.ndarray, deletion: np.ndarray, phones: np.ndarray
) -> list[list[tuple[str | None, float]]]:
    """What each phone was, if it was not the target: what learners say instead (None: nothing) with its share, likeliest first."""
    shares: list[list[tuple[str | None, float]]] = []
    for row, dropped, phone in zip(posteriors, deletion, phones, strict=True):
        names = said_instead().get(CLASSES[phone], ())
        scores = np.array(
            [
                max(row[NOTHING], np.log(dropped + 1e-6)) if name is None else row[CLASS_OF[name]]
                for name in names
            ]
        )
        if not len(scores):
            shares.append([])
            continue
        weight = np.exp(_SHARPNESS * (scores - scores.max()))
        order = np.argsort(-weight)
        shares.append([(names[i], float(weight[i] / weight.sum())) for i in order])
    return shares


def load_accent(path: Path) -> AccentModel:
    """Raises FileNotFoundError, and ValueError when the archive is of another format."""
    with np.load(path) as archive:
        arrays = dict(archive.items())
    if str(arrays.pop("version", "")) != VERSION:
        raise ValueError(f"{path.name} is not {VERSION}")
    return AccentModel(**{name: value.astype(np.float32) for name, value in arrays.items()})


def _variants(names: Sequence[str | None]) -> np.ndarray:
    return np.array([NOTHING if name is None else CLASS_OF[name] for name in names], dtype=int)


_VARIANTS = [_variants(said_instead().get(name, ())) for name in CLASSES]
