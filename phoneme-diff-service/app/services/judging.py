"""Fine, uncertain or error: the state of each phone and inserted phone."""

from dataclasses import dataclass, replace
from typing import Literal

from shared.contracts import JudgedState
from shared.gates import (
    HEARD_NAMED,
    LIKELIER_THAN_NOT,
    PHONE_ERROR,
    PHONE_QUALITY,
    PHONE_UNCERTAIN,
    STRESS_ERROR,
)

from .case import InsertionFact, PhoneFact, WordFact
from .rules import Change, RuleBook, Site

ErrorType = Literal["none", "substitution", "deletion"]


@dataclass(frozen=True, slots=True)
class Gates:
    """Where the states part; see the service's settings for each."""

    error: float = PHONE_ERROR
    stress: float = STRESS_ERROR
    uncertain: float = PHONE_UNCERTAIN
    naming: float = HEARD_NAMED
    quality: float = PHONE_QUALITY


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a phone or an inserted phone was judged to be."""

    state: JudgedState
    error_type: ErrorType
    probability: float | None
    """That it is wrong, accepted variants taken off; None when nothing was measured."""
    change: Change | None
    """What the change would be; None when none is suspected."""


FINE = Verdict("fine", "none", 0.0, None)


def site_of(word: WordFact, index: int, *, is_gap: bool = False) -> Site:
    """Where phone `index` of `word` (or the gap before it) stands in the utterance."""
    return Site(
        text=word.text.casefold(),
        phones=tuple(phone.target for phone in word.phones),
        stresses=tuple(phone.stress for phone in word.phones),
        heard=tuple(phone.heard for phone in word.phones),
        inserted=frozenset((each.before_phone, each.heard) for each in word.insertions),
        index=index,
        is_gap=is_gap,
        previous_word_end=word.previous_word_end,
        next_word_start=word.next_word_start,
    )


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
    """The state of one target phone of a spoken word; in a word that is a guess, uncertain at best."""
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
    variant = book.variant_for(change, site)
    if heard in _alternates(word, site.index) or (variant and variant.error_gate is None):
        return FINE
    error_gate = max(gates.error, variant.error_gate or 0.0) if variant else gates.error
    suspected = _suspicion(fact, heard, wrong, is_variant=variant is not None)
    state = _state(suspected, error_gate=error_gate, gates=gates, trusted=word.trusted)
    if state == "fine" and not is_doubtful:
        return Verdict("fine", "none", wrong, None)
    error_type = "deletion" if heard is None else "substitution"
    return Verdict("uncertain" if state == "fine" else state, error_type, wrong, change)


def judge_insertion(
    fact: InsertionFact, site: Site, word: WordFact, book: RuleBook, gates: Gates
) -> Verdict:
    """The state of a phone that was spoken where the target has none."""
    change = Change(None, fact.heard)
    variant = book.variant_for(change, site)
    if variant is not None and variant.error_gate is None:
        return FINE
    error_gate = max(gates.error, variant.error_gate or 0.0) if variant else gates.error
    state = _state(fact.probability, error_gate=error_gate, gates=gates, trusted=word.trusted)
    return Verdict(state, "none", fact.probability, change)


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


def _alternates(word: WordFact, index: int) -> frozenset[str | None]:
    return word.alternates[index] if index < len(word.alternates) else frozenset()


def _wrong(fact: PhoneFact, heard: str | None, site: Site, word: WordFact, book: RuleBook) -> float:
    """Probability that the phone is wrong, what would be fine here taken off."""
    total = max(fact.error_probability or 0.0, fact.deletion_probability or 0.0)
    return max(0.0, total - _accepted_mass(fact, heard, site, word, book))


def _accepted_mass(
    fact: PhoneFact, heard: str | None, site: Site, word: WordFact, book: RuleBook
) -> float:
    """How much of the error probability lies on what would be fine here."""
    rivals = [*fact.candidates, (None, fact.deletion_probability or 0.0)]
    mass = 0.0
    for phone, probability in rivals:
        if phone in {fact.target, heard}:
            continue
        variant = book.variant_for(Change(fact.target, phone), site)
        if phone in _alternates(word, site.index) or (variant and variant.error_gate is None):
            mass += probability
    return mass


def _state(probability: float, *, error_gate: float, gates: Gates, trusted: bool) -> JudgedState:
    if probability >= error_gate:
        return "error" if trusted else "uncertain"
    return "uncertain" if probability >= gates.uncertain else "fine"
