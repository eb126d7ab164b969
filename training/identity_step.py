"""Identity: heads from slips with known labels, calibrated out of fold, measured on held-out voices."""

from typing import Any

import numpy as np

from . import identity
from .corpus import RatedUtterance
from .evidence import Measured
from .folds import learner_folds, voice_fold
from .runtime import heads
from .synth import SyntheticUtterance


def fit(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
) -> dict[str, Any]:
    """The three tree models with their calibrations, and what they say of the held-out slips."""
    training = [each for each in plan if not each.held_out]
    folds = learner_folds(corpus)
    errors, deletions, insertions = [], [], []
    gains, targets, spoken_classes = [], [], []
    for each in training:
        fold = voice_fold(each)
        measured = measures[each.id, fold]
        error, deletion, spoken, insertion = identity.slip_labels(each, measured)
        errors.append((measured.identity, error, fold, 1.0))
        deletions.append((measured.identity, deletion, fold, 1.0))
        insertions.append((measured.insertion, insertion, fold, 1.0))
        wrong = (error == 1) & (spoken >= 0)
        gains.append(measured.gains[wrong])
        targets.append(measured.places.phone[wrong])
        spoken_classes.append(spoken[wrong])
    for utterance in corpus.values():
        measured = measures[utterance.id, folds[utterance.id]]
        labels = identity.learner_labels(utterance.phone_scores)
        errors.append((measured.identity, labels, folds[utterance.id], identity.LEARNER_WEIGHT))
    models: dict[str, Any] = {}
    for kind, pieces in (("error", errors), ("deletion", deletions), ("insertion", insertions)):
        rows = identity.join(pieces)
        scores = identity.out_of_fold(rows, kind=kind)
        synthetic = rows.weight == 1.0
        models[kind] = identity.fit_trees(rows, kind=kind)
        models[f"{kind}_calibration"] = identity.fit_platt(scores[synthetic], rows.wrong[synthetic])
        print(f"  {kind}: {int((rows.wrong == 1).sum())} of {len(rows.wrong)} rows", flush=True)
    models["name_temperature"] = identity.fit_name_temperature(
        np.concatenate(gains),
        np.concatenate(targets),
        np.concatenate(spoken_classes),
        heads.rival_shares,
    )
    return models
