"""Quality: five folds by speaker for the figures, then the heads of run time from everybody."""

from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from sklearn.linear_model import Ridge, RidgeCV
from sklearn.model_selection import GroupKFold

from shared.acoustics import features, heads

from ...corpora.speechocean import N_FOLDS, RatedUtterance
from ...frames.folds import learner_folds
from ..measured import Measured
from . import network as quality

POOLED_BOUND = 5.0
N_TRANSFORMERS = 3
TREES = {
    "n_estimators": 450,
    "learning_rate": 0.04,
    "num_leaves": 31,
    "min_child_samples": 40,
    "subsample": 0.7,
    "subsample_freq": 1,
    "colsample_bytree": 0.25,
    "n_jobs": 1,
    "verbose": -1,
    "deterministic": True,
}
WORD_TREES = TREES | {"n_estimators": 300, "learning_rate": 0.03, "num_leaves": 15}
UTTERANCE_TREES = TREES | {
    "n_estimators": 200,
    "learning_rate": 0.04,
    "num_leaves": 8,
    "min_child_samples": 20,
}
RIDGES = (300.0, 1_000.0, 3_000.0, 10_000.0)
"""Penalties of the linear model of an utterance; which one, speakers within the training folds decide."""


@dataclass(slots=True)
class QualityModel:
    mean: np.ndarray
    scale: np.ndarray
    transformers: list[quality.QualityNetwork]
    trees: Any
    word_trees: Any
    utterance_trees: list[Any]
    """One for each of the four scores."""
    linear: Any
    """heads.Linear."""

    def rows(
        self, corpus: dict[str, RatedUtterance], measured: dict[str, Measured]
    ) -> list[quality.RatedTable]:
        return [self._row(corpus[each], measured[each]) for each in measured]

    def _row(self, utterance: RatedUtterance, measured: Measured) -> quality.RatedTable:
        places = measured.places
        return quality.RatedTable(
            ((measured.quality - self.mean) / self.scale).astype(np.float32),
            np.clip(measured.pooled, -POOLED_BOUND, POOLED_BOUND),
            places.phone,
            places.stress,
            heads.place_in_word(places),
            places.word,
            utterance.phone_scores.astype(np.float32),
            np.array([word.total / 5 for word in utterance.words], dtype=np.float32),
            np.array(utterance.scores) / 5,
        )


def tree_table(measured: Measured) -> np.ndarray:
    return heads.with_neighbours(measured.quality, measured.places, measured.pooled)


def word_table(measured: Measured) -> np.ndarray:
    return features.word_table(measured.quality, measured.places, measured.pooled)


def utterance_row(measured: Measured) -> np.ndarray:
    return features.utterance_row(measured.quality, measured.places, measured.pooled)


def _train(
    corpus: dict[str, RatedUtterance],
    measured: dict[str, Measured],
    *,
    seed: int,
    n_transformers: int,
) -> QualityModel:
    tables = np.concatenate([each.quality for each in measured.values()])
    scores = np.array([corpus[each].scores for each in measured]) / 5
    linear = _fit_linear(
        np.stack([each.flow for each in measured.values()]),
        scores,
        [corpus[each].speaker for each in measured],
    )
    model = QualityModel(tables.mean(axis=0), tables.std(axis=0) + 1e-3, [], None, None, [], linear)
    rows = model.rows(corpus, measured)
    model.transformers = [
        quality.train_transformer(rows, seed=seed * 10 + member) for member in range(n_transformers)
    ]
    model.trees = lightgbm.LGBMRegressor(**TREES, random_state=seed).fit(
        np.concatenate([tree_table(each) for each in measured.values()]),
        np.concatenate([corpus[each].phone_scores for each in measured]),
    )
    model.word_trees = lightgbm.LGBMRegressor(**WORD_TREES, random_state=seed).fit(
        np.concatenate([word_table(each) for each in measured.values()]),
        np.concatenate([[word.total / 5 for word in corpus[each].words] for each in measured]),
    )
    wholes = np.stack([utterance_row(each) for each in measured.values()])
    model.utterance_trees = [
        lightgbm.LGBMRegressor(**UTTERANCE_TREES, random_state=seed).fit(wholes, scores[:, index])
        for index in range(scores.shape[1])
    ]
    return model


def _fit_linear(rows: np.ndarray, scores: np.ndarray, speakers: list[str]) -> Any:
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    standard = np.clip((rows - mean) / scale, -heads.LINEAR_BOUND, heads.LINEAR_BOUND)
    folds = list(GroupKFold(4).split(standard, groups=speakers))
    chosen = RidgeCV(RIDGES, cv=folds).fit(standard, scores).alpha_
    found = Ridge(chosen).fit(standard, scores)
    return heads.Linear(
        mean,
        scale,
        found.coef_.T.astype(np.float32),
        found.intercept_.astype(np.float32),
    )


def _predict(
    model: QualityModel, corpus: dict[str, RatedUtterance], measured: dict[str, Measured]
) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Utterance → phones 0–2, words 0–10, utterance 0–10."""
    answers = [quality.predict(each, model.rows(corpus, measured)) for each in model.transformers]
    predictions = {}
    for index, (utterance, each) in enumerate(measured.items()):
        phones, words, whole = (
            np.mean([answer[index][part] for answer in answers], axis=0) for part in range(3)
        )
        trees = model.trees.predict(tree_table(each))
        word_trees = model.word_trees.predict(word_table(each))
        row = utterance_row(each)[None]
        whole_trees = np.concatenate([trees.predict(row) for trees in model.utterance_trees])
        predictions[utterance] = (
            np.clip((phones + trees) / 2, 0, 2),
            np.clip((words + word_trees) / 2 * 5, 0, 10),
            np.clip((whole + whole_trees + model.linear(each.flow)) / 3 * 5, 0, 10),
        )
    return predictions


def fit(
    corpus: dict[str, RatedUtterance], measures: dict[tuple[str, int], Measured]
) -> dict[str, Any]:
    """`predictions`: of every utterance, by heads that saw nothing of its speaker; `model`: of all."""
    fold_of = learner_folds(corpus)
    predictions: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
    for fold in range(N_FOLDS):
        train = {each: measures[each, fold] for each in corpus if fold_of[each] != fold}
        test = {each: measures[each, fold] for each in corpus if fold_of[each] == fold}
        model = _train(corpus, train, seed=fold, n_transformers=N_TRANSFORMERS)
        predictions |= _predict(model, corpus, test)
        print(f"  fold {fold + 1}/{N_FOLDS}", flush=True)
    everybody = {each: measures[each, fold_of[each]] for each in corpus}
    return {
        "predictions": predictions,
        "model": _train(corpus, everybody, seed=N_FOLDS, n_transformers=N_TRANSFORMERS),
    }
