"""Is it this text, was this word said: logistic models, taught by putting wrong texts under recordings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_expit

from shared.acoustics import aligner_weights as weights
from shared.acoustics import lattice
from shared.acoustics import text_match as runtime_match

from ...corpora.speechocean import N_FOLDS, RatedUtterance
from ...frames.classifier import bare_targets, classifier_of
from ...frames.folds import Classifiers, learner_folds, left_out, runtime_classifier, voice_fold
from ...speech.synth import SyntheticUtterance
from ...stats import calibration_error
from .texts import TextsTooAlike, Words, other_text, with_extra_word

EVERY = 2
"""One utterance in so many is used; there are plenty."""
_RIDGE = 1e-3
_NATIVE = -1
"""Stands for the fold of held-out synthetic speech, with slips or without: judged, never trained on."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled features: `right` is 1 where the text, or the word, was really said."""

    features: np.ndarray
    right: np.ndarray
    fold: np.ndarray


def fit(
    corpus: dict[str, RatedUtterance],
    plan: Sequence[SyntheticUtterance],
    classifiers: Classifiers,
    frames_dir: Path,
    *,
    seed: int = 5,
) -> tuple[np.ndarray, dict[str, float]]:
    """(2, N_FEATURES + 1) coefficients for text and word, and figures from speakers held out.

    A recording that no other text would do for is only seen with its own. Raises TextsTooAlike.
    """
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
            _bare(each.words),
            voice_fold(each),
            classifier_of(members[left_out(voice_fold(each))]),
        )
        for each in [each for each in plan if each.slips and not each.held_out][::EVERY]
    ]
    sources += [
        (each.id, _bare(each.words), _NATIVE, at_run_time) for each in plan if each.held_out
    ]
    pool = list(targets.values())
    texts: list[tuple[np.ndarray, int, int]] = []
    words: list[tuple[np.ndarray, int, int]] = []
    for utterance, own, fold, classify in sources:
        log_posteriors = classify(np.load(frames_dir / f"{utterance}.npy").astype(np.float32))
        emissions = log_posteriors - weights.PRIOR_POWER * prior
        for text, right in ((own, 1), (other_text(own, pool, rng), 0)):
            if text is None or (segments := _segments(emissions, text)) is None:
                continue
            texts.append((runtime_match.text_features(log_posteriors, segments), right, fold))
            rows = runtime_match.word_features(log_posteriors, segments, len(text))
            words += [(row, right, fold) for row in rows]
        extended, place = with_extra_word(own, pool, rng)
        if (segments := _segments(emissions, extended)) is not None:
            rows = runtime_match.word_features(log_posteriors, segments, len(extended))
            words.append((rows[place], 0, fold))
    if all(right for _, right, _ in texts):
        raise TextsTooAlike(f"{len(pool)} texts, and none could stand for another: take more")
    coefficients: list[np.ndarray] = []
    figures: dict[str, float] = {}
    for name, pieces in (("text", texts), ("word", words)):
        rows = _join(pieces)
        known = rows.fold != _NATIVE
        coefficients.append(_fit_logistic(rows.features[known], rows.right[known]))
        figures |= {f"{name}_{key}": value for key, value in _figures(rows).items()}
    return np.stack(coefficients).astype(np.float32), figures


def _bare(words: Sequence[Sequence[str]]) -> Words:
    return [[[phone.rstrip("012") for phone in word]] for word in words]


def _join(pieces: Sequence[tuple[np.ndarray, int, int]]) -> Rows:
    features, right, fold = zip(*pieces, strict=True)
    return Rows(np.stack(features), np.array(right), np.array(fold))


def _segments(emissions: np.ndarray, text: Words) -> Any:
    try:
        return lattice.align(emissions, text).segments
    except lattice.TooShortForText:
        return None


def _fit_logistic(features: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Ridge logistic regression, classes weighing the same; (n_features + 1,), offset last."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    standard = (features - mean) / scale
    weight = np.where(right == 1, 0.5 / (right == 1).mean(), 0.5 / (right == 0).mean())

    def loss(parameters: np.ndarray) -> float:
        logit = standard @ parameters[:-1] + parameters[-1]
        likelihood = np.where(right == 1, log_expit(logit), log_expit(-logit))
        return float(-(weight * likelihood).mean() + _RIDGE * (parameters[:-1] ** 2).sum())

    found = minimize(loss, np.zeros(features.shape[1] + 1), method="L-BFGS-B").x
    slopes = found[:-1] / scale
    return np.append(slopes, found[-1] - mean @ slopes)


def _figures(rows: Rows) -> dict[str, float]:
    """Out of fold; held-out voices are only judged."""
    chance = np.zeros(len(rows.right))
    for fold in (*range(N_FOLDS), _NATIVE):
        mine = rows.fold == fold
        train = ~mine & (rows.fold >= 0)
        chance[mine] = runtime_match.match_probability(
            rows.features[mine], _fit_logistic(rows.features[train], rows.right[train])
        )
    said, learner = rows.right == 1, rows.fold >= 0
    return {
        "right_accepted": float((chance[said & learner] >= 0.5).mean()),
        "wrong_accepted": float((chance[~said & learner] >= 0.5).mean()),
        "right_accepted_native": float((chance[said & ~learner] >= 0.5).mean()),
        "wrong_accepted_native": float((chance[~said & ~learner] >= 0.5).mean()),
        "calibration_error": calibration_error(chance, rows.right),
    }
