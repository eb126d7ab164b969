"""What is measured on synthetic speech: slips found and named, native speech left alone, wrong texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.common.figures import Figure
from training.stats import (
    calibration_error,
    interval,
    ratio,
    recall_at_precision,
    rule_of_three,
)

from .observe import Observation, Row
from .speech import Contrast

PRECISION = 0.80
COT_CAUGHT = {"AA", "AO"}
"""One vowel to about half of Americans: of boat said as bought, either is the right name."""


@dataclass(frozen=True, slots=True)
class ContrastResult:
    contrast: Contrast
    wrong: Observation
    right: Observation

    @property
    def is_right(self) -> bool:
        found, slip = self.wrong.found, self.wrong.slip
        if found is None or slip is None:
            return False
        return self.wrong.is_named or {found.heard, slip.spoken} == COT_CAUGHT

    @property
    def is_false_alarm(self) -> bool:
        """Whether the word as it should be was flagged."""
        return any(flag.place.word == self.contrast.word for flag in self.right.flags)


@dataclass(frozen=True, slots=True)
class WrongText:
    """A recording judged against a text that wasn't read, and against its own."""

    refused: int
    """Of the wrong texts: not assessable, or completeness below 20."""
    tried: int
    own_refused: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one rule, kind or voice: what the diff does at its own gates."""

    name: str
    slips: int
    found: int
    named: int
    false_alarms: int

    @property
    def precision(self) -> float:
        return ratio([(self.found, self.found + self.false_alarms)])


def slip_figures(slips: Sequence[Observation]) -> list[Figure]:
    """Of utterances with one slip each."""
    counted = [each for each in slips if each.slip is not None]
    n_slips = len(counted)
    n = f"{n_slips} slips among {sum(len(_known(each)) for each in counted)} phones"
    n_gaps = sum(each.slip is not None and each.slip.kind != "sub" for each in counted)
    found = [each for each in counted if each.found is not None]
    return [
        _figure(
            "one slip, recall at precision .80",
            counted, _recall(lambda row: row.probability, _any_slip), n, 0.70, 0.90,
        ),
        _figure(
            "the same, recall at precision .90",
            counted, _recall(lambda row: row.probability, _any_slip, 0.90), n, None, 0.90,
        ),
        _figure(
            "one slip, accepted variants taken off: recall at precision .80",
            counted, _recall(lambda row: row.ruled_probability, _any_slip), n, None, None,
        ),
        _figure(
            "the same, recall at precision .90",
            counted, _recall(lambda row: row.ruled_probability, _any_slip, 0.90), n, None, None,
        ),
        _figure(
            "dropped and inserted phones, recall at precision .80",
            counted, _recall(lambda row: row.gap_probability, _gap_slip),
            f"{n_gaps} of the slips", 0.55, 0.80,
        ),
        _figure(
            "slips shown at the diff's gates: recall",
            counted, lambda some: ratio([(each.found is not None, 1) for each in some]), n,
            None, None,
        ),
        _figure(
            "slips shown at the diff's gates: precision",
            counted,
            lambda some: ratio([(each.found is not None, len(each.flags)) for each in some]),
            f"{sum(len(each.flags) for each in counted)} shown", None, None,
        ),
        _figure(
            "phone named right, of slips shown",
            found, lambda some: ratio([(each.is_named, 1) for each in some]),
            f"{len(found)} slips shown", 0.75, 0.90,
        ),
    ]  # fmt: skip


def calibration_figures(observations: Sequence[Observation]) -> list[Figure]:
    def doubtful(row: Row) -> bool:
        return row.heard_probability is not None and row.state != "fine"

    def heard(some: Sequence[Observation]) -> float:
        rows = [row for each in some for row in _known(each) if doubtful(row)]
        return calibration_error(
            np.array([row.heard_probability for row in rows], dtype=float),
            np.array([row.heard == row.said for row in rows], dtype=bool),
        )

    def wrong(some: Sequence[Observation]) -> float:
        rows = [row for each in some for row in _known(each) if not row.place.is_gap]
        return calibration_error(
            np.array([row.probability for row in rows]), np.array([row.is_slip for row in rows])
        )

    n_doubtful = sum(doubtful(row) for each in observations for row in _known(each))
    n_phones = sum(len(_known(each)) for each in observations)
    return [
        _figure(
            "heard_probability where something is shown, calibration error",
            observations, heard, f"{n_doubtful} phones shown as uncertain or wrong", 0.08, 0.04,
            less_is_better=True,
        ),
        _figure(
            "error_probability, calibration error",
            observations, wrong, f"{n_phones} phones", None, None, less_is_better=True,
        ),
    ]  # fmt: skip


def native_figure(name: str, native: Sequence[Observation], *, wanted: bool) -> Figure:
    """Issues per 100 phones of speech as written.

    Where there was none the interval's upper end is the rule of three's.
    """
    n_phones = sum(each.n_phones for each in native)
    n_issues = sum(each.n_issues for each in native)
    figure = _figure(
        f"native as written, {name}: issues per 100 phones",
        native,
        lambda some: ratio([(100 * each.n_issues, each.n_phones) for each in some]),
        f"{n_phones} phones, {len(native)} utterances, {n_issues} issues, "
        f"{sum(not each.is_assessable for each in native)} refused",
        0.5 if wanted else None,
        0.15 if wanted else None,
        less_is_better=True,
    )
    return figure if n_issues else replace(figure, low=0.0, high=100 * rule_of_three(n_phones))


def twin_figures(pairs: Sequence[tuple[Observation, Observation]]) -> list[Figure]:
    """How far one slip moves the scores of the other phones: utterances with it and without."""

    def quantile(share: float) -> Callable[[Sequence[np.ndarray]], float]:
        return lambda some: float(np.quantile(np.concatenate(some), share))

    moved = [_moved(*pair) for pair in pairs]
    moved = [each for each in moved if len(each)]
    n = f"{sum(map(len, moved))} phones in {len(moved)} pairs"
    return [
        _figure("one changed phone moves the others, median", moved, quantile(0.5), n, 2.0, 2.0, less_is_better=True),
        _figure("one changed phone moves the others, worst decile", moved, quantile(0.9), n, 8.0, 8.0, less_is_better=True),
    ]  # fmt: skip


def _moved(slipped: Observation, clean: Observation) -> np.ndarray:
    """|difference of scores| of every phone but the slip's, where both have one."""
    scores = {row.place: row.score for row in clean.rows if not row.place.is_gap}
    return np.array(
        [
            abs(row.score - other)
            for row in slipped.rows
            if not row.place.is_gap and row.place != slipped.slip_place
            if row.score is not None and (other := scores.get(row.place)) is not None
        ]
    )


