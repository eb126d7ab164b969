"""A reading made ready to be judged: each word where it was said, and the recording without the rest.

What is no part of the text, or was said over again, is cut out before anything is measured: a stretch of
foreign speech beside a phone would pass for an inserted or a wrong one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

import numpy as np

from shared.acoustics.lattice import Path, Segment, TooShortForText, Variants
from shared.acoustics.lattice import align as find_path
from shared.acoustics.miscues import Reading, Visit, find_reading
from shared.acoustics.phone_set import SILENCE
from shared.acoustics.text_match import match_probability, text_features, word_features
from shared.gates import LIKELIER_THAN_NOT

_LEAST_CLAIMED = 0.5
"""Share of the speech that must belong to the text before a reading with miscues can match it: a few
words of any text are found in any other."""
_LEAST_WORDS = 2
"""That must have been said for certain, for the same reason."""
_UNCLAIMED_COLUMN = 3
"""Of `text_features`: share of the speech that no word claims."""


@dataclass(frozen=True, slots=True)
class ExtraSpan:
    """Speech that the text doesn't have."""

    start: int
    """First frame."""
    stop: int
    before_word: int
    """Word of the text that it precedes; the number of words at the end."""
    kind: Literal["repetition", "restart", "other"]
    words: tuple[int, ...]
    """Words of the text that are in it: said once more, the last one of a restart only begun."""


@dataclass(frozen=True, slots=True)
class ResolvedReading:
    """The words that were said, one time each."""

    words: list[int]
    """In the order of time."""
    variants: dict[int, int]
    """Which pronunciation of each."""
    segments: list[Segment]
    """In the order of time; `word` counts the words said, `start` and `stop` the frames of `kept`."""
    kept: np.ndarray
    """int (n_kept,): the frames that are judged."""
    cuts: frozenset[int]
    """Frames of `kept` before which something was cut out."""
    extra: list[ExtraSpan]
    has_miscues: bool

    @property
    def spoken_at(self) -> list[Segment]:
        """The segments in frames of the recording."""
        return [
            replace(each, start=int(self.kept[each.start]), stop=int(self.kept[each.stop - 1]) + 1)
            for each in self.segments
        ]


def resolved_in_order(visits: Sequence[Visit], n_frames: int) -> ResolvedReading:
    """Every word once and nothing else."""
    return ResolvedReading(
        words=[visit.word for visit in visits],
        variants={visit.word: visit.variant for visit in visits},
        segments=[segment for visit in visits for segment in visit.segments],
        kept=np.arange(n_frames),
        cuts=frozenset(),
        extra=[],
        has_miscues=False,
    )


def _visits(path: Path) -> list[Visit]:
    return [
        Visit(word, path.variants[word], tuple(segments), complete=True)
        for word, segments in groupby(path.segments, key=lambda segment: segment.word)
    ]


def resolved_with_miscues(reading: Reading, n_frames: int) -> ResolvedReading:
    """Of a word said several times, the last time counts: that is what the speaker settled on."""
    chosen = _chosen(reading)
    extra = _extra(reading, chosen)
    keep = np.ones(n_frames, dtype=bool)
    for span in extra:
        keep[span.start : span.stop] = False
    kept = np.flatnonzero(keep)
    place = np.cumsum(keep) - keep  # frame of the recording → of `kept`
    segments = [
        replace(each, word=number, start=int(place[each.start]), stop=int(place[each.stop - 1]) + 1)
        for number, visit in enumerate(chosen)
        for each in visit.segments
    ]
    cuts = frozenset(int(i) + 1 for i in np.flatnonzero(np.diff(kept) > 1))
    return ResolvedReading(
        [visit.word for visit in chosen],
        {visit.word: visit.variant for visit in chosen},
        segments,
        kept,
        cuts,
        extra,
        True,
    )


def _chosen(reading: Reading) -> list[Visit]:
    last = {visit.word: visit for visit in reading.visits if visit.complete}
    return sorted(last.values(), key=lambda visit: visit.start)


def _extra(reading: Reading, chosen: Sequence[Visit]) -> list[ExtraSpan]:
    starts = {id(visit) for visit in chosen}

    def word_after(frame: int) -> int:
        return next((each.word for each in chosen if each.start >= frame), reading.n_words)

    spans = [ExtraSpan(each.start, each.stop, each.before, "other", ()) for each in reading.other]
    for is_chosen, run in groupby(reading.visits, key=lambda visit: id(visit) in starts):
        if is_chosen:
            continue
        visits = list(run)
        start, stop = visits[0].start, visits[-1].stop
        spans.append(
            ExtraSpan(
                start,
                stop,
                word_after(stop),
                "repetition" if visits[-1].complete else "restart",
                tuple(visit.word for visit in visits),
            )
        )
    return sorted(spans, key=lambda span: span.start)


