"""Which pronunciations are right in General American, and which is usual where.

Two tables beside this file hold the knowledge, each with a header line; which reading of a heteronym is right where is
for heteronyms/ to say:
- weak_forms.tsv: function words, their full and weak forms (Roach, English Phonetics and Phonology, chapter 12, with
  American vowels), whether the weak form is usual inside a phrase, and what is usual before a vowel. A word here
  has only these pronunciations: the dictionary's lists for them are incomplete and hold letter names.
- accepted_variants.tsv: rewriting of phones (a regular expression over "AE1 N D") for words whose spelling matches.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shared.phonetics.arpabet import is_vowel
from shared.phonetics.heteronyms import HeteronymReading, Heteronyms

Phones = tuple[str, ...]
Labelled = tuple[Phones, str | None]

_HERE = Path(__file__).parent
_MOST_REWRITTEN = 16
_MOST_BEFORE_OTHERS = 4
"""Pronunciations of the right reading that come before those of another."""
OTHER_READING = "other_reading"
"""Label of a pronunciation that the word has in another sense or part of speech than here."""

LETTER_NAMES: dict[str, Phones] = {
    "a": ("EY1",), "b": ("B", "IY1"), "c": ("S", "IY1"), "d": ("D", "IY1"), "e": ("IY1",),
    "f": ("EH1", "F"), "g": ("JH", "IY1"), "h": ("EY1", "CH"), "i": ("AY1",), "j": ("JH", "EY1"),
    "k": ("K", "EY1"), "l": ("EH1", "L"), "m": ("EH1", "M"), "n": ("EH1", "N"), "o": ("OW1",),
    "p": ("P", "IY1"), "q": ("K", "Y", "UW1"), "r": ("AA1", "R"), "s": ("EH1", "S"), "t": ("T", "IY1"),
    "u": ("Y", "UW1"), "v": ("V", "IY1"), "w": ("D", "AH1", "B", "AH0", "L", "Y", "UW0"),
    "x": ("EH1", "K", "S"), "y": ("W", "AY1"), "z": ("Z", "IY1"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _FunctionWord:
    full: tuple[Phones, ...]
    weak: tuple[Phones, ...]
    weak_is_usual: bool
    before_vowel: Phones | None


@dataclass(frozen=True, slots=True)
class _Rewriting:
    name: str
    phones: re.Pattern[str]
    become: str
    spelling: re.Pattern[str]

    def apply(self, word: str, phones: Phones) -> Phones | None:
        """The phones rewritten; None where the rule has nothing to say."""
        if not self.spelling.search(word):
            return None
        written = " ".join(phones)
        rewritten = self.phones.sub(self.become, written)
        return tuple(rewritten.split()) if rewritten != written else None


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    function_words: dict[str, _FunctionWord]
    heteronyms: Heteronyms
    rewritings: tuple[_Rewriting, ...]

    @classmethod
    def load(cls) -> "Usage":
        return cls(
            {row["word"]: _function_word(row) for row in _rows("weak_forms.tsv")},
            Heteronyms.load(),
            tuple(
                _Rewriting(
                    row["name"],
                    re.compile(row["phones"]),
                    row["become"],
                    re.compile(row["spelling"]),
                )
                for row in _rows("accepted_variants.tsv")
            ),
        )

    def pronunciations(
        self,
        word: str,
        written: Sequence[Phones],
        *,
        reading: HeteronymReading | None,
        next_phone: str | None,
    ) -> list[Labelled]:
        """All accepted pronunciations of a lower-case word, most usual in this place first, each once.

        `written` is what the dictionary has; `reading` the one that the text asks for of a heteronym, and `next_phone`
        the first phone of the word after it, in the same phrase.
        """
        function_word = self.function_words.get(word)
        if function_word and (reading is None or reading.variants[0] in function_word.full):
            return _in_place(function_word, next_phone)
        right, others = self.heteronyms.parted(word, written, reading)
        accepted = _with_variants(self, word, tuple(right))
        rewritten = _with_variants(self, word, tuple(others)) if others else ()
        unlike = [each for each in rewritten if each not in accepted]
        n_first = max(len(right), _MOST_BEFORE_OTHERS)
        return [
            *((phones, None) for phones in accepted[:n_first]),
            *((phones, OTHER_READING) for phones in unlike),
            *((phones, None) for phones in accepted[n_first:]),
        ]


@lru_cache(maxsize=20_000)
def _with_variants(usage: Usage, word: str, written: tuple[Phones, ...]) -> tuple[Phones, ...]:
    """What is written first, then each with one rule applied to all its places, then with two, and so on."""
    found = dict.fromkeys(written)
    latest = list(written)
    while latest and len(found) < _MOST_REWRITTEN:
        latest = [
            changed
            for phones in latest
            for rule in usage.rewritings
            if (changed := rule.apply(word, phones)) and changed not in found
        ]
        found |= dict.fromkeys(latest)
    return tuple(found)


def _in_place(word: _FunctionWord, next_phone: str | None) -> list[Labelled]:
    weak = list(word.weak)
    if word.before_vowel and next_phone and is_vowel(next_phone):
        weak = [word.before_vowel, *weak]
    full_forms: list[Labelled] = [(phones, None) for phones in word.full]
    weak_forms: list[Labelled] = [
        (phones, None if phones in word.full else "weak") for phones in dict.fromkeys(weak)
    ]
    if word.weak_is_usual and next_phone:
        return [*weak_forms, *full_forms]
    return [*full_forms, *(form for form in weak_forms if form[0] not in word.full)]


def _function_word(row: dict[str, str]) -> _FunctionWord:
    def forms(column: str) -> tuple[Phones, ...]:
        return tuple(tuple(form.split()) for form in row[column].split("|") if form)

    return _FunctionWord(
        full=forms("full"),
        weak=forms("weak"),
        weak_is_usual=row["usual"] == "weak",
        before_vowel=next(iter(forms("before_vowel")), None),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
