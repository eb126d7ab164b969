"""py3langid: naive Bayes over sequences of letters, its weights in the wheel."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MOST_CHARACTERS = 1000
"""Of a text are looked at; more change nothing but the time it takes."""


class LetterIdentifier:
    def __init__(self, identifier: "LanguageIdentifier") -> None:
        self._identifier = identifier

    @classmethod
    def load(cls, languages: Sequence[str]) -> Self:
        """An identifier of these languages alone: the columns of the rest are let go of."""
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        identifier.set_languages(languages)
        identifier._full_model = (identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes)
        return cls(identifier)

    def weigh(self, text: str, languages: Sequence[str]) -> dict[str, float]:
        told = dict(self._identifier.rank(text[:MOST_CHARACTERS].lower()))
        whole = math.fsum(told[language] for language in languages) or 1.0
        return {language: told[language] / whole for language in languages}
