"""Alignments, frame classifiers and measures in which no speaker or voice is judged by its own data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import segments as runtime_segments

from ..corpora.speechocean import N_FOLDS, RatedUtterance, speaker_folds
from ..heads.measured import Listeners, Measured, measure, stress_digits, usual_frame_counts
from ..run.workers import worker_pool
from ..speech.synth import TRAINING_VOICES, SyntheticUtterance, spoiled_id
from .bootstrap import PhoneTimes, labels_of_times
from .classifier import (
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
    fold_of = said_by(corpus, plan)
    # A spoiled copy has the labels of the recording it was made from.
    source = {each: each for each in alignments}
    source |= {spoiled_id(each): each for each in spoiled_ids(corpus, plan)}
    frames, offsets = load_frames(frames_dir, list(source))
    labels = _labels(list(source.values()), offsets, alignments, corpus)
    fold = np.repeat([fold_of[each] for each in source.values()], np.diff(offsets))
    classifiers: dict[tuple[int, int], Weights] = {}
    for number, pair in enumerate(PAIRS):
        left_out = np.isin(fold, pair)
        classifiers[pair] = fit_classifier(
            frames, offsets, np.where(left_out, -1, labels), seed=number
        )
        print(f"  classifier without folds {pair}: {number + 1}/{len(PAIRS)}", flush=True)
    return classifiers, log_prior(labels)


def spoiled_ids(corpus: dict[str, RatedUtterance], plan: list[SyntheticUtterance]) -> list[str]:
    """Of which utterances there is a spoiled copy: every third learner's, and all synthetic ones."""
    return [*list(corpus)[::3], *(each.id for each in plan if not each.held_out)]


def runtime_classifier(classifiers: Classifiers):
    return classifier_of([classifiers[0][pair] for pair in RUNTIME_PAIRS])


@dataclass(frozen=True, slots=True)
class _Question:
    """One measurement to make."""

    name: str
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
) -> Iterator[tuple[tuple[str, int], Measured]]:
    """(utterance, held-out fold) → measures by classifiers that heard neither its speaker nor that fold.

    Synthetic utterances for training, and their spoiled copies, are measured once, under their own fold;
    held-out ones under -1, by the classifiers of run time.
    """
    questions = _questions(corpus, plan, wording)
    counts = usual_frame_counts(alignments)
    with worker_pool(processes, _open_ears, classifiers, segments, counts, frames_dir) as pool:
        answers = pool.map(_measured, questions, chunksize=16)
        for question, measured in zip(questions, answers, strict=True):
            yield (question.name, question.held_out), measured


def _questions(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    wording: dict[str, np.ndarray],
) -> list[_Question]:
    targets, fold_of = bare_targets(corpus), learner_folds(corpus)
    questions = [
        _Question(
            utterance.id,
            held_out,
            targets[utterance.id],
            stress_digits([list(word.phones) for word in utterance.words]),
            (_pair(fold_of[utterance.id], held_out),),
            wording[utterance.id],
        )
        for held_out in range(N_FOLDS)
        for utterance in corpus.values()
    ]
    for each in plan:
        own = -1 if each.held_out else voice_fold(each)
        words = [[[phone.rstrip("012") for phone in word]] for word in each.words]
        pairs = RUNTIME_PAIRS if each.held_out else (left_out(own),)
        names = [each.id] if each.held_out else [each.id, spoiled_id(each.id)]
        questions += [
            _Question(name, own, words, stress_digits(each.words), pairs) for name in names
        ]
    return questions


@dataclass(frozen=True, slots=True)
class _Ears:
    classifiers: Classifiers
    segments: dict[str, dict[tuple[int, int], Weights]]
    frame_counts: np.ndarray
    frames_dir: Path


_ears: _Ears
"""What a worker process measures with."""


def _open_ears(*parts: Any) -> None:
    global _ears
    _ears = _Ears(*parts)


def _measured(question: _Question) -> Measured:
    members, prior = _ears.classifiers
    return measure(
        _ears.frames_dir / f"{question.name}.npy",
        question.words,
        question.stresses,
        listeners=Listeners(
            classifier_of([members[pair] for pair in question.pairs]),
            *(
                runtime_segments.SegmentClassifier(
                    [_ears.segments[name][pair].as_tuple() for pair in question.pairs]
                )
                for name in ("segments", "gaps")
            ),
        ),
        prior=prior,
        frame_counts=_ears.frame_counts,
        wording=question.wording,
    )


def left_out_classifier(classifiers: Classifiers, fold: int):
    return classifier_of(classifiers[0][left_out(fold)])


def left_out(fold: int) -> tuple[int, int]:
    """A classifier that has not heard `fold`."""
    return _pair(fold, fold)


def _pair(one: int, other: int) -> tuple[int, int]:
    if one == other:
        other = (one + 1) % N_FOLDS
    return min(one, other), max(one, other)
