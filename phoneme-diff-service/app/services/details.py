"""How a phone was said below the phone itself: an issue that names a habit, not an error of the phone."""

from collections import defaultdict
from collections.abc import Sequence

from shared.contracts import JudgedState
from shared.gates import DETAIL_PLACES
from shared.phonetics.phonology import UNASPIRATED_HEARD_AS

from .case import PhoneFact, WordFact
from .issues import UnrankedSlip
from .judging import Verdict
from .rules import Change, RuleBook


def detail_slip(
    fact: PhoneFact, verdict: Verdict, index: int, word: WordFact, book: RuleBook
) -> UnrankedSlip | None:
    """The issue of the weightiest detail beyond its gate, if the phone itself is none.

    The phone keeps its state and its score: that it was the right one is not in question.
    """
    if not word.trusted or word.is_guess or not _may_have_detail(fact, verdict.state):
        return None
    known = [(book.details[name], chance) for name, chance in fact.details if name in book.details]
    sure = [(each, chance) for each, chance in known if chance >= each.gate]
    if not sure:
        return None
    found, probability = max(sure, key=lambda pair: pair[0].rule.base * pair[1])
    rule, change = found.rule, Change(fact.target, fact.target)
    return UnrankedSlip(
        word=word,
        change=change,
        rule=rule,
        weight=rule.base * probability,
        probability=probability,
        message=book.message(rule, change, word.text),
        category=rule.category,
        phone_index=index,
        place=index,
        stress=fact.stress,
        start_s=fact.start_s,
        end_s=fact.end_s,
        adds_up=found.adds_up,
    )


def _may_have_detail(fact: PhoneFact, state: JudgedState) -> bool:
    """Of a phone that was heard as itself, or perhaps as its voiced partner."""
    return state != "error" and fact.heard in {fact.target, UNASPIRATED_HEARD_AS.get(fact.target)}


def told_once(found: Sequence[UnrankedSlip]) -> list[UnrankedSlip]:
    """Of each rule the surest place, if it was found in several: one puff too few is nobody's habit."""
    by_rule: dict[str, list[UnrankedSlip]] = defaultdict(list)
    for slip in found:
        by_rule[slip.rule.id].append(slip)
    return [
        max(slips, key=lambda slip: slip.probability or 0.0)
        for slips in by_rule.values()
        if len(slips) >= DETAIL_PLACES
    ]
