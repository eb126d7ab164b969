"""Identity: heads from slips with known labels, calibrated out of fold, measured on held-out voices."""

from typing import Any

import numpy as np

from ...corpora.people.utterance import NOBODY, PeopleSpeech
from ...corpora.speechocean import RatedUtterance
from ...frames.folds import said_by
from ...speech.synth import SyntheticUtterance
from ..measured import Measured
from . import model as identity
from .rows import LEARNER_WEIGHT, gather_rows


def fit(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    people: PeopleSpeech = NOBODY,
) -> dict[str, Any]:
    """The three tree models, their calibrations, and what they say of voices they have not heard.

    `out_of_fold` maps each kind to (probability, 1 where it is so) of the rows whose phones are known, of
    synthetic speech and annotated people: what gates are chosen by. `people` has the latter alone.
    """
    gathered = gather_rows(corpus, plan, measures, said_by(corpus, plan), people)
    models: dict[str, Any] = {"out_of_fold": {}, "people": {}}
    for kind in ("error", "deletion", "insertion"):
        pieces = getattr(gathered, kind)
        rows = identity.join(pieces)
        scores = identity.out_of_fold(rows, kind=kind)
        is_certain = rows.weight > LEARNER_WEIGHT
        models[kind] = identity.fit_trees(rows, kind=kind)
        platt = identity.fit_platt(scores[is_certain], rows.wrong[is_certain])
        models[f"{kind}_calibration"] = platt
        known = is_certain & (rows.wrong >= 0)
        of_people = known & np.repeat(
            [each.is_person for each in pieces], [len(each.labels) for each in pieces]
        )
        for part, chosen in (("out_of_fold", known), ("people", of_people)):
            probability = identity.probabilities(scores[chosen], platt)
            models[part][kind] = (probability, rows.wrong[chosen])
        print(f"  {kind}: {int((rows.wrong == 1).sum())} of {len(rows.wrong)} rows", flush=True)
    models["naming"] = identity.fit_naming(
        *(np.concatenate(part) for part in zip(*gathered.wrong_phones, strict=True))
    )
    return models
