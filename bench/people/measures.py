"""The figures of judged clips. Each takes clip readings and gives a number, NaN where there is nothing to count."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from shared.contracts import Issue
from shared.phonetics.arpabet import FEATURES
from training.stats import Interval, area_under_curve, correlation, interval, ratio

from .matching import is_same
from .reading import ADDED, ASPIRATION_RULE, UNNAMED, ClipReading, SiteReading

Readings = Sequence[ClipReading]
Measure = Callable[[Readings], float]
NEAR_S = 0.020
"""A boundary within it counts as found: one frame."""
NO_PHONE = "ERR"
"""What linguists call what is no phone of English: no name could be right."""


class Detection(NamedTuple):
    """Known sites: target phones, phones put in, and phones that we alone have put in."""

    found: int = 0
    missed: int = 0
    false: int = 0
    nameable: int = 0
    """Of those found."""
    named: int = 0
    """Of those nameable."""
    unnamed: int = 0
    """Of those nameable: the diff leaves the name open."""
    suspected: int = 0
    """Wrong and `error` or `uncertain`."""
    false_suspected: int = 0

    @property
    def precision(self) -> float:
        return ratio([(self.found, self.found + self.false)])

    @property
    def recall(self) -> float:
        return ratio([(self.found, self.found + self.missed)])

    @property
    def f1(self) -> float:
        return ratio([(2 * self.found, 2 * self.found + self.missed + self.false)])

    @property
    def named_of_found(self) -> float:
        return ratio([(self.named, self.nameable)])

    @property
    def named_of_named(self) -> float:
        """Where a name was given at all."""
        return ratio([(self.named, self.nameable - self.unnamed)])

    @property
    def named_of_shown(self) -> float:
        """Of all errors shown at known sites, false ones among them."""
        return ratio([(self.named, self.found + self.false)])

    @property
    def suspected_precision(self) -> float:
        return ratio([(self.suspected, self.suspected + self.false_suspected)])

    @property
    def suspected_recall(self) -> float:
        return ratio([(self.suspected, self.found + self.missed)])


def detection(sites: Sequence[SiteReading]) -> Detection:
    wrong = [site for site in sites if site.truth == "wrong"]
    right = [site for site in sites if site.truth == "right"]
    found = [site for site in wrong if site.state == "error"]
    nameable = [site for site in found if site.said != NO_PHONE]
    return Detection(
        found=len(found),
        missed=len(wrong) - len(found),
        false=sum(site.state == "error" for site in right),
        nameable=len(nameable),
        named=sum(site.is_named_right for site in nameable),
        unnamed=sum(site.named == UNNAMED for site in nameable),
        suspected=sum(site.state != "fine" for site in wrong),
        false_suspected=sum(site.state != "fine" for site in right),
    )


def total(parts: Sequence[Detection]) -> Detection:
    return (
        Detection(*(sum(column) for column in zip(*parts, strict=True))) if parts else Detection()
    )


def detected(of: Callable[[Detection], float]) -> Measure:
    """A figure of the counts; each clip is counted once."""
    counted: dict[int, Detection] = {}

    def figure(readings: Readings) -> float:
        for each in readings:
            if id(each) not in counted:
                counted[id(each)] = detection(each.sites)
        return of(total([counted[id(each)] for each in readings]))

    return figure


def evidence_auc(readings: Readings) -> float:
    """Of the served error evidence, wrong against right phones."""
    score = {"wrong": [], "right": []}
    for each in readings:
        for site in each.known:
            if site.evidence is not None:
                score[site.truth].append(site.evidence)
    area = area_under_curve(np.array(score["wrong"]), np.array(score["right"]))
    return math.nan if area is None else area


def error_rate(reading: ClipReading) -> float:
    """The linguists': wrong of known sites, phones that they heard put in among them. NaN without any."""
    theirs = [site for site in reading.known if not (site.target == ADDED and site.said is None)]
    return ratio([(site.truth == "wrong", 1) for site in theirs])


def accuracy_correlation(readings: Readings) -> float:
    """Pearson's, of the clips' accuracy score and the linguists' error rate."""
    pairs = [(each.accuracy, error_rate(each)) for each in readings if each.accuracy is not None]
    known = np.array([pair for pair in pairs if not math.isnan(pair[1])], dtype=float)
    if len(known) < 3 or (known.std(axis=0) == 0).any():
        return math.nan
    return correlation(known[:, 0], known[:, 1])


