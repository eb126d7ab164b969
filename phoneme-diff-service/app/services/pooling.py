"""What a whole recording says of each of its phones: learners' habits are pooled, and one slip of a native stays what it is.

The aligner tells of each phone how much likelier what was heard is from a learner than from a native. Here stands whose
mouth it may be: a native's, or one of a first language whose habits are in learner_habits.tsv. Each is a mixture of its
habits; how well each explains the recording weighs it (Bayes), and so does how often the speaker does the same elsewhere.
What is left of a phone's evidence under all of them is the probability that it was said as learners say it (ADR 29).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.phonetics.learner_habits import (
    EVERYONE,
    GROUPS,
    NATIVES,
    LearnerHabit,
    group_of,
    learner_habits,
)

from .case import Case, WordFact
from .rules import Change, RuleBook
from .rules.site import holds
from .sites import is_accepted, site_of

Place = tuple[int, int]
"""(word, phone)."""
_STRENGTHS = ((0.4, 0.35), (1.0, 0.4), (2.0, 0.25))
"""How much of a habit a speaker may have, of what is usual, and how many speakers do."""
_MOST = 0.85
"""Share of places in which a speaker has a habit, at most."""
_DEPENDENCE = 0.6
"""Of a phone's evidence on whose mouth it is: neighbours share noise and frames."""
_TOLD_GROUP, _TOLD_NATIVE, _TOLD_EVERYONE = 0.6, 0.3, 0.1
"""Priors where the first language is told: of its group, of a speaker whom nobody would tell from a native, and of one with
other habits than the group's."""
_TOLD_ENGLISH = 0.8
"""Prior of a native's mouth where that is what is told."""
_UNTOLD_NATIVE, _UNTOLD_EVERYONE = 0.5, 0.16
"""Priors where it isn't told; the rest is parted evenly."""
_LEAST_PRIOR = 1e-6
_DIGITS = 4
"""Of probabilities, as the aligner gives its own."""
_MOST_EVIDENCE = 4.0
"""Nats, as the contract has it: whoever sends more is no surer."""
_LEAST_SHARE = 1e-3
"""Of a name that the audio doesn't list among what was said."""
_LEARNERS = np.array([group != NATIVES for group in GROUPS])


@dataclass(frozen=True, slots=True)
class PooledSlip:
    """A phone, all that is known of the recording considered."""

    probability: float
    """That it was said as learners say it."""
    heard: str | None
    """What they say, most likely; None: nothing."""
    heard_share: float
    """Of the probability, how much is this name's."""


@dataclass(frozen=True, slots=True)
class _HabitPlace:
    """A phone that learners have habits for."""

    place: Place
    evidence: float
    """Nats, as the aligner tells it."""
    names: tuple[str | None, ...]
    """What the habits make of it; None: nothing."""
    usual: np.ndarray
    """float (n_names, n_groups): how often each group says each name."""
    heard_as: dict[str | None, float]
    """What it was if it is wrong, by the audio alone."""


@dataclass(frozen=True, slots=True)
class _Explained:
    """What the groups make of all places of one target."""

    log_likelihood: np.ndarray
    """float (n_groups,) of the places together."""
    probabilities: np.ndarray
    """float (n_places, n_groups): that each is a slip, if the speaker is one of the group."""


@dataclass(frozen=True, slots=True)
class PooledRecording:
    slips: dict[Place, PooledSlip]
    """Every phone that the aligner has evidence of and learners have habits for."""
    accents: dict[str, float]
    """Group → log-likelihood of the recording, less the most likely group's; empty where there is no evidence."""
    native: float = 1.0
    """Probability that it is a native's mouth."""


def pool(case: Case, book: RuleBook) -> PooledRecording:
    """What the recording, and the speaker's earlier ones, say of each phone."""
    by_target: dict[str, list[_HabitPlace]] = defaultdict(list)
    for word in case.words:
        if word.spoken and word.trusted and not word.is_guess:
            for index, fact in enumerate(word.phones):
                if found := _habit_place(word, index, book):
                    by_target[fact.target].append(found)
    if not by_target:
        return PooledRecording({}, {})
    explained = {target: _explain(places) for target, places in by_target.items()}
    told = np.sum([each.log_likelihood for each in explained.values()], axis=0)
    earlier = np.array([case.earlier_accents.get(group, 0.0) for group in GROUPS])
    groups = _whose_mouth(told + earlier, case.l1)
    slips = {
        found.place: _slip(found, probabilities * groups)
        for target, places in by_target.items()
        for found, probabilities in zip(places, explained[target].probabilities, strict=True)
    }
    below_best = (told - told.max()).round(3)
    accents = {group: float(log) for group, log in zip(GROUPS, below_best, strict=True)}
    return PooledRecording(slips, accents, float(groups[GROUPS.index(NATIVES)]))


