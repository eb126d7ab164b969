"""The identity heads: is this phone the target, is it there at all, was one put in, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from shared.acoustics import heads

from ...corpora.speechocean import N_FOLDS
from .rows import Piece

TREES = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.05,
    "min_child_samples": 20,
    "colsample_bytree": 0.4,
    "subsample": 0.8,
    "subsample_freq": 1,
    "reg_lambda": 5.0,
    "n_jobs": 1,
    "verbose": -1,
    "deterministic": True,
}
N_TREES = {"error": 400, "deletion": 150, "insertion": 250}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows of one kind of question over many utterances."""

    table: np.ndarray
    wrong: np.ndarray
    """int (n_rows,): 1 wrong, 0 right, -1 not known."""
    fold: np.ndarray
    """int (n_rows,): of the speaker or voice."""
    weight: np.ndarray


def join(pieces: Sequence[Piece]) -> Labelled:
    """The answers of many utterances → one table."""
    return Labelled(
        np.concatenate([each.table for each in pieces]),
        np.concatenate([each.labels for each in pieces]),
        np.concatenate([np.full(len(each.table), each.fold) for each in pieces]),
        np.concatenate([np.full(len(each.table), each.weight) for each in pieces]),
    )


def fit_trees(rows: Labelled, *, kind: str, seed: int = 0) -> Any:
    """A booster over the rows whose label is known."""
    known = rows.wrong >= 0
    model = lightgbm.LGBMClassifier(n_estimators=N_TREES[kind], random_state=seed, **TREES)
    model.fit(rows.table[known], rows.wrong[known], sample_weight=rows.weight[known])
    return model.booster_


def raw_scores(booster: Any, table: np.ndarray) -> np.ndarray:
    return np.asarray(booster.predict(table, raw_score=True, num_threads=1))


def out_of_fold(rows: Labelled, *, kind: str) -> np.ndarray:
    """Raw score of every row from trees that saw nothing of its speaker or voice."""
    scores = np.zeros(len(rows.table))
    for fold in range(N_FOLDS):
        mine = rows.fold == fold
        rest = Labelled(rows.table[~mine], rows.wrong[~mine], rows.fold[~mine], rows.weight[~mine])
        scores[mine] = raw_scores(fit_trees(rest, kind=kind, seed=fold), rows.table[mine])
    return scores


def fit_platt(scores: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """(slope, offset) of the logistic that calibrates `scores`; Platt 1999, with his soft targets."""
    known = wrong >= 0
    scores, wrong = scores[known], wrong[known]
    n_wrong, n_right = wrong.sum(), len(wrong) - wrong.sum()
    soft = np.where(wrong == 1, (n_wrong + 1) / (n_wrong + 2), 1 / (n_right + 2))

    def loss(parameters: np.ndarray) -> float:
        logit = parameters[0] * scores + parameters[1]
        return float(-(soft * log_expit(logit) + (1 - soft) * log_expit(-logit)).mean())

    return np.asarray(minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")["x"])


def fit_naming(
    gains: np.ndarray,
    posteriors: np.ndarray,
    target: np.ndarray,
    spoken: np.ndarray,
) -> np.ndarray:
    """(gain, posterior) weights under which the true substitutes are likeliest among the rivals."""

    def loss(log_weights: np.ndarray) -> float:
        naming = heads.Naming(*np.exp(log_weights))
        shares = heads.rival_shares(gains, posteriors, target, naming)
        return float(-np.log(shares[np.arange(len(target)), spoken] + 1e-6).mean())

    found = minimize(loss, np.log([0.1, 0.5]), method="Nelder-Mead")["x"]
    return np.exp(found)


def probabilities(scores: np.ndarray, platt: np.ndarray) -> np.ndarray:
    return expit(platt[0] * scores + platt[1])
