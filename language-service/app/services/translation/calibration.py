"""A probability from the figures that a translation has, for engines whose figures were once held against what was right."""

import math
from dataclasses import dataclass

from .signals import Signals
from .units import Rendering


@dataclass(frozen=True, slots=True)
class TranslationCalibration:
    """Of a logistic regression; a weight of 0 leaves its figure out."""

    bias: float
    score: float = 0.0
    """Of the mean log-probability of the tokens."""
    length: float = 0.0
    """Of the distance of the length ratio from the usual one: the logarithm of their quotient, at least 0."""
    usual_length_ratio: float = 1.0
    script_share: float = 0.0
    round_trip: float = 0.0

    def probability(
        self, rendering: Rendering, signals: Signals, round_trip: float | None
    ) -> float | None:
        """None where a figure that counts is missing."""
        ratio = signals.length_ratio
        length = abs(math.log(ratio / self.usual_length_ratio)) if ratio else None
        figures = (
            (self.score, rendering.score),
            (self.length, length),
            (self.script_share, signals.script_share),
            (self.round_trip, round_trip),
        )
        if any(weight and figure is None for weight, figure in figures):
            return None
        odds = self.bias + sum(weight * (figure or 0.0) for weight, figure in figures)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
