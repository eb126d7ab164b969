"""Was this word said: a logistic model, taught by wrong texts and by words put in that nobody said."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_expit

from .corpus import N_FOLDS, RatedUtterance
from .folds import Classifiers, left_out, learner_folds, runtime_classifier
from .frames import _ENGINE, PRIOR_POWER, bare_targets, classifier_of, lattice
from .synth import SyntheticUtterance

runtime = importlib.import_module(f"{_ENGINE}.word_match")

Words = list[list[list[str]]]
EVERY = 2
"""One learner's utterance in so many is used; there are plenty."""
_RIDGE = 1e-3
_NATIVE = -1
"""Stands for the fold of held-out synthetic speech: judged, never trained on."""


def fit(
    corpus: dict[str, RatedUtterance],
    plan: Sequence[SyntheticUtterance],
    classifiers: Classifiers,
    frames_dir: Path,
    *,
    seed: int = 5,
) -> dict[str, Any]:
    """`coefficients` (N_FEATURES + 1,) for the engine, and shares answered wrongly, out of fold."""
    rng = np.random.default_rng(seed)
    members, prior = classifiers
    folds, targets = learner_folds(corpus), bare_targets(corpus)
    at_run_time = runtime_classifier(classifiers)
    sources = [
        (each, targets[each], folds[each], classifier_of(members[left_out(folds[each])]))
        for each in list(corpus)[::EVERY]
    ]
    sources += [
        (
            each.id,
            [[[phone.rstrip("012") for phone in word]] for word in each.words],
            _NATIVE,
            at_run_time,
        )
        for each in plan
        if each.held_out and not each.slips
    ]
    pool = list(targets.values())
    features, said, fold_of = [], [], []
    for utterance, own, fold, classify in sources:
        log_posteriors = classify(np.load(frames_dir / f"{utterance}.npy").astype(np.float32))
        for text, was_said in _trials(own, pool, rng):
            try:
                path = lattice.align(log_posteriors - PRIOR_POWER * prior, text)
            except lattice.TooShortForText:
                continue
            rows = runtime.word_features(log_posteriors, path.segments, len(text))
            features.append(rows)
            said.append(was_said)
            fold_of.append(np.full(len(rows), fold))
    rows, labels, row_folds = (np.concatenate(each) for each in (features, said, fold_of))
    learners = row_folds >= 0
    return {
        "coefficients": _fit_logistic(rows[learners], labels[learners]).astype(np.float32),
        **_figures(rows, labels, row_folds),
    }


def _trials(
    own: Words, pool: Sequence[Words], rng: np.random.Generator
) -> list[tuple[Words, np.ndarray]]:
    """Texts to put under a recording, with which of their words were said."""
    place = int(rng.integers(len(own) + 1))
    donor = pool[int(rng.integers(len(pool)))]
    extra = donor[int(rng.integers(len(donor)))]
    with_extra = [*own[:place], extra, *own[place:]]
    other = pool[int(rng.integers(len(pool)))]
    mine = {tuple(word[0]) for word in own}
    return [
        (with_extra, np.arange(len(with_extra)) != place),
        (other, np.array([tuple(word[0]) in mine for word in other])),
    ]


def _fit_logistic(features: np.ndarray, said: np.ndarray) -> np.ndarray:
    """Ridge logistic regression, both answers weighing the same; (n_features + 1,), offset last."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    standard = (features - mean) / scale
    weight = np.where(said, 0.5 / said.mean(), 0.5 / (~said).mean())

    def loss(parameters: np.ndarray) -> float:
        logit = standard @ parameters[:-1] + parameters[-1]
        likelihood = np.where(said, log_expit(logit), log_expit(-logit))
        return float(-(weight * likelihood).mean() + _RIDGE * (parameters[:-1] ** 2).sum())

    found = minimize(loss, np.zeros(features.shape[1] + 1), method="L-BFGS-B").x
    slopes = found[:-1] / scale
    return np.append(slopes, found[-1] - mean @ slopes)


def _figures(rows: np.ndarray, said: np.ndarray, fold_of: np.ndarray) -> dict[str, float]:
    chance = np.zeros(len(said))
    for fold in (*range(N_FOLDS), _NATIVE):
        mine = fold_of == fold
        train = ~mine & (fold_of >= 0)
        chance[mine] = runtime.said_probability(rows[mine], _fit_logistic(rows[train], said[train]))
    native, accepted = fold_of == _NATIVE, chance >= 0.5
    return {
        "learners' word taken for unsaid": float((~accepted)[said & ~native].mean()),
        "learners' unsaid word taken for said": float(accepted[~said & ~native].mean()),
        "native word taken for unsaid": float((~accepted)[said & native].mean()),
        "native unsaid word taken for said": float(accepted[~said & native].mean()),
    }
