"""Long texts are judged a passage at a time.

The heads were taught on sentences: a rating compares a phone with the rest of its utterance, and at the
length of a page that rest is nothing they know, and their cost grows with its square.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.evidence import LocalTests, SegmentMeasures
from shared.acoustics.features import Places
from shared.acoustics.heads import Judgement
from shared.acoustics.segments import SegmentPosteriors

LONGEST = 80
"""Phones of a passage; all but a few sentences of the training data are shorter."""

Judge = Callable[[Places, SegmentMeasures, LocalTests, SegmentPosteriors, np.ndarray], Judgement]


def judge_passages(
    judge: Judge,
    places: Places,
    measures: SegmentMeasures,
    tests: LocalTests,
    posteriors: SegmentPosteriors,
    wording: np.ndarray,
) -> Judgement:
    """`judge` of each passage, joined; the utterance's ratings are means weighted by phones."""
    bounds = passage_bounds(places.word)
    if len(bounds) == 2:
        return judge(places, measures, tests, posteriors, wording)
    gap_word = np.array([word for word, _ in tests.gaps])
    parts: list[Judgement] = []
    for start, stop in pairwise(bounds):
        raise_if_abandoned()
        first, last = places.word[start], places.word[stop - 1]
        gaps = slice(*np.searchsorted(gap_word, [first, last + 1]).tolist())
        own = _cut(places, slice(start, stop))
        own = Places(**(_as_dict(own) | {"word": own.word - first}))
        renamed = [(word - int(first), position) for word, position in tests.gaps[gaps]]
        own_tests = LocalTests(
            substitution=tests.substitution[start:stop],
            deletion=tests.deletion[start:stop],
            insertion=tests.insertion[gaps],
            insertion_frames=tests.insertion_frames[gaps],
            gaps=renamed,
        )
        own_posteriors = SegmentPosteriors(posteriors.phones[start:stop], posteriors.gaps[gaps])
        own_measures = _cut(measures, slice(start, stop))
        own_wording = wording[first : last + 1]
        parts.append(judge(own, own_measures, own_tests, own_posteriors, own_wording))
    return _joined(parts, np.diff(bounds))


def passage_bounds(word: np.ndarray) -> list[int]:
    """Where passages of whole words begin, and the end: as few and as equal as can be."""
    n_passages = -(-len(word) // LONGEST)
    starts = np.flatnonzero(np.diff(word, prepend=-1))
    wanted = np.arange(1, n_passages) * len(word) / n_passages
    nearest = starts[np.abs(starts[:, None] - wanted).argmin(axis=0)]
    return sorted({0, *nearest.tolist(), len(word)})


def _as_dict(rows: Any) -> dict[str, Any]:
    return {field.name: getattr(rows, field.name) for field in fields(rows)}


def _cut(rows: Any, own: slice) -> Any:
    return type(rows)(**{name: values[own] for name, values in _as_dict(rows).items()})


def _joined(parts: Sequence[Judgement], sizes: np.ndarray) -> Judgement:
    def join(name: str) -> Any:
        values = [getattr(part, name) for part in parts]
        if name == "utterance":
            return np.average(values, axis=0, weights=sizes)
        if isinstance(values[0], list):
            return [each for value in values for each in value]
        return np.concatenate(values)

    return Judgement(**{field.name: join(field.name) for field in fields(Judgement)})
