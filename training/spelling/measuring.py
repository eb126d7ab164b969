"""How often spellings are read wrongly: of held-out words of the dictionary, and of listed names, each left out of the list."""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.phonetics.arpabet import strip_stress
from shared.phonetics.g2p import GraphemeToPhoneme
from shared.phonetics.guesses import WordGuesser, phone_distance, with_parts
from shared.phonetics.morphology import inflected
from shared.phonetics.names import INDIAN, ListedName, Phones
from shared.phonetics.origin import OriginModel, indian_words, letter_counts
from shared.phonetics.romanised import RomanisedReader

from ..stats import Interval, interval, ratio, wilson_interval

N_FOLDS = 10
Truth = Mapping[str, Sequence[Phones]]


@dataclass(frozen=True, slots=True)
class HeldOutReading:
    """One held-out word as it was read."""

    n_wrong: int
    """Phones to change, drop or add, against the nearest pronunciation that is right."""
    n_phones: int
    """Of that pronunciation."""
    stress_is_right: bool
    """And every phone."""
    n_accepted: int
    one_is_right: bool
    """One of the accepted readings, stress aside."""


def bare(phones: Sequence[str]) -> Phones:
    return tuple(map(strip_stress, phones))


def against(accepted: Sequence[Phones], right: Sequence[Phones]) -> HeldOutReading:
    first = accepted[0] if accepted else ()
    n_wrong, n_phones = min((phone_distance(first, each), len(each)) for each in right)
    return HeldOutReading(
        n_wrong,
        n_phones,
        first in right,
        len(accepted),
        bool({bare(each) for each in accepted} & {bare(each) for each in right}),
    )


def read_by_model(
    words: Sequence[str], truth: Truth, g2p: GraphemeToPhoneme
) -> list[HeldOutReading]:
    return [
        against(accepted, truth[word])
        for word, accepted in zip(words, g2p.predict(words), strict=True)
    ]


def read_as_served(
    words: Sequence[str], truth: Truth, known: Truth, guesser: WordGuesser
) -> list[HeldOutReading]:
    """With endings, parts and Indian spelling; `known` are the words of the dictionary that was learned from."""

    def variants(word: str) -> list[Phones]:
        return list(known.get(word, ()))

    return [
        against(inflected(word, variants) or with_parts(word, guesses, variants), truth[word])
        for word, guesses in zip(words, guesser.predict(words), strict=True)
    ]


def phone_error(read: Sequence[HeldOutReading]) -> Interval:
    """Wrong phones over right ones, its interval over words."""
    return interval([(each.n_wrong, each.n_phones) for each in read], ratio)


def milliseconds_a_word(words: Sequence[str], g2p: GraphemeToPhoneme) -> float:
    """Of processor time: the median, each word on its own and new."""
    took = []
    for word in words:
        started = time.process_time()
        g2p.readings([word])
        took.append(time.process_time() - started)
    return sorted(took)[len(took) // 2] * 1e3


@dataclass(frozen=True, slots=True)
class LeftOutName:
    name: ListedName
    readings: tuple[Phones, ...]
    """By models that had not seen it in the list, most usual first."""

    def is_right(self, n_first: int) -> bool:
        """One of the first so many readings is listed, stress aside."""
        right = {bare(each) for each in self.name.accepted}
        return any(bare(each) in right for each in self.readings[:n_first])


def names_left_out(
    names: Sequence[ListedName],
    dictionary_words: Sequence[str],
    g2p: GraphemeToPhoneme,
    *,
    seed: int = 0,
) -> list[LeftOutName]:
    """Each name read as if the list had not held it: a fold at a time is taken out of all that learns of it."""
    shuffled = sorted(names, key=lambda each: each.word)
    random.Random(seed).shuffle(shuffled)
    counts = letter_counts(dictionary_words)
    left_out: list[LeftOutName] = []
    for fold in range(N_FOLDS):
        held_out = shuffled[fold::N_FOLDS]
        gone = {each.word for each in held_out}
        rest = [each for each in shuffled if each.word not in gone and each.kind in INDIAN]
        reader = RomanisedReader.learned(rest)
        origin = OriginModel.learned(indian_words() - gone, counts)
        guesser = WordGuesser(
            lambda: g2p, lambda reader=reader: reader, lambda origin=origin: origin
        )
        guessed = guesser.predict([_as_written(each) for each in held_out])
        left_out += map(LeftOutName, held_out, guessed)
    return left_out


def _as_written(name: ListedName) -> str:
    return name.word if name.kind in ("food", "loan", "tech") else name.word.capitalize()


def share(right: Sequence[bool]) -> str:
    """`0.83 (0.80–0.86; n 664)`."""
    low, high = wilson_interval(sum(right), len(right))
    return f"{sum(right) / max(1, len(right)):.2f} ({low:.2f}–{high:.2f}; n {len(right)})"
