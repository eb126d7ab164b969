"""A translator without models: any language into any, known by its mark."""

from collections.abc import Sequence

from shared.contracts.translation import Formality
from shared.engines import EngineContext

from ...translation.calibration import TranslationCalibration
from ...translation.keeping import Placeholders, translate_kept
from ...translation.offer import ANY_PAIR
from ...translation.units import Direction, Outcome, Rendering, SourceSentence


class MockTranslator:
    name = "mock"
    model_version = "1"
    offer = ANY_PAIR
    calibration: TranslationCalibration | None = None

    def __init__(self) -> None:
        self._placeholders = Placeholders("<ID{n}>")

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def translate(
        self, sentences: Sequence[SourceSentence], direction: Direction, formality: Formality | None
    ) -> list[Outcome]:
        """`[hi] Where is it?`; a sentence translated back loses its mark."""
        marks = f"[{direction.source}] ", f"[{direction.target}] "

        def marked(texts: Sequence[str]) -> list[Rendering]:
            return [Rendering(marks[1] + each.removeprefix(marks[0]), formality=formality) for each in texts]  # fmt: skip

        return translate_kept(sentences, marked, self._placeholders)


def load(context: EngineContext) -> MockTranslator:
    del context  # it needs neither models nor settings
    return MockTranslator()