def _start_shifts(readings: Readings) -> Iterator[tuple[str, float]]:
    for each in readings:
        for site in each.sites:
            if site.truth == "right" and site.start_shift_s is not None:
                yield site.target, site.start_shift_s


def share_within(readings: Readings) -> float:
    """Of phone starts at right phones, those within NEAR_S of the linguists'."""
    return ratio([(abs(shift) <= NEAR_S, 1) for _, shift in _start_shifts(readings)])


def mean_start_error_ms(readings: Readings) -> float:
    return ratio([(1000 * abs(shift), 1) for _, shift in _start_shifts(readings)])


def start_shifts_by_manner(readings: Readings) -> dict[str, list[float]]:
    """Manner of the phone that starts → how much later it starts by the alignment, ms."""
    by_manner: dict[str, list[float]] = {}
    for target, shift in _start_shifts(readings):
        by_manner.setdefault(FEATURES[target].manner, []).append(1000 * shift)
    return by_manner


def is_aspiration(issue: Issue) -> bool:
    return issue.rule == ASPIRATION_RULE


def _assessable(readings: Readings) -> Iterator[ClipReading]:
    return (each for each in readings if each.is_assessable)


def issues_per_100(readings: Readings) -> float:
    """Issues but those of aspiration, per 100 phones of assessable clips."""
    counted = [
        (100 * sum(not is_aspiration(issue) for issue in each.issues), each.n_phones)
        for each in _assessable(readings)
    ]
    return ratio(counted)


def aspiration_per_100(readings: Readings) -> float:
    """Issues of aspiration, per 100 phones of assessable clips."""
    counted = [
        (100 * sum(is_aspiration(issue) for issue in each.issues), each.n_phones)
        for each in _assessable(readings)
    ]
    return ratio(counted)


def clean_share(readings: Readings) -> float:
    """Of assessable clips, those without any issue but of aspiration."""
    return ratio([(all(map(is_aspiration, each.issues)), 1) for each in _assessable(readings)])


def omitted_per_clip(readings: Readings) -> float:
    return ratio([(each.n_omitted, 1) for each in readings])


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """One change that linguists marked, and what becomes of its target."""

    target: str
    said: str | None
    marked: int
    found: int
    suspected: int
    """Found, or uncertain."""
    named: int
    shown_on_target: int
    """Errors shown on this target, at known sites."""
    precision: float
    """Of those."""
    falsely_accused: int
    """Right phones of this target that were shown as errors."""

    @property
    def recall(self) -> float:
        return ratio([(self.found, self.marked)])


def substitution_row(readings: Readings, target: str, said: str | None) -> SubstitutionRow:
    sites = [site for each in readings for site in each.known if site.target == target]
    marked = [site for site in sites if site.truth == "wrong" and is_same(site.said, said)]
    found = [site for site in marked if site.state == "error"]
    counts = detection(sites)
    return SubstitutionRow(
        target=target,
        said=said,
        marked=len(marked),
        found=len(found),
        suspected=sum(site.state != "fine" for site in marked),
        named=sum(site.is_named_right for site in found),
        shown_on_target=counts.found + counts.false,
        precision=counts.precision,
        falsely_accused=counts.false,
    )


def commonest_substitutions(readings: Readings, most: int) -> list[SubstitutionRow]:
    marked = Counter(
        (site.target, site.said)
        for each in readings
        for site in each.known
        if site.truth == "wrong"
    )
    return [substitution_row(readings, *change) for change, _ in marked.most_common(most)]


def false_accusations(readings: Readings) -> Counter[tuple[str, str, str]]:
    """(target, heard, rule) of the errors shown where linguists marked nothing."""
    return Counter(
        (site.target, site.named or "dropped", site.rule)
        for each in readings
        for site in each.known
        if site.truth == "right" and site.state == "error"
    )


def resampled(readings: Readings, measure: Measure) -> tuple[Interval, str]:
    """The figure with its interval over speakers, of one speaker over clips; and what was resampled, in words."""
    speakers: dict[str, list[ClipReading]] = {}
    for each in readings:
        speakers.setdefault(each.clip.speaker, []).append(each)
    groups = list(speakers.values()) if len(speakers) > 1 else [[each] for each in readings]
    drawn = interval(groups, lambda some: measure([each for group in some for each in group]))
    return drawn, f"{len(groups)} {'speakers' if len(speakers) > 1 else 'clips'}"
