"""Whether a stored sentence means what the one asked for means: a logistic regression over several features, and where it says yes.

Scores of e5 alone can't say it: they lie close together, and a negation moves them less than another wording does. Weights and threshold
are in `gate.toml`, written by `python -m bench.translation.fit` from sentences of their own.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .memory import sayings
from .slots import compared
from .wording import asks, n_negations, persons, stem, words_of

FEATURES = (
    "score", "margin", "translation_score", "words_in_common", "words_left_over", "words_missing", "negation", "question", "speaker", "hearer",
)  # fmt: skip
_FILE = Path(__file__).with_name("gate.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as the gate sees it."""

    stems: frozenset[str]
    n_negations: int
    asks: bool
    persons: tuple[bool, bool]
    words: tuple[str, ...]
    """All of them, in order."""

    @classmethod
    def of(cls, text: str, language: str) -> "Wording":
        words = words_of(text, language)
        return cls(
            frozenset(stem(word, language) for word in words),
            n_negations(words, language),
            asks(text, words, language),
            persons(words, language),
            tuple(words),
        )


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines of the sentence asked for."""

    with_saying: float
    """The nearest way to say what the row says."""
    with_next: float
    """The nearest of any other row."""
    with_translation: float
    """The nearest way to say it in the other language."""


@cache
def _rarity(language: str) -> Mapping[str, float]:
    """Of each stem that the memory has: the less rows, the more it tells."""
    rows = [Wording.of(compared(each.text), language).stems for each in sayings(language)]
    counts = Counter(each for stems in rows for each in stems)
    return {each: math.log(len(rows) / n) for each, n in counts.items()}


def _weight(stems: frozenset[str], language: str) -> float:
    rarity = _rarity(language)
    unknown = max(rarity.values())
    return sum(rarity.get(each, unknown) for each in stems)


def features(asked: Wording, saying: Wording, near: Nearness, language: str) -> list[float]:
    """As `FEATURES` names them."""
    common = _weight(asked.stems & saying.stems, language)
    left_over = _weight(asked.stems - saying.stems, language)
    missing = _weight(saying.stems - asked.stems, language)
    whole = common * 2 + left_over + missing
    return [
        (near.with_saying - 0.9) * 20,
        (near.with_saying - near.with_next) * 20,
        (near.with_translation - 0.85) * 20,
        2 * common / whole if whole else 0.0,
        left_over / 10,
        missing / 10,
        float(asked.n_negations % 2 != saying.n_negations % 2),
        float(asked.asks != saying.asks),
        float(asked.persons[0] != saying.persons[0]),
        float(asked.persons[1] != saying.persons[1]),
    ]


@dataclass(frozen=True, slots=True)
class Gate:
    bias: float
    weights: tuple[float, ...]
    """As `FEATURES`."""
    threshold: float
    """Least probability at which a stored sentence is given."""

    def probability(self, figures: Sequence[float]) -> float:
        odds = self.bias + sum(w * x for w, x in zip(self.weights, figures, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def fitted_gate() -> Gate:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    weights = tuple(float(read["weights"][name]) for name in FEATURES)
    return Gate(float(read["bias"]), weights, float(read["threshold"]))
