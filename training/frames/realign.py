"""Alignments of everything that is trained on, and the frame labels that follow from them."""

from pathlib import Path

import numpy as np

from ..corpora.speechocean import RatedUtterance
from ..speech.synth import SyntheticUtterance
from .bootstrap import PhoneTimes, labels_of_times
from .classifier import (
    Alignment,
    align_all,
    bare_targets,
    classifier_of,
    fit_classifier,
    frame_labels,
    load_frames,
    log_prior,
)


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
        labels = labels_of(ids, offsets, alignments, corpus)
    return alignments


def labels_of(
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


def _spoken_targets(plan: list[SyntheticUtterance]) -> dict[str, list[list[list[str]]]]:
    return {
        each.id: [[[phone.rstrip("012") for phone in word]] for word in each.spoken()]
        for each in plan
    }
