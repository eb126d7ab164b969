"""What was spoken in place of a phone: a name of its own class that is not a neighbour's, or none (ADR 37).

Where a phone is surely wrong, the local tests may fill its place with the phone beside it: the v of a lengthened *wery* is
then heard as the vowel after it. The slip is real, its name is the neighbour's.
"""

from dataclasses import replace

from shared.phonetics.arpabet import is_vowel

from .case import PhoneFact, WordFact
from .judging import Gates, Verdict
from .rules import Change, RuleBook, Site
from .rules.book import UNCLEAR
from .rules.site import holds
from .sites import is_accepted

_R_LOST = "coda"
"""Where an R heard as a vowel is one that was left out."""


def with_name(
    verdict: Verdict, fact: PhoneFact, site: Site, word: WordFact, *, book: RuleBook, gates: Gates
) -> tuple[Verdict, PhoneFact]:
    """The verdict and the fact with a name that the phone can have, or with none.

    A claim that rests on what lies beyond a neighbour, itself more surely wrong, is in doubt.
    """
    change = verdict.change
    if change is None or change.heard is None:
        return verdict, fact
    if verdict.state == "error" and change.heard in fact.beyond:
        return replace(verdict, state="uncertain"), fact
    if not _is_suspect(change.heard, verdict, fact):
        return verdict, fact
    if fact.target == "R" and is_vowel(change.heard) and holds(_R_LOST, site):
        return _named(verdict, fact, None, None)
    name, probability = _second_look(fact)
    is_told = name is not None and probability >= gates.naming
    if not is_told or is_accepted(Change(fact.target, name), site, word, book):
        return _named(verdict, fact, UNCLEAR, None)
    return _named(verdict, fact, name, round(probability, 4))


def _is_suspect(heard: str, verdict: Verdict, fact: PhoneFact) -> bool:
    """Whether the name is of the other class, or a neighbour's that no habit gave; a caller's own phones are what they are."""
    if fact.heard_probability is None:
        return False
    return not _is_alike(heard, fact.target) or (verdict.habit is None and heard in fact.neighbours)


def _second_look(fact: PhoneFact) -> tuple[str | None, float]:
    """The likeliest phone of the target's class, with its probability: among what learners say in its place by its own
    segment, and among the other candidates that no neighbour is."""
    wrong = fact.error_probability or 0.0
    names = [(name, wrong * share) for name, share in fact.if_wrong if name is not None]
    names += [(name, share) for name, share in fact.candidates if name not in fact.neighbours]
    alike = [each for each in names if each[0] != fact.target and _is_alike(each[0], fact.target)]
    return max(alike, key=lambda each: each[1], default=(None, 0.0))


def _is_alike(phone: str, target: str) -> bool:
    return is_vowel(phone) == is_vowel(target)


def _named(
    verdict: Verdict, fact: PhoneFact, heard: str | None, probability: float | None
) -> tuple[Verdict, PhoneFact]:
    named = replace(
        verdict,
        change=Change(fact.target, heard),
        error_type="deletion" if heard is None else "substitution",
    )
    shown = None if heard == UNCLEAR else heard
    return named, replace(fact, heard=shown, heard_probability=probability)
