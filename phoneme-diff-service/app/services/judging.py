"""Fine, uncertain or error: the state of each phone and inserted phone, by the audio and by the speaker's habits."""

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

from shared.contracts import JudgedState
from shared.gates import (
    ARTICLE_WITH_VOWEL_S,
    CLUSTER_VOWEL,
    CLUSTER_VOWEL_ROOM_S,
    HABIT_DOUBTED,
    HABIT_ERROR,
    HABIT_ERROR_UNTOLD,
    HABIT_UNHEARD,
    HABIT_UNHEARD_EVIDENCE,
    HEARD_NAMED,
    HEARD_NAMED_BESIDE_HABIT,
    INSERTION_ERROR,
    INSERTION_UNEXPLAINED,
    LEAST_EVIDENCE,
    LIKELIER_THAN_NOT,
    NATIVE_RULED_OUT,
    PHONE_ERROR,
    PHONE_QUALITY,
    PHONE_UNCERTAIN,
    STRESS_ERROR,
)
from shared.phonetics.arpabet import is_vowel

from .case import InsertionFact, PhoneFact, VowelBefore, WordFact
from .pooling import PooledSlip
from .rules import Change, RuleBook, Site
from .rules.site import holds
from .sites import is_accepted

_BEFORE_S_CLUSTER, _OWN_SYLLABLE = "s_cluster_start", "before_final_d&spelled_ed"
_ARTICLES = frozenset({"a", "the"})
ErrorType = Literal["none", "substitution", "deletion"]


@dataclass(frozen=True, slots=True)
class Gates:
    """Where the states part; see the service's settings for each."""

    error: float = PHONE_ERROR
    stress: float = STRESS_ERROR
    uncertain: float = PHONE_UNCERTAIN
    insertion: float = INSERTION_ERROR
    insertion_unexplained: float = INSERTION_UNEXPLAINED
    naming: float = HEARD_NAMED
    quality: float = PHONE_QUALITY
    habit: float = HABIT_ERROR
    habit_untold: float = HABIT_ERROR_UNTOLD
    habit_doubted: float = HABIT_DOUBTED
    habit_unheard: float = HABIT_UNHEARD
    habit_unheard_evidence: float = HABIT_UNHEARD_EVIDENCE
    evidence: float = LEAST_EVIDENCE
    naming_beside_habit: float = HEARD_NAMED_BESIDE_HABIT

    def for_speaker(self, l1: str | None, native: float) -> Self:
        """Those for a speaker whose first language is told, or who is a native with probability `native`."""
        is_known = l1 is not None or native <= NATIVE_RULED_OUT
        return self if is_known else replace(self, habit=self.habit_untold)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a phone or an inserted phone was judged to be."""

    state: JudgedState
    error_type: ErrorType
    probability: float | None
    """That it is wrong, accepted variants taken off; None when nothing was measured."""
    change: Change | None
    """What the change would be; None when none is suspected."""
    habit: float | None = None
    """That it was said as learners say it, the whole recording considered; None where that didn't decide or name it."""
    is_accepted: bool = False
    """Whether it was heard as natives or another pronunciation of the word have it: there is nothing to claim."""

    @property
    def claimed(self) -> float | None:
        """What the claim rests on: the habit's probability where that decided, else the audio's own."""
        return self.probability if self.habit is None else self.habit


FINE = Verdict("fine", "none", 0.0, None)
_ACCEPTED = replace(FINE, is_accepted=True)


def with_rival(
    fact: PhoneFact, site: Site, word: WordFact, book: RuleBook, gates: Gates
) -> PhoneFact:
    """The fact; of a phone that is surely wrong but has no likelier name than its own, a rival's.

    Many rivals with a little each can leave the target the likeliest single phone of a wrong one.
    """
    rivals = [each for each in fact.candidates if each[0] != fact.target]
    if fact.heard != fact.target or fact.error_probability is None or not rivals:
        return fact
    if _wrong(fact, fact.heard, site, word, book) < gates.error:
        return fact
    return replace(fact, heard=rivals[0][0], heard_probability=rivals[0][1])