def contrast_figures(results: Sequence[ContrastResult]) -> list[Figure]:
    n = len(results)
    return [
        _figure(
            f"contrasts flagged with the right phone, of {n}",
            results, lambda some: float(sum(each.is_right for each in some)),
            f"{n // 2} words in two voices", 30, 35,
        ),
        _figure(
            f"the right versions flagged, of {n}",
            results, lambda some: float(sum(each.is_false_alarm for each in some)),
            f"{n // 2} words in two voices", 0, 0, less_is_better=True,
        ),
    ]  # fmt: skip


def wrong_text_figures(results: Sequence[WrongText], name: str, *, wanted: bool) -> list[Figure]:
    return [
        _figure(
            f"another text than was read is refused, {name}",
            results,
            lambda some: ratio([(each.refused, each.tried) for each in some]),
            f"{sum(each.tried for each in results)} texts under {len(results)} recordings",
            0.98 if wanted else None,
            1.0 if wanted else None,
        ),
        _figure(
            f"the text that was read is refused, {name}",
            results,
            lambda some: ratio([(each.own_refused, 1) for each in some]),
            f"{len(results)} recordings",
            None,
            None,
            less_is_better=True,
        ),
    ]


def cpu_figure(observations: Sequence[Observation]) -> Figure:
    audio_s = sum(each.duration_s for each in observations)
    return _figure(
        "CPU seconds of alignment and diff per second of audio",
        observations,
        lambda some: ratio([(each.cpu_s, each.duration_s) for each in some]),
        f"{audio_s:.0f} s of audio, one thread, warm",
        0.15,
        0.08,
        less_is_better=True,
    )


def counts_by(slips: Sequence[Observation], name_of: Callable[[Observation], str]) -> list[Counts]:
    """Of the slips by rule, kind or voice; false alarms belong to the utterance's group."""
    groups: dict[str, list[Observation]] = {}
    for each in slips:
        if each.slip is not None:
            groups.setdefault(name_of(each), []).append(each)
    return [
        Counts(
            name,
            slips=len(some),
            found=sum(each.found is not None for each in some),
            named=sum(each.is_named for each in some),
            false_alarms=sum(len(each.flags) - (each.found is not None) for each in some),
        )
        for name, some in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def false_alarms(observations: Iterable[Observation]) -> Counter[tuple[str, str, str]]:
    """(rule, target, heard) of every error shown where there is no slip."""
    return Counter(
        (flag.rule, flag.target or "–", flag.heard or "–")
        for each in observations
        for flag in each.flags
        if flag.place != each.slip_place
    )


def misnamed(observations: Iterable[Observation]) -> Counter[tuple[str, str, str]]:
    """(target, said, heard) of the slips shown under another name than what was said."""
    return Counter(
        (each.slip_target or "–", each.slip.spoken or "–", each.found.heard or "–")
        for each in observations
        if each.slip is not None and each.found is not None and not each.is_named
    )


def _known(observation: Observation) -> list[Row]:
    return [row for row in observation.rows if row.is_known]


def _any_slip(observation: Observation, row: Row) -> bool:
    return row.place == observation.slip_place


def _gap_slip(observation: Observation, row: Row) -> bool:
    slip = observation.slip
    return slip is not None and slip.kind != "sub" and _any_slip(observation, row)


def _recall(
    probability: Callable[[Row], float],
    is_slip: Callable[[Observation, Row], bool],
    precision: float = PRECISION,
) -> Callable[[Sequence[Observation]], float]:
    """Over all rows of the utterances: phones, and gaps in which something was heard."""

    def rows_of(each: Observation) -> tuple[np.ndarray, np.ndarray]:
        rows = _known(each)
        return (
            np.array([probability(row) for row in rows]),
            np.array([is_slip(each, row) for row in rows], dtype=bool),
        )

    kept: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def figure(some: Sequence[Observation]) -> float:
        for each in some:
            if each.utterance.id not in kept:
                kept[each.utterance.id] = rows_of(each)
        parts = [kept[each.utterance.id] for each in some]
        if not parts:
            return float("nan")
        ranked, marked = (np.concatenate(part) for part in zip(*parts, strict=True))
        return recall_at_precision(ranked, marked, precision, above=0.0)[0]

    return figure


def _figure(
    name: str,
    groups: Sequence,
    figure: Callable[[Sequence], float],
    n: str,
    floor: float | None,
    aim: float | None,
    *,
    less_is_better: bool = False,
) -> Figure:
    value, low, high = interval(groups, figure)
    return Figure(name, value, low, high, floor, aim, n, less_is_better)
