"""What the identity heads are taught with: rows of synthetic slips, of annotated people, of rated learners."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ...corpora.people.utterance import NOBODY, PeopleSpeech
from ...corpora.speechocean import RatedUtterance
from ...speech.synth import SyntheticUtterance, spoiled_id
from ..measured import Measured
from .labels import SaidLabels, learner_labels, person_labels, slip_labels

SLIP_WEIGHT = 1.0
"""Of one synthetic phone."""
PERSON_WEIGHT = 1.0
"""Of one phone that somebody annotated: what was heard was written down, not concluded from a rating."""
LEARNER_WEIGHT = 0.3
"""Of one rated phone beside one synthetic one: raters disagree, a synthesiser does not."""


class Piece(NamedTuple):
    """One utterance's answers to one question."""

    table: np.ndarray
    labels: np.ndarray
    """int (n_rows,): 1 wrong, 0 right, -1 not known."""
    fold: int
    weight: float
    is_person: bool = False
    """Whether somebody annotated it."""


@dataclass(frozen=True, slots=True)
class IdentityRows:
    error: list[Piece] = field(default_factory=list)
    deletion: list[Piece] = field(default_factory=list)
    insertion: list[Piece] = field(default_factory=list)
    wrong_phones: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = field(
        default_factory=list
    )
    """(gains, posteriors, target, spoken) of phones that are known to be another one."""

    def add(
        self, measured: Measured, said: SaidLabels, fold: int, weight: float, *, is_person: bool
    ) -> None:
        self.error.append(Piece(measured.identity, said.error, fold, weight, is_person))
        self.deletion.append(Piece(measured.identity, said.deletion, fold, weight, is_person))
        self.insertion.append(Piece(measured.insertion, said.insertion, fold, weight, is_person))
        wrong = (said.error == 1) & (said.spoken >= 0)
        self.wrong_phones.append(
            (
                measured.gains[wrong],
                measured.posteriors[wrong],
                measured.places.phone[wrong],
                said.spoken[wrong],
            )
        )


def gather_rows(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    fold_of: dict[str, int],
    people: PeopleSpeech = NOBODY,
) -> IdentityRows:
    """Of all that may be trained on, whose folds `fold_of` has; raters say of a phone only whether it is wrong."""
    rows = IdentityRows()
    for each in plan:
        if each.held_out:
            continue
        fold = fold_of[each.id]
        for name in (each.id, spoiled_id(each.id)):
            measured = measures[name, fold]
            said = slip_labels(each, measured.places, measured.gaps)
            rows.add(measured, said, fold, SLIP_WEIGHT, is_person=False)
    for person in people.annotated():
        measured = measures[person.name, person.fold]
        said = person_labels(person.utterance, measured.places, measured.gaps)
        rows.add(measured, said, person.fold, PERSON_WEIGHT, is_person=True)
    for utterance in corpus.values():
        fold = fold_of[utterance.id]
        measured = measures[utterance.id, fold]
        labels = learner_labels(utterance.phone_scores)
        rows.error.append(Piece(measured.identity, labels, fold, LEARNER_WEIGHT))
    return rows
