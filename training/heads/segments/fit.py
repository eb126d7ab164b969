"""The segment classifiers: what was said in a whole aligned segment, what was put into a gap.

One of each for every pair of held-out folds, like the frame classifiers they follow. Learners' phones that
raters found right teach the phones' classes; slips, and what people's phones are annotated as, teach what else is said, and what nothing sounds like.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics import evidence, features, phone_set, segments

from ...corpora.people.utterance import NOBODY, PeopleSpeech
from ...corpora.speechocean import RatedUtterance
from ...frames.classifier import GOOD_SCORE, PAIRS, bare_targets
from ...frames.folds import Classifiers, left_out_classifier, said_by
from ...frames.mlp import Weights, train_mlp
from ...speech.synth import SyntheticUtterance, spoiled_id
from ..identity.labels import inserted_classes, person_labels, slip_labels
from ..measured import align, bare, stress_digits

HIDDEN = 192
EPOCHS = 8
DROPOUT = 0.3

SegmentClassifiers = dict[str, dict[tuple[int, int], Weights]]
"""`segments` and `gaps`: pair of held-out folds → network."""


@dataclass(slots=True)
class _Rows:
    tables: list[np.ndarray]
    labels: list[np.ndarray]
    folds: list[np.ndarray]

    def add(self, table: np.ndarray, labels: np.ndarray, fold: int) -> None:
        known = labels >= 0
        self.tables.append(table[known].astype(np.float16))
        self.labels.append(labels[known])
        self.folds.append(np.full(int(known.sum()), fold))


def fit_pairs(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    classifiers: Classifiers,
    frames_dir: Path,
    *,
    people: PeopleSpeech = NOBODY,
) -> SegmentClassifiers:
    phones, gaps = _Rows([], [], []), _Rows([], [], [])
    for table, labels, gap_table, gap_labels, fold in _examples(
        corpus, plan, classifiers, frames_dir, people
    ):
        phones.add(table, labels, fold)
        gaps.add(gap_table, gap_labels, fold)
    return {"segments": _fit(phones, "segments"), "gaps": _fit(gaps, "gaps")}


def _examples(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    classifiers: Classifiers,
    frames_dir: Path,
    people: PeopleSpeech,
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]]:
    """(phones' table, their classes, gaps' table, their classes, fold); -1 where it isn't known."""
    fold_of = said_by(corpus, plan)
    targets = bare_targets(corpus)
    prior = classifiers[1]

    def tables(frames: Path, words: list[list[list[str]]], stresses: list[int | None], fold: int):
        whitened = np.load(frames).astype(np.float32)
        classify = left_out_classifier(classifiers, fold)
        _, emissions, path = align(whitened, words, classify, prior)
        tests = evidence.run_local_tests(emissions, path.segments)
        spans = [(each.start, each.stop) for each in path.segments]
        return (
            segments.span_table(whitened, spans),
            segments.span_table(whitened, tests.insertion_frames),
            features.places_of(path.segments, stresses),
            tests.gaps,
        )

    for utterance in corpus.values():
        fold = fold_of[utterance.id]
        stresses = stress_digits([list(word.phones) for word in utterance.words])
        frames = frames_dir / f"{utterance.id}.npy"
        table, gap_table, places, gaps = tables(frames, targets[utterance.id], stresses, fold)
        labels = np.where(utterance.phone_scores >= GOOD_SCORE, places.phone, -1)
        yield table, labels, gap_table, np.full(len(gaps), -1), fold
    for each in plan:
        if each.held_out:
            continue
        fold = fold_of[each.id]
        words = bare(each.words)
        for name in (each.id, spoiled_id(each.id)):
            frames = frames_dir / f"{name}.npy"
            table, gap_table, places, gaps = tables(frames, words, stress_digits(each.words), fold)
            _, deletion, spoken, insertion = slip_labels(each, places, gaps)
            labels = np.where(deletion == 1, segments.NOTHING, spoken)
            yield table, labels, gap_table, inserted_classes(each, insertion, gaps), fold
    for person in people.annotated():
        each, stresses = person.utterance, stress_digits(person.utterance.words)
        table, gap_table, places, gaps = tables(
            person.path, bare(each.words), stresses, person.fold
        )
        _, deletion, spoken, insertion = person_labels(each, places, gaps)
        labels = np.where(deletion == 1, segments.NOTHING, spoken)
        yield table, labels, gap_table, inserted_classes(each, insertion, gaps), person.fold


def _fit(rows: _Rows, name: str) -> dict[tuple[int, int], Weights]:
    table = np.concatenate(rows.tables)
    labels = np.concatenate(rows.labels)
    folds = np.concatenate(rows.folds)
    networks: dict[tuple[int, int], Weights] = {}
    for number, pair in enumerate(PAIRS):
        heard = np.flatnonzero(~np.isin(folds, pair))
        networks[pair] = train_mlp(
            table,
            labels[heard],
            n_classes=phone_set.N_CLASSES,
            context=heard[:, None],
            epochs=EPOCHS,
            hidden=HIDDEN,
            dropout=DROPOUT,
            seed=number,
        )
        print(f"  {name} without folds {pair}: {number + 1}/{len(PAIRS)}", flush=True)
    return networks
