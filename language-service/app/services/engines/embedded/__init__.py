"""What comes with the default install: each part is loaded when it is first asked for, so that an idle fleet holds none."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from shared.engines import EngineContext
from shared.lazily import Lazily

from ...detection import SHARED_SCRIPTS, rank_languages
from ...ranking import Ranking
from .identification import LetterIdentifier
from .inverse import InverseNormaliser
from .segmentation import Segment, load_segmenter, words_of

PACKAGES = ("py3langid", "indic-itn", "itntext", "underthesea")
"""What answers rest on; our own tables are of the release."""


class EmbeddedLinguist:
    name = "embedded"

    def __init__(self) -> None:
        self.model_version = "+".join(f"{each}-{version(each)}" for each in PACKAGES)
        self._identifier = Lazily(
            lambda: LetterIdentifier.load(
                [each for all_ in SHARED_SCRIPTS.values() for each in all_]
            )
        )
        self._inverse = InverseNormaliser()
        self._segmenter: Lazily[Segment] = Lazily(load_segmenter)

    def warm_up(self) -> None:
        """Nothing: what is not asked for is not loaded."""

    @property
    def is_loaded(self) -> bool:
        """Whether anything that takes memory is."""
        return any(each.is_loaded for each in (self._identifier, self._inverse, self._segmenter))

    def rank_languages(self, text: str) -> Ranking:
        return rank_languages(text, self)

    def weigh(self, text: str, languages: Sequence[str]) -> dict[str, float]:
        """Only a text whose script is shared gets here: of others nothing is loaded."""
        return self._identifier.get().weigh(text, languages)

    def propose_figures(self, text: str, language: str) -> str:
        return self._inverse.propose(text, language)

    def vietnamese_words(self, text: str) -> Iterator[tuple[int, int]]:
        return words_of(text, self._segmenter.get())


def load(context: EngineContext) -> EmbeddedLinguist:
    del context  # it has neither model files nor settings of its own
    return EmbeddedLinguist()
