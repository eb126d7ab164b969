"""Alignments, frame classifiers and measures in which no speaker or voice is judged by its own data."""

from pathlib import Path

import numpy as np

from .bootstrap import PhoneTimes, labels_of_times
from .corpus import N_FOLDS, RatedUtterance, speaker_folds
from .evidence import Measured, measure, stress_digits, usual_frame_counts
from .frames import (
    PAIRS,
    Alignment,
    align_all,
    bare_targets,
    classifier_of,
    fit_classifier,
    frame_labels,
    load_frames,
    log_prior,
)
from .mlp import Weights
from .synth import TRAINING_VOICES, SyntheticUtterance

RUNTIME_PAIRS = ((0, 1), (2, 3), (0, 4))
"""Classifiers that are averaged at run time; together they have heard everybody."""
Classifiers = tuple[dict[tuple[int, int], Weights], np.ndarray]
"""One classifier a pair of held-out folds, and the log prior of the classes."""


def learner_folds(corpus: dict[str, RatedUtterance]) -> dict[str, int]:
    """Utterance → fold of its speaker."""
    fold_of = speaker_folds([utterance.speaker for utterance in corpus.values()])
    return {utterance.id: fold_of[utterance.speaker] for utterance in corpus.values()}


def voice_fold(utterance: SyntheticUtterance) -> int:
    return TRAINING_VOICES.index(utterance.voice) % N_FOLDS


def _spoken_targets(plan: list[SyntheticUtterance]) -> dict[str, list[list[list[str]]]]:
    return {
        each.id: [[[phone.rstrip("012") for phone in word]] for word in each.spoken()]
        for each in plan
    }


def realign(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    bootstrap: dict[str, PhoneTimes],
    frames_dir: Path,
) -> dict[str, Alignment]:
    """Two rounds: pocketsphinx's times teach a first classifier, its alignments a second.

    Synthetic utterances are aligned with what was spoken. Labels only: nothing is measured with these.
    """
    ids = sorted(bootstrap)
    frames, offsets = load_frames(frames_dir, ids)
    labels = np.concatenate(
        [
            labels_of_times(bootstrap[each], stop - start)
            for each, start, stop in zip(ids, offsets[:-1], offsets[1:], strict=True)
        ]
    )
    learners = bare_targets(corpus)
    everything = learners | _spoken_targets([each for each in plan if not each.held_out])
    alignments: dict[str, Alignment] = {}
    for targets in (learners, everything):
        weights, prior = (
            fit_classifier(frames, offsets, labels, seed=0, epochs=2),
            log_prior(labels),
        )
        classify = classifier_of(weights)
        alignments = align_all(
            targets,
            lambda each: classify(np.load(frames_dir / f"{each}.npy").astype(np.float32)),  # noqa: B023
            prior,
        )
        ids = list(learners)
        frames, offsets = load_frames(frames_dir, ids)
        labels = _labels(ids, offsets, alignments, corpus)
    return alignments


def _labels(
    ids: list[str],
    offsets: np.ndarray,
    alignments: dict[str, Alignment],
    corpus: dict[str, RatedUtterance],
) -> np.ndarray:
    return np.concatenate(
        [
            frame_labels(
                stop - start,
                alignments[each],
                corpus[each].phone_scores if each in corpus else None,
            )
            for each, start, stop in zip(ids, offsets[:-1], offsets[1:], strict=True)
        ]
    )


def fit_pairs(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    alignments: dict[str, Alignment],
    frames_dir: Path,
) -> Classifiers:
    """A classifier for each pair of folds, from the learners and voices of the other three."""
    fold_of = learner_folds(corpus) | {
        each.id: voice_fold(each) for each in plan if not each.held_out
    }
    ids = list(alignments)
    frames, offsets = load_frames(frames_dir, ids)
    labels = _labels(ids, offsets, alignments, corpus)
    fold = np.repeat([fold_of[each] for each in ids], np.diff(offsets))
    classifiers: dict[tuple[int, int], Weights] = {}
    for number, pair in enumerate(PAIRS):
        left_out = np.isin(fold, pair)
        classifiers[pair] = fit_classifier(
            frames, offsets, np.where(left_out, -1, labels), seed=number
        )
        print(f"  classifier without folds {pair}: {number + 1}/{len(PAIRS)}", flush=True)
    return classifiers, log_prior(labels)


def runtime_classifier(classifiers: Classifiers):
    return classifier_of([classifiers[0][pair] for pair in RUNTIME_PAIRS])


def measure_all(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    alignments: dict[str, Alignment],
    classifiers: Classifiers,
    frames_dir: Path,
) -> dict[tuple[str, int], Measured]:
    """(utterance, held-out fold) → measures by a classifier that heard neither its speaker nor that fold.

    Synthetic utterances for training are measured once, under their own fold; held-out ones under -1, by
    the classifiers of run time.
    """
    members, prior = classifiers
    counts = usual_frame_counts(alignments)
    targets, fold_of = bare_targets(corpus), learner_folds(corpus)
    measured: dict[tuple[str, int], Measured] = {}
    for held_out in range(N_FOLDS):
        for utterance in corpus.values():
            own = fold_of[utterance.id]
            measured[utterance.id, held_out] = measure(
                frames_dir / f"{utterance.id}.npy",
                targets[utterance.id],
                stress_digits([list(word.phones) for word in utterance.words]),
                classifier=classifier_of(members[_pair(own, held_out)]),
                prior=prior,
                frame_counts=counts,
            )
        print(f"  learners, fold {held_out + 1}/{N_FOLDS} held out", flush=True)
    at_run_time = runtime_classifier(classifiers)
    for each in plan:
        own = -1 if each.held_out else voice_fold(each)
        measured[each.id, own] = measure(
            frames_dir / f"{each.id}.npy",
            [[[phone.rstrip("012") for phone in word]] for word in each.words],
            stress_digits(each.words),
            classifier=at_run_time if each.held_out else classifier_of(members[_pair(own, own)]),
            prior=prior,
            frame_counts=counts,
        )
    return measured


def left_out(fold: int) -> tuple[int, int]:
    """A classifier that has not heard `fold`."""
    return _pair(fold, fold)


def _pair(one: int, other: int) -> tuple[int, int]:
    if one == other:
        other = (one + 1) % N_FOLDS
    return min(one, other), max(one, other)
