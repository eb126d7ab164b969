"""The translator `ctranslate2`: any model that its converters have made, described by a small TOML beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.abandon import Abandoned, on_abandon
from shared.contracts.translation import Formality
from shared.engines import EngineContext

from .....core.config import Settings
from ....translation.calibration import TranslationCalibration
from ....translation.keeping import Placeholders, translate_kept
from ....translation.offer import Offer
from ....translation.units import Direction, Outcome, Refusal, Rendering, SourceSentence
from .description import ModelDescription, read_description
from .tokens import END, Tokeniser, load_tokeniser

if TYPE_CHECKING:
    from ctranslate2 import Translator as ConvertedModel


class ConvertedTranslator:
    name = "ctranslate2"

    def __init__(
        self,
        model: "ConvertedModel",
        tokeniser: Tokeniser,
        description: ModelDescription,
        model_version: str,
    ) -> None:
        self._model, self._tokeniser, self._described = model, tokeniser, description
        self._placeholders = Placeholders(description.placeholder)
        self.model_version = model_version

    @property
    def offer(self) -> Offer:
        return Offer(self._described.pairs)

    @property
    def calibration(self) -> TranslationCalibration | None:
        return self._described.calibration

    def warm_up(self) -> None:
        source, target = min(self._described.pairs)
        self._translated(["."], Direction(source, target))

    def translate(
        self, sentences: Sequence[SourceSentence], direction: Direction, formality: Formality | None
    ) -> list[Outcome]:
        """Models of these families know of no register: `formality` is not asked of them, and none is told."""
        del formality
        fitting = [self._fits(each, direction) for each in sentences]
        short = [each for each, fits in zip(sentences, fitting, strict=True) if fits]
        made = iter(translate_kept(short, lambda texts: self._translated(texts, direction), self._placeholders))  # fmt: skip
        return [next(made) if fits else Refusal("too_long") for fits in fitting]

    def _fits(self, sentence: SourceSentence, direction: Direction) -> bool:
        """A model cuts what is longer, and says nothing of it."""
        longer = max(sentence.text, self._placeholders.put(sentence), key=len)
        return len(self._tokeniser.source(longer, direction)) <= self._described.most_tokens

    def _translated(self, texts: Sequence[str], direction: Direction) -> list[Rendering]:
        """Each by itself as in a batch. Raises Abandoned where nobody waits any more."""
        left: list[bool] = []
        prefix = self._tokeniser.prefix(direction)
        # Of beams no step can be stopped; greedy search asks at each.
        stops: dict[str, Any] = {"callback": lambda _: bool(left)} if self._described.beam == 1 else {}  # fmt: skip
        with on_abandon(lambda: left.append(True)):
            results = self._model.translate_batch(
                [self._tokeniser.source(each, direction) for each in texts],
                target_prefix=[prefix] * len(texts) if prefix else None,
                beam_size=self._described.beam,
                max_batch_size=self._described.batch_tokens,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=self._described.most_tokens,
                return_end_token=True,
                return_scores=True,
                **stops,
            )
            if left:
                raise Abandoned
        return [self._rendering(each.hypotheses[0], each.scores[0], direction) for each in results]

    def _rendering(self, tokens: Sequence[str], score: float, direction: Direction) -> Rendering:
        """Empty where the model found no end: half a translation is none."""
        is_whole = tokens[-1:] == [END]
        text = self._tokeniser.text(tokens, direction) if is_whole else ""
        return Rendering(text, score=min(0.0, score))

    def close(self) -> None:
        self._model.unload_model()


def described(settings: Settings) -> tuple[Path, ModelDescription, Tokeniser]:
    """Raises ValueError where no folder is named, or it isn't described or described wrongly, OSError for a file that is missing."""
    if not settings.translator_model:
        raise ValueError("name the folder of a converted model: LANGUAGE_TRANSLATOR_MODEL")
    folder = Path(settings.translator_model)
    description = read_description(folder)
    return folder, description, load_tokeniser(folder, description)


def load(context: EngineContext) -> ConvertedTranslator:
    """Raises as `described` does."""
    import ctranslate2

    settings: Settings = context.settings
    folder, description, tokeniser = described(settings)
    model = ctranslate2.Translator(
        str(folder),
        device=settings.translator_device,
        compute_type=description.compute_type,
        inter_threads=1,
        intra_threads=context.threads,
    )
    return ConvertedTranslator(model, tokeniser, description, folder.resolve().name)
