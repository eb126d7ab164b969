"""What a whole recording says of each of its phones: learners' habits are pooled, and one slip of a native stays what it is.

The aligner tells of each phone how much likelier what was heard is from a learner than from a native. Here stands whose
mouth it may be: a native's, or one of a first language whose habits are in learner_habits.tsv. Each is a mixture of its habits;
how well each explains the recording weighs it (Bayes), and so does how often the speaker does the same elsewhere. What is left
of a phone's evidence under all of them is the probability that it was said as learners say it.
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

from .case import Case, PhoneFact, WordFact
from .rules import Change, RuleBook, Site
from .rules.site import holds
from .sites import site_of

Place = tuple[int, int]
"""(word, phone)."""
_STRENGTHS = ((0.4, 0.35), (1.0, 0.4), (2.0, 0.25))
"""How much of a habit a speaker may have, of what is usual, and how many speakers do."""
_MOST = 0.85
"""Share of places in which a speaker has a habit, at most."""
_DEPENDENCE = 0.5
"""Of a phone's evidence on whose mouth it is: neighbours share noise and frames."""
_TOLD_GROUP = 0.8
"""Prior of the speaker's own group where the first language is told; the rest is parted between all learners and natives."""
_UNTOLD_NATIVE, _UNTOLD_EVERYONE = 0.62, 0.12
"""Priors where it isn't told; the rest is parted evenly."""
_NAME_POWER = 1.0
"""Of what the audio says about the name beside how usual it is."""


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
class _Chance:
    place: Place
    evidence: float
    share: np.ndarray
    """float (n_habits, n_groups)."""
    names: tuple[str | None, ...]
    heard_as: dict[str | None, float]


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
    chances: dict[str, list[_Chance]] = defaultdict(list)
    for word in case.words:
        if not word.spoken or not word.trusted or word.is_guess:
            continue
        for index, fact in enumerate(word.phones):
            chance = _chance(word, index, fact, site_of(word, index), book)
            if chance is not None:
                chances[fact.target].append(chance)
    if not chances:
        return PooledRecording({}, {})
    by_target = {target: _by_strength(found) for target, found in chances.items()}
    told = np.sum([log for log, _ in by_target.values()], axis=0)
    earlier = np.array([case.earlier_accents.get(group, 0.0) for group in GROUPS])
    weight = _whose_mouth(told + earlier, case.l1)
    slips: dict[Place, PooledSlip] = {}
    for target, found in chances.items():
        by_group = by_target[target][1]
        for chance, probability in zip(found, by_group, strict=True):
            slips[chance.place] = _slip(chance, probability * weight)
    accents = dict(zip(GROUPS, (told - told.max()).round(3).tolist(), strict=True))
    return PooledRecording(slips, accents, float(weight[GROUPS.index(NATIVES)]))


def _chance(
    word: WordFact, index: int, fact: PhoneFact, site: Site, book: RuleBook
) -> _Chance | None:
    if fact.accent_evidence is None:
        return None
    habits = [
        each
        for each in learner_habits()
        if each.target == fact.target and holds(each.context, site)
    ]
    shares = [
        _factor(each, word, index, site, book) * np.array([each.share[group] for group in GROUPS])
        for each in habits
    ]
    if not shares or not np.any(shares):
        return None
    return _Chance(
        (word.index, index),
        fact.accent_evidence,
        np.array(shares),
        tuple(each.said for each in habits),
        dict(fact.if_wrong),
    )


def _factor(habit: LearnerHabit, word: WordFact, index: int, site: Site, book: RuleBook) -> float:
    """How far a habit is one here: not where natives, or the word's other pronunciations, say the same."""
    if index < len(word.alternates) and habit.said in word.alternates[index]:
        return 0.0
    variant = book.variant_for(Change(habit.target, habit.said), site)
    if variant is None:
        return 1.0
    return 0.0 if variant.error_gate is None else 1.0


def _by_strength(found: Sequence[_Chance]) -> tuple[np.ndarray, np.ndarray]:
    """Of one target: log-likelihood float (n_groups,) of each group, and each place's probability (n_places, n_groups)."""
    usual = np.array([chance.share.sum(axis=0) for chance in found])
    odds = np.exp(np.array([chance.evidence for chance in found]))[:, None]
    logs: list[np.ndarray] = []
    probabilities: list[np.ndarray] = []
    for strength, share_of_speakers in _STRENGTHS:
        prior = np.minimum(_MOST, strength * usual)
        likelihood = 1 + prior * (odds - 1)
        logs.append(np.log(share_of_speakers) + _DEPENDENCE * np.log(likelihood).sum(axis=0))
        probabilities.append(prior * odds / likelihood)
    highest = np.max(logs, axis=0)
    weight = np.exp(np.array(logs) - highest)
    total = weight.sum(axis=0)
    mixed = sum(w[None, :] * p for w, p in zip(weight / total, probabilities, strict=True))
    return highest + np.log(total), np.asarray(mixed)


def _whose_mouth(likelihood: np.ndarray, l1: str | None) -> np.ndarray:
    """Posterior float (n_groups,) of whose mouth it is, from log-likelihoods."""
    logs = np.log(_priors(l1)) + likelihood
    weight = np.exp(logs - logs.max())
    return weight / weight.sum()


def _priors(l1: str | None) -> np.ndarray:
    group = group_of(l1)
    if group in {NATIVES, EVERYONE}:
        native = _TOLD_GROUP if group == NATIVES else _UNTOLD_NATIVE
        others = (1 - native - _UNTOLD_EVERYONE) / (len(GROUPS) - 2)
        if l1 is not None and group == EVERYONE:
            return np.array(
                [
                    _TOLD_GROUP if each == EVERYONE else (1 - _TOLD_GROUP) / (len(GROUPS) - 1)
                    for each in GROUPS
                ]
            )
        return np.array(
            [
                native if each == NATIVES else _UNTOLD_EVERYONE if each == EVERYONE else others
                for each in GROUPS
            ]
        )
    rest = (1 - _TOLD_GROUP) / 2
    return np.array(
        [
            _TOLD_GROUP if each == group else rest if each in {EVERYONE, NATIVES} else 1e-6
            for each in GROUPS
        ]
    )


def _slip(chance: _Chance, by_group: np.ndarray) -> PooledSlip:
    """`by_group`: joint probability of the slip and each group; a native's own habits are no slips."""
    learners = np.array([group != NATIVES for group in GROUPS])
    joint = np.where(learners, by_group, 0.0)
    usual = chance.share @ (joint / max(joint.sum(), 1e-9))
    heard = np.array([chance.heard_as.get(name, 1e-3) for name in chance.names]) ** _NAME_POWER
    shares = usual * heard
    best = int(shares.argmax())
    return PooledSlip(
        float(joint.sum()), chance.names[best], float(shares[best] / max(shares.sum(), 1e-12))
    )
