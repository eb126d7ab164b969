"""Errors into issues: which rule, how severe, and which three come first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from shared.contracts import DEFAULT_RULES, Category, Issue, Severity
from shared.phonetics.arpabet import to_ipa

from .case import InsertionFact, PhoneFact, WordFact
from .judging import Verdict
from .rules import Change, Rule, RuleBook, Site
from .rules.book import UNCLEAR

N_PRIORITIES = 3
_MEDIUM_FROM, _HIGH_FROM = 1.5, 2.5
"""On rule base (1–3) × load factor (0.75–1.25) × probability."""


@dataclass(frozen=True, slots=True)
class UnrankedSlip:
    """One error, before it is ranked."""

    word: WordFact
    change: Change
    rule: Rule
    weight: float
    probability: float | None
    message: str
    category: str
    phone_index: int | None
    """None for an inserted phone."""
    place: float
    """Where in the word it is: an inserted phone stands half a step before the one it precedes."""
    stress: int | None
    start_s: float | None
    end_s: float | None
    adds_up: bool = True
    """Whether repeats make its habit weightier."""


def find_slip(
    fact: PhoneFact | InsertionFact,
    verdict: Verdict,
    site: Site,
    word: WordFact,
    *,
    book: RuleBook,
    l1: str | None,
    naming_gate: float,
    measured: bool,
) -> UnrankedSlip:
    """The rule that names an error, and its weight."""
    change = verdict.change
    assert change is not None
    named = change if verdict.habit is not None else _nameable(change, fact, naming_gate)
    rule = book.rule_for(named, site, l1)
    claimed = verdict.claimed
    certainty = 1.0 if claimed is None else claimed
    is_phone = isinstance(fact, PhoneFact)
    return UnrankedSlip(
        word=word,
        change=change,
        rule=rule,
        weight=rule.base * book.load_factor(rule, change) * certainty,
        probability=claimed if measured else None,
        message=book.message(rule, change, word.text),
        category=book.category_of(rule, change),
        phone_index=site.index if is_phone else None,
        place=site.index if is_phone else site.index - 0.5,
        stress=fact.stress if is_phone else None,
        start_s=fact.start_s,
        end_s=fact.end_s,
    )


def _nameable(change: Change, fact: PhoneFact | InsertionFact, naming_gate: float) -> Change:
    """The change, its heard phone unnamed where it is too unsure which one it was."""
    if isinstance(fact, InsertionFact) or change.heard is None or fact.heard_probability is None:
        return change
    return change if fact.heard_probability >= naming_gate else Change(change.target, UNCLEAR)


def severity_of(weight: float) -> Severity:
    if weight >= _HIGH_FROM:
        return "high"
    return "medium" if weight >= _MEDIUM_FROM else "low"


def make_issues(slips: Sequence[UnrankedSlip]) -> list[Issue]:
    """One issue a slip, in the order of speech; the three weightiest habits get a priority.

    A habit's weight is the sum over its repeats: severity × functional load × recurrence; of one that
    doesn't add up, its weightiest.
    """
    weights: dict[tuple, float] = defaultdict(float)
    for slip in slips:
        habit = _habit(slip)
        weights[habit] = (
            weights[habit] + slip.weight if slip.adds_up else max(weights[habit], slip.weight)
        )
    ranked = sorted(weights, key=lambda habit: -weights[habit])[:N_PRIORITIES]
    ranks = {habit: rank for rank, habit in enumerate(ranked, start=1)}
    return [
        _issue(slip, number=number, priority=ranks.get(_habit(slip)))
        for number, slip in enumerate(slips, start=1)
    ]


def _habit(slip: UnrankedSlip) -> tuple:
    """What makes two slips repeats: the rule; for the default rules also the phones."""
    is_default = slip.rule.id in DEFAULT_RULES
    return (slip.rule.id, slip.change if is_default else None)


def _issue(slip: UnrankedSlip, *, number: int, priority: int | None) -> Issue:
    target, heard = slip.change.target, slip.change.heard
    heard = None if heard == UNCLEAR else heard
    return Issue(
        id=f"i{number}",
        rule=slip.rule.id,
        category=cast(Category, slip.category),
        word_index=slip.word.index,
        word=slip.word.text,
        phone_index=slip.phone_index,
        target=target,
        target_ipa=target_ipa(target, slip.stress) if target else None,
        heard=heard,
        heard_ipa=to_ipa(heard) if heard else None,
        start_s=slip.start_s,
        end_s=slip.end_s,
        probability=slip.probability,
        severity=severity_of(slip.weight),
        priority=priority,
        message=slip.message,
        tip=slip.rule.tip.format(target=target or heard),
    )


def target_ipa(target: str, stress: int | None) -> str:
    """IPA of a target phone; unstressed AH and ER become ə and ɚ."""
    return to_ipa(target if stress is None else f"{target}{stress}")
