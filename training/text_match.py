"""Is the recording of this text at all? Learned by giving utterances one another's texts."""

from pathlib import Path
from typing import Any

import numpy as np

from .corpus import RatedUtterance
from .evidence import evidence
from .folds import Classifiers, runtime_classifier
from .frames import PRIOR_POWER, bare_targets, lattice
from .identity import fit_platt, probabilities

_N_PAIRS = 1200
GATE = 0.5


def fit(
    corpus: dict[str, RatedUtterance], classifiers: Classifiers, frames_dir: Path, *, seed: int = 5
) -> dict[str, Any]:
    """`platt`: (slope, offset) on evidence.text_fit; shares answered wrongly on the other half.

    Half of the speakers set the two numbers, the other half is counted.
    """
    rng = np.random.default_rng(seed)
    classify, prior, targets = runtime_classifier(classifiers), classifiers[1], bare_targets(corpus)
    speakers = sorted({utterance.speaker for utterance in corpus.values()})
    first_half = set(rng.permutation(speakers)[: len(speakers) // 2].tolist())
    ids = [str(each) for each in rng.permutation(sorted(corpus))[:_N_PAIRS]]
    fits, right, in_first = [], [], []
    for each, other in zip(ids, [*ids[1:], ids[0]], strict=True):
        log_posteriors = classify(np.load(frames_dir / f"{each}.npy").astype(np.float32))
        for text, is_right in ((each, 1), (other, 0)):
            if corpus[text].text == corpus[each].text and not is_right:
                continue
            fits.append(_fit(log_posteriors, prior, targets[text]))
            right.append(is_right)
            in_first.append(corpus[each].speaker in first_half)
    fits, right, in_first = np.array(fits), np.array(right), np.array(in_first)
    platt = fit_platt(fits[in_first], right[in_first])
    said_right = probabilities(fits, platt) >= GATE
    mine = ~in_first
    return {
        "platt": platt,
        "another text refused": float((~said_right)[mine & (right == 0)].mean()),
        "right text refused": float((~said_right)[mine & (right == 1)].mean()),
    }


def _fit(log_posteriors: np.ndarray, prior: np.ndarray, words: list[list[list[str]]]) -> float:
    try:
        path = lattice.align(log_posteriors - PRIOR_POWER * prior, words)
    except lattice.TooShortForText:
        return evidence.WORST_FIT
    measures = evidence.measure_segments(log_posteriors, log_posteriors, path.segments)
    return evidence.text_fit(measures, np.array([segment.phone for segment in path.segments]))
