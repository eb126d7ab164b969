"""What was said of each phone and put into each gap, where we chose it or somebody annotated it."""

from typing import Any, NamedTuple

import numpy as np

from shared.acoustics import phone_set, segments

from ...corpora.people.utterance import UNKNOWN, PersonUtterance
from ...speech.synth import SyntheticUtterance

RIGHT_SCORE, WRONG_SCORE = 1.8, 0.5
"""Learners' phones rated from here up are right, below are wrong; between is not used."""


class SaidLabels(NamedTuple):
    """Of one utterance; UNKNOWN where nobody can tell."""

    error: np.ndarray
    """int (n_phones,): 1 where something else was said, or nothing."""
    deletion: np.ndarray
    """int (n_phones,): of errors, 1 where nothing was said."""
    spoken: np.ndarray
    """int (n_phones,): class."""
    insertion: np.ndarray
    """int (n_gaps,): 1 where something was put in."""


def slip_labels(
    utterance: SyntheticUtterance | PersonUtterance, places: Any, gaps: list[tuple[int, int]]
) -> SaidLabels:
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
    return SaidLabels(error, deletion, spoken, insertion)


def _mark_insertion(
    insertion: np.ndarray,
    gaps: list[tuple[int, int]],
    word: int,
    position: int,
    utterance: SyntheticUtterance | PersonUtterance,
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


def person_labels(
    utterance: PersonUtterance, places: Any, gaps: list[tuple[int, int]]
) -> SaidLabels:
    """As `slip_labels`, with nothing known of the phones that the annotator was unsure of."""
    said = slip_labels(utterance, places, gaps)
    keys = zip(places.word.tolist(), places.position.tolist(), strict=True)
    unsure = np.array([key in utterance.unsure for key in keys], dtype=bool)
    return said._replace(
        error=np.where(unsure, UNKNOWN, said.error), spoken=np.where(unsure, UNKNOWN, said.spoken)
    )


def learner_labels(scores: np.ndarray) -> np.ndarray:
    """int (n_phones,): 1 wrong, 0 right, by the raters' scores."""
    return np.select([scores >= RIGHT_SCORE, scores < WRONG_SCORE], [0, 1], UNKNOWN)


def inserted_classes(
    utterance: SyntheticUtterance | PersonUtterance,
    insertion: np.ndarray,
    gaps: list[tuple[int, int]],
) -> np.ndarray:
    """int (n_gaps,): class of what was put in, NOTHING, or UNKNOWN."""
    classes = np.where(insertion == 0, segments.NOTHING, UNKNOWN)
    for slip in utterance.slips:
        if slip.kind == "ins" and slip.spoken is not None:
            classes[gaps.index((slip.word, slip.position))] = phone_set.CLASS_OF[slip.spoken]
    return classes
