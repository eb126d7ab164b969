"""A heteronym said as it is where it means something else: never right for sure, never an error."""

from collections.abc import Sequence
from dataclasses import replace

from shared.contracts import AlignedWord, MappedWord, Pronunciation
from shared.phonetics.arpabet import is_vowel, stress_of, strip_stress

from ..utils.edit_alignment import align_phones
from .case import PhoneFact, WordFact
from .judging import Verdict

OTHER_READING = "other_reading"
"""Label of such a pronunciation in the phoneme map."""
Alternates = tuple[frozenset[str | None], ...]


def alternates_of(target: Sequence[str], pronunciations: Sequence[Pronunciation]) -> Alternates:
    """For each phone of `target`, bare, what the pronunciations have in its place; None: nothing."""
    alternates: list[set[str | None]] = [set() for _ in target]
    for pronunciation in pronunciations:
        other = [strip_stress(phone) for phone in pronunciation.phones]
        for step in align_phones(list(target), other):
            if step.target_start < step.target_end:
                has_phone = step.heard_start < step.heard_end
                alternates[step.target_start].add(other[step.heard_start] if has_phone else None)
    return tuple(frozenset(each) for each in alternates)


def phones_of_other_reading(aligned: AlignedWord, mapped: MappedWord) -> Alternates:
    """For each phone of the matched pronunciation, what only the word's other readings have there.

    Where one of those was matched, that is the phone itself, unless the reading that the text asks for has it, too.
    """
    here = [each for each in mapped.pronunciations if each.label != OTHER_READING]
    others = [each for each in mapped.pronunciations if each.label == OTHER_READING]
    if not here or not others:
        return ()
    target = [strip_stress(phone.target) for phone in aligned.phones]
    return tuple(
        unlike - right
        for unlike, right in zip(
            alternates_of(target, others), alternates_of(target, here), strict=True
        )
    )


def stress_of_other_reading(aligned: AlignedWord, mapped: MappedWord) -> bool:
    """Whether the syllable that was heard stressed is what only another reading stresses."""
    if aligned.stress is None:
        return False
    n_vowels = sum(is_vowel(strip_stress(phone.target)) for phone in aligned.phones)
    stressed: dict[bool, set[int]] = {True: set(), False: set()}
    for each in mapped.pronunciations:
        vowels = [stress_of(phone) for phone in each.phones if is_vowel(strip_stress(phone))]
        if len(vowels) == n_vowels and 1 in vowels:
            stressed[each.label == OTHER_READING].add(vowels.index(1))
    return aligned.stress.heard_syllable in stressed[True] - stressed[False]


def with_other_reading(verdict: Verdict, fact: PhoneFact, index: int, word: WordFact) -> Verdict:
    """The verdict on a phone; in doubt where it is what only another reading has."""
    only_there = word.other_reading[index] if index < len(word.other_reading) else frozenset()
    said = verdict.change.heard if verdict.change else fact.heard
    is_of_other = said in only_there or (fact.target in only_there and not verdict.is_accepted)
    if not is_of_other:
        return verdict
    return replace(verdict, state="uncertain", is_accepted=False)
