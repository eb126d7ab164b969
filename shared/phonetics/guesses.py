"""Words that are written down nowhere: read by their parts, as a name of an Indian language, or as English spelling goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.gates import LOOKS_INDIAN, MAY_BE_INDIAN, NAME_LOOKS_INDIAN
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.g2p import GraphemeToPhoneme, plain_letters
from shared.phonetics.morphology import Variants, compounded, prefixed
from shared.phonetics.names import Phones
from shared.phonetics.origin import OriginModel, origin_model
from shared.phonetics.romanised import RomanisedReader, romanised_reader

MOST_GUESSES = 8
_LEADING = 2
"""Indian readings that come before an English one, where the word looks Indian."""
_FARTHEST = 2
"""Phones in which what a word's parts say may differ from a guess: beyond, the parts are there by chance (`religious`: relig-ious)."""


@dataclass
class WordGuesser:
    """Opens its models when the first word has to be guessed."""

    open_english: Callable[[], GraphemeToPhoneme] = GraphemeToPhoneme.load
    open_romanised: Callable[[], RomanisedReader] = romanised_reader
    open_origin: Callable[[], OriginModel] = origin_model

    @cached_property
    def english(self) -> GraphemeToPhoneme:
        return self.open_english()

    @cached_property
    def romanised(self) -> RomanisedReader:
        return self.open_romanised()

    @cached_property
    def origin(self) -> OriginModel:
        return self.open_origin()

    def predict(self, words: Sequence[str]) -> list[tuple[Phones, ...]]:
        """Accepted pronunciations of each word, most usual first; none of one without a letter a–z."""
        if not words:
            return []
        return [
            self._merged(word, english)
            for word, english in zip(words, self.english.predict(words), strict=True)
        ]

    def _merged(self, word: str, english: Sequence[Phones]) -> tuple[Phones, ...]:
        letters = plain_letters(word)
        evidence = self.origin.evidence(letters) if letters else -float("inf")
        if evidence < MAY_BE_INDIAN:
            return tuple(english)
        indian = [phones for phones, _ in self.romanised.read(letters)]
        if evidence >= (NAME_LOOKS_INDIAN if word[:1].isupper() else LOOKS_INDIAN):
            merged = [*indian[:_LEADING], *english[:1], *indian[_LEADING:]]
        else:
            merged = [*english[:1], *indian[:_LEADING], *english[1:]]
        return tuple(dict.fromkeys(merged))[:MOST_GUESSES]


def with_parts(word: str, guessed: Sequence[Phones], variants: Variants) -> tuple[Phones, ...]:
    """Guesses for a lower-case word, and what its known parts say where that is near one of them.

    Two words in one have these words' stress, where the guess has their phones (`smartwatch`). Otherwise the guess stays
    first: what looks like parts may be none (`peasants`, `reserve`).
    """
    if not guessed:
        return ()
    of_two = compounded(word, variants)
    same = [phones for phones in of_two if phone_distance(phones, guessed[0]) == 0]
    near = [
        phones
        for phones in of_two or prefixed(word, variants)
        if min(phone_distance(phones, each) for each in guessed) <= _FARTHEST
    ]
    return tuple(dict.fromkeys([*same, *guessed[:1], *near, *guessed[1:]]))[:MOST_GUESSES]


def phone_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Phones to change, drop or add, stress aside (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, phone in enumerate(map(strip_stress, one), start=1):
        previous, row[0] = row[0], i
        for j, beside in enumerate(map(strip_stress, other), start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (phone != beside))
    return row[-1]
