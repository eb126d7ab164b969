"""The diff's rules, the coach's tips and what other stages know of them: each rule known everywhere, or found missing here."""

from shared import gates
from shared.contracts import (
    DEFAULT_RULES,
    REDUCTION_RULES,
    STOP_REALISATION_OF_RULE,
    STRESS_RULE,
)
from shared.mount import module_of
from shared.phonetics.arpabet import PHONES
from shared.roster import FEEDBACK, PHONEME_DIFF

RULES = module_of(PHONEME_DIFF, "services.rules")
BOOK = RULES.load_book(RULES.SHIPPED)
LANGUAGES = module_of(FEEDBACK, "services.languages")
ENGLISH = LANGUAGES.load_languages(LANGUAGES.SHIPPED)["en"]


def test_every_rule_has_a_tip_of_the_coach():
    tips = {rule.tip for rule in BOOK.rules if rule.id not in DEFAULT_RULES}
    tips |= {each.rule.tip for each in BOOK.details.values()} | {STRESS_RULE}
    assert sorted(tips - ENGLISH.tips.rules.keys()) == []


def test_every_tip_of_the_coach_belongs_to_a_rule():
    tips = {rule.tip for rule in BOOK.rules} | {each.rule.tip for each in BOOK.details.values()}
    assert sorted(ENGLISH.tips.rules.keys() - tips - {STRESS_RULE}) == []


def test_the_rules_that_other_stages_know_are_in_the_book():
    ids = {rule.id for rule in BOOK.rules}
    assert sorted({*DEFAULT_RULES, *REDUCTION_RULES} - ids) == []
    assert {each.rule.id: name for name, each in BOOK.details.items()} == dict(
        STOP_REALISATION_OF_RULE
    )


def test_the_stops_are_judged_at_the_gate_that_their_card_was_measured_at():
    assert {each.gate for each in BOOK.details.values()} == {gates.STOP_REALISATION}


def test_the_functional_load_is_of_pairs_of_phones():
    assert BOOK.loads
    assert {phone for pair in BOOK.loads for phone in pair} <= set(PHONES)