def _doubted(
    extra: Sequence[ExtraSpan], reading: Reading, log_posteriors: np.ndarray, word: np.ndarray
) -> list[ExtraSpan]:
    """Repetitions whose words don't sound as if they were there are other speech.

    Going back in the text is the cheapest way past a word that isn't in it.
    """
    kept: list[ExtraSpan] = []
    for span in extra:
        inside = [
            visit
            for visit in reading.visits
            if span.start <= visit.start and visit.stop <= span.stop
        ]
        segments = [
            replace(each, word=number)
            for number, visit in enumerate(inside)
            for each in visit.segments
        ]
        if span.words and segments:
            rows = word_features(log_posteriors, segments, len(inside))
            if match_probability(rows, word).mean() < LIKELIER_THAN_NOT:
                span = replace(span, kind="other", words=())
        kept.append(span)
    return kept


def text_match(
    log_posteriors: np.ndarray, telling: ResolvedReading, coefficients: np.ndarray
) -> float:
    """Probability that the recording is of the text, judged by the words that were said.

    `coefficients` are match.py's for the text and for a word. With miscues it is 0 where hardly any word was
    said for certain, and where most of the speech is something else.
    """
    features = text_features(log_posteriors, telling.spoken_at) if telling.segments else None
    if features is None:
        return 0.0
    text, word = coefficients
    if not telling.has_miscues:
        return float(match_probability(features, text))
    rows = word_features(log_posteriors[telling.kept], telling.segments, len(telling.words))
    n_certain = int((match_probability(rows, word) >= LIKELIER_THAN_NOT).sum())
    if n_certain < _LEAST_WORDS:
        return 0.0
    claimed = 1.0 - features[_UNCLAIMED_COLUMN] + _repeated_share(log_posteriors, telling)
    if claimed < _LEAST_CLAIMED:
        return 0.0
    return float(match_probability(features, text))


def _repeated_share(log_posteriors: np.ndarray, telling: ResolvedReading) -> float:
    """Share of the speech that is words of the text said over again."""
    speech = log_posteriors.argmax(axis=1) != SILENCE
    again = sum(int(speech[span.start : span.stop].sum()) for span in telling.extra if span.words)
    return again / max(1, int(speech.sum()))


def at_a_cut(telling: ResolvedReading) -> set[tuple[int, int]]:
    """(word said, position) of the gaps between phones at which something was cut out."""
    gaps: set[tuple[int, int]] = set()
    segments = telling.segments

    def is_cut(start: int, stop: int) -> bool:
        return any(start <= cut <= stop for cut in telling.cuts)

    for one, other in pairwise(segments):
        if is_cut(one.stop, other.start):
            gaps |= {(one.word, one.position + 1), (other.word, other.position)}
    if segments:
        first, last = segments[0], segments[-1]
        if telling.kept[0] > 0 or is_cut(0, first.start):
            gaps.add((first.word, first.position))
        if is_cut(last.stop, len(telling.kept)) or any(
            span.start >= telling.kept[last.stop - 1] for span in telling.extra
        ):
            gaps.add((last.word, last.position + 1))
    return gaps


def resolve_miscues(
    emissions: np.ndarray,
    log_posteriors: np.ndarray,
    words: Sequence[Variants],
    *,
    coefficients: np.ndarray,
) -> tuple[ResolvedReading, float]:
    """How the words were said, and the probability that they are what was read.

    Raises TooShortForText when there are fewer frames than phones and the words aren't found in part
    either.
    """
    reading = find_reading(emissions, words)
    if not reading.has_miscues:  # then its path is the one that lattice.py would find
        told = resolved_in_order(reading.visits, len(emissions))
        return told, text_match(log_posteriors, told, coefficients)
    telling = resolved_with_miscues(reading, len(emissions))
    matches = text_match(log_posteriors, telling, coefficients)
    try:
        path = find_path(emissions, words)
    except TooShortForText:
        if matches < LIKELIER_THAN_NOT:
            raise
    else:
        told = resolved_in_order(_visits(path), len(emissions))
        matches = max(matches, text_match(log_posteriors, told, coefficients))
        if not telling.segments:
            return told, matches
    extra = _doubted(telling.extra, reading, log_posteriors, coefficients[1])
    return replace(telling, extra=extra), matches
