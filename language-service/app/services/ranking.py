"""The languages that a text may be in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

CANDIDATES_TOLD = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    script: str
    """ISO 15924."""
    languages: tuple[tuple[str, float], ...]
    """Code and probability, likeliest first, at most `CANDIDATES_TOLD`; empty where nothing can be told."""

    @classmethod
    def of(cls, script: str, probabilities: Mapping[str, float]) -> Self:
        """Rounded to thousandths; what rounds to nothing is left out. Of equals the one named first comes first."""
        ranked = sorted(probabilities.items(), key=lambda each: -each[1])[:CANDIDATES_TOLD]
        rounded = ((language, round(probability, 3)) for language, probability in ranked)
        return cls(script, tuple(each for each in rounded if each[1] > 0))
