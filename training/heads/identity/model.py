"""The identity heads: is this phone the target, is it there at all, was one put in, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from shared.acoustics import heads, phone_set

from ...corpora.speechocean import N_FOLDS
from ...speech.synth import SyntheticUtterance

RIGHT_SCORE, WRONG_SCORE = 1.8, 0.5
"""Learners' phones rated from here up are right, below are wrong; between is not used."""
LEARNER_WEIGHT = 0.3
"""Of one rated phone beside one synthetic one: raters disagree, a synthesiser does not."""
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


def slip_labels(
    utterance: SyntheticUtterance, places: Any, gaps: list[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(error, deletion, spoken class) of each phone and (insertion) of each gap; -1 where unclear."""
    n_phones = len(places.phone)
    error, deletion = np.zeros(n_phones, dtype=int), np.full(n_phones, -1)
    spoken = places.phone.copy()
    insertion = np.zeros(len(gaps), dtype=int)
    index_of = {
        key: index
        for index, key in enumerate(
            zip(places.word.tolist(), places.position.tolist(), strict=True)
        )
    }
    for slip in utterance.slips:
        if slip.kind == "ins":
            _mark_insertion(insertion, gaps, slip.word, slip.position, utterance)
            continue
        index = index_of[slip.word, slip.position]
        error[index] = 1
        deletion[index] = int(slip.kind == "del")
        spoken[index] = -1 if slip.spoken is None else phone_set.CLASS_OF[slip.spoken]
    return error, deletion, spoken, insertion


def _mark_insertion(
    insertion: np.ndarray,
    gaps: list[tuple[int, int]],
    word: int,
    position: int,
    utterance: SyntheticUtterance,
) -> None:
    """Label the gap, and leave its twin out: a word's last gap is the next word's first."""
    insertion[gaps.index((word, position))] = 1
    twin = None
    if position == 0 and word > 0:
        twin = (word - 1, len(utterance.words[word - 1]))
    elif position == len(utterance.words[word]) and word + 1 < len(utterance.words):
        twin = (word + 1, 0)
    if twin in gaps:
        insertion[gaps.index(twin)] = -1


def learner_labels(scores: np.ndarray) -> np.ndarray:
    return np.select([scores >= RIGHT_SCORE, scores < WRONG_SCORE], [0, 1], -1)


def join(pieces: Sequence[tuple[np.ndarray, np.ndarray, int, float]]) -> Labelled:
    """(table, labels, fold, weight) of many utterances → one."""
    return Labelled(
        np.concatenate([table for table, *_ in pieces]),
        np.concatenate([labels for _, labels, *_ in pieces]),
        np.concatenate([np.full(len(table), fold) for table, _, fold, _ in pieces]),
        np.concatenate([np.full(len(table), weight) for table, _, _, weight in pieces]),
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
