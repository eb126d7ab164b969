"""Whose phones, beside natives', say how high the witnesses reach on right ones: those of learners who speak well."""

from collections import defaultdict

import numpy as np

from ...corpora.speechocean import RatedUtterance

RATED_RIGHT = 1.9
"""Score, of 2, from which a learner's phone is taken for what natives say."""
BEST_SHARE = 0.4
"""Of the learners, those whose phones were rated highest: others' right phones have an accent, too."""
N_LEARNERS = 600
"""Their utterances, at random."""


def best_learners(corpus: dict[str, RatedUtterance], *, seed: int = 0) -> list[RatedUtterance]:
    """N_LEARNERS utterances, at most, of the BEST_SHARE of speakers by the mean score of their phones."""
    means: defaultdict[str, list[float]] = defaultdict(list)
    for each in corpus.values():
        means[each.speaker].append(float(each.phone_scores.mean()))
    mean_of = {speaker: float(np.mean(scores)) for speaker, scores in means.items()}
    least = np.quantile(list(mean_of.values()), 1 - BEST_SHARE)
    kept = [each for each in corpus.values() if mean_of[each.speaker] >= least]
    order = np.random.default_rng(seed).permutation(len(kept))
    return [kept[index] for index in order[:N_LEARNERS]]
