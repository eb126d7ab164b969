"""The dictionary's words as they are learned from, and those held out: whole families, so that no form of one is learned."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.morphology import Phones, stems

SHORTEST, LONGEST = 2, 25
"""Letters of a word that is learned from."""
N_HELD_OUT = 1_500
"""Words of each of the two sets that are measured: the one designs are chosen on, and the one told of."""


@dataclass(frozen=True, slots=True)
class Split:
    train: list[str]
    develop: list[str]
    """As `test`: no regular derivative of any of its words is in another set."""
    test: list[str]


def plain_words(dictionary: PronouncingDictionary) -> dict[str, list[Phones]]:
    """Words of letters a–z alone, each with all its pronunciations."""
    words = [each for each in dictionary.entries if each.isascii() and each.isalpha()]
    return {each: dictionary.variants(each) for each in words if SHORTEST <= len(each) <= LONGEST}


def families(words: Sequence[str]) -> list[list[str]]:
    """Words with their regular derivatives (`stems`), over any number of steps; each word in one family."""
    parent = {each: each for each in words}

    def root(word: str) -> str:
        while parent[word] != word:
            parent[word] = parent[parent[word]]
            word = parent[word]
        return word

    for word in words:
        for stem in stems(word):
            if len(stem) >= SHORTEST and stem in parent:
                parent[root(word)] = root(stem)
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in words:
        grouped[root(word)].append(word)
    return list(grouped.values())


def split(words: Sequence[str], *, n_held_out: int = N_HELD_OUT, seed: int = 0) -> Split:
    """Words drawn as they stand in the dictionary, one a family; the same for the same words, whatever their order."""
    family_of = {word: family for family in families(words) for word in family}
    drawn = sorted(words)
    random.Random(seed).shuffle(drawn)
    held_out: list[str] = []
    gone: set[str] = set()
    for word in drawn:
        if len(held_out) == 2 * n_held_out:
            break
        if word not in gone:
            held_out.append(word)
            gone.update(family_of[word])
    return Split(
        train=[word for word in sorted(words) if word not in gone],
        develop=held_out[:n_held_out],
        test=held_out[n_held_out:],
    )