def judge_phone(
    fact: PhoneFact, site: Site, word: WordFact, book: RuleBook, gates: Gates
) -> Verdict:
    """The state of one target phone of a spoken word, by the audio alone; in a word that is a guess, uncertain at best."""
    verdict = _judge_phone(fact, site, word, book, gates)
    doubted = word.is_guess and verdict.state == "fine"
    return replace(verdict, state="uncertain") if doubted else verdict


def _judge_phone(
    fact: PhoneFact, site: Site, word: WordFact, book: RuleBook, gates: Gates
) -> Verdict:
    if fact.error_probability is None and fact.deletion_probability is None:
        return _unmeasured(fact)
    heard = None if (fact.deletion_probability or 0.0) >= gates.error else fact.heard
    wrong = _wrong(fact, heard, site, word, book)
    is_doubtful = wrong >= gates.uncertain or _is_rated_low(fact, gates)
    if heard == fact.target:
        return Verdict("uncertain" if is_doubtful else "fine", "none", wrong, None)
    change = Change(fact.target, heard)
    if is_accepted(change, site, word, book):
        return _ACCEPTED
    variant = book.variant_for(change, site)
    error_gate = max(gates.error, variant.error_gate or 0.0) if variant else gates.error
    suspected = _suspicion(fact, heard, wrong, is_variant=variant is not None)
    state = _state(suspected, error_gate=error_gate, gates=gates, trusted=word.trusted)
    if state == "fine" and not is_doubtful:
        return Verdict("fine", "none", wrong, None)
    error_type = "deletion" if heard is None else "substitution"
    return Verdict("uncertain" if state == "fine" else state, error_type, wrong, change)


def without_speaker(verdict: Verdict, fact: PhoneFact, gates: Gates) -> Verdict:
    """The audio's verdict on a phone with evidence, nothing known of the speaker.

    An error is in doubt where the whole of its segment sounds right.
    """
    if verdict.state != "error" or (fact.accent_evidence or 0.0) >= gates.evidence:
        return verdict
    return replace(verdict, state="uncertain")


def with_habit(verdict: Verdict, fact: PhoneFact, pooled: PooledSlip, gates: Gates) -> Verdict:
    """The audio's verdict on a phone, and what the speaker's habits make of it.

    They make an error of a phone that by itself is fine or in doubt, raise a doubt, or name an error that the audio can't
    name surely; the probability stays the audio's. Where nothing of a slip is heard in the phone itself, they raise a doubt
    at most.
    """
    is_habit = pooled.probability >= gates.habit
    if verdict.state == "error":
        if not is_habit:
            return without_speaker(verdict, fact, gates)
        is_named = (fact.heard_probability or 0.0) >= gates.naming_beside_habit
        return verdict if is_named else _by_habit(verdict, fact, pooled, "error")
    if verdict.is_accepted or pooled.probability < gates.habit_doubted:
        return verdict
    if is_habit and not _is_heard_right(fact, gates):
        return _by_habit(verdict, fact, pooled, "error")
    return _by_habit(verdict, fact, pooled, "uncertain") if verdict.state == "fine" else verdict


def _is_heard_right(fact: PhoneFact, gates: Gates) -> bool:
    """By both witnesses: the audio's probability of an error, and the evidence of the whole segment."""
    if fact.error_probability is None or fact.error_probability >= gates.habit_unheard:
        return False
    return (fact.accent_evidence or 0.0) < gates.habit_unheard_evidence


def _by_habit(verdict: Verdict, fact: PhoneFact, pooled: PooledSlip, state: JudgedState) -> Verdict:
    """The claim rests on the surer of both where the audio calls it an error, too."""
    by_audio = (verdict.probability or 0.0) if verdict.state == "error" else 0.0
    return Verdict(
        state=state,
        error_type="deletion" if pooled.heard is None else "substitution",
        probability=verdict.probability,
        change=Change(fact.target, pooled.heard),
        habit=max(pooled.probability, by_audio),
    )


