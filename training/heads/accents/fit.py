"""The taught witness of shared/acoustics/accent.py: a ridge logistic regression a target phone, and what right phones reach."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np

from shared.acoustics import accent
from shared.acoustics.phone_set import N_CLASSES

from ..logistic import balanced, fit_logistic

RIDGE = 500.0
"""Penalty on the squared weights of standardised features."""
LEAST_SITES = 25
"""Of either label, for a target to be taught."""
LEAST_REFERENCE = 10
"""Right phones of natives, or of rated learners, for their mean odds to count."""
NATIVE = frozenset("ab")
"""What names of American and British voices begin with."""


@dataclass(frozen=True, slots=True)
class AccentRows:
    """Phones and what the witnesses see of them, one row each."""

    features: np.ndarray
    """float32 (n, n_features): accent.leading, which leaves them as they are when applied again."""
    phone: np.ndarray
    """int (n,): class of the target."""
    contrast: np.ndarray
    """float (n,): accent.contrasts."""
    error: np.ndarray
    """float (n,): the error head's probability."""
    changed: np.ndarray
    """int (n,): 1 said as another, 0 right, -1 neither."""
    group: np.ndarray
    """str (n,): voice or speaker."""
    utterance: np.ndarray
    """str (n,); a spoiled copy counts as its original."""

    def __len__(self) -> int:
        return len(self.phone)

    def where(self, chosen: np.ndarray) -> Self:
        return type(self)(*(getattr(self, each.name)[chosen] for each in fields(self)))

    @classmethod
    def joined(cls, pieces: Sequence[Self]) -> Self:
        return cls(
            *(np.concatenate([getattr(one, each.name) for one in pieces]) for each in fields(cls))
        )

    @property
    def native(self) -> np.ndarray:
        """bool (n,): of an American or British voice."""
        return np.array([name[0] in NATIVE for name in self.group], dtype=bool)


def fit(voices: AccentRows, learners: AccentRows) -> accent.AccentModel:
    """Taught on `voices` alone; `learners` are phones that raters found right.

    Arrays are as precise as they are stored.
    """
    mean = _stored(voices.features.mean(axis=0))
    scale = _stored(voices.features.std(axis=0) + 1e-3)
    weights = np.zeros((N_CLASSES, voices.features.shape[1]), dtype=np.float32)
    offset = np.zeros(N_CLASSES, dtype=np.float32)
    for phone in taught_phones(voices):
        own = voices.where((voices.phone == phone) & (voices.changed >= 0))
        scaled = np.clip((own.features - mean) / scale, -accent.CLIP, accent.CLIP)
        labels = own.changed.astype(float)
        found = fit_logistic(scaled, labels, balanced(labels), ridge=RIDGE)
        weights[phone], offset[phone] = _stored(found[:-1]), found[-1]
    unreferenced = accent.AccentModel(
        mean, scale, weights, offset, np.full(N_CLASSES, np.nan, dtype=np.float32)
    )
    usual = _usual(unreferenced, voices.where(voices.native & (voices.changed == 0)), learners)
    return accent.AccentModel(mean, scale, weights, offset, usual)


def taught_phones(voices: AccentRows) -> list[int]:
    """Targets with enough phones of either label."""
    return [
        phone
        for phone in range(N_CLASSES)
        if min(int(((voices.phone == phone) & (voices.changed == label)).sum()) for label in (0, 1))
        >= LEAST_SITES
    ]


def weighed(model: accent.AccentModel, rows: AccentRows) -> np.ndarray:
    """The witnesses in one sum, nats, before what right phones reach is taken off."""
    return accent.weigh(rows.contrast, rows.error, model.taught(rows.features, rows.phone))


def _usual(model: accent.AccentModel, natives: AccentRows, learners: AccentRows) -> np.ndarray:
    """float32 (40,): log of the mean odds of right phones, natives and learners weighing the same; NaN without either."""
    usual = np.full(N_CLASSES, np.nan, dtype=np.float32)
    odds = [(rows.phone, np.exp(weighed(model, rows))) for rows in (natives, learners)]
    for phone in range(N_CLASSES):
        means = [
            of_group[phones == phone].mean()
            for phones, of_group in odds
            if (phones == phone).sum() > LEAST_REFERENCE
        ]
        if means:
            usual[phone] = np.log(np.mean(means))
    return usual


def _stored(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float16).astype(np.float32)


def write_weights(model: accent.AccentModel, path: Path) -> None:
    np.savez_compressed(
        path,
        version=accent.VERSION,
        mean=model.mean.astype(np.float16),
        scale=model.scale.astype(np.float16),
        weights=model.weights.astype(np.float16),
        offset=model.offset,
        usual=model.usual,
    )
