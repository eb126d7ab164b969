"""Word stress: the state of a word's, its issue, and what the audio says about a vowel left unreduced."""

from dataclasses import replace

from shared.contracts import REDUCTION_RULES, STRESS_RULE, JudgedState, JudgedStress
from shared.gates import VOWEL_UNREDUCED_DOUBTED, VOWEL_UNREDUCED_NAMED
from shared.phonetics.arpabet import is_vowel

from .case import PhoneFact, StressFact, WordFact
from .issues import UnrankedSlip
from .judging import Gates, Verdict
from .rules import Change, Rule, RuleBook, Site

STRESS = Rule(
    id=STRESS_RULE,
    changes=(),
    context="any",
    category="stress",
    base=3.0,
    l1=frozenset(),
    load="-",
    tip=STRESS_RULE,
    message="“{word}” was stressed on its {heard} syllable instead of its {target}",
)
"""In code, not in rules.tsv: it is no change of one phone into another."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_LOST_VOWEL = 0.5
"""From this probability on that a vowel was left out, its syllables can't be counted."""
_RIVAL = 0.05
"""Probability from which a full vowel is among what may have been said."""


def judge_stress(word: WordFact, gates: Gates) -> JudgedStress | None:
    fact = word.stress
    if fact is None:
        return None
    return JudgedStress(
        state=_state(word, fact, gates),
        target_syllable=fact.target_syllable,
        heard_syllable=fact.heard_syllable,
        probability=fact.probability,
        prominence=list(fact.prominence),
    )


def _state(word: WordFact, fact: StressFact, gates: Gates) -> JudgedState:
    if fact.is_of_other_reading:
        return "uncertain"
    if fact.probability < gates.uncertain:
        return "fine"
    vowels = [phone for phone in word.phones if is_vowel(phone.target)]
    is_whole = all((each.deletion_probability or 0.0) < _LOST_VOWEL for each in vowels)
    # Natives stress a secondary stress as the phrase asks: thirteen men, afternoon tea.
    is_secondary = fact.target_stress[fact.heard_syllable] == 2
    sure = fact.probability >= gates.stress and word.trusted and is_whole and not is_secondary
    return "error" if sure else "uncertain"


def stress_slip(word: WordFact, judged: JudgedStress) -> UnrankedSlip:
    """The issue of a word whose stress is an error; it points at the vowel that should carry it."""
    vowels = [index for index, phone in enumerate(word.phones) if is_vowel(phone.target)]
    place = vowels[judged.target_syllable]
    vowel = word.phones[place]
    return UnrankedSlip(
        word=word,
        change=Change(vowel.target, None),
        rule=STRESS,
        weight=STRESS.base * judged.probability,
        probability=judged.probability,
        message=STRESS.message.format(
            word=word.text,
            heard=_ordinal(judged.heard_syllable),
            target=_ordinal(judged.target_syllable),
        ),
        category=STRESS.category,
        phone_index=place,
        place=place,
        stress=1,
        start_s=vowel.start_s,
        end_s=vowel.end_s,
    )


def with_reduction(
    verdict: Verdict, fact: PhoneFact, site: Site, word: WordFact, *, book: RuleBook, l1: str | None
) -> tuple[Verdict, PhoneFact]:
    """What the vowel's own sound adds to a verdict on a vowel that should be reduced.

    An unreduced vowel that sounds reduced all the same is doubted. One that was taken for the target but
    sounds full is uncertain, and an error where a full vowel is among what may have been said: that is then
    what was heard, without a probability of its own.
    """
    full = fact.unreduced_probability
    if full is None:
        return verdict, fact
    if verdict.state == "error":
        change = verdict.change
        is_reduction = change is not None and book.rule_for(change, site, l1).id in REDUCTION_RULES
        doubted = is_reduction and full < VOWEL_UNREDUCED_DOUBTED
        return replace(verdict, state="uncertain") if doubted else verdict, fact
    if full < VOWEL_UNREDUCED_NAMED or verdict.error_type == "deletion":
        return verdict, fact
    rivals = (Change(fact.target, phone) for phone, share in fact.candidates if share >= _RIVAL)
    named = [each for each in rivals if book.rule_for(each, site, l1).id in REDUCTION_RULES]
    if not named or not word.trusted:
        return replace(verdict, state="uncertain"), fact
    heard = replace(fact, heard=named[0].heard, heard_probability=None)
    return Verdict("error", "substitution", full, named[0]), heard


def _ordinal(syllable: int) -> str:
    return _ORDINALS[syllable] if syllable < len(_ORDINALS) else f"{syllable + 1}th"
