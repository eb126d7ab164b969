"""What a recogniser is refused for, told alike by the service that holds it and by the door."""

from typing import ClassVar

from shared.contracts.recognising import RecognisedLanguage, RecogniserModel
from shared.errors import InvalidInput


class HeardTooBadly(InvalidInput):
    """The loaded model takes the language, and its words can't be relied on."""

    slug: ClassVar[str] = "language-heard-too-badly"
    title: ClassVar[str] = "The loaded model doesn't hear this language well enough"


def heard_too_badly(model: RecogniserModel, language: RecognisedLanguage) -> HeardTooBadly:
    """With what would hear it."""
    wrong = "" if language.wer is None else f" (word error rate {language.wer})"
    other = language.use_instead
    instead = (
        "" if other is None else f": whoever runs this can bring {other.engine} with {other.model}"
    )
    return HeardTooBadly(
        f"{model.engine} {model.model_version} hears {language.name} too badly{wrong}{instead}",
        field="language",
        language=language.language,
        wer=language.wer,
        engine=other and other.engine,
        model=other and other.model,
    )
