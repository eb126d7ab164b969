"""The languages that a coach's notes can be had in."""

from shared.contracts.base import Contract


class MachineTranslation(Contract):
    """Who translated texts that a coach wrote in another language. Nobody has read the translation."""

    engine: str
    """As in GET /version of language-service."""
    model_version: str
    """Of the engine."""
    source_language: str
    """ISO 639-1, that the coach wrote in."""
    n_texts: int
    """That the learner is shown."""
    n_untranslated: int
    """Of them, left in the coach's language, since no translation held."""
