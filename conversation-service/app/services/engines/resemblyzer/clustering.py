"""Voice vectors → one centroid a speaker.

What is clustered are means of some consecutive windows: single ones are too unsure, and of 24 development dialogs one was told wrongly throughout by them.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np

from .windows import VoiceWindows

MOST_LINKED = 1500
"""Stretches that are compared each with each: 1.1 million distances. Of a longer recording so many are taken evenly; all then move the centroids."""
_STRETCH = 5
"""Windows, 1.5 s."""
_ROUNDS = 10
_CUTS = 10
"""Of the tree, from as many clusters as there are speakers on."""
_SPARE = 3
"""Clusters beyond the number of speakers that a cut's speakers are chosen from, the largest first: one may be a cough or two voices at once."""


def stretch_vectors(windows: VoiceWindows) -> np.ndarray:
    """float32 (n_stretches, n_dimensions), of length 1: means over _STRETCH windows or so of one region."""
    n_regions = int(windows.region.max(initial=-1)) + 1
    edges = np.searchsorted(windows.region, np.arange(n_regions + 1))
    rows: list[np.ndarray] = []
    for first, stop in pairwise(edges):
        if stop > first:
            of_region = windows.vectors[first:stop]
            n_parts = max(1, round(len(of_region) / _STRETCH))
            rows += [part.mean(axis=0) for part in np.array_split(of_region, n_parts)]
    return _unit(np.stack(rows))


def speaker_centroids(vectors: np.ndarray, n_speakers: int) -> np.ndarray:
    """float32 (n_found, n_dimensions), of length 1; n_found is at most `n_speakers`.

    `vectors`: float32 (n_stretches, n_dimensions), of length 1, at least one. The tree of average linkage by cosine gives the beginnings, from each of which centroids
    move to the mean of what is nearest to them; those that all are nearest to are taken.
    """
    chosen = vectors[_spread(len(vectors))]
    if n_speakers == 1 or len(chosen) == 1:
        return _unit(chosen.mean(axis=0, keepdims=True))
    from scipy.cluster.hierarchy import linkage  # 0.3 s that only who asks pays

    tree = linkage(chosen, "average", metric="cosine")
    n_speakers = min(n_speakers, len(chosen))
    ends = [_moved(chosen, begun) for begun in _beginnings(chosen, tree, n_speakers)]
    best = max(ends, key=lambda centroids: (len(centroids), _nearness(chosen, centroids)))
    return _moved(vectors, best)


def _beginnings(vectors: np.ndarray, tree: np.ndarray, n_speakers: int) -> Iterator[np.ndarray]:
    """Means of `n_speakers` of the largest clusters of several cuts."""
    from scipy.cluster.hierarchy import fcluster

    for n_clusters in range(n_speakers, min(len(vectors), n_speakers + _CUTS) + 1):
        labels = fcluster(tree, n_clusters, "maxclust") - 1
        sizes = np.bincount(labels)
        largest = np.argsort(-sizes, kind="stable")[: n_speakers + _SPARE]
        means = {each: vectors[labels == each].mean(axis=0) for each in largest}
        for some in combinations(largest, min(n_speakers, len(largest))):
            yield _unit(np.stack([means[each] for each in some]))


def _moved(vectors: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    for _ in range(_ROUNDS):
        moved = _means(vectors, (vectors @ centroids.T).argmax(axis=1), len(centroids))
        if len(moved) < len(centroids) or np.allclose(moved, centroids, atol=1e-5):
            return moved
        centroids = moved
    return centroids


def _nearness(vectors: np.ndarray, centroids: np.ndarray) -> float:
    """Mean cosine of each vector and its nearest centroid."""
    return float((vectors @ centroids.T).max(axis=1).mean())


def _spread(n_vectors: int) -> np.ndarray:
    return np.unique(np.linspace(0, n_vectors - 1, min(n_vectors, MOST_LINKED)).round().astype(int))


def _means(vectors: np.ndarray, labels: np.ndarray, n_clusters: int) -> np.ndarray:
    """Of the clusters that have any."""
    return np.concatenate(
        [
            _unit(vectors[labels == each].mean(axis=0, keepdims=True))
            for each in range(n_clusters)
            if (labels == each).any()
        ]
    )


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-8)
