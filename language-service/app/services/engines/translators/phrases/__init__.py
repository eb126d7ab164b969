"""The translator `phrases`: a translation memory of calls and of this product's page, English and Hindi.

It gives what somebody wrote for the same meaning, or nothing. Loaded when first asked.
"""

from collections.abc import Sequence

from shared.abandon import raise_if_abandoned
from shared.contracts.translation import Formality
from shared.embeddings.e5_small import E5Small
from shared.engines import EngineContext

from ....translation.calibration import TranslationCalibration
from ....translation.keeping import checked
from ....translation.offer import Offer
from ....translation.units import Direction, Outcome, Refusal, Rendering, SourceSentence
from .finding import Candidate, StoredSentences, best_of
from .gate import fitted_gate
from .memory import LANGUAGES, MemoryRow, memory_rows
from .names import find_named, with_name
from .slots import filled

MEMORY_VERSION = "2"
"""Of the rows and the gate."""
FRAME_CONFIDENCE = 0.95
"""Of a sentence that has every word of a stored one around a name: what is left is whether that is one."""


class TranslationMemory:
    name = "phrases"
    offer = Offer(frozenset({("en", "hi"), ("hi", "en")}))
    calibration: TranslationCalibration | None = None

    def __init__(self, embedder: E5Small) -> None:
        self._embedder = embedder
        self._stored = StoredSentences(embedder)
        self.model_version = f"{MEMORY_VERSION}+{embedder.version}"

    def warm_up(self) -> None:
        """Nothing: what is not asked for is not loaded."""

    @property
    def is_loaded(self) -> bool:
        return self._embedder.is_loaded

    def translate(
        self, sentences: Sequence[SourceSentence], direction: Direction, formality: Formality | None
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for sentence in sentences:
            raise_if_abandoned()  # 20 ms each
            outcomes.append(self._outcome(sentence, direction, formality))
        return outcomes

    def _outcome(
        self, sentence: SourceSentence, direction: Direction, formality: Formality | None
    ) -> Outcome:
        is_plain = not sentence.protected
        if is_plain and (named := find_named(sentence.text, direction.source)) is not None:
            row, name = named
            text = with_name(row, direction.target, name)
            return _given(sentence, row, text, FRAME_CONFIDENCE, direction, formality)
        candidates = self._stored.candidates(sentence, direction)
        gate = fitted_gate()
        found = best_of(candidates, gate)
        if found is None or found[1] < gate.threshold:
            return Refusal("no_match")
        candidate, probability = found
        text = _text(candidate, direction)
        return _given(sentence, candidate.row, text, probability, direction, formality)


def _text(candidate: Candidate, direction: Direction) -> str:
    return filled(candidate.row, direction.target, candidate.values, candidate.slots)


def _given(
    sentence: SourceSentence,
    row: MemoryRow,
    text: str,
    confidence: float,
    direction: Direction,
    wished: Formality | None,
) -> Outcome:
    register = row.formality if direction.target == "hi" else None
    if wished is not None and register is not None and register != wished:
        return Refusal("formality")
    rendering = Rendering(text, confidence=confidence, formality=register)
    return checked(sentence, rendering, text)


def load(context: EngineContext) -> TranslationMemory:
    """Raises MemoryFault for a row that can't be used."""
    assert LANGUAGES == ("en", "hi")
    memory_rows()
    return TranslationMemory(E5Small(threads=context.threads))
