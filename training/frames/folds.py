"""Who is in which fold, and which classifier has not heard them."""

import numpy as np

from ..corpora.speechocean import N_FOLDS, RatedUtterance, speaker_folds
from ..speech.synth import TRAINING_VOICES, SyntheticUtterance
from .classifier import classifier_of
from .mlp import Weights

RUNTIME_PAIRS = ((0, 1), (2, 3), (0, 4))
"""Classifiers that are averaged at run time; together they have heard everybody."""
Classifiers = tuple[dict[tuple[int, int], Weights], np.ndarray]
"""One classifier a pair of held-out folds, and the log prior of the classes."""


def learner_folds(corpus: dict[str, RatedUtterance]) -> dict[str, int]:
    """Utterance → fold of its speaker."""
    fold_of = speaker_folds([utterance.speaker for utterance in corpus.values()])
    return {utterance.id: fold_of[utterance.speaker] for utterance in corpus.values()}


def said_by(corpus: dict[str, RatedUtterance], plan: list[SyntheticUtterance]) -> dict[str, int]:
    """Utterance → fold of its speaker or voice, of all that may be trained on."""
    return learner_folds(corpus) | {each.id: voice_fold(each) for each in plan if not each.held_out}


def voice_fold(utterance: SyntheticUtterance) -> int:
    return TRAINING_VOICES.index(utterance.voice) % N_FOLDS


def runtime_classifier(classifiers: Classifiers):
    return classifier_of([classifiers[0][pair] for pair in RUNTIME_PAIRS])


def left_out_classifier(classifiers: Classifiers, fold: int):
    return classifier_of(classifiers[0][left_out(fold)])


def left_out(fold: int) -> tuple[int, int]:
    """A classifier that has not heard `fold`."""
    return pair_without(fold, fold)


def pair_without(one: int, other: int) -> tuple[int, int]:
    if one == other:
        other = (one + 1) % N_FOLDS
    return min(one, other), max(one, other)