def _habit_place(word: WordFact, index: int, book: RuleBook) -> _HabitPlace | None:
    """None without evidence, and where no habit is one: natives, or the word's other pronunciations, say the same."""
    fact, site = word.phones[index], site_of(word, index)
    if fact.accent_evidence is None:
        return None
    habits = [
        each
        for each in learner_habits()
        if each.target == fact.target
        and holds(each.context, site)
        and not is_accepted(Change(each.target, each.said), site, word, book)
    ]
    if not habits:
        return None
    return _HabitPlace(
        place=(word.index, index),
        evidence=fact.accent_evidence,
        names=tuple(each.said for each in habits),
        usual=np.array([_shares(each) for each in habits]),
        heard_as=dict(fact.if_wrong),
    )


def _shares(habit: LearnerHabit) -> list[float]:
    return [habit.share[group] for group in GROUPS]


def _explain(places: Sequence[_HabitPlace]) -> _Explained:
    """A speaker has a habit more or less strongly than is usual: each strength weighs as it explains the places."""
    usual = np.array([each.usual.sum(axis=0) for each in places])
    evidence = np.array([each.evidence for each in places])
    odds = np.exp(np.clip(evidence, -_MOST_EVIDENCE, _MOST_EVIDENCE))[:, None]
    logs: list[np.ndarray] = []
    slips: list[np.ndarray] = []
    for strength, share_of_speakers in _STRENGTHS:
        prior = np.minimum(_MOST, strength * usual)
        likelihood = 1 + prior * (odds - 1)
        logs.append(np.log(share_of_speakers) + _DEPENDENCE * np.log(likelihood).sum(axis=0))
        slips.append(prior * odds / likelihood)
    log_likelihood = np.logaddexp.reduce(logs)
    weights = np.exp(np.array(logs) - log_likelihood)
    return _Explained(log_likelihood, np.einsum("sg,spg->pg", weights, np.array(slips)))


def _whose_mouth(log_likelihood: np.ndarray, l1: str | None) -> np.ndarray:
    """Posterior float (n_groups,) of the groups."""
    logs = np.log(_priors(l1)) + log_likelihood
    return np.exp(logs - np.logaddexp.reduce(logs))


def _priors(l1: str | None) -> np.ndarray:
    """Prior float (n_groups,) of the groups: some by name, the rest parted evenly between the others."""
    group = group_of(l1)
    if l1 is None:
        named = {NATIVES: _UNTOLD_NATIVE, EVERYONE: _UNTOLD_EVERYONE}
    elif group == NATIVES:
        named = {NATIVES: _TOLD_ENGLISH, EVERYONE: _TOLD_EVERYONE}
    elif group == EVERYONE:
        named = {EVERYONE: _TOLD_GROUP + _TOLD_EVERYONE, NATIVES: _TOLD_NATIVE}
    else:
        named = {group: _TOLD_GROUP, EVERYONE: _TOLD_EVERYONE, NATIVES: _TOLD_NATIVE}
    other = max(_LEAST_PRIOR, (1 - sum(named.values())) / (len(GROUPS) - len(named)))
    return np.array([named.get(each, other) for each in GROUPS])


def _slip(found: _HabitPlace, by_group: np.ndarray) -> PooledSlip:
    """`by_group`: joint probability of the slip and each group; a native's own habits are no slips."""
    joint = by_group * _LEARNERS
    shares = (found.usual @ joint) * [
        found.heard_as.get(name, _LEAST_SHARE) for name in found.names
    ]
    best = int(shares.argmax())
    total = shares.sum()
    return PooledSlip(
        probability=round(min(1.0, float(joint.sum())), _DIGITS),
        heard=found.names[best],
        heard_share=float(shares[best] / total) if total > 0 else 0.0,
    )