def named_by_habit(fact: PhoneFact, pooled: PooledSlip) -> PhoneFact:
    """The fact with what the speaker's habit makes of it."""
    return replace(
        fact,
        heard=pooled.heard,
        heard_probability=round(pooled.probability * pooled.heard_share, 4),
    )


def judge_insertion(
    fact: InsertionFact, site: Site, word: WordFact, book: RuleBook, gates: Gates, *, l1: str | None
) -> Verdict:
    """The state of a phone that was spoken where the target has none; `l1` is the speaker's first language."""
    change = Change(None, fact.heard)
    variant = book.variant_for(change, site)
    if variant is not None and variant.error_gate is None:
        return FINE
    error_gate = _insertion_gate(fact, site, word, gates)
    rule = book.rule_for(change, site, l1)
    if rule.context != _BEFORE_S_CLUSTER and not rule.explains(l1):
        error_gate = max(error_gate, gates.insertion_unexplained)
    if variant:
        error_gate = max(error_gate, variant.error_gate or 0.0)
    state = _state(fact.probability, error_gate=error_gate, gates=gates, trusted=word.trusted)
    return Verdict(state, "none", fact.probability, change)


def _insertion_gate(fact: InsertionFact, site: Site, word: WordFact, gates: Gates) -> float:
    """From which probability a phone was put in there: consonants in a row have something of a vowel between them."""
    if holds(_OWN_SYLLABLE, site):
        return gates.error
    if not is_vowel(fact.heard) or not holds(_BEFORE_S_CLUSTER, site):
        return gates.insertion
    return gates.error if word.vowel_before is None else _gate_after(word.vowel_before, gates)


def _gate_after(vowel: VowelBefore, gates: Gates) -> float:
    """Of a vowel put in right after another, which only its room tells from an article's."""
    if vowel.word not in _ARTICLES:
        return gates.insertion
    has_room = vowel.vowel_s >= CLUSTER_VOWEL_ROOM_S or vowel.word_s >= ARTICLE_WITH_VOWEL_S
    return CLUSTER_VOWEL if has_room else math.inf


def _unmeasured(fact: PhoneFact) -> Verdict:
    """No calibrated probability: the phone is fine or uncertain, never an error."""
    if fact.heard is None:
        return Verdict("uncertain", "none", None, None)
    if fact.heard == fact.target:
        return Verdict("fine", "none", None, None)
    return Verdict("uncertain", "substitution", None, Change(fact.target, fact.heard))


def _suspicion(fact: PhoneFact, heard: str | None, wrong: float, *, is_variant: bool) -> float:
    """The probability that the state goes by: for a dropped phone that of its being dropped.

    Where dropping it is likelier than not, and no habit of natives, that something is wrong suffices.
    """
    if heard is not None or fact.deletion_probability is None:
        return wrong
    if fact.deletion_probability >= LIKELIER_THAN_NOT and not is_variant:
        return wrong
    return min(wrong, fact.deletion_probability)


def _is_rated_low(fact: PhoneFact, gates: Gates) -> bool:
    return fact.quality is not None and fact.quality < gates.quality


def _wrong(fact: PhoneFact, heard: str | None, site: Site, word: WordFact, book: RuleBook) -> float:
    """Probability that the phone is wrong, what would be fine here taken off."""
    total = max(fact.error_probability or 0.0, fact.deletion_probability or 0.0)
    return max(0.0, total - _accepted_mass(fact, heard, site, word, book))


def _accepted_mass(
    fact: PhoneFact, heard: str | None, site: Site, word: WordFact, book: RuleBook
) -> float:
    """How much of the error probability lies on what would be fine here."""
    rivals = [*fact.candidates, (None, fact.deletion_probability or 0.0)]
    return sum(
        probability
        for phone, probability in rivals
        if phone not in {fact.target, heard}
        and is_accepted(Change(fact.target, phone), site, word, book)
    )


def _state(probability: float, *, error_gate: float, gates: Gates, trusted: bool) -> JudgedState:
    if probability >= error_gate:
        return "error" if trusted else "uncertain"
    return "uncertain" if probability >= gates.uncertain else "fine"
