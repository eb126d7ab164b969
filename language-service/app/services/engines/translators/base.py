"""What a translator does."""

from collections.abc import Sequence
from typing import Protocol

from shared.contracts.translation import Formality
from shared.engines import Engine

from ...translation.calibration import TranslationCalibration
from ...translation.offer import Offer
from ...translation.units import Direction, Outcome, SourceSentence


class Translator(Engine, Protocol):
    @property
    def offer(self) -> Offer:
        """From which languages into which it translates."""
        ...

    @property
    def calibration(self) -> TranslationCalibration | None:
        """How sure its own figures and the signals of a translation make it; None where nobody has measured that."""
        ...

    def translate(
        self, sentences: Sequence[SourceSentence], direction: Direction, formality: Formality | None
    ) -> list[Outcome]:
        """One for each, in order. `direction` is one of its offer."""
        ...
