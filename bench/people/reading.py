"""A clip as it was judged, phone by phone, beside what the linguists heard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.contracts import STRESS_RULE, UNCLEAR_RULE, Alignment, Diff, Issue, JudgedState

from .clips import LinguistPhone, LinguistReading, PersonClip
from .matching import (
    SiteTruth,
    is_same,
    match_added,
    match_phones,
    truth_of,
    unmatched_gaps,
)

UNNAMED = "?"
"""What the diff calls an error whose phone it does not name."""
ADDED = "+"
"""Stands for the target of a phone that was put in."""
ASPIRATION_RULE = "ASPIR"
_RANK = {"error": 0, "uncertain": 1, "fine": 2}


@dataclass(frozen=True, slots=True)
class SiteReading:
    """One target phone, or one phone put in where the target has none."""

    target: str
    """ARPAbet; ADDED for a phone put in."""
    word: str
    state: JudgedState
    named: str | None
    """What the diff says was heard; None for a dropped phone, or a put-in one that it doesn't have."""
    rule: str
    """Of the issue; empty without one."""
    truth: SiteTruth
    said: str | None
    """What the linguists heard; None for nothing."""
    evidence: float | None
    """The served probability of an error; None for a put-in phone and where it wasn't measured."""
    start_shift_s: float | None
    """How much later the phone starts by the alignment than by the linguists; None where either is unknown."""

    @property
    def is_named_right(self) -> bool:
        return is_same(self.named, self.said)


@dataclass(frozen=True, slots=True)
class ClipReading:
    clip: PersonClip
    sites: tuple[SiteReading, ...]
    issues: tuple[Issue, ...]
    n_phones: int
    n_omitted: int
    """Words that the diff says were left out."""
    accuracy: float | None
    """The diff's score of the sounds, 0–100."""
    is_assessable: bool

    @property
    def known(self) -> list[SiteReading]:
        return [site for site in self.sites if site.truth != "unknown"]


def read_clip(clip: PersonClip, alignment: Alignment, diff: Diff) -> ClipReading:
    sites: tuple[SiteReading, ...] = ()
    if clip.heard is not None and diff.assessable:
        sites = tuple(_sites(clip.heard, alignment, diff))
    return ClipReading(
        clip=clip,
        sites=sites,
        issues=tuple(diff.issues),
        n_phones=sum(len(word.phones) for word in alignment.words),
        n_omitted=sum(word.error_type == "omission" for word in diff.words),
        accuracy=diff.scores.accuracy,
        is_assessable=diff.assessable,
    )


def _sites(heard: LinguistReading, alignment: Alignment, diff: Diff) -> Iterator[SiteReading]:
    canonical = [phone.canonical for phone in heard.phones]
    targets = [phone.target for word in alignment.words for phone in word.phones]
    matched = match_phones(targets, canonical)
    places = [None if place is None else heard.phones[place] for place in matched]
    yield from _phone_sites(places, alignment, diff)
    yield from _added_sites(heard, matched, alignment, diff)


def _phone_sites(
    places: Sequence[LinguistPhone | None], alignment: Alignment, diff: Diff
) -> Iterator[SiteReading]:
    issues = {
        (issue.word_index, issue.phone_index): issue
        for issue in diff.issues
        if issue.phone_index is not None
        and issue.heard != issue.target
        and issue.rule != STRESS_RULE
    }
    remaining = iter(places)
    for aligned, judged in zip(alignment.words, diff.target_words, strict=True):
        for evidence, phone in zip(aligned.phones, judged.phones, strict=True):
            place = next(remaining)
            issue = issues.get((judged.index, phone.index))
            own = getattr(phone, "error_probability", None)
            yield SiteReading(
                target=phone.target,
                word=judged.text,
                state=phone.state if judged.error_type != "omission" else "fine",
                named=_named(phone.heard, issue),
                rule=issue.rule if issue else "",
                truth=truth_of(phone.target, place),
                said=place.perceived if place else None,
                evidence=evidence.error_probability if own is None else own,
                start_shift_s=_shift(phone.start_s, place),
            )


def _shift(start_s: float | None, place: LinguistPhone | None) -> float | None:
    if start_s is None or place is None or place.start_s is None:
        return None
    return start_s - place.start_s


def _named(heard: str | None, issue: Issue | None) -> str | None:
    return UNNAMED if issue is not None and issue.rule == UNCLEAR_RULE else heard


@dataclass(frozen=True, slots=True)
class _Addition:
    gap: int
    word: str
    heard: str
    state: JudgedState
    rule: str


def _added_sites(
    heard: LinguistReading, matched: Sequence[int | None], alignment: Alignment, diff: Diff
) -> Iterator[SiteReading]:
    """Phones that the linguists put in, then those that we alone have; one that is `fine` is none."""
    added = sorted(_additions(alignment, diff), key=lambda each: _RANK[each.state])
    found = match_added(heard.put_in, matched, [each.gap for each in added])
    for phone, index in zip(heard.put_in, found, strict=True):
        ours = None if index is None else added[index]
        yield _added_site(ours, truth="wrong", said=phone.heard)
    doubtful = unmatched_gaps(len(heard.phones), matched)
    for index, ours in enumerate(added):
        if index not in found:
            truth: SiteTruth = "unknown" if ours.gap in doubtful else "right"
            yield _added_site(ours, truth=truth, said=None)


def _added_site(ours: _Addition | None, *, truth: SiteTruth, said: str | None) -> SiteReading:
    return SiteReading(
        target=ADDED,
        word=ours.word if ours else "",
        state=ours.state if ours else "fine",
        named=ours.heard if ours else None,
        rule=ours.rule if ours else "",
        truth=truth,
        said=said,
        evidence=None,
        start_shift_s=None,
    )


def _additions(alignment: Alignment, diff: Diff) -> Iterator[_Addition]:
    """Gaps count over the whole text: the one after a word is the one before the next."""
    rules = {
        (issue.word_index, issue.heard, issue.start_s): issue.rule
        for issue in diff.issues
        if issue.phone_index is None and issue.target is None
    }
    offset = 0
    for aligned, judged in zip(alignment.words, diff.target_words, strict=True):
        for each in judged.insertions:
            if each.state != "fine":
                rule = rules.get((judged.index, each.heard, each.start_s), "")
                yield _Addition(
                    offset + each.before_phone, judged.text, each.heard, each.state, rule
                )
        offset += len(aligned.phones)
