"""Minimal pairs from the pronouncing dictionary: which words a slip turns into which others, and how much that matters.

A pair weighs as much as the rarer of its words is used. Summed over all pairs of two phones that is their functional
load (Brown, Functional Load and the Teaching of Pronunciation, TESOL Quarterly 22, 1988): what a listener may mistake.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Literal

from shared.once import once
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.dictionary import PronouncingDictionary, load_dictionary
from shared.phonetics.usage import Usage

Phones = tuple[str, ...]
Place = Literal["first", "last", "inside"]
Contrast = tuple[str, str | None]
"""Target and heard phone, None for a dropped one."""

WORD_MODEL = "english-words"
"""Of the model store: counts.txt, en_US.dic."""
_MOST_WORDS = 6000
"""The most used ones: a drill with rare words teaches words, not sounds."""
_MOST_PHONES = 5
_FEWEST_LETTERS = 3
_TABOO = "!"
"""Hunspell's NOSUGGEST flag of the dictionary, on coarse words."""
_PLURAL = "S"
_AVOIDED = Path(__file__).parent / "avoided_words.txt"


@dataclass(frozen=True, slots=True)
class MinimalPair:
    word: str
    other: str
    """What the slip makes of it."""
    load: float
    """Uses of the rarer word in a million."""
    place: Place
    """Of the phone in the word."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    phones: Phones
    """With stress digits."""
    per_million: float


class WordBank:
    """Words fit for drills."""

    def __init__(self, words: Sequence[_Word], dictionary: PronouncingDictionary) -> None:
        """`words`, most used first; of words that sound alike the first stands."""
        self._dictionary = dictionary
        self._by_unstressed: dict[Phones, _Word] = {}
        by_phones: dict[Phones, _Word] = {}
        for word in words:
            if by_phones.setdefault(word.phones, word) is word:
                self._by_unstressed.setdefault(_unstressed(word.phones), word)
        self._pairs = _all_pairs(by_phones)

    @classmethod
    def load(cls, model_dir: Path) -> "WordBank":
        """Those of a model store, read once a process. Raises OSError or ValueError."""
        return _load(Path(model_dir).resolve())

    def pairs(self, target: str, heard: str | None) -> tuple[MinimalPair, ...]:
        """Every pair that `heard` for `target` (ARPAbet; None: dropped) makes, the weightiest first."""
        return self._pairs.get((target, heard), ())

    def variants(self, word: str) -> list[Phones]:
        """Pronunciations that the dictionary has, with stress digits, the usual one first."""
        return self._dictionary.variants(word)

    def places_of_pair(self, word: str, other: str, target: str, heard: str | None) -> set[Place]:
        """Where in `word` the dictionary has `target` and `other` in its place `heard`; empty for no pair."""
        others = {_unstressed(phones) for phones in self._dictionary.variants(other)}
        said = () if heard is None else (heard,)
        return {
            place_of(index, len(phones))
            for phones in map(_unstressed, self._dictionary.variants(word))
            for index, phone in enumerate(phones)
            if phone == target and (*phones[:index], *said, *phones[index + 1 :]) in others
        }

    def turned_into(self, phones: Sequence[str], place: int, heard: str | None) -> str | None:
        """The word that unstressed `phones` make when `heard` (None: nothing) stands at `place`; None if there is none."""
        changed = (*phones[:place], *([heard] if heard else []), *phones[place + 1 :])
        found = self._by_unstressed.get(changed)
        return None if found is None else found.text


def _all_pairs(by_phones: dict[Phones, _Word]) -> dict[Contrast, tuple[MinimalPair, ...]]:
    found: dict[Contrast, dict[tuple[str, str], MinimalPair]] = {}
    alike: dict[tuple[Phones, str, Phones], list[_Word]] = {}
    for phones, word in by_phones.items():
        if len(phones) > _MOST_PHONES:
            continue
        for place, phone in enumerate(phones):
            before, after = phones[:place], phones[place + 1 :]
            stress = phone[len(strip_stress(phone)) :]
            alike.setdefault((before, stress, after), []).append(word)
            if (shorter := by_phones.get((*before, *after))) is not None:
                _add(found, word, shorter, place, heard=None)
    for (before, _, _), words in alike.items():
        for word, other in permutations(words, 2):
            _add(found, word, other, len(before), heard=strip_stress(other.phones[len(before)]))
    return {
        contrast: tuple(
            sorted(pairs.values(), key=lambda each: (-each.load, each.word, each.other))
        )
        for contrast, pairs in found.items()
    }


def _add(
    found: dict[Contrast, dict[tuple[str, str], MinimalPair]],
    word: _Word,
    other: _Word,
    place: int,
    *,
    heard: str | None,
) -> None:
    load = min(word.per_million, other.per_million)
    pair = MinimalPair(word.text, other.text, load, place_of(place, len(word.phones)))
    contrast = (strip_stress(word.phones[place]), heard)
    found.setdefault(contrast, {})[word.text, other.text] = pair


@once
def _load(model_dir: Path) -> WordBank:
    dictionary = load_dictionary(model_dir)
    return WordBank(list(_fit_words(model_dir / WORD_MODEL, dictionary)), dictionary)


def place_of(index: int, n_phones: int) -> Place:
    if index == 0:
        return "first"
    return "last" if index == n_phones - 1 else "inside"


def _fit_words(folder: Path, dictionary: PronouncingDictionary) -> Iterator[_Word]:
    """The most used plain words, each as it is said most."""
    usage = Usage.load()
    unfit = usage.heteronyms.readings.keys() | usage.function_words.keys() | _avoided_words()
    spelled = _read_spelling_dictionary(folder / "en_US.dic")
    counts = _read_counts(folder / "counts.txt")
    total = sum(counts.values())
    n_words = 0
    for text in sorted(counts, key=lambda each: (-counts[each], each)):
        if len(text) < _FEWEST_LETTERS or text in unfit or not _is_plain(text, spelled):
            continue
        variants = dictionary.variants(text)
        if not variants:
            continue
        yield _Word(text, variants[0], counts[text] / total * 1e6)
        n_words += 1
        if n_words == _MOST_WORDS:
            return


def _is_plain(text: str, spelled: dict[str, str]) -> bool:
    """In the dictionary, not coarse, and never a name."""
    base = text
    if text not in spelled and text.endswith("s") and _PLURAL in spelled.get(text[:-1], ""):
        base = text[:-1]
    return (
        base.isalpha()
        and base in spelled
        and _TABOO not in spelled[base]
        and base.capitalize() not in spelled
    )


def _read_counts(path: Path) -> dict[str, int]:
    """Word → how often it was counted."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return {word: int(n) for word, n in (line.split() for line in lines if line.strip())}


def _read_spelling_dictionary(path: Path) -> dict[str, str]:
    """Word → its flags, of a Hunspell dictionary; the first line is its size."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return {word: flags for word, _, flags in (line.partition("/") for line in lines)}


def _avoided_words() -> set[str]:
    lines = _AVOIDED.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def _unstressed(phones: Phones) -> Phones:
    return tuple(strip_stress(phone) for phone in phones)
