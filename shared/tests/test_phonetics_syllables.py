"""Syllables and IPA, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.phonetics.arpabet import CONSONANTS, VOWELS
from shared.phonetics.syllables import ipa_of, syllabify


@pytest.mark.parametrize(
    ("phones", "syllables"),
    [
        ("V EH1 R IY0", "V EH1|R IY0"),
        ("EH1 K S T R AH0", "EH1 K|S T R AH0"),
        ("S IH1 NG ER0", "S IH1 NG|ER0"),
        ("AE1 T L AH0 S", "AE1 T|L AH0 S"),
        ("K AH0 M P Y UW1 T ER0", "K AH0 M|P Y UW1|T ER0"),
        ("IH0 N S T R AH1 K SH AH0 N", "IH0 N|S T R AH1 K|SH AH0 N"),
        ("V AE1 L Y UW0", "V AE1 L|Y UW0"),
        ("K R IY0 EY1 T", "K R IY0|EY1 T"),
        ("S T R EH1 NG K TH S", "S T R EH1 NG K TH S"),
        ("HH M", "HH M"),
        ("M EH1 ZH ER0", "M EH1|ZH ER0"),
    ],
)
def test_consonants_go_to_the_next_syllable_as_far_as_english_allows(phones, syllables):
    assert syllabify(phones.split()) == [tuple(s.split()) for s in syllables.split("|")]


@pytest.mark.parametrize(
    ("phones", "ipa"),
    [
        ("K AE1 T", "kæt"),
        ("V EH1 R IY0", "ˈvɛɹi"),
        ("AH0 B AW1 T", "əˈbaʊt"),
        ("F OW1 T AH0 G R AE2 F", "ˈfoʊtəˌɡɹæf"),
        ("B ER1 D ER0", "ˈbɝdɚ"),
        ("IH0 N S T R AH1 K SH AH0 N", "ɪnˈstɹʌkʃən"),
    ],
)
def test_stress_marks_stand_where_the_syllable_starts(phones: str, ipa: str):
    assert ipa_of(phones.split()) == ipa


@given(st.lists(st.sampled_from([*CONSONANTS, *(f"{v}{d}" for v in VOWELS for d in "012")])))
def test_syllables_put_together_are_the_word_with_one_vowel_each(phones: list[str]):
    syllables = syllabify(phones)
    assert [phone for syllable in syllables for phone in syllable] == phones
    vowels = sum(phone[-1].isdigit() for phone in phones)
    assert len(syllables) == (max(1, vowels) if phones else 0)
