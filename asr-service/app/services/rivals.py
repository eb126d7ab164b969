"""The words that a learner may have meant by the one that was heard: the habits of first languages, undone.

`tree` is what the recogniser hears of a `three` whose TH is said as T. What learners say instead of which phone, and how usual
that is, is in shared/phonetics/learner_habits.tsv.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from shared.errors import InvalidInput
from shared.once import once
from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.learner_habits import LEVELS, group_of, learner_habits
from shared.phonetics.lexicon import Lexicon

BareWord = tuple[str, ...]
"""Phones of a word, ARPAbet without stress."""
WORD_COUNTS = "english-words"
"""Of the model store: counts.txt."""
_MOST_WORDS = 20_000
"""The most used ones: a rarer word is hardly what was meant by another."""
_VARIANTS = 2
"""Pronunciations a word is known by; rarer ones make many rivals and are seldom said."""
_MOST_CHANGES = 2
_LEAST_SHARE = 0.0002
"""Of all changes together, below which nothing is undone further."""
_PUT_IN = ("IH", "EH", "AH")
"""Vowels that are put before s and a consonant; the habits' table has changes of phones only."""
_PUT_IN_SHARE = LEVELS["seldom"]


@dataclass(frozen=True, slots=True)
class Rival:
    """A word that may have been meant."""

    text: str
    """Lower case."""
    habit: float
    """Natural logarithm of how usual it is to say it as the word that was heard, 0 at most."""
    usage: float
    """Natural logarithm of its share of all words that are written."""


@dataclass(frozen=True, slots=True)
class RivalWords:
    lexicon: Lexicon
    by_sound: Mapping[BareWord, Sequence[str]]
    """Phones → the words that are said so, most used first."""
    usage: Mapping[str, float]
    """Of each word, as in Rival."""

    @classmethod
    def load(cls, model_dir: Path) -> "RivalWords":
        """Those of a model store; loaded once a process. Raises OSError or ValueError."""
        return _load(Path(model_dir).resolve())

    def of(self, word: str, l1: str | None) -> list[Rival]:
        """What may have been meant by a word in lower case, in no order.

        `l1`: the speaker's first language, ISO 639; None where it is not known.
        """
        shares: dict[str, float] = {}
        for phones in self._said(word):
            for meant, share in _undone(phones, group_of(l1)).items():
                for text in self.by_sound.get(meant, ()):
                    shares[text] = max(share, shares.get(text, 0.0))
        shares.pop(word, None)
        return [Rival(text, math.log(share), self.usage[text]) for text, share in shares.items()]

    def _said(self, word: str) -> list[BareWord]:
        """Its phones as they are mostly said; none of what isn't spoken as one word."""
        try:
            spoken = self.lexicon.pronounce(word)
        except InvalidInput:
            return []
        if len(spoken) != 1:
            return []
        return [_bare(each.phones) for each in spoken[0].pronunciations[:_VARIANTS]]


def _undone(phones: BareWord, group: str) -> dict[BareWord, float]:
    """What may have been meant by the phones → the share of speakers' places in which it is said so."""
    instead = _meant_by(group)
    found: dict[BareWord, float] = {}
    last = {phones: 1.0}
    for _ in range(_MOST_CHANGES):
        nearer: dict[BareWord, float] = {}
        for said, share in last.items():
            for meant, own in _one_undone(said, instead):
                if meant != phones and share * own >= _LEAST_SHARE:
                    nearer[meant] = max(share * own, nearer.get(meant, 0.0))
        last = {meant: share for meant, share in nearer.items() if share > found.get(meant, 0.0)}
        found |= last
    return found


def _one_undone(
    said: BareWord, instead: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[BareWord, float]]:
    for place, phone in enumerate(said):
        for target, share in instead.get(phone, {}).items():
            yield (*said[:place], target, *said[place + 1 :]), share
    if len(said) > 2 and said[0] in _PUT_IN and said[1] == "S" and not is_vowel(said[2]):
        yield said[1:], _PUT_IN_SHARE


@cache
def _meant_by(group: str) -> Mapping[str, Mapping[str, float]]:
    """What is said → target → how usual that is where it is most usual.

    What is dropped is left alone: `close` for `closed` may be grammar, and recognisers put dropped ends back themselves.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for habit in learner_habits():
        if habit.said is None:
            continue
        targets = found[habit.said]
        targets[habit.target] = max(habit.share[group], targets.get(habit.target, 0.0))
    return found


@once
def _load(model_dir: Path) -> RivalWords:
    lexicon = Lexicon.load(model_dir)
    usage = _usage(model_dir / WORD_COUNTS / "counts.txt", lexicon.dictionary)
    by_sound: dict[BareWord, list[str]] = defaultdict(list)
    for word in usage:
        for phones in lexicon.dictionary.variants(word)[:_VARIANTS]:
            by_sound[_bare(phones)].append(word)
    return RivalWords(lexicon, by_sound, usage)


def _usage(counts: Path, dictionary: PronouncingDictionary) -> dict[str, float]:
    """Of a file with a word and its count a line, the most used first."""
    with counts.open(encoding="utf-8") as lines:
        rows = (line.split() for line in lines)
        words = ((word, int(n)) for word, n in rows if _is_word(word, dictionary))
        used = dict(islice(words, _MOST_WORDS))
    total = sum(used.values())
    return {word: math.log(n / total) for word, n in used.items()}


def _is_word(text: str, dictionary: PronouncingDictionary) -> bool:
    return len(text) > 1 and text.isalpha() and text in dictionary


def _bare(phones: Sequence[str]) -> BareWord:
    return tuple(strip_stress(phone) for phone in phones)
