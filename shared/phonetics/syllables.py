"""Syllables, stress marks and IPA of a word given in ARPAbet.

Syllables follow the maximal onset principle (Kahn, Syllable-based Generalizations in English Phonology, 1976):
consonants between vowels go to the second syllable as far as English words may begin with them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.phonetics.arpabet import CONSONANTS, is_vowel, stress_of, strip_stress, to_ipa

_CLUSTERS = """
    P L|P R|B L|B R|T R|T W|D R|D W|K L|K R|K W|G L|G R|G W|F L|F R|TH R|TH W|SH R|V R|HH W
    P Y|B Y|K Y|G Y|M Y|F Y|V Y|HH Y
    S P|S T|S K|S M|S N|S F|S L|S W|S P L|S P R|S P Y|S T R|S K R|S K W|S K Y|S K L
"""
LEGAL_ONSETS = frozenset(
    {()}
    | {(phone,) for phone in CONSONANTS if phone != "NG"}
    | {tuple(cluster.split()) for cluster in _CLUSTERS.replace("\n", "|").split("|")}
)
"""Consonants an English syllable may begin with (Hammond, The Phonology of English, 1999, chapter 3)."""


def syllabify(phones: Sequence[str]) -> list[tuple[str, ...]]:
    """Group phones into syllables of one vowel each; a word without a vowel is one syllable."""
    nuclei = [index for index, phone in enumerate(phones) if is_vowel(phone)]
    if len(nuclei) < 2:
        return [tuple(phones)] if phones else []
    starts = [0, *(_onset_start(phones, a, b) for a, b in pairwise(nuclei))]
    return [tuple(phones[a:b]) for a, b in zip(starts, [*starts[1:], len(phones)], strict=True)]


def _onset_start(phones: Sequence[str], nucleus: int, next_nucleus: int) -> int:
    """Index at which the syllable of `next_nucleus` begins."""
    for start in range(nucleus + 1, next_nucleus):
        if tuple(phones[start:next_nucleus]) in LEGAL_ONSETS:
            return start
    return next_nucleus


def syllable_stress(syllable: Sequence[str]) -> int:
    """1 primary, 2 secondary, 0 none."""
    return next((stress for phone in syllable if (stress := stress_of(phone)) is not None), 0)


def ipa_of(phones: Sequence[str]) -> str:
    """IPA of a word, with ˈ and ˌ before stressed syllables where it has more than one syllable."""
    syllables = syllabify(phones)
    if len(syllables) < 2:
        return "".join(map(to_ipa, phones))
    marks = {1: "ˈ", 2: "ˌ", 0: ""}
    return "".join(
        marks[syllable_stress(syllable)] + "".join(map(to_ipa, syllable)) for syllable in syllables
    )


def with_primary_stress(phones: Sequence[str]) -> tuple[str, ...]:
    """The phones with a stress digit on every vowel, and a primary stress somewhere if there is a vowel.

    Missing digits become 0; a word without primary stress gets it on its first secondary stress, or else on
    its first vowel. More than one primary stays as it is: compounds and spelled letters have it.
    """
    complete = [
        f"{phone}0" if is_vowel(phone) and stress_of(phone) is None else phone for phone in phones
    ]
    if "1" not in _digits(complete):
        vowels = [index for index, phone in enumerate(complete) if is_vowel(phone)]
        secondary = [index for index in vowels if complete[index].endswith("2")]
        for index in (secondary or vowels)[:1]:
            complete[index] = strip_stress(complete[index]) + "1"
    return tuple(complete)


def _digits(phones: Sequence[str]) -> Iterator[str]:
    return (phone[-1] for phone in phones)
