"""Identity: heads from slips with known labels, calibrated out of fold, measured on held-out voices."""

from typing import Any

import numpy as np

from ...corpora.speechocean import RatedUtterance
from ...frames.folds import learner_folds, voice_fold
from ...speech.synth import SyntheticUtterance, spoiled_id
from ..measured import Measured
from . import model as identity


def fit(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
) -> dict[str, Any]:
    """The three tree models, their calibrations, and what they say of voices they have not heard.

    `out_of_fold` maps each kind to (probability, 1 where it is so) of the synthetic rows: what gates are
    chosen by.
    """
    training = [each for each in plan if not each.held_out]
    folds = learner_folds(corpus)
    errors, deletions, insertions = [], [], []
    wrong_phones = []
    for each in training:
        fold = voice_fold(each)
        for name in (each.id, spoiled_id(each.id)):
            measured = measures[name, fold]
            places = measured.places
            error, deletion, spoken, insertion = identity.slip_labels(each, places, measured.gaps)
            errors.append((measured.identity, error, fold, 1.0))
            deletions.append((measured.identity, deletion, fold, 1.0))
            insertions.append((measured.insertion, insertion, fold, 1.0))
            wrong = (error == 1) & (spoken >= 0)
            wrong_phones.append(
                (
                    measured.gains[wrong],
                    measured.posteriors[wrong],
                    places.phone[wrong],
                    spoken[wrong],
                )
            )
    for utterance in corpus.values():
        measured = measures[utterance.id, folds[utterance.id]]
        labels = identity.learner_labels(utterance.phone_scores)
        errors.append((measured.identity, labels, folds[utterance.id], identity.LEARNER_WEIGHT))
    models: dict[str, Any] = {"out_of_fold": {}}
    for kind, pieces in (("error", errors), ("deletion", deletions), ("insertion", insertions)):
        rows = identity.join(pieces)
        scores = identity.out_of_fold(rows, kind=kind)
        synthetic = rows.weight == 1.0
        models[kind] = identity.fit_trees(rows, kind=kind)
        platt = identity.fit_platt(scores[synthetic], rows.wrong[synthetic])
        models[f"{kind}_calibration"] = platt
        known = synthetic & (rows.wrong >= 0)
        models["out_of_fold"][kind] = (
            identity.probabilities(scores[known], platt),
            rows.wrong[known],
        )
        print(f"  {kind}: {int((rows.wrong == 1).sum())} of {len(rows.wrong)} rows", flush=True)
    models["naming"] = identity.fit_naming(
        *(np.concatenate(part) for part in zip(*wrong_phones, strict=True))
    )
    return models
