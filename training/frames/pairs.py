"""A frame classifier for each pair of folds, none of which has heard those two."""

from pathlib import Path

import numpy as np

from ..corpora.speechocean import RatedUtterance
from ..speech.synth import SyntheticUtterance, spoiled_id, spoiled_ids
from .classifier import PAIRS, Alignment, fit_classifier, load_frames, log_prior
from .folds import Classifiers, said_by
from .mlp import Weights
from .people import LabelledFrames
from .realign import labels_of


def fit_pairs(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    alignments: dict[str, Alignment],
    frames_dir: Path,
    *,
    people: LabelledFrames | None = None,
) -> Classifiers:
    """A classifier for each pair of folds, from the learners, voices and people of the other three."""
    fold_of = said_by(corpus, plan)
    # A spoiled copy has the labels of the recording it was made from.
    source = {each: each for each in alignments}
    source |= {spoiled_id(each): each for each in spoiled_ids(corpus, plan)}
    frames, offsets = load_frames(frames_dir, list(source))
    labels = labels_of(list(source.values()), offsets, alignments, corpus)
    fold = np.repeat([fold_of[each] for each in source.values()], np.diff(offsets))
    if people is not None:
        offsets = np.concatenate([offsets, people.offsets[1:] + len(frames)])
        frames = np.concatenate([frames, people.frames])
        labels = np.concatenate([labels, people.labels])
        fold = np.concatenate([fold, people.fold])
    classifiers: dict[tuple[int, int], Weights] = {}
    for number, pair in enumerate(PAIRS):
        left_out = np.isin(fold, pair)
        classifiers[pair] = fit_classifier(
            frames, offsets, np.where(left_out, -1, labels), seed=number
        )
        print(f"  classifier without folds {pair}: {number + 1}/{len(PAIRS)}", flush=True)
    return classifiers, log_prior(labels)
