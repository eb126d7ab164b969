"""Measures of every utterance in which no speaker or voice is judged by its own data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import segments as runtime_segments

from ..corpora.people.utterance import NOBODY, PeopleSpeech
from ..corpora.speechocean import N_FOLDS, RatedUtterance
from ..frames.classifier import Alignment, bare_targets, classifier_of
from ..frames.folds import (
    RUNTIME_PAIRS,
    Classifiers,
    learner_folds,
    left_out,
    pair_without,
    voice_fold,
)
from ..frames.mlp import Weights
from ..run.workers import worker_pool
from ..speech.synth import SyntheticUtterance, spoiled_id
from .measured import Listeners, Measured, bare, measure, stress_digits, usual_frame_counts


@dataclass(frozen=True, slots=True)
class _Question:
    """One measurement to make."""

    name: str
    path: Path
    """Of its frames."""
    held_out: int
    words: list[list[list[str]]]
    stresses: list[int | None]
    pairs: tuple[tuple[int, int], ...]
    """Of the classifiers that are averaged for it."""
    wording: np.ndarray | None = None
    """What the decoder expected, for who is rated."""


def measure_all(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    alignments: dict[str, Alignment],
    classifiers: Classifiers,
    segments: dict[str, dict[tuple[int, int], Weights]],
    frames_dir: Path,
    *,
    wording: dict[str, np.ndarray],
    processes: int,
    people: PeopleSpeech = NOBODY,
) -> Iterator[tuple[tuple[str, int], Measured]]:
    """(utterance, held-out fold) → measures by classifiers that heard neither its speaker nor that fold.

    Synthetic utterances for training, and their spoiled copies, are measured once, under their own fold;
    held-out ones under -1, by the classifiers of run time. Annotated people are measured as the former.
    """
    questions = _questions(corpus, plan, wording, frames_dir)
    questions += _of_people(people)
    counts = usual_frame_counts(alignments)
    with worker_pool(processes, _open_equipment, classifiers, segments, counts) as pool:
        answers = pool.map(_measured, questions, chunksize=16)
        for question, measured in zip(questions, answers, strict=True):
            yield (question.name, question.held_out), measured


def _questions(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    wording: dict[str, np.ndarray],
    frames_dir: Path,
) -> list[_Question]:
    targets, fold_of = bare_targets(corpus), learner_folds(corpus)
    questions = [
        _Question(
            utterance.id,
            frames_dir / f"{utterance.id}.npy",
            held_out,
            targets[utterance.id],
            stress_digits([list(word.phones) for word in utterance.words]),
            (pair_without(fold_of[utterance.id], held_out),),
            wording[utterance.id],
        )
        for held_out in range(N_FOLDS)
        for utterance in corpus.values()
    ]
    for each in plan:
        own = -1 if each.held_out else voice_fold(each)
        words = bare(each.words)
        pairs = RUNTIME_PAIRS if each.held_out else (left_out(own),)
        names = [each.id] if each.held_out else [each.id, spoiled_id(each.id)]
        questions += [
            _Question(
                name, frames_dir / f"{name}.npy", own, words, stress_digits(each.words), pairs
            )
            for name in names
        ]
    return questions


def _of_people(people: PeopleSpeech) -> list[_Question]:
    return [
        _Question(
            each.name,
            each.path,
            each.fold,
            bare(each.utterance.words),
            stress_digits(each.utterance.words),
            (left_out(each.fold),),
        )
        for each in people.annotated()
    ]


@dataclass(frozen=True, slots=True)
class _Measuring:
    classifiers: Classifiers
    segments: dict[str, dict[tuple[int, int], Weights]]
    frame_counts: np.ndarray


_equipment: _Measuring
"""What a worker process measures with."""


def _open_equipment(*parts: Any) -> None:
    global _equipment
    _equipment = _Measuring(*parts)


def _measured(question: _Question) -> Measured:
    members, prior = _equipment.classifiers
    return measure(
        question.path,
        question.words,
        question.stresses,
        listeners=Listeners(
            classifier_of([members[pair] for pair in question.pairs]),
            *(
                runtime_segments.SegmentClassifier(
                    [_equipment.segments[name][pair].as_tuple() for pair in question.pairs]
                )
                for name in ("segments", "gaps")
            ),
        ),
        prior=prior,
        frame_counts=_equipment.frame_counts,
        wording=question.wording,
    )
